"""A million offerings: how long a release takes, in how much memory, and each documented query."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

import warehouse
from benchmarks.warehouse_data import merge_night, stage_night
from warehouse.connection import open_reader, open_work, reader_path
from warehouse.reader_copy import write_reader_copy
from warehouse.release import publish, write_release

RUNS = ("2026-01-01.1", "2026-01-02.1")
QUERIES = Path(warehouse.__file__).parent / "queries"
MOST_SECONDS, MOST_GB, MOST_QUERY_SECONDS = 60.0, 4.0, 1.0


def peak_gb() -> float:
    """Peak resident memory of this process in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def timed(name: str, what: Callable[[], Any]) -> float:
    """Seconds `what` took, printed with its CPU time (the machine may be shared) and the peak of memory so far."""
    start, cpu = time.perf_counter(), time.process_time()
    what()
    seconds, worked = time.perf_counter() - start, time.process_time() - cpu
    print(f"{name:<36}{seconds:9.2f} s   CPU {worked:8.2f} s   peak {peak_gb():5.2f} GB", flush=True)
    return seconds


def _answer(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def million(data: Path, *, offerings: int) -> list[str]:
    """What is above its bound, in words; the bounds are those of a million whatever the size."""
    con = open_work(data)
    for number, run in enumerate(RUNS):
        night = partial(stage_night, night_no=number, offerings=offerings, institutions=100, changing=0.01)
        timed(f"stage night {number + 1} (not part of it)", partial(night, con, run))
        timed(f"merge night {number + 1}", partial(merge_night, con, run))
    con.close()
    con = open_work(data)  # a release alone, as `microcreds run release` makes it
    took = timed("release", lambda: write_release(con, data, RUNS[1], {}))
    took += timed("publish (checksums)", lambda: publish(data, RUNS[1]))
    timed("analysts' copy", lambda: write_reader_copy(con, data))
    con.close()
    size = sum(path.stat().st_size for path in (data / "releases" / RUNS[1]).iterdir())
    print(f"release {size / 1e6:.0f} MB, analysts' file {reader_path(data).stat().st_size / 1e6:.0f} MB")
    found = [f"release took {took:.0f} s"] if took > MOST_SECONDS else []
    found += [f"{peak_gb():.1f} GB of memory"] if peak_gb() > MOST_GB else []
    reader = open_reader(reader_path(data))
    for path in sorted(QUERIES.glob("*.sql")):
        query = path.read_text(encoding="utf-8")
        reader.execute(query).fetchall()  # once to have the file in memory
        seconds = timed(path.stem, partial(_answer, reader, query))
        found += [f"{path.stem} took {seconds:.1f} s"] if seconds > MOST_QUERY_SECONDS else []
    return found
