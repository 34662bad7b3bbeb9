from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import DATA, Data, Registry, Verbose

if TYPE_CHECKING:
    import duckdb

_SHORTEST_REASON = 3


def add_to(app: typer.Typer) -> None:
    app.command("accept")(accept)


def accept(
    institution: Annotated[str, typer.Argument(help="Id of the institution that was held.")],
    reason: Annotated[str, typer.Option("--reason", help="Why the new level is right, for whoever asks later.")],
    registry: Registry = None,
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """The last night of INSTITUTION was held and is right: its level is the new one that nights are compared with."""
    from flows.errors import CommandError, UsageError
    from flows.runs import lock, runs_of
    from warehouse.acceptances import accept as record
    from warehouse.connection import open_work

    if len(reason.strip()) < _SHORTEST_REASON:
        raise UsageError("--reason needs words: say why the new level is right")
    data = data.resolve()
    if not runs_of(data):
        raise CommandError(f"{data} has no run yet: there is nothing to accept")
    with lock(data):
        con = open_work(data)
        try:
            _known(con, institution)
            accepted = record(con, institution, reason.strip())
        finally:
            con.close()
    before = "" if accepted.before is None else f" instead of {accepted.before:g}"
    print(f"accepted: {accepted.offerings} offerings{before} is the level of {institution} (run {accepted.run_id})")
    print(f"take it now: microcreds nightly --only {institution}{_with(registry)} --data {data}")


def _with(registry: object) -> str:
    return f" --registry {registry}" if registry else ""


def _known(con: duckdb.DuckDBPyConnection, institution: str) -> None:
    import difflib

    from flows.errors import UsageError

    ids = [
        row[0]
        for row in con.execute(
            "SELECT institution_id FROM catalog.institution UNION SELECT institution_id FROM ops.institution_night "
            "ORDER BY ALL"
        ).fetchall()
    ]
    if institution not in ids:
        near = difflib.get_close_matches(institution, ids, n=5, cutoff=0.4) or ids[:8]
        raise UsageError(f"no institution {institution!r} in this data folder; there are: {', '.join(near)}")
