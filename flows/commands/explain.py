from __future__ import annotations

import json
from typing import Annotated

import typer

from flows.commands.options import Verbose


def add_to(app: typer.Typer) -> None:
    app.command("explain")(explain)


def explain(
    text: Annotated[str, typer.Argument(help='A statement: "Tuition: $499 + GST".')],
    kind: Annotated[str | None, typer.Option("--kind", help="cost or duration; both when not given.")] = None,
    country: Annotated[str, typer.Option("--country", help="ISO 3166-1 alpha-2; reads a bare $.")] = "CA",
    lang: Annotated[str | None, typer.Option("--lang", help="ISO 639-1; found out when not given.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object: cost and duration.")] = False,
    verbose: Verbose = False,
) -> None:
    """What we understand of a cost or duration statement, and why."""
    from flows.errors import UsageError
    from warehouse.normalise.explain import explain as understand
    from warehouse.normalise.explain import render

    if kind not in (None, "cost", "duration"):
        raise UsageError(f"--kind is cost or duration, not {kind!r}")
    understood = understand(text, kind=kind, country=country, lang=lang)
    if not as_json:
        print(render(understood))
        return
    readings = {"cost": understood.cost, "duration": understood.duration}
    said = {
        name: one.as_dict() | {"why": [note._asdict() for note in one.why]} for name, one in readings.items() if one
    }
    print(json.dumps({"text": text} | said, ensure_ascii=False, indent=2))
