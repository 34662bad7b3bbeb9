from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import DATA, Data, Verbose

_QUERIES = Path(__file__).resolve().parents[2] / "warehouse" / "queries"


def add_to(app: typer.Typer) -> None:
    app.command("sql")(sql)


def sql(
    query: Annotated[str, typer.Argument(help="SQL, the name of a query in warehouse/queries, or - for stdin.")],
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """Ask the analysts' DuckDB file, read-only."""
    import duckdb

    from flows.errors import UsageError
    from warehouse.connection import open_reader, reader_path

    named = _QUERIES / f"{query}.sql"
    if query == "-":
        query = sys.stdin.read()
    elif query.replace("_", "").isalnum() and named.exists():
        query = named.read_text(encoding="utf-8")
    elif " " not in query.strip():
        known = ", ".join(sorted(path.stem for path in _QUERIES.glob("*.sql")))
        raise UsageError(f"{query!r} is no SQL and no query we have; there are: {known}")
    con = open_reader(reader_path(data))
    try:
        con.sql(query).show(max_width=200, max_rows=100)
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
        raise UsageError(str(error).splitlines()[0]) from error
