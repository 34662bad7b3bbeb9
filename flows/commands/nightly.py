from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, cast

import typer

from flows.commands.options import DATA, Data, Registry, Verbose

if TYPE_CHECKING:
    from flows.night import Night


def add_to(app: typer.Typer) -> None:
    app.command("nightly")(nightly)


def nightly(
    registry: Registry = None,
    data: Data = DATA,
    day: Annotated[
        str | None, typer.Option("--date", help="Date of the night; today when not given.", metavar="YYYY-MM-DD")
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help="Only this institution; may be repeated.")] = None,
    include_unverified: Annotated[
        bool, typer.Option("--include-unverified", help="Also institutions nobody has verified live.")
    ] = False,
    verbose: Verbose = False,
) -> int:
    """The whole night: harvest, normalise, judge, release."""
    from crawlers.registry import LIVE, load_registry
    from flows.environment import prepare_prefect
    from flows.errors import UsageError
    from flows.night import Night, asked
    from flows.runs import choose_run, lock, run_folder, stamp
    from flows.summary import say_end, say_start

    try:
        night_of = date.fromisoformat(day) if day else date.today()
    except ValueError:
        raise UsageError(f"--date {day!r} is no date; write YYYY-MM-DD") from None
    folder = (registry or LIVE).resolve()
    known = load_registry(folder)
    data = data.resolve()
    scope = sorted(one.id for one in asked(known, tuple(only or ()), include_unverified))
    stamp(data, known.name)
    with lock(data):
        run_id, resumed = choose_run(data, night_of, scope)
        night = Night(run_id, data, known, tuple(only or ()), include_unverified)
        say_start(run_id, known.name, len(scope), resumed=resumed)
        run_folder(data, run_id).mkdir(parents=True, exist_ok=True)
        night.ledger.record("started", registry=known.name, scope=scope, resumed=resumed)
        prepare_prefect(data, verbose=verbose)
        code = _conduct(night)
        say_end(data, run_id, code)
    return code


def _conduct(night: Night) -> int:
    from rich.console import Console

    from flows.errors import let_go
    from flows.progress import Screen
    from flows.server import prefect_server

    console = Console()
    with prefect_server(night.data, night.folder / "prefect.log") as address:
        from flows.nightly import nightly as flow

        console.print(f"runs in Prefect's UI: {address}", highlight=False)
        with Screen(console).shown():
            try:
                state = flow(
                    night.run_id,
                    str(night.registry.folder),
                    str(night.data),
                    night.only,
                    night.include_unverified,
                    return_state=True,
                )
                return cast(int, state.result())
            except BaseException as error:
                let_go(error)
                raise
