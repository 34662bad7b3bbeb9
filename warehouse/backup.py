"""What cannot be made again, in one file: landing, archive, corrections and what persons decided.

The catalogue is not in it: it is made again from these. Contents are compressed already, so the file is plain tar.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse import schema
from warehouse.bulk import insert_rows

KEPT = ("REGISTRY.json", "landing", "archive", "corrections")
_DECISIONS = {"ops": schema.ACCEPTANCE, "quality": schema.PARDON}
_MOMENT = {"acceptance": "accepted_at", "pardon": "released_at"}
_CONTENTS = "BACKUP.json"


class BackupError(Exception):
    """A backup cannot be written or is not whole; the message says what is wrong."""


def decisions(con: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    """Acceptances and pardons, as JSON holds them: table -> rows."""
    found = {}
    for in_schema, table in _DECISIONS.items():
        cursor = con.execute(f'FROM {in_schema}."{table.name}" ORDER BY ALL')
        names = [column[0] for column in cursor.description or []]
        found[table.name] = [dict(zip(names, map(_plain, row), strict=True)) for row in cursor.fetchall()]
    return found


def decide_again(
    con: duckdb.DuckDBPyConnection, taken: Mapping[str, Sequence[Mapping[str, Any]]], until: str | None
) -> None:
    """Put decisions taken up to a moment (ISO 8601, UTC; None: all) into a warehouse that has not got them."""
    for in_schema, table in _DECISIONS.items():
        moment = _MOMENT[table.name]
        times = {c.name: datetime.fromisoformat for c in table.columns if c.type in ("DATE", "TIMESTAMP")}
        rows = [
            {name: times[name](value) if name in times else value for name, value in one.items()}
            for one in taken.get(table.name, ())
            if until is None
            or datetime.fromisoformat(one[moment]) <= datetime.fromisoformat(until).replace(tzinfo=None)
        ]
        con.execute(f'DELETE FROM {in_schema}."{table.name}"')
        insert_rows(con, in_schema, table, rows)


def write_backup(
    data: Path, target: Path, taken: Mapping[str, Any], runs: Iterable[Mapping[str, Any]]
) -> dict[str, int]:
    """Write `target` (a .tar), whole or not at all; returns how many files of each folder.

    `taken`: of `decisions`; `runs`: what each run was.
    Raises BackupError when the file is there already or there is nothing to keep.
    """
    if target.exists():
        raise BackupError(f"{target} is there already; a backup is never overwritten")
    files = sorted(p for name in KEPT for p in ([data / name] if (data / name).is_file() else (data / name).rglob("*")))
    files = [path for path in files if path.is_file() and not any(part.startswith(".") for part in path.parts[-3:])]
    if not any(path.relative_to(data).parts[0] == "landing" for path in files):
        raise BackupError(f"{data} has no landing files: there is nothing to keep")
    hidden = target.with_name(f".{target.name}.writing")
    sums: dict[str, str] = {}
    try:
        with tarfile.open(hidden, "w") as tar:
            for path in files:
                name = path.relative_to(data).as_posix()
                with path.open("rb") as file:
                    sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
                tar.add(path, name, recursive=False)
            contents = json.dumps({"files": sums, "decisions": taken, "runs": list(runs)}, ensure_ascii=False).encode()
            last = tarfile.TarInfo(_CONTENTS)
            last.size = len(contents)
            tar.addfile(last, io.BytesIO(contents))
        with hidden.open("rb") as file:
            os.fsync(file.fileno())
        hidden.rename(target)
    except BaseException:
        hidden.unlink(missing_ok=True)
        raise
    counts: dict[str, int] = {}
    for name in sums:
        counts[name.split("/")[0]] = counts.get(name.split("/")[0], 0) + 1
    return counts


def restore_backup(source: Path, data: Path) -> dict[str, Any]:
    """Put a backup's files into a new or empty data folder, all or nothing; returns its decisions and runs.

    Raises BackupError when the file is torn, a file in it is not what was kept, or the folder is not empty.
    """
    if data.exists() and any(path.name != ".lock" for path in data.iterdir()):
        raise BackupError(f"{data} is not empty; restore into a new folder")
    hidden = data.with_name(f".{data.name}.restoring")
    shutil.rmtree(hidden, ignore_errors=True)
    try:
        with tarfile.open(source) as tar:
            tar.extractall(hidden, filter="data")
        contents: dict[str, Any] = json.loads((hidden / _CONTENTS).read_text(encoding="utf-8"))
        for name, digest in contents["files"].items():
            with (hidden / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    raise BackupError(f"{name} in {source} is not what was kept")
        data.mkdir(parents=True, exist_ok=True)
        for path in sorted(hidden.iterdir()):
            if path.name != _CONTENTS:
                path.rename(data / path.name)
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise BackupError(f"{source} cannot be restored: {error}") from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
    return {"decisions": contents["decisions"], "runs": contents["runs"], "files": len(contents["files"])}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
