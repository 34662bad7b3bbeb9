from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import DATA, Data, Registry, Verbose

if TYPE_CHECKING:
    import duckdb

    from flows.night import Night


def add_to(app: typer.Typer) -> None:
    app.command("run")(run)


def run(
    stage: Annotated[str, typer.Argument(help="harvest, load, normalise, judge, release or report.")],
    run_id: Annotated[str, typer.Option("--run", help="Run id, such as 2026-11-24.1.", metavar="ID")],
    registry: Registry = None,
    data: Data = DATA,
    only: Annotated[list[str] | None, typer.Option("--only", help="Only this institution; may be repeated.")] = None,
    include_unverified: Annotated[
        bool, typer.Option("--include-unverified", help="Also institutions nobody has verified live.")
    ] = False,
    verbose: Verbose = False,
) -> None:
    """One stage of a run alone, without Prefect."""
    from crawlers.registry import LIVE, load_registry
    from flows import stages
    from flows.errors import UsageError
    from flows.night import Night
    from flows.runs import check_run_id, lock, stamp

    chosen = _STAGES.get(stage)
    if chosen is None:
        raise UsageError(f"there is no stage {stage!r}; the stages are {', '.join(_STAGES)}")
    check_run_id(run_id)
    known = load_registry((registry or LIVE).resolve())
    data = data.resolve()
    stamp(data, known.name)
    with lock(data):
        night = Night(run_id, data, known, tuple(only or ()), include_unverified)
        with stages.work(night) as con:
            print(chosen(night, con))


def _harvest(night: Night, con: duckdb.DuckDBPyConnection) -> str:
    from flows import harvesting, stages
    from flows.progress import tell

    stages.prepare(night, con)
    done = harvesting.harvest(night, tell)
    return f"harvested: {', '.join(done) or 'nothing; every landing file is there'}"


def _load(night: Night, con: duckdb.DuckDBPyConnection) -> str:
    from flows import stages

    for institution in night.institutions:
        stages.load(night, con, institution)
    return f"loaded: {', '.join(one.id for one in night.institutions)}"


def _normalise(night: Night, con: duckdb.DuckDBPyConnection) -> str:
    from flows import stages

    for institution in night.institutions:
        stages.normalise(night, con, institution)
    return f"normalised: {', '.join(one.id for one in night.institutions)}"


def _judge(night: Night, con: duckdb.DuckDBPyConnection) -> str:
    from flows import stages

    results = [stages.judge(night, con, institution) for institution in night.institutions]
    verdict = stages.judge_release(night, con)
    lines = [f"{one.institution}: {one.outcome}{f' ({one.reason})' if one.reason else ''}" for one in results]
    return "\n".join([*lines, verdict.reason or "may be released"])


def _release(night: Night, con: duckdb.DuckDBPyConnection) -> str:
    from flows import stages
    from flows.errors import CommandError
    from flows.runs import check_forwards

    check_forwards(night.data, night.run_id[:10])
    verdict = stages.judge_release(night, con)
    if not verdict.released:
        raise CommandError(verdict.reason or "no release")
    return f"released {stages.release(night, con).folder}"


def _report(night: Night, con: duckdb.DuckDBPyConnection) -> str:
    from flows import stages

    stages.report(night, con)
    return f"report: {night.folder / 'report' / 'index.html'}"


_STAGES: dict[str, Callable[[Night, duckdb.DuckDBPyConnection], str]] = {
    "harvest": _harvest,
    "load": _load,
    "normalise": _normalise,
    "judge": _judge,
    "release": _release,
    "report": _report,
}
