"""What a statement of duration says: effort, calendar span, pace and meetings, kept apart.

Tokens -> quantities with a unit -> their role by the words around them -> one reading. A quantity whose role is
another one (an age, an access window, how often something runs, a job's hours) is set aside, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from warehouse.normalise.quantities import Quantity, bound, is_join, near
from warehouse.normalise.readings import DurationReading, Note
from warehouse.normalise.tokens import Token, tokenise

_STOPS = ".;|•:?!"
_BARE_WEEK = {"week", "wk", "semaine", "sem"}
_HALF = Decimal("0.5")
_RATES = {"day", "month", "year", "term"}
_PER = {"/", "per", "each", "a", "every", "par", "chaque", "la", "x"}
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


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with its unit at tokens [quantity.first, end), and the role its surroundings give it."""

    quantity: Quantity
    unit: str
    end: int
    role: str  # hours, span, weekly, sessions, or the reason why it is set aside
    total: bool = False


def read_duration(
    text: str,
    *,
    lang: str | None = None,
    label: str | None = None,
    context: Sequence[str] = (),
    marks: Sequence[str] = (),
) -> DurationReading:
    """One statement; its label and a table's headers are read with it. Struck words say nothing. Unknown is honest."""
    if "struck" in marks:
        return DurationReading()
    head = ": ".join([*context, label] if label else context)
    said = f"{head}: {text}" if head else text
    tokens, _ = tokenise(said, lang)
    iso = next((token for token in tokens if token.kind == "iso"), None)
    if iso is not None:
        return _iso(iso, said)
    found = _quantities(tokens)
    notes = [_note(one, tokens, said) for one in found]
    own_pace = _self_paced(tokens)
    if own_pace is not None:
        notes.append(Note(own_pace.start, own_pace.end, said[own_pace.start : own_pace.end], "self-paced", "said so"))
    return _reading(found, own_pace is not None, notes)


def _reading(found: list[Found], self_paced: bool, notes: list[Note]) -> DurationReading:
    hours = _main([one for one in found if one.role == "hours"])
    span = _main([one for one in found if one.role == "span"])
    weekly = _main([one for one in found if one.role == "weekly"])
    sessions = _main([one for one in found if one.role == "sessions"])
    meetings = sessions.quantity.low if sessions and sessions.quantity.low == sessions.quantity.high else None
    stated = any((hours, span, weekly, meetings is not None, self_paced))
    return DurationReading(
        status="stated" if stated else "unknown",
        hours_min=hours.quantity.low if hours else None,
        hours_max=hours.quantity.high if hours else None,
        span_min=span.quantity.low if span else None,
        span_max=span.quantity.high if span else None,
        span_unit=span.unit if span else None,
        weekly_hours_min=weekly.quantity.low if weekly else None,
        weekly_hours_max=weekly.quantity.high if weekly else None,
        sessions=int(meetings) if meetings is not None and meetings == meetings.to_integral() else None,
        self_paced=self_paced,
        why=tuple(sorted(notes)),
    )


def _main(candidates: list[Found]) -> Found | None:
    """A stated total speaks before its parts; otherwise the first. A minimum and a maximum are one range."""
    if len(candidates) == 2 and candidates[0].unit == candidates[1].unit:
        one, other = sorted(candidates, key=lambda found: found.quantity.low is None)
        low, high = one.quantity.low, other.quantity.high
        if one.quantity.high is None and other.quantity.low is None and low and high and low <= high:
            return replace(one, quantity=replace(one.quantity, high=high))
    return next((one for one in candidates if one.total), candidates[0] if candidates else None)


def _quantities(tokens: list[Token]) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        one = (
            _whole(tokens, at)
            or _article(tokens, at)
            or (_quantity(tokens, at) if tokens[at].value is not None else None)
        )
        if one is None:
            at = _open_end(tokens, at, found) or at + 1
            continue
        if found and _minutes_too(tokens, found[-1], one):
            one = found.pop()
            at = max(at + 1, one.end)
            hours = one.quantity.low
            assert hours is not None
            minutes = tokens[one.end].value or tokens[one.end + 1].value or Decimal(0)
            whole = hours + minutes / 60
            found.append(replace(one, quantity=replace(one.quantity, low=whole, high=whole), end=one.end + 2))
            at = one.end + 2
            continue
        if found and _either_attendance(tokens, found[-1], one):
            low, high = found[-1].quantity.low, one.quantity.high
            quantity = Quantity(low, high, found[-1].quantity.first, one.quantity.last)
            one = Found(quantity, one.unit, one.end, "span")
            found.pop()
        found.append(one)
        at = one.end
    return found


