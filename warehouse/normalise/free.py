"""Words that say an offering costs nothing, and those that only sound so."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.normalise.tokens import Token

#: Free for them says nothing of what everybody else pays.
_PASSED_OVER = ("the", "our", "eligible", "les", "la", "le", "admissibles")
_FREE = ("free", "gratuit", "gratuite", "gratuits", "gratuites")
_ONLY = ("member", "senior", "alumni", "staff", "group", "concession")


def free_words(tokens: Sequence[Token]) -> Token | None:
    """The words that make the offering free; None where they depend on something or speak of something else."""
    for at, token in enumerate(tokens):
        if "free" not in token.tags or "not_free" in token.tags:
            continue
        sentence = _sentence(tokens, at)
        if any("condition" in one.tags for one in sentence) or _only_for(tokens, at):
            continue
        if _asked_and_denied(tokens, at):
            continue
        if any("not" in one.tags and one is not token for one in tokens[max(at - 2, 0) : at]):
            continue
        if at + 1 < len(tokens) and "component" in tokens[at + 1].tags:
            continue
        if _for_some(tokens, at + 1) or (token.text in _FREE and _of_a_component(sentence, token)):
            continue
        return token
    return None


def _only_for(tokens: Sequence[Token], at: int) -> bool:
    """ "Free for members", "seniors attend free"; an organisation named elsewhere in the sentence is no audience."""
    return any(token.tags.get("audience") in _ONLY for token in tokens[max(at - 8, 0) : at + 9] if not _is_bare(token))


def _is_bare(token: Token) -> bool:
    """A little word, or "eligible" alone, which says less than who is meant by the words behind it."""
    return token.text in _PASSED_OVER and token.end - token.start == len(token.text)


def _of_a_component(sentence: Sequence[Token], free: Token) -> bool:
    """ "Additional applications are free": what is named before is a part, and nothing else is."""
    before = [one for one in sentence if one.start < free.start]
    named = [one for one in before if one.tags.keys() & {"component", "basis", "tuition", "unit"}]
    return bool(named) and "component" in named[0].tags and "tuition" not in named[0].tags


def _for_some(tokens: Sequence[Token], at: int) -> bool:
    """ "free to teachers", "gratuit pour les chômeurs": for some, which says nothing of the rest."""
    if at + 1 >= len(tokens) or tokens[at].text not in ("to", "for", "pour", "aux"):
        return False
    named = [token for token in tokens[at + 1 : at + 4] if not _is_bare(token)][:1]
    if not named or named[0].kind not in ("word", "phrase"):
        return False
    # "No fee for the course", "free for EU citizens": the offering, or the regular learner.
    if "everybody" in named[0].tags or "basis" in named[0].tags:
        return False
    return not any(token.tags.get("audience") == "domestic" for token in tokens[at + 1 : at + 6])


def _asked_and_denied(tokens: Sequence[Token], at: int) -> bool:
    """ "Is it free? No." And a question nobody answers says nothing."""
    mark = next((place for place in range(at, len(tokens)) if tokens[place].text in "?.;|"), len(tokens))
    if mark >= len(tokens) or tokens[mark].text != "?":
        return False
    return mark + 1 >= len(tokens) or "not" in tokens[mark + 1].tags


def _sentence(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    start, end = at, at
    while start > 0 and tokens[start - 1].text not in (".", ";", "|"):
        start -= 1
    while end < len(tokens) and tokens[end].text not in (".", ";", "|"):
        end += 1
    return tokens[start:end]
