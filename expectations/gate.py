"""The three verdicts: rows, an institution's night, the release. Frames in, verdicts out.

The gate looks at severities, never at a count of successes. Whatever goes wrong inside judging is an error in the
verdict, and an error blocks the release.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from expectations import coverage, release
from expectations.columns import FRAMES
from expectations.rules import row_rules
from expectations.verdicts import Finding, InstitutionVerdict, ReleaseVerdict, Verdict

if TYPE_CHECKING:
    import pandas as pd


def judge_rows(offerings: pd.DataFrame, sections: pd.DataFrame, prices: pd.DataFrame) -> Verdict:
    """Judge the rows of one institution (or of many) on one night.

    Columns as in columns.py. No offerings at all is no error here (an institution may be unreachable):
    `judge_institution` knows whether rows were expected. Sections or prices without offerings are one.
    """
    findings: list[Finding] = []
    errors: list[str] = []
    frames = {"offerings": offerings, "sections": sections, "prices": prices}
    for name, frame in frames.items():
        try:
            found, problems = _judge(name, frame)
        except Exception as error:
            found, problems = [], [f"{name} could not be judged: {type(error).__name__}: {error}"]
        findings += found
        errors += problems
    if offerings.empty and not (sections.empty and prices.empty):
        errors.append("there are sections or prices but no offerings to judge")
    return Verdict(tuple(findings), tuple(errors), len(offerings))


def _judge(name: str, frame: pd.DataFrame) -> tuple[list[Finding], list[str]]:
    if frame.empty:
        return [], []
    missing = [column for column in FRAMES[name] if column not in frame.columns]
    if missing:
        return [], [f"{name} could not be judged: no column {', '.join(missing)}"]
    # Here and not above: the verdicts of institutions and releases need neither pandas nor Great Expectations.
    from expectations import cost, duration, engine, identity

    measured: dict[str, pd.Series] = {}
    if name == "offerings":
        measured = {**identity.measures(frame), **cost.measures(frame), **duration.measures(frame)}
    elif name == "sections":
        measured = duration.section_measures(frame)
    return engine.judge_frame(frame.assign(**measured), row_rules(name))


def judge_institution(
    night: Mapping[str, Any], history: pd.DataFrame, offerings: pd.DataFrame, rows: Verdict
) -> InstitutionVerdict:
    """What becomes of an institution's night (coverage.py). Errors of the rows are carried on; with any error the
    night is held at best."""
    try:
        verdict = coverage.judge(night, history, offerings, rows)
    except Exception as error:
        problem = f"the night could not be judged: {type(error).__name__}: {error}"
        return InstitutionVerdict("held", f"Nothing was taken: {problem}.", (), (*rows.errors, problem))
    if not verdict.errors or verdict.outcome == "failed":
        return verdict
    reason = f"Nothing was taken, because judging did not work: {verdict.errors[0]}."
    return InstitutionVerdict("held", reason, verdict.findings, verdict.errors)


def judge_release(
    institutions: pd.DataFrame, problems: Sequence[str] = (), errors: Sequence[str] = ()
) -> ReleaseVerdict:
    """Whether tonight becomes a release (release.py)."""
    try:
        return release.judge(institutions, problems, errors)
    except Exception as error:
        problem = f"the release could not be judged: {type(error).__name__}: {error}"
        finding = Finding("release", "critical", "REL-001", None, None, None, None, problem)
        return ReleaseVerdict(False, (finding,), f"No release: {problem}.")
