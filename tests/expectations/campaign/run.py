"""Runs the campaign: each fault put into a clean night of each institution, and judged by the gate as any night is."""

from __future__ import annotations

import copy
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from expectations.verdicts import InstitutionVerdict, Verdict
from tests.expectations.campaign.clean import PLACES, Night, Place, Site, good_nights
from tests.expectations.campaign.operations import spoil

OURS, APART, UNSEEN = "faults.toml", "faults_apart.toml", "faults_unseen.toml"
#: Good nights before the spoiled one.
NIGHTS_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Tried:
    """One fault at one institution. Caught: the level is the expected one, and an expected rule is among those that
    fired more often than on the clean night."""

    fault: str
    place: str
    expected: str
    level: str
    fired: tuple[str, ...]
    caught: bool
    belief: str | None


def faults(name: str) -> list[dict[str, Any]]:
    """The faults of one file."""
    path = Path(__file__).parent / name
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["fault"]
    return found


def level_of(rows: Verdict, verdict: InstitutionVerdict) -> str:
    """error, failed, held, partial, quarantined, warned or nothing: the strongest that happened."""
    if verdict.errors:
        return "error"
    if verdict.outcome != "complete":
        return verdict.outcome
    if rows.failed_rows:
        return "quarantined"
    severities = {f.severity for f in (*rows.findings, *verdict.findings)}
    return "warned" if severities & {"critical", "warning"} else "nothing"


def _fired(rows: Verdict, verdict: InstitutionVerdict) -> Counter[str]:
    counted = Counter(f.rule for f in (*rows.findings, *verdict.findings) if f.severity != "info")
    return counted + Counter({"ERROR": len(verdict.errors)})


def campaign(names: Iterable[str], places: Iterable[Place] = PLACES, only: str | None = None) -> Iterator[Tried]:
    """Every fault of these files at every institution."""
    for place in places:
        clean = good_nights(place, NIGHTS_BEFORE)
        before = _fired(*clean.judge())
        for fault in [one for name in names for one in faults(name) if only in (None, one["id"])]:
            night = copy.copy(clean)
            night.harvest = {}
            spoil(night, fault["steps"])
            rows, verdict = night.judge()
            fired = tuple(sorted((_fired(rows, verdict) - before).keys()))
            level = level_of(rows, verdict)
            expected = any(fnmatchcase(rule, wanted) for rule in fired for wanted in fault["rules"])
            caught = level == fault["level"] and expected
            yield Tried(fault["id"], place.id, fault["level"], level, fired, caught, verdict.belief)


def clean_nights(place: Place, count: int) -> Iterator[tuple[Night, Verdict, InstitutionVerdict]]:
    """So many nights in a row with nothing wrong, each judged against those before it and kept as it was judged."""
    site = Site(place, seed=23)
    for _ in range(count):
        night = site.night()
        rows, verdict = night.judge()
        yield night, rows, verdict
        site.live(night, rows, verdict)
