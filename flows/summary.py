"""What a night says at its start and end: the table by institution, and where everything is."""

from __future__ import annotations

import os
from pathlib import Path

from rich.console import Console
from rich.table import Table

from flows.environment import how_to_see_runs
from flows.errors import FAILED, HELD
from flows.ledger import Ledger
from flows.runs import run_folder


def wide_console() -> Console:
    """A console that does not squeeze tables where there is no terminal to fit."""
    console = Console()
    return console if console.is_terminal else Console(width=max(console.width, 140))


def say_start(run_id: str, registry: str, institutions: int, *, resumed: bool) -> None:
    again = " (resumed)" if resumed else ""
    Console().print(f"[bold]run {run_id}{again}[/]: {institutions} institutions of the registry {registry!r}")


def say_end(data: Path, run_id: str, code: int) -> None:
    """The table, the verdict in words, and the places."""
    console = wide_console()
    console.print(night_table(data, run_id))
    ledger = Ledger(run_folder(data, run_id))
    if code == FAILED:
        verdict = ledger.last("judge_release") or {}
        console.print(f"[bold red]Not released.[/] {verdict.get('reason')} The last release stands.")
    elif code == HELD:
        held = (ledger.last("judged") or {}).get("held", [])
        console.print(f"[bold yellow]Released; held back: {', '.join(held)}.[/] Nothing known of them is lost.")
    else:
        console.print("[bold green]Released.[/]")
    for name, place in _places(data, run_id):
        console.print(f"  {name:<12}{place}", highlight=False, soft_wrap=True)


def night_table(data: Path, run_id: str) -> Table:
    """One row an institution of that run, read from the working file."""
    from warehouse.connection import open_work

    table = Table(title=f"run {run_id}", title_justify="left")
    table.add_column("institution")
    for name in ("pages", "offerings", "priced", "with duration", "quarantined"):
        table.add_column(name, justify="right")
    table.add_column("outcome")
    table.add_column("why", overflow="fold")
    con = open_work(data)
    try:
        rows = con.execute(
            "SELECT institution_id, pages, offerings, priced, with_duration, quarantined, outcome, reason "
            "FROM ops.institution_night WHERE run_id = ? ORDER BY institution_id",
            [run_id],
        ).fetchall()
    finally:
        con.close()
    for *cells, outcome, reason in rows:
        colour = "green" if outcome == "complete" else "yellow"
        table.add_row(*(str(cell) for cell in cells), f"[{colour}]{outcome}[/]", reason or "")
    return table


def _places(data: Path, run_id: str) -> list[tuple[str, object]]:
    shown = data.relative_to(Path.cwd()) if data.is_relative_to(Path.cwd()) else data
    run = run_folder(shown, run_id)
    places: list[tuple[str, object]] = []
    if (data / "current").is_symlink():
        places.append(("release", f"{shown / 'current'} -> {os.readlink(data / 'current')}"))
        places.append(("warehouse", shown / "warehouse.duckdb"))
    places += [
        ("report", run / "report" / "index.html"),
        ("log", run / "log.jsonl"),
        ("runs in UI", how_to_see_runs(data)),
        ("ask", f'microcreds sql --data {shown} "FROM offerings LIMIT 5"'),
    ]
    return places
