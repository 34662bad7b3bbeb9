"""The night as Prefect sees it: one harvest task, one task an institution, then judge, release and report.

Never one task a page: a task costs milliseconds here, and a thousand of them delay the next run by half a minute.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from crawlers.contract import Institution
from crawlers.registry import load_registry
from flows import closing, harvesting, stages
from flows.errors import FAILED, HELD, OK
from flows.night import Night
from flows.progress import tell

if TYPE_CHECKING:
    import duckdb

    from expectations.verdicts import ReleaseVerdict
    from warehouse.release import Release

#: Nothing of ours is cached or persisted by Prefect: the ledger and the data folder are what a rerun goes by.
_OURS: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


class Box:
    """Holds the open connection. Prefect keeps the arguments of its tasks; the connection has to be gone at the end."""

    con: duckdb.DuckDBPyConnection


@contextmanager
def _boxed(con: duckdb.DuckDBPyConnection) -> Iterator[Box]:
    box = Box()
    box.con = con
    try:
        yield box
    finally:
        del box.con


@task(name="harvest", **_OURS)
def harvest(night: Night) -> list[str]:
    return harvesting.harvest(night, tell)


@task(name="institution", task_run_name="{institution.id}", **_OURS)
def process(night: Night, box: Box, institution: Institution) -> State[stages.Result]:
    """Its state is the institution's result: Completed, or Completed under the name Partial, Held or Failed."""
    tell({"event": "judging", "institution": institution.id})
    result = stages.process(night, box.con, institution)
    tell({"event": "judged", "institution": institution.id, "outcome": result.outcome})
    name = "Completed" if result.outcome == "complete" else result.outcome.capitalize()
    return Completed(name=name, message=result.reason or f"{result.offerings} offerings", data=result)


@task(name="judge release", **_OURS)
def judge_release(night: Night, box: Box) -> ReleaseVerdict:
    return stages.judge_release(night, box.con)


@task(name="release", **_OURS)
def release(night: Night, box: Box) -> Release:
    return stages.release(night, box.con)


@task(name="report", **_OURS)
def report(night: Night, box: Box) -> None:
    stages.report(night, box.con)


@flow(name="nightly", flow_run_name="{run_id}", persist_result=False)
def nightly(
    run_id: str,
    registry: str,
    data: str,
    only: tuple[str, ...] = (),
    include_unverified: bool = False,
    retry_minutes: tuple[float, ...] = (),
) -> State[int]:
    """One whole night; its data is the exit code: 0 well, 3 some institutions held, 1 nothing released.

    `retry_minutes`: pauses after which crawls that failed as a later try may mend are tried again.
    """
    night = Night(run_id, Path(data), load_registry(Path(registry)), only, include_unverified)
    with stages.work(night) as con, _boxed(con) as box:
        stages.prepare(night, box.con)
        harvest(night)
        for minutes in retry_minutes:
            if not (failed := harvesting.to_try_again(night)):
                break
            night.log.write("info", f"trying again in {minutes:g} minutes: {', '.join(failed)}", failures=failed)
            time.sleep(minutes * 60)
            for name, failure in failed.items():
                harvesting.forget_crawl(night, name, failure)
            harvest(night)
        night.ledger.record("harvest")
        # One after the other: the warehouse has one writer. What ends the run (a full disk) raises here, at the first.
        results = [
            cast(stages.Result, process(night, box, institution, return_state=True).result())
            for institution in night.institutions
        ]
        verdict = judge_release(night, box)
        if verdict.released:
            release(night, box)
        held = [result.institution for result in results if result.outcome != "complete"]
        code = FAILED if not verdict.released else HELD if held else OK
        night.ledger.record("judged", code=code, held=held)
        reported = report(night, box, return_state=True)
        if not reported.is_completed():  # a page that could not be drawn takes nothing back of what is released
            night.log.write("error", f"no report: {reported.message}")
    night.ledger.record("finished", code=code)
    closing.close(night, verdict.reason if code == FAILED else None)
    if code == FAILED:
        return Completed(name="Not released", message=verdict.reason, data=code)
    return Completed(name="Completed" if code == OK else "Held", message=", ".join(held) or None, data=code)
