from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from flows.commands.options import DATA, Data, Verbose

if TYPE_CHECKING:
    from rich.table import Table

    from flows.ledger import Ledger
    from flows.problems import Problem


def add_to(app: typer.Typer) -> None:
    app.command("status")(status)


def status(data: Data = DATA, verbose: Verbose = False) -> None:
    """Last night, the current release, and how old what we hold is. Answers while a run is under way, too."""
    from flows import problems
    from flows.errors import CommandError
    from flows.ledger import Ledger
    from flows.runs import holder, run_folder, runs_of
    from flows.summary import wide_console
    from warehouse.connection import reader_path
    from warehouse.release import current_release

    runs = runs_of(data)
    if not runs:
        raise CommandError(f"{data} has no run yet: `microcreds nightly` makes one")
    console = wide_console()
    ledger = Ledger(run_folder(data, runs[-1]))
    held, release = holder(data), current_release(data)
    console.print(f"last run         {runs[-1]}: {_ending(ledger, held)}", highlight=False)
    console.print(f"current release  {release.name if release else 'none yet'}", highlight=False)
    console.print(f"next run         {_next_run(data)}", highlight=False)
    console.print(_night(ledger))
    if known := problems.known(data):
        console.print(_problems(known))
    if reader_path(data).exists():
        console.print(_catalogue(data))


def _next_run(data: Path) -> str:
    from datetime import UTC, datetime

    from flows.schedule import kept

    schedule = kept(data)
    if schedule is None:
        return "not scheduled: `microcreds serve` runs every night"
    after = schedule.next_after(datetime.now(UTC))
    return f"{after:%Y-%m-%d %H:%M} {schedule.timezone} ({schedule.cron}), while `serve` or a worker runs"


def _problems(known: list[Problem]) -> Table:
    """What is wrong, since when, and what to try."""
    from rich.table import Table

    table = Table(title="problems", title_justify="left")
    for name in ("what", "kind", "since"):
        table.add_column(name)
    table.add_column("to try", overflow="fold")
    for one in known:
        table.add_row(one.subject, one.kind, one.since, one.try_this)
    return table


def _ending(ledger: Ledger, held: str | None) -> str:
    from flows.errors import FAILED, HELD

    finished = ledger.last("finished")
    if finished is None:
        return f"under way ({held})" if held else "unfinished; the same command goes on where it was"
    if finished["code"] == FAILED:
        return f"not released: {(ledger.last('judge_release') or {}).get('reason')}"
    return "released, some institutions held back" if finished["code"] == HELD else "released"


def _night(ledger: Ledger) -> Table:
    """One row an institution of the last run, as its ledger has it."""
    from rich.table import Table

    table = Table(title="last run", title_justify="left")
    table.add_column("institution")
    for name in ("pages", "offerings", "priced", "with duration", "quarantined"):
        table.add_column(name, justify="right")
    table.add_column("outcome")
    table.add_column("why", overflow="fold")
    for name in sorted((ledger.last("started") or {}).get("scope", [])):
        judged = ledger.last("judge", name)
        if judged is None:
            table.add_row(name, *[""] * 5, "not judged yet", "")
            continue
        counts = (str(judged[key]) for key in ("pages", "offerings", "priced", "with_duration", "quarantined"))
        table.add_row(name, *counts, judged["outcome"], judged["reason"] or "")
    return table


def _catalogue(data: Path) -> Table:
    """One row an institution of the released catalogue: how much of it is fresh, how old the rest."""
    from rich.table import Table

    from warehouse.connection import open_reader, reader_path

    table = Table(title="catalogue", title_justify="left")
    table.add_column("institution")
    for name in ("current", "stale", "withdrawn"):
        table.add_column(name, justify="right")
    table.add_column("last complete night")
    table.add_column("age (days)", justify="right")
    rows = open_reader(reader_path(data)).execute(
        """
        SELECT i.institution_id, count(*) FILTER (o.state = 'current'), count(*) FILTER (o.state = 'stale'),
               count(*) FILTER (o.state = 'withdrawn'), i.last_complete, i.stale_days
        FROM institutions i LEFT JOIN all_offerings o USING (institution_id)
        GROUP BY ALL ORDER BY i.institution_id
        """
    )
    for *cells, last, age in rows.fetchall():
        table.add_row(*(str(cell) for cell in cells), str(last or "never"), "" if age is None else str(age))
    return table
