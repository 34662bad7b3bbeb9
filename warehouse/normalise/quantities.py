"""Numbers and ranges of a statement, with their bounds: "8 to 10", "up to 12", "5+"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from warehouse.normalise.tokens import Token

_DASHES = {"-", "—"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range at tokens [first, last]; None is an open end."""

    low: Decimal | None
    high: Decimal | None
    first: int
    last: int
    bounded: bool = False  # an end is open by words


def near(tokens: Sequence[Token], start: int, stop: int, name: str) -> bool:
    """Does a token of this class stand among tokens[start:stop]?"""
    return any(name in token.tags for token in tokens[max(start, 0) : stop])


def bound(
    tokens: Sequence[Token],
    low: Decimal | None,
    high: Decimal | None,
    first: int,
    last: int,
    after: int,
    *,
    lengths: bool = True,
    over: bool = True,
) -> Quantity:
    """Open an end where the words before `first` or from `after` on say so. A range keeps both of its ends.

    "to complete" behind a number bounds a length and says nothing of an amount (`lengths` False); "over 6 weeks"
    is no bound (`over` False).
    """
    if low != high:
        return Quantity(low, high, first, last)
    before = tokens[max(first - 8, 0) : first]
    behind = tokens[after : after + 3]
    # The nearest words decide; a full stop or comma between ends their reach.
    for steps, token in enumerate(reversed(before)):
        if token.kind == "punct" and token.text in (".;|•" if steps < 3 else ".;|•,("):
            break
        if steps > 2 and not token.text.startswith(("max", "min")):
            continue
        if "at_most" in token.tags:
            return Quantity(None, high, first, last, True)
        if (
            "at_least" in token.tags
            and (over or token.text != "over")
            and not (token.text in ("des", "from") and steps)
        ):
            return Quantity(low, None, first, last, True)
        if token.kind in ("number", "time"):
            break
    if lengths and (_limited(tokens, first) or _given(tokens, first, after)):
        return Quantity(None, high, first, last, True)
    for step, token in enumerate(behind):
        added = step + 1 < len(behind) and behind[step + 1].tags.keys() & {"tax_name", "money"}  # "CAD49+HST"
        if token.text == "+" and step == 0 and token.start == tokens[after - 1].end and not added:
            return Quantity(low, None, first, last, True)
        if token.text == "(" and step == 0 and len(behind) > 2 and behind[2].text == ")":
            continue  # "23 weeks (minimum)"
        if token.kind in ("punct", "number"):
            break
        if lengths and step == 0 and token.text in ("to", "pour") and near(tokens, first - 5, first, "have"):
            return Quantity(None, high, first, last, True)  # "you have six months to hand in all work"
        if "at_most_after" in token.tags and _allowed(tokens, token, first, lengths=lengths):
            return Quantity(None, high, first, last, True)
        if "at_least_after" in token.tags and not (token.text == "plus" and _goes_on(tokens, after + step + 1)):
            return Quantity(low, None, first, last, True)
    return Quantity(low, high, first, last)


def _limited(tokens: Sequence[Token], first: int) -> bool:
    """ "The time allowed for completion is five months"."""
    for token in reversed(tokens[max(first - 10, 0) : first]):
        if token.kind == "punct" and token.text in ".;|•":
            return False
        if "limit" in token.tags:
            return True
    return False


def _given(tokens: Sequence[Token], first: int, after: int) -> bool:
    """ "You have six months from the start date to complete the course"."""
    if not near(tokens, first - 5, first, "have"):
        return False
    for token in tokens[after : after + 9]:
        if token.kind == "punct" and token.text in ".;|•":
            return False
        if "at_most_after" in token.tags and token.text in ("to", "in", "pour"):
            return True
    return False


def _allowed(tokens: Sequence[Token], token: Token, first: int, *, lengths: bool) -> bool:
    """ "You have six months to complete" is a bound, "takes six months to complete" is not."""
    if not token.text.startswith(("to", "in", "pour")):
        return True
    return lengths and near(tokens, first - 5, first, "have")


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """ "$895 plus taxes": something is added, the price is not open."""
    return at < len(tokens) and tokens[at].kind in ("phrase", "word", "sign", "number", "percent")


def is_join(tokens: Sequence[Token], at: int) -> bool:
    """A dash, slash or word that joins the two ends of a range."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    return (token.kind == "punct" and token.text in _DASHES) or "range" in token.tags
