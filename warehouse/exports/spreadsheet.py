"""CSV for spreadsheet programs: UTF-8 with a mark they know, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.published import release_tables

SHEETS = ("offerings", "institutions", "sections", "prices", "relations", "changes", "labels")
#: How a cell begins that some spreadsheet program takes for a formula; blanks and quotes before it do not help.
_FORMULA = r"""^[\s'"]*[=+\-@＝＋－＠|%]|^[\t\r\n]"""
_MARK = "\ufeff".encode()


def write_sheet(con: duckdb.DuckDBPyConnection, release: Path, name: str, target: Path) -> None:
    """One table of a release as CSV. Text that looks like a formula gets an apostrophe before it; numbers, dates and
    codes stay as they are; what is not stated is an empty cell, and a list is joined by "; "."""
    table = next(one.table for one in release_tables("") if one.name == name)
    cells = []
    for column in table.columns:
        cell = f'"{column.name}"'
        if column.type.endswith("[]"):
            cell = f"array_to_string({cell}, '; ')"
        if column.type.startswith(("VARCHAR", "JSON")):
            cell = f"CASE WHEN regexp_matches({cell}, $formula) THEN '''' || {cell} ELSE {cell} END"
        cells.append(f'{cell} AS "{column.name}"')
    with target.open("wb") as file:
        file.write(_MARK)
    body = target.with_suffix(".body")
    key = ", ".join(f'"{column}"' for column in table.key)
    con.execute(
        f"COPY (SELECT {', '.join(cells)} FROM read_parquet($file) ORDER BY {key}) "
        f"TO '{str(body).replace(chr(39), chr(39) * 2)}' (FORMAT csv, HEADER)",
        {"file": str(release / f"{name}.parquet"), "formula": _FORMULA},
    )
    with target.open("ab") as file, body.open("rb") as rows:
        while chunk := rows.read(1 << 20):
            file.write(chunk)
    body.unlink()
