"""ISO 8601 durations, as machines state them."""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.normalise.readings import DurationReading, Note
from warehouse.normalise.tokens import Token


def read_iso(token: Token, said: str, *, weekly: bool = False) -> DurationReading:
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
    if (span is None and not hours) or (unit == "day" and hours):
        return DurationReading(why=(note,))  # "P1DT6H" is the time gone by from start to end, not how long it is taught
    amount = hours or None
    if weekly and span is None:
        return DurationReading("stated", weekly_hours_min=amount, weekly_hours_max=amount, why=(note,))
    return DurationReading("stated", amount, amount, span, span, unit, why=(note,))
