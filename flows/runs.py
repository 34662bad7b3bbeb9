"""Data folders and runs: whose folder it is, who may write in it, which run this is."""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from flows.errors import LockedError, UsageError
from flows.ledger import Ledger

_RUN_ID = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d+)")
_STAMP = "REGISTRY.json"


def run_folder(data: Path, run_id: str) -> Path:
    return data / "runs" / run_id


def check_run_id(run_id: str) -> str:
    """The id, when it is one (`2026-11-24.1`). Raises UsageError."""
    match = _RUN_ID.fullmatch(run_id)
    try:
        if match is None:
            raise ValueError
        date.fromisoformat(match[1])
    except ValueError:
        raise UsageError(f"{run_id!r} is no run id; they look like 2026-11-24.1") from None
    return run_id


def runs_of(data: Path) -> list[str]:
    """Run ids in order."""
    folder = data / "runs"
    found = [path.name for path in folder.iterdir() if _RUN_ID.fullmatch(path.name)] if folder.is_dir() else []
    return sorted(found, key=lambda run: (run[:10], int(run[11:])))


def choose_run(data: Path, night: date, scope: list[str]) -> tuple[str, bool]:
    """(run id, resumed): that night's unfinished run of the same institutions goes on, else the next sequence starts.

    Raises UsageError for a night before one the catalogue already knows: history is written forwards.
    """
    check_forwards(data, night.isoformat())
    tonight = [run for run in runs_of(data) if run.startswith(f"{night.isoformat()}.")]
    if tonight:
        last = Ledger(run_folder(data, tonight[-1]))
        started = last.last("started")
        if not last.finished and (started is None or started.get("scope") == scope):
            return tonight[-1], True
    number = int(tonight[-1][11:]) + 1 if tonight else 1
    return f"{night.isoformat()}.{number}", False


def check_forwards(data: Path, night: str) -> None:
    """Raises UsageError when the catalogue already knows a later night than this date."""
    merged = [run for run in runs_of(data) if Ledger(run_folder(data, run)).done("merge")]
    if merged and night < merged[-1][:10]:
        raise UsageError(f"the catalogue in {data} is at {merged[-1][:10]}; {night} is before it, too late to add")


def owner_of(data: Path) -> str | None:
    """The registry a data folder belongs to; None for a new one. Raises UsageError when its stamp is broken."""
    path = data / _STAMP
    if not path.exists():
        return None
    try:
        return str(json.loads(path.read_text())["registry"])
    except (ValueError, KeyError):
        raise UsageError(f"{path} cannot be read; is {data} a data folder of ours?") from None


def stamp(data: Path, registry: str) -> None:
    """Mark a new data folder as this registry's. Raises UsageError when it is another's."""
    owner = owner_of(data)
    if owner is not None:
        if owner != registry:
            raise UsageError(
                f"{data} belongs to the registry {owner!r}, this run to {registry!r}: "
                "use another --data folder; the two never mix"
            )
        return
    data.mkdir(parents=True, exist_ok=True)
    written = {"registry": registry, "created": datetime.now(UTC).isoformat(timespec="seconds")}
    hidden = data / f".{_STAMP}.writing"
    hidden.write_text(json.dumps(written) + "\n")
    os.replace(hidden, data / _STAMP)


@contextmanager
def lock(data: Path) -> Iterator[None]:
    """Hold the data folder for writing. Raises LockedError, saying who holds it since when.

    The kernel lets go of it when the process ends, however it ends.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / ".lock").open("a+") as file:
        if not _take(file, fcntl.LOCK_EX):
            raise LockedError(f"another run holds {data}: {_holder(file)}")
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n")
        file.flush()
        yield


def holder(data: Path) -> str | None:
    """Who holds the data folder, as `lock` wrote it; None when nobody does."""
    try:
        with (data / ".lock").open() as file:
            return None if _take(file, fcntl.LOCK_SH) else _holder(file)
    except FileNotFoundError:
        return None


def _take(file: TextIO, how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip() or "another process"
