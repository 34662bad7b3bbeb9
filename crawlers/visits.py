"""What each page answered when it was last fetched: validators, hash, archive pointer, and what was read of it.

One SQLite file an institution and run, `visits/<institution>/<run>.sqlite`; it gets its name when the harvest is whole.
The next night reads the newest one. Losing these files costs requests, nothing else.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from crawlers.contract import ArchivePointer

_RUN = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d+)\.sqlite")
#: Nights whose visits are kept: the newest is what the next night needs.
_KEPT = 2
_TABLES = """
CREATE TABLE visit (url TEXT PRIMARY KEY, night TEXT NOT NULL, fetched_at TEXT NOT NULL, sha256 TEXT NOT NULL,
                    size INTEGER NOT NULL, stable TEXT NOT NULL, etag TEXT, last_modified TEXT,
                    file TEXT NOT NULL, record TEXT NOT NULL, at INTEGER NOT NULL,
                    reading BLOB);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_COLUMNS = "url, night, fetched_at, sha256, size, stable, etag, last_modified, file, record, at, reading"


@dataclass(frozen=True, slots=True)
class Visit:
    """One page's last full answer. `reading`: what was read of it, packed (`remembered.py`); None where nothing was."""

    url: str
    night: str  # date of the run that fetched it, ISO 8601
    fetched_at: str
    sha256: str
    size: int  # bytes
    stable: str
    etag: str | None
    last_modified: str | None
    archive: ArchivePointer
    reading: bytes | None = None


class Visits:
    """Those of the night before (`earlier`), and those of tonight being written."""

    def __init__(self, data: Path, institution: str, run_id: str, fingerprint: str) -> None:
        self._path = visits_path(data, institution, run_id)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._part = self._path.with_name(self._path.name + ".part")
        self._part.unlink(missing_ok=True)
        self._new = sqlite3.connect(self._part, isolation_level=None)
        self._new.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        self._new.execute("BEGIN")
        self._old = _newest(self._path)
        self._fingerprint = fingerprint
        #: Do readings of the night before hold? Not when the code that read has changed.
        self._same_reader = self._fact("fingerprint") == fingerprint
        #: Has the site's sitemap said "unchanged" of a page that had changed?
        self.lastmod_lies = self._fact("lastmod_lies") == "yes"

    def _fact(self, name: str) -> str | None:
        if self._old is None:
            return None
        row = self._old.execute("SELECT value FROM fact WHERE name = ?", [name]).fetchone()
        return str(row[0]) if row else None

    def earlier(self, url: str) -> Visit | None:
        """The page's last answer on an earlier night."""
        if self._old is None:
            return None
        row = self._old.execute(f"SELECT {_COLUMNS} FROM visit WHERE url = ?", [url]).fetchone()
        if row is None:
            return None
        address, night, fetched_at, sha256, size, stable, etag, modified, file, record, at, reading = row
        pointer, known = ArchivePointer(file, record, at), reading if self._same_reader else None
        return Visit(address, night, fetched_at, sha256, size, stable, etag, modified, pointer, known)

    def record(self, visit: Visit) -> None:
        """Tonight's answer of a page: new, or the earlier one again."""
        a = visit.archive
        self._new.execute(
            f"INSERT OR REPLACE INTO visit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [visit.url, visit.night, visit.fetched_at, visit.sha256, visit.size, visit.stable, visit.etag,
             visit.last_modified, a.file, a.record_id, a.offset, visit.reading],
        )  # fmt: skip

    def read(self, url: str, reading: bytes) -> None:
        """What was read of a page that is recorded already."""
        self._new.execute("UPDATE visit SET reading = ? WHERE url = ?", [reading, url])

    def finish(self) -> None:
        """Tonight's visits get their name; those of long ago go."""
        facts = [("fingerprint", self._fingerprint), ("lastmod_lies", "yes" if self.lastmod_lies else "no")]
        self._new.executemany("INSERT INTO fact VALUES (?, ?)", facts)
        self._new.execute("COMMIT")
        self.close()
        os.replace(self._part, self._path)
        for path in list(_runs(self._path.parent))[_KEPT:]:
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave tonight's as a part; safe to call twice."""
        self._new.close()
        if self._old is not None:
            self._old.close()


def visits_path(data: Path, institution: str, run_id: str) -> Path:
    """`visits/<institution>/<run>.sqlite` in the data folder."""
    return data / "visits" / institution / f"{run_id}.sqlite"


def again(visit: Visit, etag: str | None, last_modified: str | None) -> Visit:
    """The same answer, with the validators that came with "not modified"."""
    return replace(visit, etag=etag or visit.etag, last_modified=last_modified or visit.last_modified)


def _order(path: Path) -> tuple[str, int]:
    match = _RUN.fullmatch(path.name)
    return (match[1], int(match[2])) if match else ("", 0)


def _runs(folder: Path) -> Iterator[Path]:
    """Finished nights, newest first."""
    yield from sorted((p for p in folder.glob("*.sqlite") if _RUN.fullmatch(p.name)), key=_order, reverse=True)


def _newest(tonight: Path) -> sqlite3.Connection | None:
    for path in _runs(tonight.parent):
        if _order(path) < _order(tonight):
            with suppress(sqlite3.Error):  # a broken file is as good as none
                old = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
                old.execute("SELECT count(*) FROM fact").fetchone()
                return old
    return None
