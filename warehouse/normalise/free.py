"""Words that say an offering costs nothing, and those that only sound so."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.normalise.tokens import Token


def free_words(tokens: Sequence[Token]) -> Token | None:
    """The words that make the offering free; None where they depend on something or speak of something else."""
    for at, token in enumerate(tokens):
        if "free" not in token.tags or "not_free" in token.tags:
            continue
        sentence = _sentence(tokens, at)
        if any("condition" in one.tags for one in sentence):
            continue
        if any("not" in one.tags and one is not token for one in tokens[max(at - 2, 0) : at]):
            continue
        if at + 1 < len(tokens) and "component" in tokens[at + 1].tags:
            continue
        return token
    return None


def _sentence(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    start, end = at, at
    while start > 0 and tokens[start - 1].text not in (".", ";", "|"):
        start -= 1
    while end < len(tokens) and tokens[end].text not in (".", ";", "|"):
        end += 1
    return tokens[start:end]
