"""How long judging takes: Great Expectations with its import, and the same checks as plain SQL, each in a process of
its own over the same Parquet files, so that neither pays for the other's memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

#: (offerings, institutions).
FULL, SMOKE = (100_000, 120), (2_000, 6)
_FRAMES = ("offerings", "sections", "prices")


def measured_apart(size: tuple[int, int]) -> dict[str, Any]:
    """Make the frames, judge them in both ways, print and return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), *size)
        gx, sql = _child("gx", folder), _child("sql", folder)
    figures = {"offerings": size[0], "institutions": size[1]}
    figures |= {f"gx_{k}": v for k, v in gx.items()} | {f"sql_{k}": v for k, v in sql.items()}
    print(
        f"judging {size[0]:,} offerings of {size[1]} institutions: {gx['seconds']} s, peak {gx['peak_mb']} MB "
        f"({gx['import_seconds']} s of it the import; {gx['cpu_seconds']} s of CPU; {gx['findings']} findings)\n"
        f"  one institution after the other, as a night does: {gx['each_seconds']} s for {gx['each']} of them\n"
        f"  plain SQL: {sql['seconds']} s, peak {sql['peak_mb']} MB ({sql['rules']} of {sql['of']} "
        f"row rules, those that need no look at words; {sql['findings']} findings, "
        f"and {gx['same_findings']} of the same rules above)"
    )
    return figures


def _child(way: str, folder: str) -> dict[str, Any]:
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.judging_speed", way, folder],
        capture_output=True, text=True, check=True, cwd=root, env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _write(folder: Path, offerings: int, institutions: int) -> None:
    """Frames of a second night of as many institutions, in size, language and price alike to the practice ones."""
    from dataclasses import replace

    import pandas as pd

    from expectations.verdicts import InstitutionVerdict, Verdict
    from tests.expectations.campaign.clean import PLACES, Site

    made: dict[str, list[pd.DataFrame]] = {name: [] for name in _FRAMES}
    for number in range(institutions):
        like = PLACES[number % len(PLACES)]
        site = Site(replace(like, id=f"{like.id}-{number}", size=offerings // institutions, seasonal=0.0))
        site.live(site.night(), Verdict(), InstitutionVerdict("complete"))
        night = site.night()
        for name in _FRAMES:
            made[name].append(getattr(night, name))
    for name, frames in made.items():
        whole = pd.concat(frames, ignore_index=True).convert_dtypes(
            convert_integer=False, convert_boolean=False, convert_floating=False
        )
        whole.to_parquet(folder / f"{name}.parquet")


def _gx(folder: Path) -> dict[str, Any]:
    import pandas as pd

    frames = {name: pd.read_parquet(folder / f"{name}.parquet") for name in _FRAMES}
    start, cpu = perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    import great_expectations  # noqa: F401

    imported = perf_counter() - start
    from expectations.gate import judge_institution, judge_many, judge_release
    from expectations.rules import BY_ID

    verdicts = judge_many(**frames)
    rows, nights = [], []
    for name, verdict in verdicts.items():
        mine = frames["offerings"][frames["offerings"]["institution_id"] == name]
        said = judge_institution(_facts(name, mine), pd.DataFrame(), mine, verdict)
        assert not said.errors, said.errors
        nights.append(
            {"institution_id": name, "outcome": said.outcome, "offerings_tonight": len(mine), "known_offerings": 0}
        )
        rows += [f.rule for f in verdict.findings]
    judge_release(pd.DataFrame(nights))
    seconds = perf_counter() - start
    figures = {
        "seconds": round(seconds, 2),
        "import_seconds": round(imported, 2),
        "cpu_seconds": round(resource.getrusage(resource.RUSAGE_SELF).ru_utime - cpu, 2),
        "findings": len(rows),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    from benchmarks.judging_sql import MEASURES

    in_sql = {rule.id for rule in BY_ID.values() if rule.arguments.get("column") in MEASURES or not _is_measure(rule)}
    figures["same_findings"] = sum(rule in in_sql for rule in rows)
    return figures | _one_by_one(frames, min(len(verdicts), 10))


def _is_measure(rule: Any) -> bool:
    return bool(rule.arguments.get("value_set") == [True])


def _one_by_one(frames: dict[str, Any], count: int) -> dict[str, Any]:
    from expectations.gate import judge_rows

    names = list(dict.fromkeys(frames["offerings"]["institution_id"]))[:count]
    start = perf_counter()
    for name in names:
        judge_rows(*(frame[frame["institution_id"] == name] for frame in frames.values()))
    return {"each": count, "each_seconds": round(perf_counter() - start, 2)}


def _facts(name: str, offerings: Any) -> dict[str, Any]:
    count = len(offerings)
    return {
        "institution_id": name, "has_harvest": True, "listing_ended": True, "finish_reason": "finished",
        "requests": count, "errors": {}, "gone": 0, "offerings": count, "priced": count, "with_duration": count,
        "median_cost": 500.0, "expected_minimum": 1, "known_offerings": count, "known_not_seen": 0,
        "new_offerings": 0, "unseen_ended": 0, "unseen_recently": 0, "unseen_elsewhere": 0, "gone_accepted": 0,
    }  # fmt: skip


def _sql(folder: Path) -> dict[str, Any]:
    from benchmarks.judging_sql import judge

    start = perf_counter()
    rules, of, findings = judge(folder)
    return {
        "seconds": round(perf_counter() - start, 2),
        "rules": rules,
        "of": of,
        "findings": findings,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    print(json.dumps({"gx": _gx, "sql": _sql}[sys.argv[1]](Path(sys.argv[2]))))
