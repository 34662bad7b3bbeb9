from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.options import DATA, Data, Registry, Verbose

#: Differences shown in a line each; `--json` has all.
SHOWN = 50


def add_to(app: typer.Typer) -> None:
    app.command("replay")(replay)


def replay(
    run_id: Annotated[str, typer.Argument(help="Run id, such as 2026-11-24.1.", metavar="RUN")],
    institution: Annotated[
        list[str] | None, typer.Option("--institution", help="Only this one; may be repeated.", metavar="ID")
    ] = None,
    registry: Registry = None,
    data: Data = DATA,
    as_json: Annotated[bool, typer.Option("--json", help="All differences, one JSON line each.")] = False,
    verbose: Verbose = False,
) -> None:
    """Read and normalise a night again from its archive, without the network, and show what differs. Writes nothing."""
    import json
    from dataclasses import asdict

    from crawlers.registry import LIVE, load_registry
    from flows.replaying import replay as read_again
    from flows.runs import check_run_id

    found = read_again(
        data.resolve(),
        load_registry((registry or LIVE).resolve()),
        check_run_id(run_id),
        tuple(dict.fromkeys(institution or ())),
    )
    if as_json:
        for one in found.differences:
            print(json.dumps(asdict(one), ensure_ascii=False, default=str))
        return
    print(f"read again: {', '.join(found.institutions)} ({found.offerings} offerings), without the network")
    for one in found.differences[:SHOWN]:
        print(f"  {one.offering}  {one.field}: {one.before!s:.60} -> {one.after!s:.60}  ({one.cause})")
    if len(found.differences) > SHOWN:
        print(f"  … and {len(found.differences) - SHOWN} more; --json shows all")
    print(f"{len(found.differences)} values differ" if found.differences else "the same: nothing differs")
