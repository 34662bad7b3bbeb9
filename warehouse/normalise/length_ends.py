"""The two ends of a length, as far as its numbers and their units say: "8 to 10 weeks", "6 months - 1 year"."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from warehouse.normalise.length_units import label_unit, range_end, unit_of
from warehouse.normalise.quantities import near
from warehouse.normalise.tokens import Token

#: Days of a unit of the calendar, to tell which of two lengths is longer.
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


class Ends(NamedTuple):
    """A number or a range at a token, with the unit behind it, as far as the numbers say."""

    low: Decimal | None
    high: Decimal | None  # None where it is "several"
    last: int  # token of the last number
    unit: str | None
    following: int  # token behind the unit
    ranged: bool = False
    both_units: bool = False  # a unit stands behind each number
    unlike: bool = False  # and they are two


def ends_of(tokens: list[Token], at: int) -> Ends:
    """The number at `at`, or the range that begins there; words that open an end are not looked at."""
    low = tokens[at].value
    first_unit, join = unit_of(tokens, at + 1)
    join = join if first_unit else at + 1
    one = Ends(low, low, at, first_unit, join)
    year = _to_a_year(tokens, join) if first_unit == "month" else None
    if year is not None and low is not None and low < 12:  # "six months to a year"
        return Ends(low, Decimal(12), year, first_unit, year + 1, True, True)
    second = range_end(tokens, at, join)
    if second is None or low is None:
        return one
    place, high = second
    if high is None:  # "one to several days"
        unit = tokens[place + 1].tags.get("unit") if place + 1 < len(tokens) else None
        following = place + 2
    else:
        unit, following = unit_of(tokens, place + 1)
        if unit is None and first_unit is None:  # "Hours per week: 4-6"
            unit, following = label_unit(tokens, at, place)
    if unit is None:
        return one
    if high is not None and first_unit not in (None, unit):
        high_in_first = _in_unit(high, unit, first_unit)
        further = high_in_first is not None and high_in_first > low and tokens[join].text not in ("or", "ou")
        if further and (first_unit, unit) == ("month", "year"):  # "6 months - 1 year"
            return Ends(low, high_in_first, place, first_unit, following, True, True)
        if near(tokens, at - 3, at, "between") or (further and "range" in tokens[join].tags):  # "1 week to 3 months"
            return Ends(low, None, place, first_unit, following, unlike=True)
    if first_unit not in (None, unit) or (high is not None and low and high < low):
        return one
    return Ends(low, high, place, unit, following, True, first_unit is not None)


def _in_unit(value: Decimal, unit: str, other: str | None) -> Decimal | None:
    """So much of one unit of the calendar in another, about; None where one of the two is none."""
    if unit not in _DAYS or other not in _DAYS:
        return None
    return value * 12 if (unit, other) == ("year", "month") else value * _DAYS[unit] / _DAYS[other]


def _to_a_year(tokens: list[Token], at: int) -> int | None:
    """The place of "year" in "… months to a year"."""
    said = tokens[at : at + 3]
    if len(said) < 3 or said[0].text not in ("to", "a", "-") or said[1].text not in ("a", "an", "un", "one"):
        return None
    return at + 2 if said[2].tags.get("unit") == "year" else None
