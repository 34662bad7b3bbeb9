"""What an offering's statements mean together, as plain values; without a warehouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warehouse.normalise.statements import Stated

Readers = Mapping[str, Callable[["Stated"], Any]]


def understand(statements: Sequence[Stated], readers: Readers) -> dict[str, Any]:
    """code, cost, duration, start_dates of one offering. `cost` and `duration` have the fields of the statement filter;
    those of its sections are not the offering's, their start dates are."""
    from warehouse.normalise.choose import choose_cost, choose_duration
    from warehouse.normalise.runs import run_days

    said: dict[str, list[tuple[Stated, Any]]] = {}
    for stated in statements:
        reader = readers.get(stated.field)
        said.setdefault(stated.field, []).append((stated, reader(stated) if reader else None))
    whole = {f: [item for item in items if item[0].section_key is None] for f, items in said.items()}
    code = whole.get("code", [])
    dates = [*said.get("start_date", []), *said.get("end_date", [])]
    starts = {day for _, r in said.get("start_date", []) for day in (*r.starts, r.start) if day is not None}
    return {
        "code": code[0][0].text if code else None,
        "cost": choose_cost(whole.get("cost", [])).reading.as_dict(),
        "duration": choose_duration([*whole.get("duration", []), *run_days(dates)]).reading.as_dict(),
        "start_dates": sorted(day.isoformat() for day in starts),
    }