def _minutes_too(tokens: list[Token], one: Found, other: Found) -> bool:
    """ "2 hrs 30 min"."""
    return (
        (one.unit, other.unit) == ("hour", "minute")
        and other.quantity.first == one.end
        and one.quantity.low == one.quantity.high is not None
    )


def _either_attendance(tokens: list[Token], one: Found, other: Found) -> bool:
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


def _whole(tokens: list[Token], at: int) -> Found | None:
    """ "a weeklong course": one week."""
    unit = tokens[at].tags.get("whole")
    if unit is None:
        return None
    return Found(Quantity(Decimal(1), Decimal(1), at, at), unit, at + 1, "span")


def _article(tokens: list[Token], at: int) -> Found | None:
    """ "a year and a half"; "in a week", "takes a year"."""
    if tokens[at].text not in ("a", "an") or at + 1 >= len(tokens) or tokens[at].kind == "number":
        return None
    unit = tokens[at + 1].tags.get("unit")
    if unit is None or unit in ("hour", "minute", "day"):
        return None
    if at + 2 < len(tokens) and "half" in tokens[at + 2].tags:
        return Found(Quantity(1 + _HALF, 1 + _HALF, at, at + 2), unit, at + 3, "span")
    if at == 0 or "lasting" not in tokens[at - 1].tags:
        return None
    quantity = bound(_bounding(tokens, unit), Decimal(1), Decimal(1), at, at, at + 2)
    return Found(quantity, unit, at + 2, _role(tokens, quantity, unit, at + 2))


def _open_end(tokens: list[Token], at: int, found: list[Found]) -> int | None:
    """ "in one year or … over several years": the end is open."""
    if "several" not in tokens[at].tags or at + 1 >= len(tokens) or not found:
        return None
    last = found[-1]
    unit = tokens[at + 1].tags.get("unit")
    if unit != last.unit or last.role != "span" or not near(tokens, last.end, at, "range"):
        return None
    opened = Quantity(last.quantity.low, None, last.quantity.first, last.quantity.last, True)
    found[-1] = Found(opened, last.unit, last.end, last.role, last.total)
    return at + 2


def _skip_dash(tokens: list[Token], at: int) -> int:
    return at + 1 if at < len(tokens) and tokens[at].text == "-" else at


def _quantity(tokens: list[Token], at: int) -> Found | None:
    """The number or range at `at`, with the unit behind it (or, under a label, before it)."""
    low = high = tokens[at].value
    last = at
    first_unit, following = _unit(tokens, at + 1)
    join = following if first_unit else at + 1
    second = _range_end(tokens, at, join)
    unit = first_unit
    if second is not None:
        place, high = second
        unit, following = _unit(tokens, place + 1) if high is not None else (None, place)
        if high is None:  # "one to several days"
            unit = tokens[place + 1].tags.get("unit") if place + 1 < len(tokens) else None
            following = place + 2
        if first_unit is not None and unit not in (None, first_unit) and near(tokens, at - 3, at, "between"):
            whole = Quantity(low, None, at, place)  # "from one day to one week"
            return Found(whole, first_unit, following, "its two ends are in different units")
        if unit is None or (first_unit is not None and first_unit != unit) or (high is not None and low and high < low):
            second, high, unit = None, low, first_unit
            following = join
        else:
            last = place
    if unit is None:
        unit, following = _label_unit(tokens, at, last)
    if unit is None or low is None:
        return _meetings_of(tokens, at, low)
    if following < len(tokens) and "half" in tokens[following].tags and high is not None:  # "1 an et demi"
        low, high, following = low + Decimal("0.5"), high + Decimal("0.5"), following + 1
    if second is not None and high is None:
        quantity = Quantity(low, None, at, last, True)
    else:
        plus = last + 1 < len(tokens) and tokens[last + 1].text == "+" and tokens[last + 1].start == tokens[last].end
        quantity = bound(_bounding(tokens, unit), low, high, at, last, last + 1 if plus else following)
    role = _role(tokens, quantity, unit, following)
    largest = max(value for value in (low, high or low))
    if largest > _LARGEST.get(unit, 0) or largest <= 0:
        role = "no length an offering has"
    if unit == "minute" and role == "hours":
        sixty = Decimal(60)
        quantity = Quantity(
            quantity.low / sixty if quantity.low else None,
            quantity.high / sixty if quantity.high else None,
            quantity.first,
            quantity.last,
            quantity.bounded,
        )
    return Found(quantity, unit, following, role, _is_total(tokens, at, following))


