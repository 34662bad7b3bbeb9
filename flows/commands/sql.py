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
    query: Annotated[
        str | None, typer.Argument(help="SQL, the name of a query in warehouse/queries, or - for stdin; else a list.")
    ] = None,
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """Ask the analysts' DuckDB file, read-only."""
    import duckdb

    from flows.errors import UsageError
    from warehouse.connection import open_reader, reader_path

    if query is None:
        print("\n".join(_known()))
        return
    named = _QUERIES / f"{query}.sql"
    if query == "-":
        query = sys.stdin.read()
    elif query.replace("_", "").isalnum() and named.exists():
        query = named.read_text(encoding="utf-8")
    elif len(query.split()) < 2:
        raise UsageError(f"{query!r} is no SQL and no query we have; `microcreds sql` lists those")
    con = open_reader(reader_path(data))
    try:
        answer = con.sql(query)
        if answer is not None:
            answer.show(max_width=200, max_rows=100)
    except duckdb.Error as error:
        raise UsageError(str(error).splitlines()[0]) from error


def _known() -> list[str]:
    """Each query's name, and the question in its first line."""
    lines = []
    for path in sorted(_QUERIES.glob("*.sql")):
        question = path.read_text(encoding="utf-8").splitlines()[0].lstrip("- ")
        lines.append(f"{path.stem:<36}{question}")
    return lines
