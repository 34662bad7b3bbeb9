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
    from flows import closing
    from flows.beginning import begun
    from flows.environment import prepare_prefect
    from flows.errors import UsageError
    from flows.summary import say_end, say_start

    try:
        night_of = date.fromisoformat(day) if day else date.today()
    except ValueError:
        raise UsageError(f"--date {day!r} is no date; write YYYY-MM-DD") from None
    with begun(registry, data, night_of, tuple(only or ()), include_unverified) as (night, resumed):
        say_start(night.run_id, night.registry.name, len(night.institutions), resumed=resumed)
        prepare_prefect(night.data, verbose=verbose)
        try:
            code = _conduct(night)
        except Exception as error:
            closing.failed(night, error)
            raise
        say_end(night.data, night.run_id, code)
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
