from __future__ import annotations

import sys

import typer

from flows.commands.options import Verbose


def add_to(app: typer.Typer) -> None:
    app.command("normalise")(normalise)


def normalise(verbose: Verbose = False) -> None:
    """Filter: JSON lines {id, kind, text, country, lang} in, {id, kind, and what the statement means} out."""
    from warehouse.normalise.filter import normalise_lines

    for line in normalise_lines(sys.stdin):
        print(line)