def _is_total(tokens: list[Token], first: int, following: int) -> bool:
    """ "Total: 200 hours", "200 hours in total"; not "80 hours Total: 200"."""
    if near(tokens, first - 3, first, "total"):
        return True
    for place in range(following, min(following + 4, len(tokens))):
        if "total" in tokens[place].tags:
            behind = tokens[place + 1] if place + 1 < len(tokens) else None
            return behind is None or not (behind.text == ":" or behind.value is not None)
        if tokens[place].value is not None:
            return False
    return False


def _meetings_of(tokens: list[Token], at: int, count: Decimal | None) -> Found | None:
    """ "Five 2-hour sessions": the count stands before what one meeting takes."""
    between = tokens[at + 1] if at + 1 < len(tokens) else None
    weekly = between is not None and "weekly" in between.tags and between.text not in _BARE_WEEK
    times = between is not None and between.text in ("x", "×", "*")
    length = at + 2 if times or weekly else at + 1
    if count is None or length >= len(tokens) or tokens[length].value is None:
        return None
    unit, following = _unit(tokens, length + 1)
    if unit is not None and following < len(tokens) and "part" in tokens[following].tags and count > 1:
        return Found(Quantity(count, count, at, at), "part", following + 1, "parts of it, not the whole")
    if unit == "week" and following < len(tokens) and tokens[following].tags.get("unit") == "term":
        return Found(Quantity(count, count, at, at), "term", following + 1, "span")  # "three 8-week terms"
    half = unit == "day" and tokens[length].value == _HALF  # "5 half-day sessions"
    if (
        (unit not in ("hour", "minute") and not half)
        or following >= len(tokens)
        or "meeting" not in tokens[following].tags
    ):
        return None
    if _rate_behind(tokens, following + 1):  # "one 3-hour class each week": the hours are the pace
        return None if count == 1 else Found(Quantity(count, count, at, at), "meeting", following + 1, "how often")
    return Found(Quantity(count, count, at, at), "meeting", length if weekly else following + 1, "sessions")


def _rate_behind(tokens: list[Token], at: int) -> bool:
    """ "per week", "a month", "each week" directly behind: how often, not how many in all."""
    if at >= len(tokens):
        return False
    if "weekly" in tokens[at].tags and _phrase(tokens[at]):
        return True
    if tokens[at].tags.get("flat_basis") in ("per_year", "per_month"):
        return True
    joins = "per" in tokens[at].tags or tokens[at].text == "/"
    return joins and at + 1 < len(tokens) and tokens[at + 1].tags.get("unit") in {"week", "month", "year", "day"}


def _bounding(tokens: list[Token], unit: str) -> list[Token]:
    """ "over 6 weeks" is no bound, "over 100 hours" is one."""
    if unit == "hour":
        return tokens
    return [
        Token(t.kind, t.start, t.end, t.text, t.value, {k: v for k, v in t.tags.items() if k != "at_least"})
        if t.text == "over"
        else t
        for t in tokens
    ]


def _unit(tokens: list[Token], at: int) -> tuple[str | None, int]:
    """(unit, place behind it): hour … term, or `meeting`; hyphens and weekday names may stand before it."""
    place = _skip_dash(tokens, _said_again(tokens, at))
    if place < len(tokens) and tokens[place].text == "+":
        place += 1
    if (
        place < len(tokens)
        and tokens[place].text in "(/"
        and place + 1 < len(tokens)
        and "unit" in tokens[place + 1].tags
    ):
        place += 1 if tokens[place].text == "(" else 0
    seen = place
    while seen < len(tokens) and seen < place + 3:
        tags = tokens[seen].tags
        if "credit" in tags and "unit" not in tags:
            return None, at
        if ("unit" in tags or "meeting" in tags) and _labels_next(tokens, seen):
            return None, at
        if "unit" in tags and not (seen > place and "meeting" not in tags):
            return (None if "credit" in tags else tags["unit"]), seen + 1
        if "meeting" in tags:
            return "meeting", seen + 1
        if "weekday" not in tags:
            break
        seen += 1
    # "90 contact/class hours": an adjective or two between number and hours
    if place + 2 < len(tokens) and tokens[place].kind == "word":
        slash = tokens[place + 1].text == "/"
        hour = place + (2 if slash else 1)
        for step in (hour, hour + 1):
            if step < len(tokens) and tokens[step].tags.get("unit") == "hour" and "credit" not in tokens[step].tags:
                return "hour", step + 1
            if step < len(tokens) and tokens[step].kind == "punct":
                break
    return None, at


def _labels_next(tokens: list[Token], at: int) -> bool:
    """ "Hours: 84 Sessions: 14": the word labels the number behind it."""
    return at + 2 < len(tokens) and tokens[at + 1].text == ":" and tokens[at + 2].value is not None


