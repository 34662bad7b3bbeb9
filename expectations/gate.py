"""The three verdicts: rows, an institution's night, the release. Frames in, verdicts out.

The gate looks at severities, never at a count of successes. Whatever goes wrong inside judging is an error in the
verdict, and an error blocks the release.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    verdict, measured = _judge_frames({"offerings": offerings, "sections": sections, "prices": prices})
    errors = list(verdict.errors)
    measures = _measured(measured, sections, prices, errors)
    return replace(verdict, errors=tuple(errors), measures=measures)


def _judge_frames(given: Mapping[str, pd.DataFrame]) -> tuple[Verdict, pd.DataFrame | None]:
    """(verdict without the night's measures, the offerings with the columns that rules look at)."""
    findings: list[Finding] = []
    errors: list[str] = []
    whole: dict[str, pd.DataFrame] = {}
    measured: pd.DataFrame | None = None
    for name, frame in given.items():
        missing = [column for column in FRAMES[name] if column not in frame.columns and not frame.empty]
        if missing:
            errors.append(f"{name} could not be judged: no column {', '.join(missing)}")
        whole[name] = frame.iloc[:0].reindex(columns=list(FRAMES[name])) if missing or frame.empty else frame
    for name in given:
        try:
            frame = _with_measures(name, whole)
            measured = frame if name == "offerings" and not frame.empty else measured
            found, problems = _judge(name, frame)
        except Exception as error:
            found, problems = [], [f"{name} could not be judged: {type(error).__name__}: {error}"]
        findings += found
        errors += problems
    if given["offerings"].empty and not (given["sections"].empty and given["prices"].empty):
        errors.append("there are sections or prices but no offerings to judge")
    return Verdict(tuple(findings), tuple(errors), len(given["offerings"])), measured


def judge_many(offerings: pd.DataFrame, sections: pd.DataFrame, prices: pd.DataFrame) -> dict[str, Verdict]:
    """`judge_rows` of many institutions at once: institution -> its verdict. One pass of Great Expectations costs a
    tenth of a second however few the rows, so that a hundred institutions are judged in the time of a few.

    An error inside judging is an error of all of them. KeyError where the offerings do not say whose they are.
    """
    given = {"offerings": offerings, "sections": sections, "prices": prices}
    all_, measured = _judge_frames(given)
    findings: dict[str | None, list[Finding]] = {}
    for finding in all_.findings:
        findings.setdefault(finding.institution_id, []).append(finding)
    parts = {name: _by_institution(frame) for name, frame in given.items() if name != "offerings"}
    measured_parts = {} if measured is None else _by_institution(measured)
    verdicts = {}
    for name, mine in _by_institution(offerings[["institution_id"]]).items():
        errors = list(all_.errors)
        own = {key: part.get(name, frames_of(key)) for key, part in parts.items()}
        measures = _measured(measured_parts.get(name), own["sections"], own["prices"], errors)
        verdicts[name] = Verdict(tuple(findings.get(name, ())), tuple(errors), len(mine), measures)
    return verdicts


def frames_of(name: str) -> pd.DataFrame:
    """An empty frame with the columns of offerings, sections or prices."""
    import pandas as pd

    return pd.DataFrame(columns=list(FRAMES[name]))


def _by_institution(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    if frame.empty:
        return {}
    return {str(name): rows for name, rows in frame.groupby("institution_id", sort=False, observed=True)}


def _measured(
    offerings: pd.DataFrame | None, sections: pd.DataFrame, prices: pd.DataFrame, errors: list[str]
) -> dict[str, float]:
    """The night's measures; what goes wrong is added to `errors`, unless the frames had errors already."""
    if offerings is None or errors:
        return {}
    from expectations.measures import measure

    try:
        return measure(offerings, sections, prices)
    except Exception as error:
        errors.append(f"the night could not be measured: {type(error).__name__}: {error}")
        return {}


def _judge(name: str, frame: pd.DataFrame) -> tuple[list[Finding], list[str]]:
    if frame.empty:
        return [], []
    # Here and not above: the verdicts of institutions and releases need neither pandas nor Great Expectations.
    from expectations import engine

    return engine.judge_frame(frame, row_rules(name))


def _with_measures(name: str, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A frame with the columns its rules look at."""
    if frames[name].empty:
        return frames[name]
    from expectations import agreement, cost, duration, identity

    frame = frames[name]
    measured: dict[str, pd.Series] = {}
    if name == "offerings":
        measured = {
            **identity.measures(frame),
            **cost.measures(frame),
            **duration.measures(frame, frames["sections"]),
            **agreement.measures(frame, frames["prices"]),
        }
    elif name == "sections":
        measured = duration.section_measures(frame)
    return frame.assign(**measured)


def measured_frames(offerings: pd.DataFrame, sections: pd.DataFrame, prices: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The frames that have rows, with the columns their rules look at. KeyError for a missing column."""
    given = {"offerings": offerings, "sections": sections, "prices": prices}
    whole = {name: frames_of(name) if frame.empty else frame for name, frame in given.items()}
    return {name: _with_measures(name, whole) for name, frame in given.items() if not frame.empty}


def judge_institution(
    night: Mapping[str, Any], history: pd.DataFrame, offerings: pd.DataFrame, rows: Verdict
) -> InstitutionVerdict:
    """What becomes of an institution's night (coverage.py). Errors of the rows are carried on; with any error the
    night is held at best."""
    try:
        verdict = coverage.judge(night, history, offerings, rows)
    except Exception as error:
        problem = f"the night could not be judged: {type(error).__name__}: {error}"
        reason = f"Nothing was taken: {problem}."
        return InstitutionVerdict("held", reason, (), (*rows.errors, problem), "error", "judging itself did not work")
    if not verdict.errors or verdict.outcome == "failed":
        return verdict
    reason = f"Nothing was taken, because judging did not work: {verdict.errors[0]}."
    return InstitutionVerdict("held", reason, verdict.findings, verdict.errors, "error", "judging itself did not work")


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
