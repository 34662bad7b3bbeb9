"""What judging says. Standard library only: importing this costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

SEVERITIES = ("critical", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (critical), unusual (warning) or worth knowing (info), and where."""

    level: str  # row | institution | release
    severity: str  # critical | warning | info
    rule: str  # id in rules.py
    institution_id: str | None
    offering_id: str | None
    field: str | None
    value: str | None
    message: str  # one sentence an operator understands

    def as_dict(self) -> dict[str, Any]:
        """The columns of `quality.finding` but run_id and finding_no."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Rows judged. `errors` are not findings: judging itself did not work, and that blocks the release."""

    findings: tuple[Finding, ...] = ()
    errors: tuple[str, ...] = ()
    rows: int = 0  # offerings judged
    #: Shares and medians of the night (measures.py), to be compared with good nights.
    measures: Mapping[str, float] = field(default_factory=dict, compare=False)

    def excused(self, released: frozenset[tuple[str, str, str]]) -> Verdict:
        """The same, where what a person has looked at and released (offering, rule, value) is information only."""
        findings = tuple(
            replace(f, severity="info", message=f"Released by a person. {f.message}")
            if f.severity == "critical" and (f.offering_id or "", f.rule, f.value or "") in released
            else f
            for f in self.findings
        )
        return replace(self, findings=findings)

    @property
    def worst(self) -> str | None:
        """The worst severity found; None when nothing was."""
        return worst(self.findings)

    @property
    def failed_rows(self) -> frozenset[str]:
        """Offerings with a critical finding: they go to quarantine."""
        return frozenset(f.offering_id for f in self.findings if f.severity == "critical" and f.offering_id)


@dataclass(frozen=True, slots=True)
class InstitutionVerdict:
    """What becomes of an institution's night; `reason` is None only for a complete one."""

    outcome: str  # complete | partial | held | failed
    reason: str | None = None
    findings: tuple[Finding, ...] = ()
    errors: tuple[str, ...] = ()
    #: What it looks like (drift.BELIEFS) and why; None for a complete night.
    belief: str | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class ReleaseVerdict:
    """Whether tonight becomes a release; `reason` says why not."""

    released: bool
    findings: tuple[Finding, ...] = ()
    reason: str | None = None


def worst(findings: tuple[Finding, ...]) -> str | None:
    """The worst severity among `findings`: the gate looks at this, never at a count of successes."""
    return min((f.severity for f in findings), key=SEVERITIES.index, default=None)
