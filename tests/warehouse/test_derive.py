"""Derived quantities: only from what is stated, never from an open end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from warehouse.normalise.derive import cost_total, span_days, total_hours
from warehouse.normalise.draft import as_text, fitting
from warehouse.normalise.quote import quote

D = Decimal


@dataclass
class Reading:
    hours_min: D | None = None
    hours_max: D | None = None
    span_min: D | None = None
    span_max: D | None = None
    span_unit: str | None = None
    weekly_hours_min: D | None = None
    weekly_hours_max: D | None = None


@pytest.mark.parametrize(
    ("unit", "days"),
    [("day", "2"), ("week", "14"), ("month", "60.88"), ("year", "730.50"), ("term", None), (None, None)],
)
def test_spans_in_days_are_for_sorting_and_a_term_has_none(unit: str | None, days: str | None) -> None:
    expected = None if days is None else D(days)
    assert span_days(D(2), D(2), unit) == (expected, expected)


def test_an_open_span_stays_open() -> None:
    assert span_days(D(2), None, "week") == (D(14), None)


def test_hours_stated_are_the_total() -> None:
    assert total_hours(Reading(hours_min=D(20), hours_max=D(24))) == (D(20), D(24), "stated")


def test_weeks_times_pace_is_a_derived_total() -> None:
    reading = Reading(span_min=D(6), span_max=D(8), span_unit="week", weekly_hours_min=D(5), weekly_hours_max=D(6))
    assert total_hours(reading) == (D(30), D(48), "derived")


@pytest.mark.parametrize(
    "reading",
    [
        Reading(),
        Reading(span_min=D(6), span_max=D(6), span_unit="week"),
        Reading(weekly_hours_min=D(5), weekly_hours_max=D(5)),
        Reading(span_min=D(6), span_max=None, span_unit="week", weekly_hours_min=D(5), weekly_hours_max=D(5)),
        Reading(span_min=D(1), span_max=D(1), span_unit="term", weekly_hours_min=D(5), weekly_hours_max=D(5)),
        Reading(span_min=D(3), span_max=D(3), span_unit="day", weekly_hours_min=D(5), weekly_hours_max=D(5)),
    ],
)
def test_a_total_is_not_derived_from_half_of_it(reading: Reading) -> None:
    assert total_hours(reading) == (None, None, None)


def test_a_total_of_weeks_that_are_nought_is_no_total() -> None:
    reading = Reading(span_min=D(0), span_max=D(0), span_unit="week", weekly_hours_min=D(5), weekly_hours_max=D(5))
    assert total_hours(reading) == (None, None, None)


def test_a_stated_total_is_the_cost() -> None:
    assert cost_total(D(495), D(495), "total", None) == (D(495), D(495), "stated")


def test_a_price_a_credit_times_stated_credits_is_derived() -> None:
    assert cost_total(D(200), D(250), "per_credit", D(3)) == (D(600), D(750), "derived")


@pytest.mark.parametrize("basis", ["per_course", "per_credit", "per_hour", "per_month", "per_term", "per_year", None])
def test_another_basis_alone_gives_no_total(basis: str | None) -> None:
    assert cost_total(D(200), D(200), basis, None) == (None, None, None)


def test_what_is_free_costs_nothing_in_total() -> None:
    assert cost_total(D(0), D(0), None, None) == (D(0), D(0), "stated")


def test_values_are_spelled_as_the_database_spells_them() -> None:
    assert as_text(fitting(D(495))) == "495.00"
    assert as_text(True) == "true"
    assert as_text(["a", "b"]) == "a; b"
    assert fitting(D(10) ** 40) is None
    assert fitting(D("NaN")) is None


@pytest.mark.parametrize(
    "text", ["Call 604-555-0134", "(604) 555-0134", "1-800-555-0134", "604.555.0134", "+1 604 555 0134", "514 555-0134"]
)
def test_phone_numbers_are_not_quoted(text: str) -> None:
    quoted = quote(text)
    assert quoted is not None
    assert "0134" not in quoted


@pytest.mark.parametrize("text", ["$1,250.00", "2026-11-24", "12 345,50 $", "Code 604-555"])
def test_prices_and_dates_are_not_phone_numbers(text: str) -> None:
    quoted = quote(text)
    assert quoted == text
