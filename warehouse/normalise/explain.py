"""What we understand of a statement, and why: for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from warehouse.normalise.cost import read_cost
from warehouse.normalise.duration import read_duration
from warehouse.normalise.readings import CostReading, DurationReading, Note

_SPOKEN = {
    "per_course": "a course",
    "per_credit": "a credit",
    "per_hour": "an hour",
    "per_month": "a month",
    "per_term": "a term",
    "per_year": "a year",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A statement and its readings; None where the other kind was asked for."""

    text: str
    cost: CostReading | None
    duration: DurationReading | None


def explain(text: str, *, kind: str | None = None, country: str | None = None, lang: str | None = None) -> Explanation:
    """Read as cost, as duration, or as both."""
    cost = read_cost(text, country=country, lang=lang) if kind in (None, "cost") else None
    duration = read_duration(text, lang=lang) if kind in (None, "duration") else None
    return Explanation(text, cost, duration)


def render(explanation: Explanation) -> str:
    """Plain text: the statement with its parts underlined, the reading, and why the rest was set aside."""
    parts = []
    if explanation.cost is not None:
        parts.append(_part("cost", explanation.text, say_cost(explanation.cost), explanation.cost.why))
    if explanation.duration is not None:
        parts.append(_part("duration", explanation.text, say_duration(explanation.duration), explanation.duration.why))
    return "\n\n".join(parts)


def _part(kind: str, text: str, reading: str, notes: Iterable[Note]) -> str:
    notes = list(notes)
    line = text.replace("\n", " ").replace("\t", " ")
    marks = [" "] * len(line)
    for note in notes:
        sign = "·" if note.role == "set aside" else "‾"
        for place in range(note.start, min(note.end, len(marks))):
            marks[place] = sign
    lines = [f"{kind}: {reading}", f"  {line}"]
    if notes:
        lines.append(f"  {''.join(marks).rstrip()}")
    for note in notes:
        why = f"set aside: {note.reason}" if note.role == "set aside" else f"{note.role} ({note.reason})"
        lines.append(f"  “{note.text}”  {why}")
    if not notes:
        lines.append("  nothing in it is an amount we can take" if kind == "cost" else "  no length stands in it")
    return "\n".join(lines)


def say_cost(reading: CostReading) -> str:
    """The reading in words: "499 CAD, tax not included"."""
    if reading.status == "unknown":
        words = "unknown"
    elif reading.status == "free":
        words = "free"
    else:
        words = f"{_range(reading.min, reading.max)} {reading.currency or '(currency not stated)'}"
        if reading.basis in _SPOKEN:
            words += f" {_SPOKEN[reading.basis]}"
    tax = {"excluded": "tax not included", "included": "tax included", "exempt": "no tax"}.get(reading.tax or "")
    return f"{words}, {tax}" if tax else words


def _counted(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    return f"{_range(low, high)} {unit}{'' if high == 1 and low in (None, 1) else 's'}"


def say_duration(reading: DurationReading) -> str:
    """The reading in words: "8 weeks by the calendar; 4 to 6 hours a week"."""
    words = []
    if reading.hours_min is not None or reading.hours_max is not None:
        words.append(f"{_counted(reading.hours_min, reading.hours_max, 'hour')} in all")
    if reading.span_min is not None or reading.span_max is not None:
        words.append(f"{_counted(reading.span_min, reading.span_max, reading.span_unit or '')} by the calendar")
    if reading.weekly_hours_min is not None or reading.weekly_hours_max is not None:
        words.append(f"{_counted(reading.weekly_hours_min, reading.weekly_hours_max, 'hour')} a week")
    if reading.sessions is not None:
        words.append(f"{reading.sessions} meeting{'' if reading.sessions == 1 else 's'}")
    if reading.self_paced:
        words.append("self-paced")
    return "; ".join(words) or "unknown"


def _range(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return f"up to {_plain(high)}"
    if high is None:
        return f"{_plain(low)} or more"
    return _plain(low) if low == high else f"{_plain(low)} to {_plain(high)}"


def _plain(value: Decimal | None) -> str:
    """3500, not 3500.00."""
    return str(int(value)) if value is not None and value == value.to_integral_value() else str(value)
