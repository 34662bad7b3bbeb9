from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import DATA, Data, Verbose

if TYPE_CHECKING:
    import duckdb


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(help="Rows that failed a critical rule: list, explain, release.", no_args_is_help=True)
    group.command("list")(list_rows)
    group.command("explain")(explain)
    group.command("release")(release)
    app.add_typer(group, name="quarantine")


def list_rows(
    only: Annotated[str | None, typer.Option("--only", help="Only this institution.")] = None,
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """Open rows, the newest run first."""
    from flows.resolving import quarantine_command
    from flows.summary import wide_console

    rows = _ask(
        data,
        "SELECT run_id, institution_id, offering_id, row ->> 'title' AS title, rule, field, value, message "
        "FROM quality.quarantine WHERE status = 'open' AND ($only IS NULL OR institution_id = $only) "
        "ORDER BY run_id DESC, institution_id, title, rule",
        {"only": only},
    )
    console = wide_console()
    if not rows:
        console.print("nothing is in quarantine")
    for row in rows:
        console.print(
            f"{row['offering_id']}  {row['title']}  ({row['institution_id']}, {row['run_id']})", highlight=False
        )
        console.print(
            f"  {row['rule']} {row['field']} = {row['value']}: {row['message']}", highlight=False, markup=False
        )
        command = quarantine_command(row["offering_id"], row["rule"], data)
        console.print(f"  if it is right: {command}", highlight=False, markup=False, soft_wrap=True)


def explain(
    offering: Annotated[str, typer.Argument(help="Id of the offering.")], data: Data = DATA, verbose: Verbose = False
) -> None:
    """Why a row is in quarantine, what was read, and what the catalogue keeps instead."""
    import json

    from flows.errors import CommandError

    rows = _ask(
        data,
        "SELECT * FROM quality.quarantine WHERE offering_id = $id ORDER BY run_id DESC, rule",
        {"id": offering},
    )
    if not rows:
        raise CommandError(f"{offering} was never in quarantine")
    kept = _ask(data, "SELECT * FROM catalog.offering WHERE offering_id = $id", {"id": offering})
    print(f"{json.loads(rows[0]['row'])['title']}  [{offering}]")
    for row in rows:
        read = json.loads(row["row"])
        print(f"{row['run_id']}  {row['status']}  {row['rule']}: {row['message']}")
        print(f"  read      {row['field']} = {row['value']}")
        if kept:
            print(f"  kept      {row['field']} = {kept[0].get(row['field'])}  (of run {kept[0]['run_id']})")
        print(f"  page      {read['url']}")


def release(
    offering: Annotated[str, typer.Argument(help="Id of the offering.")],
    reason: Annotated[str, typer.Option("--reason", help="Why the value is right.")],
    rule: Annotated[str | None, typer.Option("--rule", help="Only what this rule found.")] = None,
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """The quarantined value is right: it is taken from the next judging on. Another value is judged anew."""
    from flows.errors import UsageError
    from flows.runs import lock
    from warehouse.acceptances import pardon
    from warehouse.connection import open_work

    if not reason.strip():
        raise UsageError("--reason needs words: say why the value is right")
    data = data.resolve()
    with lock(data):
        con = open_work(data)
        try:
            released = pardon(con, offering, rule, reason.strip())
        finally:
            con.close()
    for one, value in released:
        print(f"released: {offering} {one} {value}".rstrip())
    print("the next night takes it; a value that is wrong on the page itself belongs into a file of corrections/")


def _ask(data: Any, query: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    from flows.errors import CommandError
    from warehouse.connection import connect, work_path

    if not work_path(data).exists():
        raise CommandError(f"{data} has no run yet: nothing is in quarantine")
    con: duckdb.DuckDBPyConnection = connect(work_path(data), read_only=True)
    try:
        cursor = con.execute(query, parameters)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        con.close()
