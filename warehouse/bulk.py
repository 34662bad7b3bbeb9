"""Many rows into a table at once, through Arrow, so that money stays DECIMAL on the way; one row out of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.schema import Table

_ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "JSON": pa.string(),
    "BOOLEAN": pa.bool_(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
}


def arrow_type(duckdb_type: str) -> pa.DataType:
    """The Arrow type of a column type of the schema source. KeyError for a type it does not use."""
    decimal = re.fullmatch(r"DECIMAL\((\d+),(\d+)\)", duckdb_type)
    return pa.decimal128(int(decimal[1]), int(decimal[2])) if decimal else _ARROW[duckdb_type]


def arrow_table(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows (a missing key is NULL) as an Arrow table with the columns and types of `table`."""
    arrays = [pa.array([row.get(c.name) for row in rows], type=arrow_type(c.type)) for c in table.columns]
    return pa.table(arrays, names=list(table.names))


def one_row(
    con: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None
) -> tuple[Any, ...] | None:
    """First row of a query, None when there is none. Fetched to the end: an open result blocks the connection."""
    rows = con.execute(query, parameters or []).fetchall()
    return rows[0] if rows else None


def insert_rows(
    con: duckdb.DuckDBPyConnection, in_schema: str, table: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows given by column name. Constraints of the table hold: duckdb.ConstraintException otherwise."""
    if not rows:
        return
    incoming = arrow_table(table, rows)
    con.register("incoming_rows", incoming)
    try:
        con.execute(f'INSERT INTO {in_schema}."{table.name}" BY NAME SELECT * FROM incoming_rows')
    finally:
        con.unregister("incoming_rows")


def undo(con: duckdb.DuckDBPyConnection) -> None:
    """Roll back, if there is still something to: a commit that found no room has undone itself, and is the error to
    tell, not the roll-back after it."""
    with suppress(duckdb.TransactionException):
        con.rollback()
