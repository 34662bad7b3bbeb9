"""What two quantities of time beside each other are: hours and minutes, ways to attend, one length told twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from warehouse.normalise.length_found import Found
from warehouse.normalise.quantities import near
from warehouse.normalise.tokens import Token


def one_unit(one: Found, other: Found) -> tuple[Found, Found]:
    """Years as months, where one of two is told in months."""
    if {one.unit, other.unit} != {"month", "year"}:
        return one, other

    def months(found: Found) -> Found:
        low, high = found.quantity.low, found.quantity.high
        if found.unit == "month" or None in (low, high):
            return found
        quantity = replace(found.quantity, low=(low or Decimal(0)) * 12, high=(high or Decimal(0)) * 12)
        return replace(found, quantity=quantity, unit="month")

    return months(one), months(other)


def said_again(tokens: list[Token], found: list[Found], one: Found) -> bool:
    """ "1 year (2 sessions)", "three years, a total of six sessions": terms of it, no meetings."""
    years = any(other.unit == "year" and other.role == "span" for other in found)
    return years and one.unit == "meeting" and tokens[one.end - 1].text == "sessions"


def names_a_term(tokens: list[Token], one: Found, other: Found) -> bool:
    """ "An intensive session of five weeks": one term, told in weeks."""
    between = tokens[one.end : other.quantity.first]
    of = bool(between) and len(between) < 4 and between[-1].text in ("de", "of")
    return of and one.unit == "term" and other.unit in ("week", "day", "month") and one.quantity.high == 1


def minutes_too(tokens: list[Token], one: Found, other: Found) -> bool:
    """ "2 hrs 30 min"."""
    return (
        (one.unit, other.unit) == ("hour", "minute")
        and other.quantity.first == one.end
        and one.quantity.low == one.quantity.high is not None
    )


def either_attendance(tokens: list[Token], one: Found, other: Found) -> bool:
    """ "one year full-time or two years part-time": a range over the ways to attend."""
    between = tokens[one.end : other.quantity.first]
    return (
        one.role == other.role == "span"
        and one.unit == other.unit
        and None not in (one.quantity.low, other.quantity.high)
        and (one.quantity.low or 0) <= (other.quantity.high or 0)
        and any("attendance" in token.tags for token in between)
        and any(token.text in ("or", "ou", ",", "/", ";", "|") for token in between)
        and (
            near(tokens, other.end, other.end + 4, "attendance")
            or near(tokens, one.quantity.first - 3, one.quantity.first, "attendance")
        )
    )
