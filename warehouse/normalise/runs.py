"""Scheduled runs of an offering: their days, and what a few days on end say of its length."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from crawlers.contract import Field
from warehouse.normalise.readings import DurationReading
from warehouse.normalise.statements import Stated

Item = tuple[Stated, Any]
Days = tuple[date | None, date | None, Stated | None]

#: From the first day to the last of a run that meets every day; a longer one may meet once a week.
_ON_END = 5


def dates_of(said: Sequence[Item]) -> list[Days]:
    """(start, end, where it was said): several starts in one statement are several runs."""
    starts: list[tuple[date | None, date | None, Stated | None]] = []
    for stated, reading in said:
        if stated.field == Field.START_DATE and reading is not None:
            if len(reading.starts) > 1:
                starts.extend((start, None, stated) for start in reading.starts)
            elif reading.start is not None:
                starts.append((reading.start, reading.end, stated))
            if starts:
                break
    ends = [reading for stated, reading in said if stated.field == Field.END_DATE and reading is not None]
    if len(starts) == 1 and starts[0][1] is None and ends:
        starts = [(starts[0][0], ends[0], starts[0][2])]
    return starts or [(None, None, None)]


def run_days(items: Sequence[Item]) -> list[tuple[Stated, DurationReading]]:
    """The length in days, derived, where every run begins and ends within one working week and all last as long.

    One statement with its reading, as choosing takes them; empty where the runs do not say.
    """
    runs: dict[str | None, list[Item]] = {}
    for stated, reading in items:
        if stated.field in (Field.START_DATE, Field.END_DATE):
            runs.setdefault(stated.section_key, []).append((stated, reading))
    found = [days for said in runs.values() for days in dates_of(said)]
    lengths = {(end - start).days + 1 if start and end else 0 for start, end, _ in found}
    source = next((stated for _, _, stated in found if stated is not None), None)
    if len(lengths) != 1 or source is None or not 1 <= (days := lengths.pop()) <= _ON_END:
        return []
    span = Decimal(days)
    return [(source, DurationReading("stated", span_min=span, span_max=span, span_unit="day", derived=True))]
