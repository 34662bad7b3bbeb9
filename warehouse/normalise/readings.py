"""What one statement of a cost or a duration was understood to say. Labels and their meaning: docs of each field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple


class Note(NamedTuple):
    """One stretch of the statement, `text[start:end]`: the role it played and, where set aside, for which reason."""

    start: int
    end: int
    text: str
    role: str  # "taken", "range", "set aside", "tax", "free", "self-paced", "header" …
    reason: str


class Price(NamedTuple):
    """One price as stated. `text`: the words that state it."""

    amount: Decimal
    currency: str | None
    audience: str
    component: str
    basis: str | None
    text: str


def placed(notes: Iterable[Note], said: str, text: str) -> tuple[Note, ...]:
    """Notes in order, their offsets counted in `text`, which ends `said`; words of its label have negative ones."""
    shift = len(said) - len(text)
    return tuple(sorted(note._replace(start=note.start - shift, end=note.end - shift) for note in notes))


def number(value: Decimal | None) -> int | float | None:
    """A Decimal as JSON writes it: 30, 4.5, None."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True, slots=True)
class CostReading:
    """What one domestic, regular-price learner pays, tax not added; `prices` holds every price stated.

    `status` is priced, free or unknown; unknown has no number. An open end of a range is None.
    """

    status: str = "unknown"
    min: Decimal | None = None
    max: Decimal | None = None
    currency: str | None = None
    basis: str | None = None
    tax: str | None = None
    prices: tuple[Price, ...] = ()
    why: tuple[Note, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The label fields; `prices` only when more than one is stated."""
        fields: dict[str, Any] = {
            "status": self.status,
            "min": number(self.min),
            "max": number(self.max),
            "currency": self.currency,
            "basis": self.basis,
            "tax": self.tax,
        }
        if len(self.prices) > 1:
            fields["prices"] = [
                {
                    "amount": number(price.amount),
                    "currency": price.currency,
                    "audience": price.audience,
                    "component": price.component,
                    "basis": price.basis,
                }
                for price in self.prices
            ]
        return fields


@dataclass(frozen=True, slots=True)
class DurationReading:
    """Effort (hours), calendar span and weekly pace as stated, never multiplied out; `sessions` counts meetings."""

    status: str = "unknown"
    hours_min: Decimal | None = None
    hours_max: Decimal | None = None
    span_min: Decimal | None = None
    span_max: Decimal | None = None
    span_unit: str | None = None
    weekly_hours_min: Decimal | None = None
    weekly_hours_max: Decimal | None = None
    sessions: int | None = None
    self_paced: bool = False
    why: tuple[Note, ...] = ()
    derived: bool = False  # counted from stated days, where no words say the length

    def as_dict(self) -> dict[str, Any]:
        """The label fields."""
        return {
            "status": self.status,
            "hours_min": number(self.hours_min),
            "hours_max": number(self.hours_max),
            "span_min": number(self.span_min),
            "span_max": number(self.span_max),
            "span_unit": self.span_unit,
            "weekly_hours_min": number(self.weekly_hours_min),
            "weekly_hours_max": number(self.weekly_hours_max),
            "sessions": self.sessions,
            "self_paced": self.self_paced,
        }
