"""One institution's night against its own good nights: failed, held, partial or complete.

The baseline is the median of earlier complete nights and their spread (median absolute deviation); held nights
are not in it, so it is never refitted to a collapse. Before there is one, the manifest's minimum stands in.
Order: failed, then held for what was read wrongly, then partial, then held for what is missing: a cut-off harvest
has fewer offerings by nature, but its fill and prices must still look like the institution.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from expectations import drift
from expectations.bands import bands
from expectations.columns import HISTORY, NIGHT
from expectations.numbers import is_null, shown
from expectations.rules import BY_ID
from expectations.verdicts import Finding, InstitutionVerdict, Verdict

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Baseline:
    """What good nights look like. Shares are 0 to 1; None where no good night says."""

    nights: int
    offerings: float
    spread: float
    priced: float | None
    with_duration: float | None
    median_cost: float | None
    good: pd.DataFrame  # the good nights themselves, with their measures

    @property
    def tolerance(self) -> float:
        """By how many offerings a night may differ."""
        b = bands()["institution"]
        return float(max(b["spread_factor"] * self.spread, b["count_share"] * self.offerings, b["count_least"]))


def baseline(history: pd.DataFrame) -> Baseline | None:
    """The baseline of earlier nights (columns.HISTORY); None before there is a complete one. KeyError for a missing
    column of a frame with rows."""
    if history.empty:
        return None
    missing = [column for column in HISTORY if column not in history.columns]
    if missing:
        raise KeyError(f"history has no column {', '.join(missing)}")
    good = history[(history["outcome"] == "complete") & (history["offerings"] > 0)]
    if good.empty:
        return None
    counts = [float(n) for n in good["offerings"]]
    middle = median(counts)
    costs = [float(cost) for cost in good["median_cost"].dropna()]
    return Baseline(
        nights=len(counts),
        offerings=middle,
        spread=median(abs(n - middle) for n in counts),
        priced=median(float(share) for share in good["priced"] / good["offerings"]),
        with_duration=median(float(share) for share in good["with_duration"] / good["offerings"]),
        median_cost=median(costs) if costs else None,
        good=good,
    )


def judge(
    night: Mapping[str, Any], history: pd.DataFrame, offerings: pd.DataFrame, rows: Verdict
) -> InstitutionVerdict:
    """Outcome, one-sentence reason, findings, errors. KeyError when a fact of the night is missing.

    `night` has the keys of columns.NIGHT; `offerings` is the frame that `rows` judged.
    """
    missing = [key for key in NIGHT if key not in night]
    if missing:
        raise KeyError(f"the night has no {', '.join(missing)}")
    errors = list(rows.errors)
    if int(night["offerings"]) > 0 and (offerings.empty or rows.rows == 0):
        errors.append(f"{night['offerings']} offerings were read but none were given to judge")
    court = _Court(night, baseline(history), rows, _institution(night, offerings))
    for outcome, examine in (
        ("failed", court.failed),
        ("held", court.misread),
        ("partial", court.cut_off),
        ("held", court.collapsed),
    ):
        reasons = examine()
        if reasons:
            ending = {"partial": " What was seen is taken, nothing is removed.", "held": " Nothing was taken."}
            reason = "; ".join(reasons) + "." + ending.get(outcome, " Nothing was taken.")
            court.drift("warning")
            belief, because = court.belief()
            return InstitutionVerdict(outcome, reason, tuple(court.findings), tuple(errors), belief, because)
    court.rise()
    court.drift("warning")
    return InstitutionVerdict("complete", None, tuple(court.findings), tuple(errors))


def _institution(night: Mapping[str, Any], offerings: pd.DataFrame) -> str | None:
    said = night.get("institution_id")
    if said is None and not offerings.empty and "institution_id" in offerings.columns:
        said = offerings["institution_id"].iloc[0]
    return None if said is None else str(said)


class _Court:
    """The facts of one night, examined in order; each examination returns why, and leaves its findings."""

    def __init__(
        self, night: Mapping[str, Any], base: Baseline | None, rows: Verdict, institution_id: str | None
    ) -> None:
        self.night, self.base, self.rows, self.institution_id = night, base, rows, institution_id
        self.count = int(night["offerings"])
        self.bands = bands()["institution"]
        self.findings: list[Finding] = []

    def _found(self, rule: str, value: Any, message: str, severity: str | None = None) -> str:
        known = BY_ID[rule]
        self.findings.append(
            Finding(
                level="institution",
                severity=severity or known.severity,
                rule=rule,
                institution_id=self.institution_id,
                offering_id=None,
                field=known.subject or None,
                value=None if value is None else shown(value),
                message=message + ".",
            )
        )
        return message

    def failed(self) -> list[str]:
        if not self.night["has_harvest"]:
            return [self._found("INST-001", None, "The harvest was cut off: its file has no harvest line")]
        if self.count == 0:
            message = f"No offering could be read ({self._traffic()})"
            return [self._found("INST-002", 0, message)]
        return []

    def misread(self) -> list[str]:
        reasons = []
        failed_rows, b = len(self.rows.failed_rows), self.bands
        if failed_rows >= max(b["failed_rows_least"], b["failed_rows_share"] * self.count):
            rules = sorted({f.rule for f in self.rows.findings if f.severity == "critical"})
            message = f"{failed_rows} of {self.count} offerings break a critical rule ({', '.join(rules[:4])})"
            reasons.append(self._found("INST-011", failed_rows, message))
        if self.base is None or (not self._ended_well() and self.count < b["partial_rows"]):
            return reasons
        reasons += self.drift("critical")
        for rule, key, words in (
            ("INST-007", "priced", "have a price"),
            ("INST-008", "with_duration", "have a duration"),
        ):
            reasons += self._fill(rule, key, words)
        return reasons + self._prices()

    def _fill(self, rule: str, key: str, words: str) -> list[str]:
        usual = getattr(self.base, key)
        number = int(self.night[key])
        if usual is None or (usual - number / self.count) * 100 <= self.bands["fill_drop_points"]:
            return []
        message = (
            f"Only {number} of {self.count} offerings ({number / self.count:.0%}) {words}; "
            f"on good nights {usual:.0%} do"
        )
        enough = usual * self.count - number >= self.bands["fill_drop_rows"]
        found = self._found(rule, number, message, None if enough else "warning")
        return [found] if enough else []

    def _prices(self) -> list[str]:
        before, now = self.base.median_cost if self.base else None, self.night["median_cost"]
        if not before or is_null(now):
            return []
        factor = self.bands["cost_factor"]
        if before / factor < now < before * factor:
            return []
        message = f"The median price is {float(now):g}; on good nights it is {before:g}"
        enough = int(self.night["priced"]) >= self.bands["cost_rows"]
        found = self._found("INST-009", float(now), message, None if enough else "warning")
        return [found] if enough else []

    def drift(self, severity: str) -> list[str]:
        """Measures that moved too far and weigh so much; the messages."""
        history = self.base.good if self.base else None
        all_ = drift.moved(self.rows.measures, history, self.count)
        return [self._found(m.rule, m.value, m.message, m.severity) for m in all_ if m.severity == severity]

    def belief(self) -> tuple[str, str]:
        """What the night looks like, and why."""
        broken = Counter(f.rule for f in (*self.rows.findings, *self.findings))
        return drift.believe(self.night, self._all_errors(), broken, self._ended_of_seen())

    def _ended_of_seen(self) -> float:
        return float(self.rows.measures.get("all_sections_ended", 0.0))

    def cut_off(self) -> list[str]:
        reasons, known = [], int(self.night["known_offerings"] or 0)
        if not self.night["listing_ended"] or self.night["finish_reason"] not in (None, "finished"):
            message = (
                f"The listing was not read to its end (the crawl ended as {self.night['finish_reason'] or 'unknown'}): "
                f"{self.count} offerings seen, {known} known"
            )
            reasons.append(self._found("INST-003", bool(self.night["listing_ended"]), message))
        if self._errors() and self._error_share() >= self.bands["error_share"]:
            message = f"{self._errors()} of {self.night['requests']} requests failed ({self._kinds()})"
            reasons.append(self._found("INST-004", self._errors(), message))
        return reasons

    def collapsed(self) -> list[str]:
        reasons, base = [], self.base
        minimum = int(self.night["expected_minimum"] or 0)
        if base is None and self.count < minimum:
            message = f"Only {self.count} offerings were read; the manifest expects at least {minimum}"
            reasons.append(self._found("INST-006", self.count, message))
        if base is not None and self.count < base.offerings - base.tolerance:
            if drift.is_season(self.night, self._ended_of_seen()):
                missed = f"{self.night['unseen_ended']} of {self.night['unseen_recently']} offerings not seen had ended"
                message = f"{self.count} offerings were read; {self._good_nights()}; taken for a season: {missed}"
                self._found("INST-013", self.count, message)
                return self._gone()
            message = (
                f"Only {self.count} offerings were read; {self._good_nights()}, "
                f"and fewer than {base.offerings - base.tolerance:g} is taken for a fault"
            )
            reasons.append(self._found("INST-005", self.count, message))
        return reasons + self._gone()

    def _gone(self) -> list[str]:
        b, gone, known = self.bands, int(self.night["gone"] or 0), int(self.night["known_offerings"] or 0)
        accepted = int(self.night["gone_accepted"] or 0)
        if gone <= max(b["gone_least"], b["gone_share"] * known) + accepted:
            return []
        return [self._found("INST-010", gone, f"{gone} of {known} known pages are gone at once")]

    def rise(self) -> None:
        """A rise is taken, and shown."""
        if self.base is not None and self.count > self.base.offerings + self.base.tolerance:
            self._found("INST-012", self.count, f"{self.count} offerings were read; {self._good_nights()}")

    def _ended_well(self) -> bool:
        return bool(self.night["listing_ended"]) and self._error_share() < self.bands["error_share"]

    def _all_errors(self) -> dict[str, int]:
        counted = {str(kind): int(n) for kind, n in dict(self.night["errors"] or {}).items()}
        return {kind: n for kind, n in counted.items() if n and kind not in ("http_404", "http_410")}

    def _failures(self) -> dict[str, int]:
        return {kind: n for kind, n in self._all_errors().items() if kind not in self.bands["not_failures"]}

    def _errors(self) -> int:
        return sum(self._failures().values())

    def _error_share(self) -> float:
        return self._errors() / max(int(self.night["requests"] or 0), 1)

    def _kinds(self) -> str:
        return ", ".join(f"{kind} {n}" for kind, n in sorted(self._failures().items(), key=lambda item: -item[1]))

    def _traffic(self) -> str:
        kinds = f": {self._kinds()}" if self._errors() else ""
        return f"{int(self.night['requests'] or 0)} requests, {self._errors()} failed{kinds}"

    def _good_nights(self) -> str:
        base = self.base
        if base is None:
            return ""
        nights = f"{base.nights} good nights" if base.nights > 1 else "one good night"
        return f"the median of {nights} is {base.offerings:g} (spread {base.spread:g})"
