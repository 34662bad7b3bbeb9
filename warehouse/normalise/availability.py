"""Whether one can still get in, from the words of one statement."""

from __future__ import annotations

import re

from warehouse.normalise.folding import fold

_NOT_SAID = re.compile(
    r"full[ -](?:time|day|fee|stack|course|price|refund)|fully|temps complet|programme complet|cours complet"
    r"|(?:may|can|might|will) be cancell?ed.*|peut etre annule.*|cancell?ation (?:policy|fee).*|if cancell?ed.*"
    r"|(?:regist\w+ |enrol\w+ )?(?:re)?opens? (?:on|in|at|soon|again)\b.*|open (?:badge|house|learning|education)s?"
    r"|(?:ouverture|ouvriront|ouvrira) .*|not (?:yet )?open\w*|pas (?:encore )?ouvert\w*"
)
_RULES = (
    ("cancelled", r"\bcancell?ed\b|\bannule(?:e|es|s)?\b|event ?cancelled"),
    ("waitlist", r"\bwait(?:ing)?[ -]?list\w*|listes? d'attente"),
    (
        "full",
        r"\bfull\b|sold[ -]?out"
        r"|\b(?:no|no more|0) (?:seats?|spots?|spaces?|places?)\b(?: available| left| disponibles?)?"
        r"|\bcomplet(?:s|e|es)?\b(?! (?:the|this|all|your))|aucune place|plus de places?",
    ),
    (
        "closed",
        r"\bclosed\b|no longer (?:available|offered|accepting)|not accepting|not (?:currently )?(?:available|offered)"
        r"|unavailable|\bfermee?s?\b|inscriptions? terminees?|non disponibles?"
        r"|n'est (?:plus|pas) (?:offerte?|disponible)",
    ),
    (
        "open",
        r"\bopen\b|in ?stock|(?:register|enrol|enroll|apply) (?:now|today)|(?<!not )(?<!longer )(?<!un)\bavailable\b"
        r"|\b[1-9]\d* (?:seats?|spots?|spaces?|places?)\b|limited (?:availability|seats?|spaces?)"
        r"|accepting (?:applications|registrations)"
        r"|\bouvert(?:e|s|es)?\b|places? disponibles?|inscri(?:vez-vous|ption en cours)",
    ),
)
_COMPILED = [(name, re.compile(words)) for name, words in _RULES]


def read_availability(text: str, *, lang: str | None = None) -> str:
    """A word of `schema.AVAILABILITY`; "unknown" when nothing is said or the words contradict each other.

    A waitlist speaks over "full"; "cancelled" speaks over all. What opens later is not open.
    """
    folded = _NOT_SAID.sub(" ", fold(text))
    for name, rule in _COMPILED:
        found = bool(rule.search(folded))
        if found and name in ("cancelled", "waitlist"):
            return name
        if found:
            folded = rule.sub(" ", folded) if name != "open" else folded
            others = [other for other, words in _COMPILED[2:] if other != name and words.search(folded)]
            return "unknown" if others else name
    return "unknown"
