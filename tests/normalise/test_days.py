"""Lengths counted from stated days: derived, last to be asked, and only where the days leave no choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from warehouse.normalise.choose import choose_duration
from warehouse.normalise.days import read_days
from warehouse.normalise.duration import read_duration
from warehouse.normalise.offerings import Starts
from warehouse.normalise.readings import DurationReading
from warehouse.normalise.runs import run_days
from warehouse.normalise.statements import Stated


@dataclass(frozen=True)
class Said:
    text: str
    reader: str = "labelled"
    label: str | None = None
    context: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("text", "days"),
    [("May 4 - 8, 2026", 5), ("du 4 au 6 mai 2026", 3), ("June 1 to June 2, 2026", 2)],
)
def test_days_of_one_short_range_are_counted(text: str, days: int) -> None:
    reading = read_days(text)
    assert (reading.span_min, reading.span_max, reading.span_unit) == (Decimal(days), Decimal(days), "day")
    assert reading.derived


@pytest.mark.parametrize(
    "text",
    [
        "May 4, 2026",  # one day without a time: a start
        "January 12 or February 9, 2026",  # starts of several runs
        "September 8 to December 11, 2026",  # what lies between is not said
        "Tuesdays, May 5 - 12, 2026",  # a weekly class is no range of days
        "Apply by May 4",
        "no day at all",
    ],
)
def test_days_that_leave_a_choice_say_nothing(text: str) -> None:
    assert read_days(text) == DurationReading()


def test_meetings_with_their_times_are_counted() -> None:
    reading = read_days("Meets Tuesdays, May 5 and 12, from 9 a.m. to noon")
    assert reading.sessions == 2
    assert reading.derived


def test_words_that_say_a_length_speak_before_days_that_are_counted() -> None:
    counted, said = Said("May 4 - 8, 2026"), Said("3 days", reader="prose")
    chosen = choose_duration([(counted, read_days(counted.text)), (said, read_duration(said.text, lang="en"))])
    assert (chosen.reading.span_max, chosen.reading.derived) == (Decimal(3), False)
    assert choose_duration([(counted, read_days(counted.text))]).reading.derived


def _dated(field: str, text: str, key: str | None = "one") -> Stated:
    return Stated("k", 1, field, text, "structured", "/", key, None, (), (), "en", "http://a.example", *[None] * 4)


def _runs(*days: tuple[str, str]) -> list[tuple[Stated, Any]]:
    items: list[tuple[Stated, Any]] = []
    for number, (start, end) in enumerate(days):
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        items.append((_dated("start_date", start, str(number)), Starts(first, None, (first,))))
        items.append((_dated("end_date", end, str(number)), last))
    return items


def test_runs_within_a_working_week_that_last_alike_give_the_length_in_days() -> None:
    [(_, reading)] = run_days(_runs(("2026-05-04", "2026-05-06"), ("2026-06-01", "2026-06-03")))
    assert (reading.span_min, reading.span_unit, reading.derived) == (Decimal(3), "day", True)


@pytest.mark.parametrize(
    "days",
    [
        [("2026-05-04", "2026-05-06"), ("2026-06-01", "2026-06-05")],  # runs that differ
        [("2026-05-05", "2026-05-12")],  # may meet once a week
        [("2026-05-12", "2026-05-05")],  # ends before it begins
    ],
)
def test_runs_that_leave_a_choice_give_no_length(days: list[tuple[str, str]]) -> None:
    assert run_days(_runs(*days)) == []
