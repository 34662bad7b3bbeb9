"""What is wrong now, since when, and what has been said of it: each problem is told once, and once when it is over."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.failures import CLASSES

#: Severities, least first; a notification block may ask for some of them only.
SEVERITIES = ("warning", "critical")
_NAME = "problems.json"


@dataclass(frozen=True, slots=True)
class Problem:
    """`subject`: an institution's id, `release` or `night`. `kind`: a class of `failures.py`, or what failed."""

    subject: str
    kind: str
    severity: str
    message: str
    since: str  # run id
    try_this: str

    @property
    def key(self) -> tuple[str, str]:
        return self.subject, self.kind


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to tell: a problem that is new, or over."""

    problem: Problem
    over: bool

    @property
    def subject(self) -> str:
        p = self.problem
        return f"microcreds: over: {p.subject} ({p.kind})" if self.over else f"microcreds: {p.subject}: {p.kind}"

    @property
    def body(self) -> str:
        p = self.problem
        if self.over:
            return f"{p.subject} is well again; {p.kind} since {p.since} is over."
        page = f"docs/operations.md#{p.kind.replace('_', '-')}"
        return f"[{p.severity}] {p.message}\nSince {p.since}. To try: {p.try_this}. Runbook: {page}"


def of_institution(name: str, kind: str, reason: str | None, run_id: str) -> Problem:
    """An institution that is not complete."""
    meaning, remedy = CLASSES[kind]
    return Problem(name, kind, "warning", f"{name}: {meaning}. {reason or ''}".strip(), run_id, remedy)


def not_released(reason: str | None, run_id: str) -> Problem:
    """A night without a release."""
    remedy = "open the report; mend what it names, or accept new levels, then run the same night again"
    return Problem(
        "release", "not_released", "critical", f"Nothing was released. {reason or ''}".strip(), run_id, remedy
    )


def night_failed(error: BaseException, run_id: str) -> Problem:
    """A night that came to no end."""
    said = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
    kind = "disk" if "space" in said.lower() else "night_failed"
    remedy = "run the same command again: it goes on where it was; `microcreds doctor` says what is broken"
    return Problem("night", kind, "critical", f"The night came to no end: {said}", run_id, remedy)


def known(data: Path) -> list[Problem]:
    """What is wrong as of the last night."""
    path = data / _NAME
    if not path.exists():
        return []
    return [Problem(**one) for one in json.loads(path.read_text(encoding="utf-8"))]


def settle(data: Path, now: Iterable[Problem], *, about: Iterable[str]) -> list[Alert]:
    """Write down what is wrong now; what has to be told. `about`: the subjects that were looked at, others stay.

    A problem that goes on keeps its first run, and is not told again; also when the same run settles twice.
    """
    before = {one.key: one for one in known(data)}
    looked_at = set(about)
    current = {one.key: one for one in now}
    after = {key: one for key, one in before.items() if one.subject not in looked_at}
    after |= {key: before.get(key, one) for key, one in current.items()}
    alerts = [Alert(one, over=False) for key, one in current.items() if key not in before]
    alerts += [Alert(one, over=True) for key, one in before.items() if key not in after]
    hidden = data / f".{_NAME}.writing"
    hidden.write_text(json.dumps([asdict(after[key]) for key in sorted(after)], ensure_ascii=False, indent=1) + "\n")
    os.replace(hidden, data / _NAME)
    return alerts
