from __future__ import annotations

import typer

from flows.commands.options import DATA, Data, Verbose


def add_to(app: typer.Typer) -> None:
    app.command("status")(status)


def status(data: Data = DATA, verbose: Verbose = False) -> None:
    """Last night, the current release, and how old what we hold is."""
    from rich.table import Table

    from flows.summary import wide_console
    from warehouse.connection import open_reader, reader_path
    from warehouse.release import current_release

    console = wide_console()
    con = open_reader(reader_path(data))
    run = con.execute(
        "SELECT run_id, night, released_at FROM runs ORDER BY night DESC, started_at DESC LIMIT 1"
    ).fetchone()
    release = current_release(data)
    console.print(
        f"last released run: {run[0] if run else 'none'}; current release: {release.name if release else 'none'}"
    )
    table = Table(title="institutions", title_justify="left")
    for name in ("institution", "last night"):
        table.add_column(name)
    for name in ("current", "stale", "age (days)"):
        table.add_column(name, justify="right")
    table.add_column("why", overflow="fold")
    rows = con.execute(
        """
        SELECT i.institution_id, coalesce(i.last_outcome, 'never'), count(*) FILTER (o.state = 'current'),
               count(*) FILTER (o.state = 'stale'), i.stale_days, any_value(n.reason)
        FROM institutions i
        LEFT JOIN all_offerings o USING (institution_id)
        LEFT JOIN (SELECT institution_id, arg_max(reason, night) AS reason FROM nights
                   WHERE run_id = (SELECT arg_max(run_id, (night, started_at)) FROM runs) GROUP BY 1) n
            USING (institution_id)
        GROUP BY ALL ORDER BY i.institution_id
        """
    ).fetchall()
    for name, outcome, current, stale, age, reason in rows:
        table.add_row(name, outcome, str(current), str(stale), "never" if age is None else str(age), reason or "")
    console.print(table)
