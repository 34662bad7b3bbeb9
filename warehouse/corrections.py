"""`<data>/corrections/*.toml`: what a person knows better than a page, until the page says it itself.

    [[correction]]
    offering = "north-coast-k3v7q2"
    expect = { cost_min = 4950, cost_max = 4950 }   # what is read today; the correction holds only while it is
    set = { cost_min = 495, cost_max = 495 }        # "NULL" takes a value away
    reason = "A zero too many; confirmed by the registrar on 2026-11-20"

Where tonight's reading is not what `expect` says, the source has changed: nothing is corrected, and a critical finding
sends the row to quarantine until a person takes the correction away.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse import schema
from warehouse.bulk import insert_rows, one_row

RULE = "CORR-001"
READER = "correction"
_KEYS = {"offering", "expect", "set", "reason"}
_COLUMNS = {c.name: c.type for c in schema.SUBSTANCE if not c.type.endswith("[]")}


class CorrectionError(Exception):
    """A file of corrections cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction and the file it stands in."""

    file: Path
    offering: str
    expect: Mapping[str, Any]
    set: Mapping[str, Any]
    reason: str


def corrections_in(folder: Path) -> tuple[Correction, ...]:
    """All corrections of a folder, in order of their files; none where there is no folder. Raises CorrectionError."""
    return tuple(one for path in sorted(folder.glob("*.toml")) for one in _read(path))


def _read(path: Path) -> list[Correction]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorrectionError(f"{path}: {error}") from None
    found = []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or entry.keys() != _KEYS or not entry["expect"] or not entry["set"]:
            raise CorrectionError(f"{path}: correction {number} needs exactly: {', '.join(sorted(_KEYS))}")
        unknown = (entry["expect"].keys() | entry["set"].keys()) - _COLUMNS.keys()
        if unknown:
            raise CorrectionError(
                f"{path}: correction {number} names {min(unknown)!r}, which is no field it can correct"
            )
        if entry["set"].keys() - entry["expect"].keys():
            raise CorrectionError(f"{path}: correction {number} sets a field whose reading it does not expect")
        found.append(Correction(path, **entry))
    return found


def apply(
    con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str, corrections: Sequence[Correction]
) -> list[dict[str, Any]]:
    """Correct what was staged for one institution tonight; a finding for each correction that no longer holds.

    The correction becomes the field's evidence. Values are compared as the types of their columns.
    Raises CorrectionError for a value that is none of its column.
    """
    findings = []
    for one in corrections:
        row = _staged(con, run_id, institution_id, one)
        if row is None:
            continue
        unlike = {name: read for name, (read, expected) in row.items() if read != expected}
        if unlike:
            findings.append(_no_longer(institution_id, one, unlike))
        elif one.set:
            _correct(con, run_id, institution_id, one)
    return findings


def _staged(
    con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str, one: Correction
) -> dict[str, tuple[Any, Any]] | None:
    """Field -> (read tonight, expected), None when the offering was not read tonight at this institution."""
    columns = ", ".join(f'"{name}", CAST(${name} AS {_COLUMNS[name]})' for name in one.expect)
    values = {name: _plain(value) for name, value in one.expect.items()}
    try:
        found = one_row(
            con,
            f"SELECT {columns} FROM stage.offering "
            "WHERE offering_id = $id_ AND institution_id = $who_ AND run_id = $run_",
            values | {"id_": one.offering, "who_": institution_id, "run_": run_id},
        )
    except duckdb.ConversionException as error:
        raise CorrectionError(f"{one.file}: {one.offering}: {error}") from None
    if found is None:
        return None
    return {name: (found[2 * n], found[2 * n + 1]) for n, name in enumerate(one.expect)}


def _plain(value: Any) -> str | None:
    return None if value == "NULL" else str(value)


def _no_longer(institution_id: str, one: Correction, unlike: Mapping[str, Any]) -> dict[str, Any]:
    said = ", ".join(
        f"{name} {'nothing' if read is None else read} (expected {one.expect[name]})" for name, read in unlike.items()
    )
    fixed = all(str(one.set.get(name)) == str(read) or one.set.get(name) == read for name, read in unlike.items())
    now = "The source has fixed itself" if fixed else "The source has changed"
    return {
        "level": "row",
        "severity": "critical",
        "rule": RULE,
        "institution_id": institution_id,
        "offering_id": one.offering,
        "field": next(iter(unlike)),
        "value": str(next(iter(unlike.values()))),
        "message": f"{now}: read {said}. Take the correction of {one.offering} out of {one.file.name}, or renew it.",
    }


def _correct(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str, one: Correction) -> None:
    key = {"offering_id": one.offering, "institution_id": institution_id, "section_id": "", "run_id": run_id}
    for name, value in one.set.items():
        con.execute(
            f'UPDATE stage.offering SET "{name}" = CAST($value AS {_COLUMNS[name]}) '
            "WHERE offering_id = $id AND run_id = $run",
            {"value": _plain(value), "id": one.offering, "run": run_id},
        )
        con.execute(
            "DELETE FROM stage.evidence WHERE offering_id = ? AND section_id = '' AND field = ?", [one.offering, name]
        )
        evidence = {"field": name, "value": str(value), "how": "derived", "words": one.reason[:300], "reader": READER}
        insert_rows(con, "stage", schema.EVIDENCE, [key | evidence | {"locator": one.file.name}])