def _said_again(tokens: list[Token], at: int) -> int:
    """ "four to six (4-6) weeks": behind the parenthesis that repeats the numbers."""
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    for place in range(at + 1, min(at + 6, len(tokens))):
        if tokens[place].text == ")":
            return place + 1 if place > at + 1 else at
        if tokens[place].value is None and not is_join(tokens, place):
            return at
    return at


def _label_unit(tokens: list[Token], at: int, last: int) -> tuple[str | None, int]:
    """ "Duration (in months): 24", "Hours: 30": the unit stands in the label, nothing but the number behind it."""
    labels = last + 1 < len(tokens) and _labels_next(tokens, last + 1)
    if last + 1 < len(tokens) and tokens[last + 1].kind not in ("punct",) and not labels:
        return None, last + 1
    if not labels and last + 1 < len(tokens) and tokens[last + 1].text not in "(.;|,":
        return None, last + 1
    place = at - 1
    while place >= 0 and tokens[place].kind == "punct" and tokens[place].text in ":-)=|":
        place -= 1
    if place < 0 or place == at - 1:
        return None, last + 1
    tags = tokens[place].tags
    if "unit" in tags and "credit" not in tags:
        return tags["unit"], last + 1
    return ("meeting", last + 1) if "meeting" in tags else (None, last + 1)


def _range_end(tokens: list[Token], at: int, join: int) -> tuple[int, Decimal | None] | None:
    """(place, value) of a range's second number; value None where it is "several"."""
    place, joined = join, False
    for _ in range(3):
        if not is_join(tokens, place):
            break
        word = tokens[place]
        if word.text in ("and", "et") and not near(tokens, at - 3, at, "between"):
            return None
        joined, place = True, place + 1
    if not joined or place >= len(tokens):
        return None
    token = tokens[place]
    if token.value is not None:
        return place, token.value
    return (place, None) if "several" in token.tags else None


def _role(tokens: list[Token], quantity: Quantity, unit: str, following: int) -> str:
    """hours, span, weekly or sessions; otherwise why the quantity is set aside."""
    reason = _set_aside(tokens, quantity, unit, following)
    if reason:
        return reason
    if unit == "meeting":
        return "sessions"
    if unit in ("hour", "minute"):
        return _hour_role(tokens, quantity.first, following)
    return "span"


def _set_aside(tokens: list[Token], quantity: Quantity, unit: str, following: int) -> str | None:
    behind = _skip_dash(tokens, following)
    for token in [one for one in tokens[behind : behind + 3] if one.text != "'"][:2]:  # "12 months' access"
        if token.kind == "punct":
            break
        if token.tags.get("not_length") in ("yes", "both"):
            return f"it is about {token.text!r}"
    if behind < len(tokens) and "since" in tokens[behind].tags and not near(tokens, 0, behind + 5, "finish"):
        return "time since something, not a length"
    for token in tokens[behind : behind + 5]:
        if (token.kind == "punct" and token.text != "'") or token.value is not None:
            break
        if "far" in token.tags:
            return f"it is about {token.text!r}"
    if unit in ("day", "meeting", "week", "month") and _rate_behind(tokens, behind):
        return "how often, not how long"
    label = tokens[quantity.first - 2] if quantity.first > 1 and tokens[quantity.first - 1].text == ":" else None
    if (behind < len(tokens) and "placement" in tokens[behind].tags) or (label and "placement" in label.tags):
        return "a placement within it"
    if quantity.low == _HALF and quantity.first and tokens[quantity.first - 1].value is not None:
        return "several half days: how many is not how long"
    if quantity.first and "frequency" in tokens[quantity.first - 1].tags:
        return "how often, not how long"
    if quantity.first and "adjacent" in tokens[quantity.first - 1].tags:
        return f"it is about {tokens[quantity.first - 1].text!r}"
    counted = quantity.first > 2 and tokens[quantity.first - 3].value is not None  # "3 blocks of 15 hours"
    if counted and "part" in tokens[quantity.first - 2].tags and tokens[quantity.first - 1].text in ("of", "de"):
        return "parts of it, not the whole"
    for step, token in enumerate(reversed(tokens[max(quantity.first - 6, 0) : quantity.first])):
        if token.kind == "punct" and token.text in _STOPS and not (token.text == ":" and step == 0):
            break
        if token.kind == "number" or "unit" in token.tags:
            break
        if token.tags.get("not_length") in ("before", "both"):
            return f"it is about {token.text!r}"
    inside = tokens[quantity.first + 1 : quantity.last]
    clock = unit == "hour" and tokens[following - 1].text == "h"
    if clock and any(token.text == "h" for token in inside):
        return "clock times"
    if clock and is_join(tokens, following) and following + 1 < len(tokens) and tokens[following + 1].kind == "time":
        return "clock times"
    if clock and quantity.first > 1 and tokens[quantity.first - 2].kind == "time":
        return "clock times"
    if unit == "hour" and near(tokens, quantity.first - 2, quantity.first, "at_most"):
        within = tokens[max(quantity.first - 2, 0) : quantity.first]
        if any(token.text == "within" for token in within):
            return "a delay, not a length"
    return None


