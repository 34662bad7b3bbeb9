from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import typer

from flows.commands.options import DATA, Data, Registry, Verbose

#: Bytes below which a night may not fit.
LITTLE_DISK = 1 << 30


def add_to(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(data: Data = DATA, registry: Registry = None, verbose: Verbose = False) -> int:
    """What is broken, and what to try."""
    from flows.errors import FAILED, OK

    checks: list[tuple[str, Callable[[Path, Path | None], str]]] = [
        ("data folder", _folder),
        ("disk", _disk),
        ("registry", _registry),
        ("lock", _lock),
        ("release", _release),
        ("warehouse", _warehouse),
    ]
    broken = 0
    for name, check in checks:
        try:
            print(f"ok      {name:<12}{check(data, registry)}")
        except Exception as error:
            broken += 1
            print(f"BROKEN  {name:<12}{error}")
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
    from flows.runs import lock

    if not data.exists():
        return "free"
    with lock(data):
        return "free: no run is under way"


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
