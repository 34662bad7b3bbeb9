"""Where does this value come from? Looked up in the analysts' file."""

from __future__ import annotations

from typing import Any

import duckdb


def find_offerings(con: duckdb.DuckDBPyConnection, word: str) -> list[tuple[str, str]]:
    """(offering_id, title) of what `word` names: an id, a code, an address, or a part of a title if nothing else."""
    query = "SELECT offering_id, title FROM all_offerings WHERE {} ORDER BY offering_id LIMIT 20"
    exact = con.execute(query.format("offering_id = $w OR code = $w OR url = $w"), {"w": word}).fetchall()
    return exact or con.execute(query.format("title ILIKE '%' || $w || '%'"), {"w": word}).fetchall()


def evidence_of(con: duckdb.DuckDBPyConnection, offering_id: str, field: str) -> list[dict[str, Any]]:
    """Evidence rows of one field (or column name prefix such as `cost`) of one offering, sections after the whole."""
    cursor = con.execute(
        "SELECT * FROM evidence WHERE offering_id = $id AND (field = $field OR starts_with(field, $field || '_')) "
        "ORDER BY section_id, field, value",
        {"id": offering_id, "field": field},
    )
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
