from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import DATA, Data, Registry, Verbose

#: Name of the deployment in Prefect: `night/nightly`.
DEPLOYMENT = "nightly"


def add_to(app: typer.Typer) -> None:
    app.command("serve")(serve)


def serve(
    cron: Annotated[str, typer.Option("--cron", help="When, in five fields.")] = "0 2 * * *",
    timezone: Annotated[
        str, typer.Option("--timezone", envvar="MICROCREDS_TIMEZONE", help="Whose clock, as America/Vancouver.")
    ] = "UTC",
    registry: Registry = None,
    data: Data = DATA,
    only: Annotated[list[str] | None, typer.Option("--only", help="Only this institution; may be repeated.")] = None,
    include_unverified: Annotated[
        bool, typer.Option("--include-unverified", help="Also institutions nobody has verified live.")
    ] = False,
    verbose: Verbose = False,
) -> None:
    """Run every night by the clock, until stopped. Two nights never overlap.

    With a Prefect server of yours (`PREFECT_API_URL`) its UI shows and starts them; without one, a server is started
    on loopback for as long as this runs.
    """
    from crawlers.registry import LIVE, load_registry
    from flows.alerting import blocks
    from flows.environment import prepare_prefect
    from flows.night import asked
    from flows.runs import stamp
    from flows.schedule import checked, keep
    from flows.server import prefect_server

    folder, data = (registry or LIVE).resolve(), data.resolve()
    known = load_registry(folder)
    scope = asked(known, tuple(only or ()), include_unverified)
    prepare_prefect(data, verbose=True)
    schedule = checked(cron, timezone)
    blocks()
    stamp(data, known.name)
    keep(data, schedule)
    with prefect_server(data, data / "prefect.log") as address:
        print(f"runs in Prefect's UI: {address}", flush=True)
        print(f"{len(scope)} institutions, {cron!r} in {timezone}; stop with Ctrl-C", flush=True)
        parameters = {
            "data": str(data),
            "registry": str(folder),
            "only": list(only or ()),
            "include_unverified": include_unverified,
            "timezone": timezone,
        }
        _serve(cron, timezone, parameters)


def _serve(cron: str, timezone: str, parameters: dict[str, object]) -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron

    from flows.unattended import night

    # The flow is found by its file's path, from wherever this was started.
    source = Path(__file__).resolve().parents[2]
    night.from_source(source=str(source), entrypoint="flows/unattended.py:night").serve(  # type: ignore[union-attr]
        name=DEPLOYMENT,
        schedules=[Cron(cron, timezone=timezone)],
        parameters=parameters,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        limit=1,
        pause_on_shutdown=False,
        print_starting_message=False,
    )