def _hour_role(tokens: list[Token], first: int, following: int) -> str:
    for step, token in enumerate(tokens[following : following + 8], start=following):
        if token.kind == "punct" and token.text in ".;|•(:?":
            break
        if token.kind == "number":
            break
        if "once" in token.tags:
            return "weekly"
        if "weekly" in token.tags and (token.text not in _BARE_WEEK or tokens[step - 1].text in _PER or _phrase(token)):
            return "weekly"
        rate = "per" in token.tags and step + 1 < len(tokens) and tokens[step + 1].tags.get("unit") in _RATES
        if "other_rate" in token.tags or rate:
            return "hours a day or a meeting, not in all"
    if following < len(tokens):
        if "each" in tokens[following].tags and near(tokens, first - 4, first, "meeting"):
            return "hours a meeting, not in all"
        behind = _skip_dash(tokens, following)
        if behind < len(tokens) and "meeting" in tokens[behind].tags and not _labels_next(tokens, behind):
            if first and "weekly" in tokens[first - 1].tags and tokens[first - 1].text not in _BARE_WEEK:
                return "weekly"  # "six weekly two-hour sessions"
            return "hours a meeting, not in all"
    if near(tokens, first - 2, first, "meeting") and tokens[first - 1].text in ("of", "de", "d", "for", "x"):
        weekly = any(
            "weekly" in token.tags and token.text not in _BARE_WEEK for token in tokens[max(first - 6, 0) : first]
        )
        return "weekly" if weekly else "hours a meeting, not in all"
    for token in reversed(tokens[max(first - 8, 0) : first]):
        if (token.kind == "punct" and token.text not in ":,-'") or token.kind == "number":
            break
        if "weekly" in token.tags and (token.text not in ("week", "semaine", "sem", "wk")):
            return "weekly"
        if _phrase(token) and ("weekly" in token.tags or "once" in token.tags):
            return "weekly"
    return "hours"


def _phrase(token: Token) -> bool:
    """More than one word: "per week", "chaque semaine"."""
    return token.end - token.start > len(token.text)


def _self_paced(tokens: list[Token]) -> Token | None:
    for at, token in enumerate(tokens):
        if "self_paced" not in token.tags:
            continue
        denied = near(tokens, at - 3, at, "not")
        asked = next((i for i in range(at + 1, min(at + 12, len(tokens))) if tokens[i].text == "?"), None)
        if asked is not None and asked + 1 < len(tokens) and "not" in tokens[asked + 1].tags:
            denied = True
        if not denied:
            return token
    return None


def _iso(token: Token, said: str) -> DurationReading:
    """ISO 8601: P6W is a span, PT30H an effort; the largest part gives the unit."""
    note = Note(token.start, token.end, said[token.start : token.end], "taken", "an ISO 8601 duration")
    date_part, _, time_part = token.text[1:].partition("t")
    parts = re.findall(r"(\d+)([ymwd])", date_part)
    span, unit = None, None
    names = {"y": "year", "m": "month", "w": "week", "d": "day"}
    for number, letter in parts:
        if unit == "year" and letter == "m" and span is not None:
            span, unit = span * 12 + int(number), "month"
        elif int(number) and unit is None:
            span, unit = Decimal(number), names[letter]
    hours = Decimal(0)
    for number, letter in re.findall(r"(\d+)([hm])", time_part):
        hours += Decimal(number) if letter == "h" else Decimal(number) / 60
    if span is None and not hours:
        return DurationReading(why=(note,))
    amount = hours or None
    return DurationReading("stated", amount, amount, span, span, unit, why=(note,))


def _note(one: Found, tokens: list[Token], said: str) -> Note:
    start, end = tokens[one.quantity.first].start, tokens[one.end - 1].end
    names = {"hours": "effort", "span": "calendar span", "weekly": "pace", "sessions": "meetings"}
    if one.role in names:
        return Note(start, end, said[start:end], names[one.role], "an open end" if one.quantity.bounded else "stated")
    return Note(start, end, said[start:end], "set aside", one.role)
