"""Which of several statements of one field speaks, and which contradict it.

Words shown to people speak before machine values (JSON-LD, microdata); among words, those found by a manifest's
selector or a label before those found in running text. Nothing is averaged: what loses is kept as a disagreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from warehouse.normalise.readings import CostReading, DurationReading, number


class Said(Protocol):
    """A statement: what choosing needs to know of it."""

    @property
    def reader(self) -> str: ...
    @property
    def label(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def context(self) -> Sequence[str]: ...
    @property
    def marks(self) -> Sequence[str]: ...


S = TypeVar("S", bound=Said)
R = TypeVar("R")

_MACHINE = "structured"
_TRUST = {"selected": 0, "labelled": 1, "prose": 2, "listing": 3, _MACHINE: 4}
_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25, "term": 0.0}


class Disagreement(NamedTuple):
    """Two statements of one offering that cannot both be right."""

    field: str  # "cost", "hours", "span", "weekly_hours", "sessions"
    kept: str  # the value that speaks, in words
    other: str
    kept_text: str
    other_text: str
    kept_reader: str
    other_reader: str

    @property
    def message(self) -> str:
        """The contradiction in one line, for a person."""
        return (
            f"{self.field}: {self.kept} ({self.kept_reader}: {self.kept_text[:120]!r}) "
            f"against {self.other} ({self.other_reader}: {self.other_text[:120]!r})"
        )


@dataclass(frozen=True)
class Chosen(Generic[R, S]):
    """`sources`: for every field that says something, the statement it came from."""

    reading: R
    sources: dict[str, S] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()


def _ranked(items: Sequence[tuple[S, R]]) -> list[tuple[S, R]]:
    """Struck statements say what no longer holds; the rest by trust, otherwise in the order given."""
    speaking = [item for item in items if item[1] is not None and "struck" not in item[0].marks]
    return sorted(speaking, key=lambda item: _TRUST.get(item[0].reader, len(_TRUST)))


def choose_cost(items: Sequence[tuple[S, CostReading]]) -> Chosen[CostReading, S]:
    """One reading for the offering. No statement, or none that says a price: status unknown.

    A machine value of 0 is believed only where no words about the cost stand beside it.
    """
    ranked = _ranked(items)
    said = [item for item in ranked if item[1].status != "unknown"]
    if not said:
        return _with_tax(CostReading(), {}, ranked, ())
    source, reading = said[0]
    words = [item for item in ranked if item[0].reader != _MACHINE]
    if reading.status == "free" and source.reader == _MACHINE and words:
        against = words[0][0]
        doubt = Disagreement("cost", "unknown", "free", against.text, source.text, against.reader, source.reader)
        return _with_tax(CostReading(), {}, ranked, (doubt,))
    disagreements = tuple(
        _disagreement("cost", _money(reading), _money(other), source, statement)
        for statement, other in said[1:]
        if _costs_differ(reading, other)
    )
    sources = dict.fromkeys(("status", "min", "max", "currency", "basis"), source)
    sources = {name: s for name, s in sources.items() if getattr(reading, name) is not None}
    return _with_tax(reading, sources, ranked, disagreements)


def _with_tax(
    reading: CostReading,
    sources: dict[str, S],
    ranked: list[tuple[S, CostReading]],
    disagreements: tuple[Disagreement, ...],
) -> Chosen[CostReading, S]:
    """Tax is often said apart from the price: the first statement that says it is taken."""
    for statement, other in ranked:
        if other.tax is not None and (reading.tax is None or reading.tax == other.tax):
            sources = sources | {"tax": sources.get("min", statement) if reading.tax else statement}
            reading = CostReading(
                reading.status,
                reading.min,
                reading.max,
                reading.currency,
                reading.basis,
                other.tax,
                reading.prices,
                reading.why,
            )
            break
    return Chosen(reading, sources, disagreements)


def _costs_differ(one: CostReading, two: CostReading) -> bool:
    """Values of unlike basis (per credit, per year) are not compared; a price within the other's range agrees."""
    whole = {"per_course": "total"}
    if one.status == two.status == "free":
        return False
    if one.status != two.status:
        return True
    if one.currency != two.currency or whole.get(one.basis or "", one.basis) != whole.get(two.basis or "", two.basis):
        return False
    return not _overlap(one.min, one.max, two.min, two.max)


