from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import DATA, Data, Verbose


def add_to(app: typer.Typer) -> None:
    app.command("backup")(backup)


def backup(
    target: Annotated[Path, typer.Argument(help="File to write, such as microcreds.tar.", metavar="FILE")],
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """Landing, archive, corrections and decisions in one file: all that cannot be made again."""
    from flows.rebuilding import runs_to_keep
    from flows.runs import lock
    from warehouse.backup import decisions, write_backup
    from warehouse.connection import open_work

    data = data.resolve()
    with lock(data):
        con = open_work(data)
        try:
            taken = decisions(con)
        finally:
            con.close()
        counts = write_backup(data, target, taken, runs_to_keep(data))
    print(f"{target}: {', '.join(f'{n} of {name}' for name, n in sorted(counts.items()))}")
