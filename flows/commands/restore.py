from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import DATA, Data, Registry, Verbose


def add_to(app: typer.Typer) -> None:
    app.command("restore")(restore)


def restore(
    source: Annotated[Path, typer.Argument(help="File that `microcreds backup` wrote.", metavar="FILE")],
    registry: Registry = None,
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """A backup into a new data folder, and the catalogue made again from it."""
    from crawlers.registry import LIVE, load_registry
    from flows.rebuilding import rebuild
    from flows.runs import lock, stamp
    from warehouse.backup import restore_backup

    known = load_registry((registry or LIVE).resolve())
    data = data.resolve()
    with lock(data):
        kept = restore_backup(source, data)
        stamp(data, known.name)
        print(f"{data}: {kept['files']} files restored")
        for line in rebuild(data, known, kept["runs"], kept["decisions"]):
            print(line, flush=True)
