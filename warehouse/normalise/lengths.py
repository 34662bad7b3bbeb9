"""Quantities of time in a statement, each with its unit and its role."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from warehouse.normalise.hour_role import rate_behind, says_weekly
from warehouse.normalise.length_aside import HALF
from warehouse.normalise.length_ends import Ends, ends_of
from warehouse.normalise.length_found import Found
from warehouse.normalise.length_pairs import either_attendance, minutes_too, names_a_term, one_unit, said_again
from warehouse.normalise.length_roles import is_across, is_of_offering, is_total, role_of
from warehouse.normalise.length_units import label_unit, unit_of
from warehouse.normalise.quantities import Quantity, bound, is_join, near
from warehouse.normalise.tokens import Token

_HOURS_MINUTES = re.compile(r"(\d{1,2})\s?h\s?(\d{2})")
#: Longer than any offering: a number that means something else.
_LARGEST = {
    "hour": 5000,
    "day": 1500,
    "week": 400,
    "month": 120,
    "year": 12,
    "term": 20,
    "minute": 3000,
    "meeting": 400,
}


def lengths(tokens: list[Token]) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.value is None and not token.tags and token.kind != "time":
            at += 1  # most words: no length begins here
            continue
        one = (
            _clock_length(tokens, at)
            or _whole(tokens, at)
            or _article(tokens, at)
            or (_quantity(tokens, at) if tokens[at].value is not None else None)
        )
        if one is None:
            at = _open_end(tokens, at, found) or at + 1
            continue
        if found and minutes_too(tokens, found[-1], one):
            one = found.pop()
            at = max(at + 1, one.end)
            hours = one.quantity.low
            assert hours is not None
            minutes = tokens[one.end].value or tokens[one.end + 1].value or Decimal(0)
            whole = hours + minutes / 60
            found.append(replace(one, quantity=replace(one.quantity, low=whole, high=whole), end=one.end + 2))
            at = one.end + 2
            continue
        if found:
            former, later = one_unit(found[-1], one)
            if either_attendance(tokens, former, later):
                quantity = Quantity(former.quantity.low, later.quantity.high, former.quantity.first, one.quantity.last)
                one = Found(quantity, later.unit, one.end, "span")
                found.pop()
            elif names_a_term(tokens, former, one):
                found[-1] = replace(former, role="a term, whose length follows")
            elif said_again(tokens, found, one):
                one = replace(one, role="the same in another unit")
        found.append(one)
        at = one.end
    return found


def _clock_length(tokens: list[Token], at: int) -> Found | None:
    """ "Dure environ 2h30": a length written as French writes a time of day, where words say that it lasts."""
    if tokens[at].kind != "time":
        return None
    match = _HOURS_MINUTES.fullmatch(tokens[at].text)
    if match is None or _beside_time(tokens, at) or not near(tokens, at - 4, at, "lasts"):
        return None
    hours = Decimal(match[1]) + Decimal(match[2]) / 60
    return Found(Quantity(hours, hours, at, at), "hour", at + 1, "hours")


def _beside_time(tokens: list[Token], at: int) -> bool:
    """Another time of day within two words: a timetable."""
    return any(t.kind == "time" for t in (*tokens[max(at - 2, 0) : at], *tokens[at + 1 : at + 3]))


def _whole(tokens: list[Token], at: int) -> Found | None:
    """ "a weeklong course": one week."""
    unit = tokens[at].tags.get("whole")
    before = tokens[at - 1] if at else None
    alone = before is None or before.kind == "punct" or before.text in ("a", "this")
    if unit is None or (tokens[at].text == "full" and not alone):
        return None
    return Found(Quantity(Decimal(1), Decimal(1), at, at), unit, at + 1, "span")


def _article(tokens: list[Token], at: int) -> Found | None:
    """ "a year and a half"; "in a week", "takes a year"."""
    in_a = tokens[at].text == "in" and "per" in tokens[at].tags
    if (
        (tokens[at].text not in ("a", "an") and not in_a)
        or "several" in tokens[at].tags
        or at + 1 >= len(tokens)
        or tokens[at].kind == "number"
    ):
        return None
    unit = tokens[at + 1].tags.get("unit")
    run = at > 1 and tokens[at - 1].text == "for" and tokens[at - 2].tags.keys() & {"held", "lasting"}
    if unit is None or unit in ("hour", "minute") or (unit == "day" and not run):  # "they run for a day"
        return None
    if at + 2 < len(tokens) and "half" in tokens[at + 2].tags:
        return Found(Quantity(1 + HALF, 1 + HALF, at, at + 2), unit, at + 3, "span")
    if in_a or at == 0 or "lasting" not in tokens[at - 1].tags:
        return None
    quantity = bound(tokens, Decimal(1), Decimal(1), at, at, at + 2, over=False)
    return Found(quantity, unit, at + 2, role_of(tokens, quantity, unit, at + 2))


def _open_end(tokens: list[Token], at: int, found: list[Found]) -> int | None:
    """ "in one year or … over several years": the end is open."""
    if "several" not in tokens[at].tags or at + 1 >= len(tokens) or not found:
        return None
    last = found[-1]
    unit = tokens[at + 1].tags.get("unit")
    if unit != last.unit or last.role != "span" or not near(tokens, last.end, at, "range"):
        return None
    opened = Quantity(last.quantity.low, None, last.quantity.first, last.quantity.last, True)
    found[-1] = replace(last, quantity=opened)
    return at + 2


def _quantity(tokens: list[Token], at: int) -> Found | None:
    """The number or range at `at`, with the unit behind it (or, under a label, before it)."""
    ends = ends_of(tokens, at)
    low, high, last, unit, following = ends[:5]
    if ends.unlike:
        quantity = Quantity(low, None, at, last)
        return Found(quantity, unit or "", following, "its two ends are in different units")
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    opened = None
    if unit is None and not ends.ranged and behind is not None:
        opened = next((tag for tag in ("at_least_after", "at_most_after") if tag in behind.tags), None)
        if opened:  # "40 or more hours"
            unit, following = unit_of(tokens, at + 2)
    if unit is None:
        unit, following = label_unit(tokens, at, last)
    if unit is None or low is None:
        return _meetings_of(tokens, at, low)
    if following < len(tokens) and "half" in tokens[following].tags and high is not None:  # "1 an et demi"
        low = low if ends.ranged and ends.both_units else low + Decimal("0.5")
        high, following = high + Decimal("0.5"), following + 1
    quantity = _bounded(tokens, at, ends._replace(low=low, high=high, unit=unit, following=following), opened)
    role = role_of(tokens, quantity, unit, following)
    largest = max(value for value in (low, high or low))
    if largest > _LARGEST.get(unit, 0) or largest <= 0:
        role = "no length an offering has"
    if unit == "minute" and role in ("hours", "weekly"):
        sixty = Decimal(60)
        quantity = Quantity(
            quantity.low / sixty if quantity.low else None,
            quantity.high / sixty if quantity.high else None,
            quantity.first,
            quantity.last,
            quantity.bounded,
        )
    joined = tokens[at - 1].text if at else ""
    if at > 1 and tokens[at - 1].text in ("parfois", "sometimes", "even"):
        joined = tokens[at - 2].text
    attributive = last + 1 < len(tokens) and tokens[last + 1].text == "-"
    either = joined in ("or", "ou") or (joined in ("and", "et") and attributive)  # "one-year and two-year programs"
    total = is_total(tokens, at, following)
    if role == "span" and _from_several(tokens, at):
        quantity = Quantity(None, high, at, last, True)
    typical = near(tokens, at - 8, at, "typical")
    return Found(
        quantity,
        unit,
        following,
        role,
        total=total,
        either=either,
        typical=typical,
        lasting=any(token.text in ("in", "over", "sur", "en") for token in tokens[max(at - 2, 0) : at]),
        of_offering=is_of_offering(tokens, at, following),
        across=is_across(tokens, at, following),
    )


def _bounded(tokens: list[Token], at: int, ends: Ends, opened: str | None) -> Quantity:
    """Open an end where words do; `opened`: the class of the words between the number and its unit."""
    low, high, last = ends.low, ends.high, ends.last
    if opened:
        return (
            Quantity(low, None, at, at + 1, True)
            if opened == "at_least_after"
            else Quantity(None, high, at, at + 1, True)
        )
    plus = last + 1 < len(tokens) and tokens[last + 1].text == "+"
    if ends.ranged and (high is None or plus):  # "between 4 and 100+ hours"
        quantity = Quantity(low, None, at, last, True)
    else:
        plus = plus and tokens[last + 1].start == tokens[last].end
        after = last + 1 if plus else ends.following
        quantity = bound(tokens, low, high, at, last, after, over=ends.unit == "hour")
    raised = at > 0 and near(tokens, at - 20, at, "raised") and tokens[at - 1].text in ("from", "de")
    if quantity.low != quantity.high and (raised or near(tokens, at - 1, at, "changed")):
        return Quantity(high, high, at, last)  # "increased from 8 to 10 weeks"
    return quantity


def _from_several(tokens: list[Token], at: int) -> bool:
    """ "From a few months to two years": only the far end is told."""
    return at > 2 and is_join(tokens, at - 1) and "unit" in tokens[at - 2].tags and "several" in tokens[at - 3].tags


def _meetings_of(tokens: list[Token], at: int, count: Decimal | None) -> Found | None:
    """ "Five 2-hour sessions": the count stands before what one meeting takes."""
    between = tokens[at + 1] if at + 1 < len(tokens) else None
    weekly = between is not None and says_weekly(between)
    times = between is not None and between.text in ("x", "×", "*")
    length = at + 2 if times or weekly else at + 1
    if not count or length >= len(tokens) or tokens[length].value is None:
        return None
    unit, following = unit_of(tokens, length + 1)
    if unit is not None and following < len(tokens) and "part" in tokens[following].tags and count > 1:
        if near(tokens, at - 3, at, "offers"):  # "we offer three 14-week courses": the length of each offering
            return None
        return Found(Quantity(count, count, at, at), "part", following + 1, "parts of it, not the whole")
    if unit == "week" and following < len(tokens) and tokens[following].tags.get("unit") == "term":
        return Found(Quantity(count, count, at, at), "term", following + 1, "span")  # "three 8-week terms"
    half = unit == "day" and tokens[length].value == HALF  # "5 half-day sessions"
    if (
        (unit not in ("hour", "minute") and not half)
        or following >= len(tokens)
        or "meeting" not in tokens[following].tags
    ):
        return None
    if rate_behind(tokens, following + 1):  # "one 3-hour class each week": the hours are the pace
        return None if count == 1 else Found(Quantity(count, count, at, at), "meeting", following + 1, "how often")
    return Found(Quantity(count, count, at, at), "meeting", length if weekly else following + 1, "sessions")
