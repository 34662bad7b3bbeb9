"""Readers while releases are swapped, and releases killed at any moment."""

from __future__ import annotations

import json
import multiprocessing
import random
import signal
import time
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from benchmarks.warehouse_data import merge_night, stage_night
from benchmarks.warehouse_year import run_of
from warehouse.connection import open_work, reader_path
from warehouse.reader_copy import write_reader_copy
from warehouse.release import current_release, publish, verify_release, write_release

_OFFERINGS = 2_000
_SPAWN = multiprocessing.get_context("spawn")


def _night(data: Path, night: int) -> None:
    con = open_work(data)
    stage_night(con, run_of(night), night_no=night, offerings=_OFFERINGS, institutions=20, changing=0.05)
    merge_night(con, run_of(night))
    _release(con, data, run_of(night))
    con.close()


def _release(con: duckdb.DuckDBPyConnection, data: Path, run: str) -> None:
    write_release(con, data, run, {})
    publish(data, run)
    write_reader_copy(con, data)


def _read_release(data: Path) -> None:
    """Resolve `current` once, then read: the files are of one run and as many rows as the manifest says."""
    folder = (data / "current").resolve(strict=True)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name in ("offerings", "changes"):
        file = pq.ParquetFile(folder / f"{name}.parquet")
        assert file.metadata.metadata[b"run_id"].decode() == manifest["run_id"], "a mixed release"
        assert file.read(columns=["offering_id"]).num_rows == manifest["files"][f"{name}.parquet"]["rows"]


def _read_copy(data: Path) -> None:
    con = duckdb.connect(str(reader_path(data)), read_only=True)
    last, rows, runs = con.execute(
        "SELECT (SELECT max(run_id) FROM runs), count(*), max(run_id) FROM all_offerings"
    ).fetchall()[0]
    con.close()
    assert rows > 0, "an empty copy"
    assert runs == last, "a mixed copy"


def _reader(data: Path, reads: Synchronized[int], wanted: int, done: Event, errors: Any) -> None:
    number = 0
    while not (done.is_set() and reads.value >= wanted):
        try:
            (_read_copy if number % 10 == 0 else _read_release)(data)
        except Exception as error:
            errors.put(f"{type(error).__name__}: {error}")
            return
        number += 1
        with reads.get_lock():
            reads.value += 1


def swaps(data: Path, *, reads: int, releases: int) -> list[str]:
    """Errors of three reader processes that read at least `reads` times while `releases` releases are swapped."""
    _night(data, 0)
    count, done, errors = _SPAWN.Value("q", 0), _SPAWN.Event(), _SPAWN.Queue()
    readers = [_SPAWN.Process(target=_reader, args=(data, count, reads, done, errors)) for _ in range(3)]
    for one in readers:
        one.start()
    start = time.perf_counter()
    for night in range(1, releases + 1):
        _night(data, night)
    during = count.value
    done.set()
    for one in readers:
        one.join()
    seconds = time.perf_counter() - start
    found = [errors.get() for _ in range(errors.qsize())]
    print(
        f"{count.value} reads ({during} while {releases} releases were swapped) in {seconds:.0f} s: {len(found)} errors"
    )
    return found


def _released_again(data: Path, run: str) -> None:
    con = open_work(data)
    _release(con, data, run)


def kills(data: Path, *, times: int) -> list[str]:
    """What was not whole after a release was killed (SIGKILL) at a random moment."""
    _night(data, 0)
    dice, found, broken_off = random.Random(6), [], 0
    for attempt in range(1, times + 1):
        con = open_work(data)
        stage_night(con, run_of(attempt), night_no=attempt, offerings=_OFFERINGS, institutions=20, changing=0.05)
        merge_night(con, run_of(attempt))
        con.close()
        child = _SPAWN.Process(target=_released_again, args=(data, run_of(attempt)))
        child.start()
        child.join(timeout=dice.uniform(0.8, 3.0))
        if child.is_alive():
            child.kill()
            child.join()
        broken_off += child.exitcode == -signal.SIGKILL
        folder = current_release(data)
        problems = ["no current release"] if folder is None else verify_release(folder)
        try:
            _read_release(data)
            duckdb.connect(str(reader_path(data)), read_only=True).close()
        except Exception as error:
            problems.append(f"{type(error).__name__}: {error}")
        found += [f"after kill {attempt}: {problem}" for problem in problems]
        con = open_work(data)
        _release(con, data, run_of(attempt))  # the next attempt works
        con.close()
    print(f"{times} releases, {broken_off} killed before their end: {len(found)} problems")
    return found