def _overlap(low: Decimal | None, high: Decimal | None, low2: Decimal | None, high2: Decimal | None) -> bool:
    return (low is None or high2 is None or low <= high2) and (low2 is None or high is None or low2 <= high)


def choose_duration(items: Sequence[tuple[S, DurationReading]]) -> Chosen[DurationReading, S]:
    """Effort, span, pace and meetings each from the first statement that says it. None at all: status unknown.

    Lengths counted from stated days speak only where no statement says any length.
    """
    said = [item for item in items if item[1] is not None and item[1].status != "unknown"]
    ranked = _ranked([item for item in said if not item[1].derived] or said)
    values: dict[str, Any] = {}
    sources: dict[str, S] = {}
    disagreements: list[Disagreement] = []
    why = ranked[0][1].why if ranked else ()
    for name, members in (
        ("hours", ("hours_min", "hours_max")),
        ("span", ("span_min", "span_max", "span_unit")),
        ("weekly_hours", ("weekly_hours_min", "weekly_hours_max")),
        ("sessions", ("sessions",)),
    ):
        stating = [item for item in ranked if any(getattr(item[1], member) is not None for member in members[:2])]
        if not stating:
            continue
        source, reading = stating[0]
        for member in members:
            if getattr(reading, member) is not None:
                values[member] = getattr(reading, member)
                sources[member] = source
        disagreements += [
            _disagreement(name, _length(reading, members), _length(other, members), source, statement)
            for statement, other in stating[1:]
            if _lengths_differ(name, reading, other)
        ]
    own_pace = next((item for item in ranked if item[1].self_paced), None)
    if own_pace:
        values["self_paced"] = True
        sources["self_paced"] = own_pace[0]
    if not values:
        return Chosen(DurationReading())
    sources["status"] = ranked[0][0]
    derived = all(reading.derived for _, reading in ranked)
    reading = DurationReading(status="stated", why=why, derived=derived, **values)
    return Chosen(reading, sources, tuple(disagreements))


def _lengths_differ(name: str, one: DurationReading, two: DurationReading) -> bool:
    if name == "sessions":
        return one.sessions != two.sessions
    low, high, low2, high2 = (getattr(reading, f"{name}_{end}") for reading in (one, two) for end in ("min", "max"))
    if name == "span" and one.span_unit != two.span_unit:
        per, per2 = _DAYS.get(one.span_unit or "", 0.0), _DAYS.get(two.span_unit or "", 0.0)
        if not per or not per2:
            return False  # a term has no fixed length
        # One year, 12 months and 52 weeks are the same said differently: 10 % apart is not a contradiction.
        days = [
            float(v) * p if v is not None else None for v, p in ((low, per), (high, per), (low2, per2), (high2, per2))
        ]
        return (days[0] is not None and days[3] is not None and days[0] > days[3] * 1.1) or (
            days[1] is not None and days[2] is not None and days[2] > days[1] * 1.1
        )
    return not _overlap(low, high, low2, high2)


def _disagreement(name: str, kept: str, other: str, source: Said, statement: Said) -> Disagreement:
    return Disagreement(name, kept, other, source.text, statement.text, source.reader, statement.reader)


def _money(reading: CostReading) -> str:
    if reading.status == "free":
        return "free"
    return f"{_range(reading.min, reading.max)} {reading.currency or ''} {reading.basis or ''}".strip()


def _length(reading: DurationReading, members: tuple[str, ...]) -> str:
    if members == ("sessions",):
        return str(reading.sessions)
    unit = reading.span_unit if members[-1] == "span_unit" else "hour"
    return f"{_range(getattr(reading, members[0]), getattr(reading, members[1]))} {unit}"


def _range(low: Decimal | None, high: Decimal | None) -> str:
    if low == high:
        return str(number(low))
    return f"{'' if low is None else number(low)}–{'' if high is None else number(high)}"
