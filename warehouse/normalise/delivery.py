"""How an offering is taught, from the words of one statement. Never assumed: "self-paced" alone is not "online".

"Distance" is read as online, as colleges use the word, unless post or print is named with it.
"""

from __future__ import annotations

import re

from warehouse.normalise.folding import fold, negated

_IN_PERSON = (
    r"in[ -]person|face[ -]to[ -]face|f2f|on[ -]?campus|(?<!virtual )\bclassroom|in[ -]class\b|on[ -]?site\b"
    r"|en personne|(?:en )?presentiel(?:le)?|en presence|en classe|en salle|sur (?:le )?campus|sur place"
)
_ONLINE = (
    r"online|on[ -]line|en[ -]ligne|web[ -]based|virtual(?:ly)?|virtuel(?:le)?s?"
    r"|remote(?:ly)?\b(?! (?:communit|area|sensing))|e-?learning|mooc"
    r"|(?:a |at a )?distance|webinars?|webinaires?|live[ -]?stream\w*|via zoom"
)
_LIVE = (
    r"(?<!a)synchron\w+|\blive\b|live[ -]?stream\w*|real[ -]time|webinars?|webinaires?|en direct|en temps reel"
    r"|virtual class\w*|classes? virtuelles?"
)
_SELF_PACED = (
    r"asynchron\w+|self[ -](?:paced|directed|study|guided)|on[ -]demand|at your own pace|own pace|anytime"
    r"|a (?:votre|son|leur) (?:propre )?rythme|rythme individuel|autoform\w+|sur demande"
)
_BLENDED = (
    r"blended|hybrid\w*|mixed[ -]mode|(?:formule|mode|apprentissage) mixte"
    r"|part(?:ly|ially)? online|partiellement en ligne"
)
_CHOICE = r"hy[ -]?flex\w*|hybrid[ -]flex\w*|bi[ -]?modal\w*|co[ -]?modal\w*|multi[ -]?access"
_WORKPLACE = r"work[ -]?place|work[ -]based|on[ -]the[ -]job|(?:en )?milieu de travail|en entreprise|en emploi"
_POSTED = re.compile(r"\bpost(?:ed|al)?\b|\bmail(?:ed)?\b|\bprint(?:ed)?\b|correspond[ea]nce|poste\b|imprime")
# Buying, applying and reading online say nothing about the teaching.
_NOT_TEACHING = re.compile(
    r"(?:appl(?:y|ications?)|regist\w+|enrol\w*|pay(?:ment)?s?|book|log ?in|order|sign up|inscri\w+|payez|paiement"
    r"|postulez|demandes?)(?: \w+){0,2} (?:online|en ligne)"
    r"|(?:online|en ligne) (?:regist\w+|appl\w+|enrol\w*|payment|form|calendar|store|exam\w*|resources?|library)"
)
_COMBINED = re.compile(r"\b(?:and|with|plus|et|avec|combin\w+|mix(?:ture)? of|part|partie)\b|[&+]")
_EITHER = re.compile(r"\b(?:or|ou|either|choose|choisi\w*|au choix|your choice)\b")
_OFFERED = re.compile(r"\b(?:offered|available|offert\w*|disponible\w*|both|formats?)\b")
_ALL = {
    name: (re.compile(rf"(?:{words})"), negated(words))
    for name, words in (
        ("in_person", _IN_PERSON),
        ("online", _ONLINE),
        ("live", _LIVE),
        ("self_paced", _SELF_PACED),
        ("blended", _BLENDED),
        ("choice", _CHOICE),
        ("workplace", _WORKPLACE),
    )
}


def read_delivery(text: str, *, lang: str | None = None) -> str:
    """A word of `schema.DELIVERY_MODE`; "unknown" when nothing, or more than one thing, can be meant."""
    folded = _NOT_TEACHING.sub(" ", fold(text))
    said = {name for name, (words, denied) in _ALL.items() if words.search(denied.sub(" ", folded))}
    if "choice" in said:
        return "hybrid_choice"
    if "blended" in said:
        return "unknown" if _EITHER.search(folded) else "blended"
    if {"in_person", "online"} <= said:
        return _both(folded)
    if "workplace" in said:
        return "unknown" if said & {"in_person", "online"} else "workplace"
    if "in_person" in said:
        return "in_person"
    if "online" in said:
        return _online(said, folded)
    return "unknown"


def _both(folded: str) -> str:
    if _EITHER.search(folded):
        return "hybrid_choice"
    # "Offered online and in person" may be one mixed offering or two ways to take it.
    return "blended" if _COMBINED.search(folded) and not _OFFERED.search(folded) else "unknown"


def _online(said: set[str], folded: str) -> str:
    if _POSTED.search(folded):
        return "unknown"
    if {"live", "self_paced"} <= said or not said & {"live", "self_paced"}:
        return "online"
    return "online_live" if "live" in said else "online_self_paced"
