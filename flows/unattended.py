"""The night as a schedule starts it: Prefect calls this flow, nobody watches. `prefect.yaml` and `serve` deploy it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from crawlers.registry import default_folder
from flows import closing
from flows.beginning import begun
from flows.errors import LOCKED, LockedError
from flows.nightly import nightly

#: Minutes between tries of what a night may mend.
RETRY_MINUTES = (10.0, 40.0)


@flow(name="night", retries=2, retry_delay_seconds=300, persist_result=False)
def night(
    data: str,
    registry: str | None = None,
    only: list[str] | None = None,
    include_unverified: bool = False,
    timezone: str = "UTC",
    retry_minutes: list[float] | None = None,
) -> State[int]:
    """Tonight, by the calendar of `timezone`. Its state is the night's: Completed, under that name or as Held, Not
    released or (where another run is under way) Skipped.

    What stops a night half-way (a full disk, a lost database) is tried again twice: the run goes on where it was.
    """
    today = datetime.now(ZoneInfo(timezone)).date()
    pauses = tuple(RETRY_MINUTES if retry_minutes is None else retry_minutes)
    where = Path(registry) if registry else default_folder()
    try:
        with begun(where, Path(data), today, tuple(only or ()), include_unverified) as (tonight, _):
            try:
                ended = nightly(
                    tonight.run_id, str(tonight.registry.folder), str(tonight.data), tonight.only, include_unverified,
                    pauses, return_state=True,
                )  # fmt: skip
                code = cast(int, ended.result())
            except Exception as error:
                closing.failed(tonight, error)
                raise
    except LockedError as error:
        return Completed(name="Skipped", message=str(error), data=LOCKED)
    return Completed(name=ended.name, message=ended.message, data=code)
