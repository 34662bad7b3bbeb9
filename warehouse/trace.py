"""Where does this value come from? Looked up in the analysts' file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from warehouse.connection import open_reader


def trace_lookup(where: duckdb.DuckDBPyConnection | Path, offering: str, field: str) -> list[dict[str, Any]]:
    """Evidence of one field of one offering, in the analysts' file or an open connection to it.

    `offering` is an id, a code or an address. LookupError when it names none or several, in words for an operator.
    """
    con = open_reader(where) if isinstance(where, Path) else where
    try:
        found = find_offerings(con, offering)
        if not found:
            raise LookupError(f"no offering has the id, code, address or title {offering!r}")
        if len(found) > 1:
            names = ", ".join(f"{offering_id} ({title})" for offering_id, title in found[:5])
            raise LookupError(f"{offering!r} names several offerings: {names}")
        return evidence_of(con, found[0][0], field)
    finally:
        if isinstance(where, Path):
            con.close()


def find_offerings(con: duckdb.DuckDBPyConnection, word: str) -> list[tuple[str, str]]:
    """(offering_id, title) of what `word` names: an id, a code, an address, or a part of a title if nothing else."""
    query = "SELECT offering_id, title FROM all_offerings WHERE {} ORDER BY offering_id LIMIT 20"
    exact = con.execute(query.format("offering_id = $w OR code = $w OR url = $w"), {"w": word}).fetchall()
    return exact or con.execute(query.format("contains(lower(title), lower($w))"), {"w": word}).fetchall()


def evidence_of(con: duckdb.DuckDBPyConnection, offering_id: str, field: str) -> list[dict[str, Any]]:
    """Evidence rows of one field (or column name prefix such as `cost`) of one offering, sections after the whole."""
    cursor = con.execute(
        "SELECT * FROM evidence WHERE offering_id = $id AND (field = $field OR starts_with(field, $field || '_')) "
        "ORDER BY section_id, field, value",
        {"id": offering_id, "field": field},
    )
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
