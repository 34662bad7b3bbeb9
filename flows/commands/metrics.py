from __future__ import annotations

import typer

from flows.commands.options import DATA, Data, Verbose


def add_to(app: typer.Typer) -> None:
    app.command("metrics")(metrics)


def metrics(data: Data = DATA, verbose: Verbose = False) -> None:
    """The last night in OpenMetrics text. The same stands in metrics.prom after each night."""
    from flows.metrics import metrics as text

    print(text(data), end="")
