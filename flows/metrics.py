"""The last night in OpenMetrics text, for whatever scrapes files or a command's output."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from flows import problems
from flows.ledger import Ledger
from flows.runs import run_folder, runs_of

#: name -> help; one value an institution, from the ledger's line of judging.
_COUNTS = {
    "pages": "Pages of the last night",
    "offerings": "Offerings read on the last night",
    "priced": "Offerings with a price, or free",
    "with_duration": "Offerings with a length",
    "quarantined": "Rows in quarantine",
}
_OUTCOMES = ("complete", "partial", "held", "failed")


def metrics(data: Path) -> str:
    """The whole text, `# EOF` last (OpenMetrics 1.0)."""
    return "\n".join([*_lines(data), "# EOF"]) + "\n"


def write(data: Path) -> Path:
    """`metrics.prom` in the data folder, whole at any time."""
    path = data / "metrics.prom"
    hidden = data / ".metrics.prom.writing"
    hidden.write_text(metrics(data), encoding="utf-8")
    os.replace(hidden, path)
    return path


def _lines(data: Path) -> Iterator[str]:
    runs = runs_of(data)
    if not runs:
        return
    ledger = Ledger(run_folder(data, runs[-1]))
    started, finished = ledger.last("started") or {}, ledger.last("finished")
    judged = {name: line for name in started.get("scope", []) if (line := ledger.last("judge", name))}
    for name, help_text in _COUNTS.items():
        yield from _gauge(name, help_text, [({"institution": who}, line[name]) for who, line in judged.items()])
    outcomes = [
        ({"institution": who, "outcome": one}, int(line["outcome"] == one))
        for who, line in judged.items()
        for one in _OUTCOMES
    ]
    yield from _gauge("outcome", "1 for how an institution's last night ended", outcomes)
    harvested = {name: line for name in started.get("scope", []) if (line := ledger.last("harvest", name))}
    for name, help_text in (("bytes", "Bytes fetched"), ("requests", "Requests made")):
        yield from _gauge(
            f"harvest_{name}", help_text, [({"institution": w}, h.get(name, 0)) for w, h in harvested.items()]
        )
    if finished:
        seconds = _seconds(finished["at"]) - _seconds(started["at"]) if started else 0.0
        yield from _gauge("night_seconds", "How long the last night took", [({}, seconds)])
        yield from _gauge("night_finished_timestamp_seconds", "When it ended", [({}, _seconds(finished["at"]))])
        yield from _gauge("night_exit_code", "0 well, 3 some held, 1 not released", [({}, finished["code"])])
    release = (data / "current").resolve()
    if release.is_dir():
        when = (release / "SUCCESS").stat().st_mtime
        yield from _gauge("release_timestamp_seconds", "When the current release was made", [({}, when)])
    known = [({"subject": p.subject, "kind": p.kind, "severity": p.severity}, 1) for p in problems.known(data)]
    yield from _gauge("problem", "1 for each problem there is now", known)


def _gauge(name: str, help_text: str, values: list[tuple[dict[str, str], Any]]) -> Iterator[str]:
    yield f"# TYPE microcreds_{name} gauge"
    yield f"# HELP microcreds_{name} {help_text}"
    for labels, value in values:
        told = ",".join(f"{key}={json.dumps(text, ensure_ascii=False)}" for key, text in labels.items())
        yield f"microcreds_{name}{{{told}}} {value}" if told else f"microcreds_{name} {value}"


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
