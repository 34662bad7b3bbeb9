"""How long something lasts, where only its days are stated: "May 4 - 8, 2026" is five days.

"Meets Tuesdays May 5 and 12 from 9 a.m." is two meetings. Derived, and so the last to be asked; a length in words
speaks before it.

Not read: the time from one day to another more than two weeks later (what lies between is not said), days that may be
starts of several runs ("January 12 or February 9"), and a single day without a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from warehouse.normalise.dates import day_counts
from warehouse.normalise.folding import fold
from warehouse.normalise.readings import DurationReading

_LONGEST = 14
_MEETS = re.compile(
    r"\b(?:meets?|meet on|sessions? (?:are|is)|class(?:es)? (?:are|is|meets?)|both days|each day"
    r"|rencontres?|seances?)\b"
)
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)?\s?(?:[ap]\.?\s?m\b|-\s?\d{1,2})|\b\d{1,2}\s?h\s?\d{0,2}\b|\bnoon\b")
_WEEKLY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\bevery\b|\bweekly\b|\bles (?:lun|mar|mer|jeu|ven|same)"
)


def read_days(text: str, *, context: Sequence[str] = ()) -> DurationReading:
    """A span in days or a number of meetings; unknown where the days do not say. `context`: nearest first."""
    spans, days = day_counts(text, context)
    folded = fold(text)
    if len(spans) == 1 and days == 0 and 1 < spans[0] <= _LONGEST and not _WEEKLY.search(folded):
        days_in_all = Decimal(spans[0])
        return DurationReading("stated", span_min=days_in_all, span_max=days_in_all, span_unit="day", derived=True)
    if not spans and days and _MEETS.search(folded) and _CLOCK.search(folded):
        return DurationReading("stated", sessions=days, derived=True)
    return DurationReading()
