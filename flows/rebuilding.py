"""The catalogue made again from landing: every run in its order, judged and merged as it was, the last one released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from crawlers.contract import landing_path
from crawlers.registry import Registry
from flows import stages
from flows.ledger import Ledger
from flows.night import Night, asked
from flows.runs import run_folder, runs_of


def runs_to_keep(data: Path) -> list[dict[str, Any]]:
    """Of each run what a rebuild needs to know: whom it asked, when it was judged, whether it was merged."""
    kept = []
    for run_id in runs_of(data):
        ledger = Ledger(run_folder(data, run_id))
        started, judged = ledger.last("started"), ledger.last("judge_release")
        kept.append(
            {
                "run_id": run_id,
                "scope": (started or {}).get("scope", []),
                "started_at": (started or {}).get("at"),
                "judged_at": (judged or {}).get("at"),
                "merged": ledger.done("merge"),
            }
        )
    return kept


def rebuild(
    data: Path, registry: Registry, runs: Sequence[Mapping[str, Any]], decisions: Mapping[str, Any]
) -> Iterator[str]:
    """Judge and merge every run that had a verdict, in order; a line for each. Persons' decisions count from when they
    were taken; corrections count for every night, for they carry no date."""
    from warehouse.backup import decide_again

    judged = [run for run in runs if run["judged_at"]]
    merged = [run["run_id"] for run in judged if run["merged"]]
    for run in judged:
        night = _night(data, registry, run)
        night.ledger.record("started", registry=registry.name, scope=run["scope"], resumed=False)
        with stages.work(night) as con:
            stages.prepare(night, con)
            decide_again(con, decisions, run["judged_at"])
            for institution in night.institutions:
                if landing_path(data, run["run_id"], institution.id).exists():
                    stages.process(night, con, institution)
            if run["run_id"] in merged:
                night.ledger.record("judge_release", released=True, reason=None)
                if run["run_id"] == merged[-1]:
                    stages.release(night, con)
                else:
                    stages.merge_unreleased(night, con)
            decide_again(con, decisions, None if run is judged[-1] else run["judged_at"])
        night.ledger.record("finished", code=0)
        yield f"{run['run_id']}: {'merged' if run['run_id'] in merged else 'judged, not merged, as before'}"


def _night(data: Path, registry: Registry, run: Mapping[str, Any]) -> Night:
    scope = sorted(run["scope"])
    for include_unverified in (False, True):
        if scope == sorted(one.id for one in asked(registry, (), include_unverified)):
            night = Night(run["run_id"], data, registry, (), include_unverified)
            break
    else:
        night = Night(run["run_id"], data, registry, tuple(scope), True)
    if run["started_at"]:
        night.started_at = datetime.fromisoformat(run["started_at"]).replace(tzinfo=None)
    return night
