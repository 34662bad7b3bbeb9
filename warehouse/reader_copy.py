"""`warehouse.duckdb`: the analysts' read-only copy, a fresh file put in place in one step."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import duckdb

from warehouse import schema
from warehouse.bulk import one_row
from warehouse.connection import reader_path
from warehouse.published import reader_tables
from warehouse.views import views


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
        _make_views(con)
        con.execute("CHECKPOINT copy")
        con.execute("DETACH copy")
    except BaseException:
        with suppress(duckdb.Error):  # the first error is the one to tell
            con.execute("DETACH copy")
        _clean(data)
        raise
    os.replace(hidden, target)
    return target


def _make_views(con: duckdb.DuckDBPyConnection) -> None:
    """Views and macros; made from within the copy, for a macro looks its tables up where it is made."""
    home = one_row(con, "SELECT current_database()")
    con.execute("USE copy")
    try:
        for view in views():
            con.execute(view.ddl)
            kind = "MACRO TABLE" if view.parameters else "VIEW"
            con.execute(f"COMMENT ON {kind} {view.name} IS {_text(view.description)}")
            if not view.parameters:
                _comment_view(con, view.name)
    finally:
        con.execute(f'USE "{home[0] if home else "work"}"')


def _comment_view(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Columns that a view has from a table keep their words; those it makes itself are told by the view's own."""
    known = {column.name: column for table in reversed(schema.CATALOG) for column in table.columns}
    for row in con.execute(f"DESCRIBE {name}").fetchall():
        if row[0] in known:
            con.execute(f'COMMENT ON COLUMN {name}."{row[0]}" IS {_text(_words(known[row[0]]))}')


def _comment_columns(con: duckdb.DuckDBPyConnection, name: str, table: schema.Table) -> None:
    for column in table.columns:
        con.execute(f'COMMENT ON COLUMN copy."{name}"."{column.name}" IS {_text(_words(column))}')


def _words(column: schema.Column) -> str:
    return column.description + (f" [{column.unit}]" if column.unit else "")


def _clean(data: Path) -> None:
    """Remove what an attempt that failed or was killed left."""
    for leftover in data.glob(".warehouse.writing.duckdb*"):
        leftover.unlink()


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
