"""A night read again from its archive, without the network, beside what was read and released then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawlers.contract import Institution, known_path, landing_path
from crawlers.registry import Registry
from flows import leash
from flows.errors import CommandError, UsageError

if TYPE_CHECKING:
    import duckdb

Values = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs. `cause`: `reader` (pages are read otherwise now) or `normaliser` (words are understood
    otherwise now). `before` and `after` are None where the whole offering is not there."""

    institution: str
    offering: str
    field: str
    before: Any
    after: Any
    cause: str


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay brought: how many offerings were read, and what differs."""

    institutions: tuple[str, ...]
    offerings: int
    differences: tuple[Difference, ...]


def replay(data: Path, registry: Registry, run_id: str, only: tuple[str, ...]) -> Replay:
    """Read and normalise a run again; nothing in the data folder is written. UsageError for what is not there."""
    wanted = _harvested(data, registry, run_id, only)
    with tempfile.TemporaryDirectory(prefix="microcreds-replay-") as folder:
        scratch = Path(folder)
        _crawl(data, scratch, registry, run_id, wanted)
        with _warehouse(scratch, wanted) as con:
            found: list[Difference] = []
            offerings = 0
            for one in wanted:
                now = _values(con, scratch, run_id, one)
                then = _values(con, data, run_id, one)
                offerings += len(now)
                found += _compared(one.id, then, now, "reader")
                found += _compared(one.id, _released(con, data, run_id, one, set(then)), then, "normaliser")
    return Replay(tuple(one.id for one in wanted), offerings, tuple(found))


def _harvested(data: Path, registry: Registry, run_id: str, only: tuple[str, ...]) -> list[Institution]:
    names = only or tuple(sorted(p.name.removesuffix(".jsonl.gz") for p in (data / "landing" / run_id).glob("*.gz")))
    wanted = [registry.get(name) for name in names]
    missing = [one.id for one in wanted if not landing_path(data, run_id, one.id).exists()]
    if missing or not wanted:
        raise UsageError(f"run {run_id} has no landing file{f' of {missing[0]}' if missing else ''} in {data}")
    return wanted


def _crawl(data: Path, scratch: Path, registry: Registry, run_id: str, wanted: list[Institution]) -> None:
    for one in wanted:  # pages that no listing linked that night were asked for because these were known
        if known_path(data, run_id, one.id).exists():
            known_path(scratch, run_id, one.id).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(known_path(data, run_id, one.id), known_path(scratch, run_id, one.id))
    command = [
        sys.executable, "-m", "crawlers.harvest", "--registry", str(registry.folder), "--data", str(scratch), "--run",
        run_id, "--replay", str(data), "--only", *(one.id for one in wanted),
    ]  # fmt: skip
    with (scratch / "log").open("wb") as log:
        child = leash.start(command, stdout=subprocess.DEVNULL, stderr=log, environment=os.environ)
        try:
            code = child.wait()
        finally:
            leash.end(child)
    if code:
        said = (scratch / "log").read_text(errors="replace").strip().splitlines()
        raise CommandError(f"the replay ended early: {said[-1][:200] if said else 'it said nothing'}")


@contextmanager
def _warehouse(scratch: Path, wanted: list[Institution]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of the replay's own: ids are minted from raw keys, so they are those of the night."""
    from warehouse.connection import open_work
    from warehouse.registry_rows import sync_institutions

    con = open_work(scratch)
    try:
        sync_institutions(con, wanted)
        yield con
    finally:
        con.close()


def _values(con: duckdb.DuckDBPyConnection, data: Path, run_id: str, one: Institution) -> Values:
    """offering id -> column -> value, of a landing file as today's code understands it."""
    from warehouse.load import load_landing
    from warehouse.normalise.offerings import normalise_institution

    load_landing(con, data, run_id, one.id)
    normalise_institution(con, run_id, one)
    return _rows(con, "SELECT * FROM stage.offering WHERE institution_id = ?", [one.id])


def _released(con: duckdb.DuckDBPyConnection, data: Path, run_id: str, one: Institution, ids: set[str]) -> Values:
    """What the run released of these offerings, where it released something of that night."""
    path = data / "releases" / run_id / "all_offerings.parquet"
    if not path.exists():
        return {}
    rows = _rows(
        con,
        "SELECT * FROM read_parquet(?) WHERE institution_id = ? AND state = 'current'",
        [str(path), one.id],
    )
    return {key: values for key, values in rows.items() if key in ids and str(values["last_seen"]) == run_id[:10]}


def _rows(con: duckdb.DuckDBPyConnection, query: str, parameters: list[Any]) -> Values:
    answer = con.execute(query, parameters)
    names = [column[0] for column in answer.description or ()]
    at = names.index("offering_id")
    return {row[at]: dict(zip(names, row, strict=True)) for row in answer.fetchall()}


def _compared(institution: str, before: Values, after: Values, cause: str) -> Iterator[Difference]:
    from warehouse import schema

    columns = [column.name for column in schema.SUBSTANCE]
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old is None and cause == "normaliser":
            continue  # quarantined, or held back: not released, and no difference of understanding
        if old is None or new is None:
            title = (old or new or {}).get("title")
            yield Difference(institution, key, "offering", old and title, new and title, cause)
            continue
        for name in columns:
            if old.get(name) != new.get(name):
                yield Difference(institution, key, name, old.get(name), new.get(name), cause)
