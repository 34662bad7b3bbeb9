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

_DOCUMENTS = ("datapackage.json", "DATA_DICTIONARY.md", "validation.json")
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
    """Write `releases/<run>/`, whole or not at all. A release of this run with the same Parquet stays as it is.

    Raises ReleaseError when the run is not merged, or is not the last one merged (the catalogue has moved on).
    """
    last = one_row(con, "SELECT run_id FROM ops.run ORDER BY night DESC, started_at DESC, run_id DESC LIMIT 1")
    merged = one_row(con, "SELECT reader_fingerprint, normaliser_fingerprint FROM ops.run WHERE run_id = ?", [run_id])
    if merged is None or last is None:
        raise ReleaseError(f"run {run_id} is not merged into the catalogue: there is nothing to release")
    if last[0] != run_id:
        raise ReleaseError(f"the catalogue has moved on to run {last[0]}: run {run_id} can no longer be released")
    releases = data / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    _clean(releases)
    hidden = releases / f".{run_id}.writing"
    hidden.mkdir()
    try:
        digest = catalogue_digest(con)
        files = _write_tables(con, hidden, run_id)
        _write_documents(hidden, run_id, validation, digest, {"reader": merged[0], "normaliser": merged[1]}, files)
        _write(hidden / "SUCCESS", f"{run_id}\n")
        folder = release_folder(data, run_id)
        if _same_files(folder, files):
            shutil.rmtree(hidden)
        else:
            _put_in_place(hidden, folder)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)  # a full disk wants its room back
        raise
    mark_released(con, run_id)
    con.execute(
        "UPDATE ops.run SET digest = ?, released_at = coalesce(released_at, ?) WHERE run_id = ?",
        [digest, datetime.now(UTC).replace(tzinfo=None), run_id],
    )
    return Release(folder, digest, {name.removesuffix(".parquet"): f["rows"] for name, f in files.items()})


def mark_released(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """The changes of all runs merged so far have been shown, by the release of this run."""
    con.execute("UPDATE ops.run SET released_in = ? WHERE released_in IS NULL", [run_id])


def _write_tables(con: duckdb.DuckDBPyConnection, folder: Path, run_id: str) -> dict[str, dict[str, Any]]:
    files: dict[str, dict[str, Any]] = {}
    # The Parquet writer goes by what is known of the values it is given, and that differs between a table just updated
    # and the same table opened again: so nothing is told to it.
    con.execute("SET disabled_optimizers = 'statistics_propagation'")
    try:
        for one in release_tables(run_id):
            path = folder / f"{one.name}.parquet"
            con.execute(
                f"COPY ({one.query}) TO '{_sql(path)}' (FORMAT parquet, COMPRESSION zstd, "
                f"KV_METADATA {{'schema_version': '{SCHEMA_VERSION}', 'table': '{one.name}', 'run_id': '{run_id}'}})"
            )
            _sync(path)
            rows = one_row(con, "SELECT num_rows FROM parquet_file_metadata(?)", [str(path)])
            files[path.name] = {
                "rows": int(rows[0]) if rows else 0,
                "bytes": path.stat().st_size,
                "sha256": _sha256(path),
            }
    finally:
        con.execute("SET disabled_optimizers = ''")
    return files


def _write_documents(
    folder: Path,
    run_id: str,
    validation: Mapping[str, Any],
    digest: str,
    fingerprint: Mapping[str, str],
    files: Mapping[str, Mapping[str, Any]],
) -> None:
    tables = release_tables(run_id)
    manifest = {
        "run_id": run_id,
        "released_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "catalogue_digest": digest,
        "fingerprint": fingerprint,
        "tools": {"python": platform.python_version()} | {name: version(name) for name in _TOOLS},
        "files": files,
    }
    _write(folder / "manifest.json", json.dumps(manifest, indent=2))
    _write(folder / "datapackage.json", json.dumps(datapackage(tables, run_id), indent=2, ensure_ascii=False))
    _write(folder / "DATA_DICTIONARY.md", data_dictionary(tables))
    _write(folder / "validation.json", json.dumps(validation, indent=2, ensure_ascii=False, default=str))


def _clean(releases: Path) -> None:
    """Remove what an attempt that was killed left. One killed between two renames gets its old release back."""
    for aside in releases.glob(".*.aside"):
        folder = releases / aside.name.removeprefix(".").removesuffix(".aside")
        if folder.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(folder)
    for leftover in releases.glob(".*.writing"):
        shutil.rmtree(leftover)


def _same_files(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> bool:
    if not folder.exists() or verify_release(folder):
        return False
    return bool(json.loads((folder / "manifest.json").read_text())["files"] == files)


def _put_in_place(hidden: Path, folder: Path) -> None:
    aside = folder.with_name(f".{folder.name}.aside")
    if folder.exists():
        folder.rename(aside)
    hidden.rename(folder)
    _sync(folder.parent)
    if aside.exists():
        shutil.rmtree(aside)


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
    """What is wrong with a release: missing files, wrong sizes, checksums. An empty list: it is whole."""
    if not (folder / "SUCCESS").exists():
        return [f"{folder.name} has no SUCCESS file"]
    try:
        manifest = json.loads((folder / "manifest.json").read_text())
        files = {str(name): (facts["bytes"], facts["sha256"]) for name, facts in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"manifest.json cannot be read: {error!r}"]
    problems = []
    for name, facts in files.items():
        path = folder / name
        if not path.exists():
            problems.append(f"{name} is missing")
        elif (path.stat().st_size, _sha256(path)) != facts:
            problems.append(f"{name} is not the file that was released (checksum differs)")
    problems += [f"{name} is missing" for name in _DOCUMENTS if not (folder / name).exists()]
    written_by = _parts(str(manifest.get("schema_version", SCHEMA_VERSION)))
    expected = {f"{one.name}.parquet" for one in release_tables("") if _parts(one.since) <= written_by}
    problems += [f"{name} is not in the manifest" for name in sorted(expected - files.keys())]
    return problems


def _parts(schema_version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in schema_version.split("."))


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
    """To the disk: a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
