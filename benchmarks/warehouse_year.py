"""A year of nights: do the file, the merge and the queries stay flat? Does a rebuild give the same catalogue?"""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.warehouse_data import merge_night, stage_night
from benchmarks.warehouse_million import QUERIES
from warehouse.connection import open_reader, open_work, reader_path, work_path
from warehouse.digest import catalogue_digest
from warehouse.reader_copy import write_reader_copy

#: From the first tenth of the nights to the last, a step may take this much longer. History grows with the changes.
FLAT = 2.0
_CHANGING = 0.01
_SHOWN = 30  # every so many nights a line


def run_of(night: int) -> str:
    return f"{date(2026, 1, 1) + timedelta(days=night)}.1"


def _nights(con: duckdb.DuckDBPyConnection, nights: range, offerings: int) -> list[tuple[float, int]]:
    """(seconds of the merge, changes) a night."""
    took = []
    for night in nights:
        stage_night(con, run_of(night), night_no=night, offerings=offerings, institutions=100, changing=_CHANGING)
        start = time.perf_counter()
        counts = merge_night(con, run_of(night))
        took.append((time.perf_counter() - start, sum(counts.changes.values())))
        if night % _SHOWN == 0:
            print(f"night {night + 1:>4}: merge {took[-1][0]:6.2f} s, {took[-1][1]:>6} changes", flush=True)
    return took


def _queries(con: duckdb.DuckDBPyConnection, data: Path) -> float:
    """Seconds for all documented queries, on a fresh copy."""
    write_reader_copy(con, data)
    reader = open_reader(reader_path(data))
    start = time.perf_counter()
    for path in sorted(QUERIES.glob("*.sql")):
        reader.execute(path.read_text(encoding="utf-8")).fetchall()
    seconds = time.perf_counter() - start
    reader.close()
    return seconds


def year(data: Path, *, nights: int, offerings: int) -> list[str]:
    """What did not stay flat, in words."""
    con = open_work(data)
    tenth = max(2, nights // 10)
    first = _nights(con, range(tenth), offerings)
    early, size = _queries(con, data), work_path(data).stat().st_size
    rest = _nights(con, range(tenth, nights), offerings)
    late, grown = _queries(con, data), work_path(data).stat().st_size
    before, after = median(s for s, _ in first[1:]), median(s for s, _ in rest[-tenth:])
    changed = sum(n for _, n in rest)
    print(f"merge, median: {before:.3f} s in the first tenth, {after:.3f} s in the last")
    print(f"all documented queries: {early:.2f} s after the first tenth, {late:.2f} s at the end")
    print(f"work.duckdb: {size / 1e6:.0f} MB, then {grown / 1e6:.0f} MB after {changed} more changes")
    digest = catalogue_digest(con)
    con.close()
    again = open_work(data / "again")
    _nights(again, range(nights), offerings)
    same = catalogue_digest(again) == digest
    again.close()
    print(f"rebuilt in another folder: {'the same' if same else 'ANOTHER'} catalogue digest")
    found = [] if same else ["a rebuild gave another digest"]
    found += [f"merge grew {after / before:.1f} times"] if after > FLAT * before else []
    found += [f"queries grew {late / early:.1f} times"] if late > FLAT * early else []
    return found
