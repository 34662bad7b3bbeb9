"""A release: Parquet in a folder of its own, whole or not at all.

Written into a hidden folder, renamed, `SUCCESS` last; only then may `current` point to it. The same landing files,
run id and code give the same Parquet bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from warehouse.bulk import one_row
from warehouse.digest import catalogue_digest
from warehouse.documents import data_dictionary, datapackage
from warehouse.published import release_tables
from warehouse.schema import SCHEMA_VERSION

_TOOLS = ("duckdb", "pandas", "pyarrow", "scrapy", "great-expectations", "prefect")


class ReleaseError(Exception):
    """A release cannot be made or is not whole; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Release:
    """A finished release."""

    folder: Path
    digest: str
    rows: Mapping[str, int]


def release_folder(data: Path, run_id: str) -> Path:
    return data / "releases" / run_id


def write_release(con: duckdb.DuckDBPyConnection, data: Path, run_id: str, validation: Mapping[str, Any]) -> Release:
    """Write `releases/<run>/`. A release of this run that is already whole is replaced only once the new one is."""
    releases = data / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    for leftover in releases.glob(".*.writing"):  # of an attempt that was killed
        shutil.rmtree(leftover)
    hidden = releases / f".{run_id}.writing"
    hidden.mkdir()
    tables = release_tables(run_id)
    digest = catalogue_digest(con)
    files: dict[str, dict[str, Any]] = {}
    for one in tables:
        path = hidden / f"{one.name}.parquet"
        con.execute(
            f"COPY ({one.query}) TO '{_sql(path)}' (FORMAT parquet, COMPRESSION zstd, "
            f"KV_METADATA {{schema_version: '{SCHEMA_VERSION}', table: '{one.name}', run_id: '{run_id}'}})"
        )
        count = one_row(con, "SELECT num_rows FROM parquet_file_metadata(?)", [str(path)])
        files[path.name] = {
            "rows": int(count[0]) if count else 0,
            "bytes": path.stat().st_size,
            "sha256": _sha256(path),
        }
    fingerprints = one_row(
        con, "SELECT reader_fingerprint, normaliser_fingerprint FROM ops.run WHERE run_id = ?", [run_id]
    )
    if fingerprints is None:
        raise ReleaseError(f"run {run_id} is not merged into the catalogue: there is nothing to release")
    manifest = {
        "run_id": run_id,
        "released_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "catalogue_digest": digest,
        "fingerprint": {"reader": fingerprints[0], "normaliser": fingerprints[1]},
        "tools": {"python": platform.python_version()} | {name: version(name) for name in _TOOLS},
        "files": files,
    }
    _write(hidden / "manifest.json", json.dumps(manifest, indent=2))
    _write(hidden / "datapackage.json", json.dumps(datapackage(tables, run_id), indent=2, ensure_ascii=False))
    _write(hidden / "DATA_DICTIONARY.md", data_dictionary(tables))
    _write(hidden / "validation.json", json.dumps(validation, indent=2, ensure_ascii=False, default=str))
    for path in hidden.glob("*.parquet"):
        _sync(path)
    _write(hidden / "SUCCESS", f"{run_id}\n")
    folder = release_folder(data, run_id)
    old = releases / f".{run_id}.old.writing"
    if folder.exists():
        folder.rename(old)
    hidden.rename(folder)
    if old.exists():
        shutil.rmtree(old)
    con.execute(
        "UPDATE ops.run SET digest = ?, released_at = coalesce(released_at, ?) WHERE run_id = ?",
        [digest, datetime.now(UTC).replace(tzinfo=None), run_id],
    )
    return Release(folder, digest, {name.removesuffix(".parquet"): f["rows"] for name, f in files.items()})


def publish(data: Path, run_id: str) -> Path:
    """Point `current` at a whole release, atomically. Raises ReleaseError when it is not whole."""
    folder = release_folder(data, run_id)
    problems = verify_release(folder)
    if problems:
        raise ReleaseError(f"{folder} is not published: {problems[0]}")
    link, swap = data / "current", data / ".current.swap"
    swap.unlink(missing_ok=True)
    swap.symlink_to(Path("releases") / run_id)
    os.replace(swap, link)
    return link


def current_release(data: Path) -> Path | None:
    """The folder `current` points to, resolved once; None before the first release."""
    link = data / "current"
    return link.resolve() if link.is_symlink() and link.exists() else None


def verify_release(folder: Path) -> list[str]:
    """What is wrong with a release: missing files, wrong checksums or row counts. An empty list: it is whole."""
    if not (folder / "SUCCESS").exists():
        return [f"{folder.name} has no SUCCESS file"]
    try:
        manifest = json.loads((folder / "manifest.json").read_text())
    except (OSError, ValueError) as error:
        return [f"manifest.json cannot be read: {error}"]
    problems = []
    for name, facts in manifest["files"].items():
        path = folder / name
        if not path.exists():
            problems.append(f"{name} is missing")
        elif path.stat().st_size != facts["bytes"] or _sha256(path) != facts["sha256"]:
            problems.append(f"{name} is not the file that was released (checksum differs)")
    expected = {f"{one.name}.parquet" for one in release_tables("")}
    problems += [f"{name} is not in the manifest" for name in sorted(expected - manifest["files"].keys())]
    return problems


def _sql(path: Path) -> str:
    return str(path).replace("'", "''")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
