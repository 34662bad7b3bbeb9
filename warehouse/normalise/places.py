"""Where amounts of money stand in a statement, and which figures are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from warehouse.normalise.quantities import is_join, near
from warehouse.normalise.tokens import Token

#: More decimals than money has: what a machine writes where nobody entered a price.
_DEFAULT_ZERO = re.compile(r"0\.0{3,}")
#: Two decimals: a number that is money wherever a price is spoken of.
_CENTS = re.compile(r"[\d,]\d[.,]\d\d$")


@dataclass(frozen=True, slots=True)
class Place:
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    first: int  # tokens
    last: int
    signed: bool


def signed_places(tokens: list[Token], local: str | None) -> list[Place]:
    places: list[Place] = []
    at = 0
    while at < len(tokens):
        place = _signed(tokens, at, local)
        if place is None:
            at += 1
            continue
        places.append(place)
        at = place.last + 1
    return places


def follows(tokens: list[Token], one: Place, other: Place) -> bool:
    """Nothing but marks between two amounts: cells of one row."""
    between = tokens[one.last + 1 : other.first]
    return all(
        (token.kind == "punct" and token.text in "*|-/") or token.tags.keys() & {"per", "basis", "attendance"}
        for token in between
    )


def _currency(token: Token, local: str | None) -> str | None:
    money = token.tags.get("money")
    return local if money == "local" else money


def is_money(token: Token) -> bool:
    return "money" in token.tags


def _signed(tokens: list[Token], at: int, local: str | None) -> Place | None:
    """`$ 499`, `499 $`, `€ 600 to € 700`, `1100 et 2800 francs`."""
    one = _one(tokens, at, local)
    bare = None
    if one is None:
        if tokens[at].kind != "number" or tokens[at].value is None:
            return None
        bare = (_number(tokens, at), None, at, at)
    value, currency, first, last = one or bare or (Decimal(0), None, at, at)
    second = None
    if is_join(tokens, last + 1):
        joined = tokens[last + 1]
        between = near(tokens, first - 4, first, "between")
        if joined.text not in ("and", "et", "or", "ou") or between:
            second = _one(tokens, last + 2, local)
            if second is None and one is not None and last + 2 < len(tokens) and tokens[last + 2].kind == "number":
                number = tokens[last + 2]
                if number.value is not None and number.value > value and not _unit_behind(tokens, last + 3):
                    second = (number.value, currency, last + 2, last + 2)
    if second is not None and second[0] >= value:
        return Place(value, second[0], second[1] or currency, first, second[3], True)
    if one is None:
        return None
    return Place(value, value, currency, first, last, True)


def _unit_behind(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and ("unit" in tokens[at].tags or "meeting" in tokens[at].tags)


def _one(tokens: list[Token], at: int, local: str | None) -> tuple[Decimal, str | None, int, int] | None:
    """(value, currency, first, last token) of an amount with its sign or currency word at `at`."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    dotted = token.text == "rs" and at + 2 < len(tokens) and tokens[at + 1].text == "."
    if is_money(token) and dotted and tokens[at + 2].value is not None:  # "Rs. 25,000"
        return _number(tokens, at + 2), _currency(token, local), at, at + 2
    if is_money(token) and at + 1 < len(tokens) and tokens[at + 1].value is not None:
        if token.kind != "sign" and token.text in ("canadian", "pounds", "us", "ca", "can", "francs"):
            return None
        behind = tokens[at + 2] if at + 2 < len(tokens) else None
        currency, last = _currency(token, local), at + 1
        if behind is not None and is_money(behind) and not _begins_amount(tokens, at + 2):
            named = _currency(behind, local)
            currency, last = (named if token.tags["money"] == "local" and named else currency), at + 2
        if token.tags["money"] == "local" and at and tokens[at - 1].tags.get("money", "local") != "local":
            currency = tokens[at - 1].tags["money"]
        return _number(tokens, at + 1), currency, at, last
    if token.value is not None and token.kind == "number" and at + 1 < len(tokens) and is_money(tokens[at + 1]):
        sign = tokens[at + 1]
        if (
            sign.kind == "sign"
            and at + 2 < len(tokens)
            and tokens[at + 2].value is not None
            and _glued(sign, tokens[at + 2])
        ):
            return None  # "2 $500": the sign is the next amount's
        last, currency = at + 1, _currency(sign, local)
        if at + 2 < len(tokens) and is_money(tokens[at + 2]) and tokens[at + 2].kind != "sign":
            last, currency = at + 2, _currency(tokens[at + 2], local) or currency
        return token.value, currency, at, last
    return None


def _begins_amount(tokens: list[Token], at: int) -> bool:
    """The sign at `at` belongs to a number behind it."""
    return tokens[at].kind == "sign" and at + 1 < len(tokens) and tokens[at + 1].value is not None


def _glued(sign: Token, number: Token) -> bool:
    return number.start - sign.end <= 0


def _number(tokens: list[Token], at: int) -> Decimal:
    value = tokens[at].value
    assert value is not None
    return value


def _is_year(token: Token) -> bool:
    return token.value is not None and len(token.text) == 4 and 1990 <= token.value <= 2040


def unsigned_places(tokens: list[Token], local: str | None) -> list[Place]:
    """Numbers behind a cost label and a colon, alone in their place: "Tuition: 499"."""
    places: list[Place] = []
    priced = any("tuition" in token.tags or "total" in token.tags for token in tokens)
    for at, token in enumerate(tokens):
        if places and at <= places[-1].last:
            continue
        if priced and token.value is not None and token.value >= 5 and _is_cents(tokens, at):
            high, last = token.value, at
            if is_join(tokens, at + 1) and at + 2 < len(tokens) and _is_cents(tokens, at + 2):  # "95.00 to 105.00"
                high, last = tokens[at + 2].value or high, at + 2
            places.append(Place(token.value, max(token.value, high), _named(tokens, local), at, last, False))
            continue
        if token.value == 0 and _DEFAULT_ZERO.fullmatch(token.text):
            continue
        if (
            token.kind != "number"
            or token.value is None
            or (token.value < 5 and token.value != 0)
            or "number" in token.tags
            or _is_year(token)
        ):
            continue
        follows = tokens[at + 1] if at + 1 < len(tokens) else None
        ends = follows is None or (follows.kind == "punct" and follows.text in ".;|,+(*/")
        if follows is not None and not ends and "per" not in follows.tags and "basis" not in follows.tags:
            continue
        before = tokens[max(at - 2, 0) : at]
        label = tokens[at - 1] if at else None
        direct = label is not None and ("tuition" in label.tags or "total" in label.tags) and follows is None
        if direct or (
            before
            and before[-1].text in ":|"
            and any("tuition" in one.tags or "total" in one.tags for one in tokens[:at])
        ):
            places.append(Place(token.value, token.value, _named(tokens[:at], local), at, at, False))
    return places


def _is_cents(tokens: list[Token], at: int) -> bool:
    """ "511.18": nothing glued before it, nothing counted behind it."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    counted = behind is not None and (behind.kind == "percent" or behind.tags.keys() & {"unit", "credit", "meeting"})
    return bool(_CENTS.search(tokens[at].text)) and not counted and not (at and tokens[at - 1].kind == "code")


def _named(tokens: list[Token], local: str | None) -> str | None:
    """The currency that stands anywhere among the tokens, else the country's."""
    return next((one.tags["money"] for one in tokens if one.tags.get("money", "local") != "local"), local)
