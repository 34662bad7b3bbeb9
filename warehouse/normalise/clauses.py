"""The words that belong to an amount: its clause before and behind it, without the label of the next."""

from __future__ import annotations

from warehouse.normalise.places import Place
from warehouse.normalise.tokens import Token

_LABELS = frozenset(("audience", "regular", "component", "tuition", "total", "soft_student"))
HARD_STOPS = ".;|•\n"


def _labels_trail(tokens: list[Token], places: list[Place]) -> bool:
    """Labels stand behind their amounts ("$500 member, $600 non-member"): one stands behind the last."""
    last = places[-1].last + 1
    return any(
        name in token.tags
        for token in tokens[last : last + 5]
        for name in ("audience", "regular", "component", "soft_student")
    )


def own_words(after: list[Token], tokens: list[Token], end: int, places: list[Place]) -> list[Token]:
    """Words behind an amount without those that label the next one ("$500 International $900", "$500 Books: $80")."""
    if end >= len(tokens) or not after or after[-1] is not tokens[end - 1]:
        return after
    if after[-1].text in ":=|":
        return after[: next((i for i, token in enumerate(after) if _names_next(after, i, token)), len(after) - 1)]
    if _labels_trail(tokens, places):
        return after
    keep = len(after)
    while keep and after[keep - 1].text in ("of", "de", "is"):
        keep -= 1
    while keep and _LABELS & after[keep - 1].tags.keys():
        keep -= 1
    return after[:keep]


def _names_next(after: list[Token], at: int, token: Token) -> bool:
    """A label that ends with a colon begins behind a mark, or at the words right before the colon."""
    if not _LABELS & token.tags.keys():
        return False
    return at == 0 or after[at - 1].text in ("*", ",", ")") or at >= len(after) - 3


def words_before(tokens: list[Token], start: int, stop: int) -> list[Token]:
    """Words of the same clause before an amount, nearest last."""
    begin = start
    for at in range(stop - 1, start - 1, -1):
        if tokens[at].kind == "punct" and tokens[at].text in HARD_STOPS and not _abbreviation(tokens, at):
            begin = at + 1
            if any(token.kind in ("phrase", "word") for token in tokens[begin:stop]):
                break
            begin = start  # nothing between the stop and the amount: a cell's label stands before the bar
    return tokens[max(begin, stop - 32) : stop]


def _abbreviation(tokens: list[Token], at: int) -> bool:
    dash = at + 1 < len(tokens) and tokens[at + 1].text == "-"  # "CHF 145.-"
    return dash or (
        tokens[at].text == "." and at > 0 and tokens[at - 1].text in ("approx", "p", "a", "no", "st", "incl", "excl")
    )


def words_after(tokens: list[Token], start: int, stop: int) -> list[Token]:
    """Words of the same clause behind an amount."""
    for at in range(start, min(stop, start + 14)):
        if tokens[at].kind == "punct" and tokens[at].text in HARD_STOPS and tokens[at].text != "|":
            return tokens[start:at]
    return tokens[start : min(stop, start + 14)]
