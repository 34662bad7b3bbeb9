"""`warehouse.duckdb`: the analysts' read-only copy, a fresh file put in place in one step."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import duckdb

from warehouse import schema
from warehouse.connection import reader_path
from warehouse.published import SHOWN, reader_tables


def write_reader_copy(con: duckdb.DuckDBPyConnection, data: Path) -> Path:
    """Write all published tables, with their comments, and swap the file. Open readers keep the old one."""
    target, hidden = reader_path(data), data / ".warehouse.writing.duckdb"
    _clean(data)
    con.execute(f"ATTACH '{str(hidden).replace(chr(39), chr(39) * 2)}' AS copy")
    try:
        for one in reader_tables():
            con.execute(f'CREATE TABLE copy."{one.name}" AS {one.query}')
            con.execute(f'COMMENT ON TABLE copy."{one.name}" IS {_text(one.description)}')
            _comment_columns(con, one.name, one.table)
        con.execute(f"CREATE VIEW copy.offerings AS SELECT * FROM all_offerings WHERE {SHOWN}")
        con.execute("COMMENT ON VIEW copy.offerings IS 'Micro-credentials and badges on offer (current and stale)'")
        _comment_columns(con, "offerings", schema.OFFERING)
        con.execute("CHECKPOINT copy")
        con.execute("DETACH copy")
    except BaseException:
        with suppress(duckdb.Error):  # the first error is the one to tell
            con.execute("DETACH copy")
        _clean(data)
        raise
    os.replace(hidden, target)
    return target


def _comment_columns(con: duckdb.DuckDBPyConnection, name: str, table: schema.Table) -> None:
    for column in table.columns:
        words = column.description + (f" [{column.unit}]" if column.unit else "")
        con.execute(f'COMMENT ON COLUMN copy."{name}"."{column.name}" IS {_text(words)}')


def _clean(data: Path) -> None:
    """Remove what an attempt that failed or was killed left."""
    for leftover in data.glob(".warehouse.writing.duckdb*"):
        leftover.unlink()


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
