"""Quantities made from stated ones, always marked as derived, never from an open end."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

#: For sorting only. A term has no length of its own.
DAYS_OF = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.44"), "year": Decimal("365.25")}


class Spans(Protocol):
    """What `total_hours` needs of a duration reading."""

    @property
    def hours_min(self) -> Decimal | None: ...
    @property
    def hours_max(self) -> Decimal | None: ...
    @property
    def span_min(self) -> Decimal | None: ...
    @property
    def span_max(self) -> Decimal | None: ...
    @property
    def span_unit(self) -> str | None: ...
    @property
    def weekly_hours_min(self) -> Decimal | None: ...
    @property
    def weekly_hours_max(self) -> Decimal | None: ...


def span_days(low: Decimal | None, high: Decimal | None, unit: str | None) -> tuple[Decimal | None, Decimal | None]:
    """A calendar span in days, for sorting; (None, None) for terms and for no span."""
    factor = DAYS_OF.get(unit or "")
    if factor is None:
        return None, None
    return (None if low is None else low * factor), (None if high is None else high * factor)


def total_hours(reading: Spans) -> tuple[Decimal | None, Decimal | None, str | None]:
    """(lowest, highest, how): hours as stated, else span in weeks x pace where both are stated and closed."""
    if reading.hours_min is not None or reading.hours_max is not None:
        return reading.hours_min, reading.hours_max, "stated"
    # A pace a week says nothing of a course of some days.
    weeks = {"week": Decimal(1), "month": DAYS_OF["month"] / 7, "year": DAYS_OF["year"] / 7}.get(
        reading.span_unit or ""
    )
    low, high = reading.span_min, reading.span_max
    slow, fast = reading.weekly_hours_min, reading.weekly_hours_max
    if not (weeks and low and high and slow and fast):
        return None, None, None
    return low * weeks * slow, high * weeks * fast, "derived"


def cost_total(
    low: Decimal | None, high: Decimal | None, basis: str | None, credits: Decimal | None
) -> tuple[Decimal | None, Decimal | None, str | None]:
    """(lowest, highest, how) of what the whole offering costs: a stated total, or per credit x stated credits."""
    if basis == "total" or (basis is None and low == high == 0):
        return low, high, "stated" if low is not None or high is not None else None
    if basis == "per_credit" and credits:
        return (None if low is None else low * credits), (None if high is None else high * credits), "derived"
    return None, None, None
