from __future__ import annotations

import typer

from flows.commands.options import Registry, Verbose


def add_to(app: typer.Typer) -> None:
    app.command("institutions")(institutions)


def institutions(registry: Registry = None, verbose: Verbose = False) -> None:
    """The institutions of a registry and what their manifests say."""
    from rich.table import Table

    from crawlers.registry import LIVE, load_registry
    from flows.summary import wide_console

    known = load_registry(registry or LIVE)
    table = Table(title=f"registry {known.name}: {len(known.institutions)} institutions", title_justify="left")
    for name in ("id", "name", "where", "languages", "platform", "status"):
        table.add_column(name, overflow="fold")
    for one in known.institutions:
        table.add_row(
            one.id, one.name, f"{one.country}-{one.province}", ", ".join(one.languages), one.platform, one.status
        )
    wide_console().print(table)
