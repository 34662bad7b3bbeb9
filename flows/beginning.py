"""How every night begins, asked for by a person or by the clock: whose folder, which run, and nobody else in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from crawlers.registry import LIVE, load_registry
from flows.night import Night, asked
from flows.runs import choose_run, lock, run_folder, stamp


@contextmanager
def begun(
    registry: Path | None, data: Path, night_of: date, only: tuple[str, ...], include_unverified: bool
) -> Iterator[tuple[Night, bool]]:
    """(night, resumed), with the data folder locked. Raises UsageError, LockedError, RegistryError."""
    known = load_registry((registry or LIVE).resolve())
    data = data.resolve()
    scope = sorted(one.id for one in asked(known, only, include_unverified))
    stamp(data, known.name)
    with lock(data):
        run_id, resumed = choose_run(data, night_of, scope)
        night = Night(run_id, data, known, only, include_unverified)
        run_folder(data, run_id).mkdir(parents=True, exist_ok=True)
        night.ledger.record("started", registry=known.name, scope=scope, resumed=resumed)
        yield night, resumed
