from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import typer

from flows.commands.options import DATA, Data, Registry, Verbose

#: Bytes below which a night may not fit.
LITTLE_DISK = 1 << 30


def add_to(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(data: Data = DATA, registry: Registry = None, verbose: Verbose = False) -> int:
    """What is broken, since when, and what to try."""
    from flows.errors import FAILED, OK
    from flows.problems import known as known_problems

    checks: list[tuple[str, Callable[[Path, Path | None], str]]] = [
        ("data folder", _folder),
        ("disk", _disk),
        ("registry", _registry),
        ("lock", _lock),
        ("last run", _last_run),
        ("release", _release),
        ("warehouse", _warehouse),
        ("schedule", _schedule),
        ("alerts", _alerts),
        ("libraries", _libraries),
    ]
    broken = 0
    for name, check in checks:
        try:
            print(f"ok      {name:<12}{check(data, registry)}")
        except Exception as error:
            broken += 1
            print(f"BROKEN  {name:<12}{error}")
    for one in known_problems(data):
        print(f"SINCE   {one.since:<12}{one.subject}: {one.kind}. {one.message}")
        print(f"{'':<20}to try: {one.try_this}")
    return FAILED if broken else OK


def _folder(data: Path, registry: Path | None) -> str:
    if not data.exists():
        return f"{data} is not there yet; the first night makes it"
    if not os.access(data, os.W_OK):
        raise OSError(f"{data} cannot be written: check its owner and rights")
    return f"{data.resolve()} can be written"


def _disk(data: Path, registry: Path | None) -> str:
    free = shutil.disk_usage(data if data.exists() else Path.cwd()).free
    if free < LITTLE_DISK:
        raise OSError(f"only {free / 1e6:.0f} MB are free: make room before the next night")
    return f"{free / 1e9:.0f} GB free"


def _registry(data: Path, registry: Path | None) -> str:
    from crawlers.registry import LIVE, load_registry
    from flows.runs import owner_of

    known = load_registry(registry or LIVE)
    owner = owner_of(data)
    of = f"; the data folder belongs to {owner!r}" if owner else ""
    verified = sum(one.status == "verified" for one in known.institutions)
    return f"{known.name}: {len(known.institutions)} manifests are valid, {verified} verified{of}"


def _lock(data: Path, registry: Path | None) -> str:
    from flows.runs import holder

    held = holder(data)
    return f"held by {held}: a run is under way" if held else "free: no run is under way"


def _last_run(data: Path, registry: Path | None) -> str:
    from flows.errors import FAILED
    from flows.ledger import Ledger
    from flows.runs import holder, run_folder, runs_of

    runs = runs_of(data)
    if not runs:
        return "none yet"
    ledger = Ledger(run_folder(data, runs[-1]))
    finished = ledger.last("finished")
    if finished is None:
        if holder(data):
            return f"{runs[-1]} is under way"
        raise OSError(f"{runs[-1]} did not finish: run the same command again, it goes on where it was")
    if finished["code"] == FAILED:
        raise OSError(f"{runs[-1]} was not released: {(ledger.last('judge_release') or {}).get('reason')}")
    held = (ledger.last("judged") or {}).get("held", [])
    return f"{runs[-1]} was released" + (f"; held back: {', '.join(held)}" if held else "")


def _release(data: Path, registry: Path | None) -> str:
    from warehouse.release import current_release, verify_release

    folder = current_release(data)
    if folder is None:
        return "none yet"
    problems = verify_release(folder)
    if problems:
        raise OSError(f"{folder.name} is not whole: {problems[0]}")
    return f"{folder.name} is whole"


def _warehouse(data: Path, registry: Path | None) -> str:
    from warehouse.connection import open_reader, reader_path

    if not reader_path(data).exists():
        return "none yet"
    row = open_reader(reader_path(data)).execute("SELECT count(*), max(last_seen) FROM offerings").fetchone()
    return f"{row[0]} offerings, newest seen {row[1]}" if row else "empty"


def _schedule(data: Path, registry: Path | None) -> str:
    """Was the night that should have been, and is it not too long ago?"""
    from datetime import UTC, datetime

    from flows.ledger import Ledger
    from flows.runs import holder, run_folder, runs_of
    from flows.schedule import kept

    schedule = kept(data)
    if schedule is None:
        return "none: nights are started by hand, or by something else"
    ended = [line for run in runs_of(data) if (line := Ledger(run_folder(data, run)).last("finished"))]
    last = datetime.fromisoformat(ended[-1]["at"]) if ended else None
    now = datetime.now(UTC)
    if last is not None and holder(data) is None:
        due = schedule.next_after(schedule.next_after(last))
        if due < now:
            raise OSError(
                f"no night has ended since {last:%Y-%m-%d %H:%M} UTC: is `microcreds serve` (or a worker) running?"
            )
    return f"{schedule.cron} {schedule.timezone}; next {schedule.next_after(now):%Y-%m-%d %H:%M}"


def _alerts(data: Path, registry: Path | None) -> str:
    from flows.alerting import blocks

    told = blocks()
    return ", ".join(f"{name} ({least})" for name, least in told) if told else "to the log only (MICROCREDS_ALERTS)"


def _libraries(data: Path, registry: Path | None) -> str:
    """Import the heavy ones in a process of their own: a broken one must not take the doctor with it."""
    names = {"scrapy": "scrapy", "pandas": "pandas", "duckdb": "duckdb", "prefect.server.api.server": "prefect"}
    names["great_expectations"] = "great-expectations"
    for module, package in names.items():
        ended = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, text=True, check=False)
        if ended.returncode:
            why = ended.stderr.strip().splitlines()[-1]
            raise OSError(f"{package} cannot be imported ({why}): `make setup` installs what is pinned")
    return ", ".join(f"{package} {version(package)}" for package in names.values())
