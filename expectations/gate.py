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
    given = {"offerings": offerings, "sections": sections, "prices": prices}
    whole: dict[str, pd.DataFrame] = {}
    for name, frame in given.items():
        missing = [column for column in FRAMES[name] if column not in frame.columns and not frame.empty]
        if missing:
            errors.append(f"{name} could not be judged: no column {', '.join(missing)}")
        whole[name] = frame.iloc[:0].reindex(columns=list(FRAMES[name])) if missing or frame.empty else frame
    for name in given:
        try:
            found, problems = _judge(name, whole)
        except Exception as error:
            found, problems = [], [f"{name} could not be judged: {type(error).__name__}: {error}"]
        findings += found
        errors += problems
    if offerings.empty and not (sections.empty and prices.empty):
        errors.append("there are sections or prices but no offerings to judge")
    return Verdict(tuple(findings), tuple(errors), len(offerings), _measured(whole, errors))


def judge_many(offerings: pd.DataFrame, sections: pd.DataFrame, prices: pd.DataFrame) -> dict[str, Verdict]:
    """`judge_rows` of many institutions at once: institution -> its verdict. One pass of Great Expectations costs a
    tenth of a second however few the rows, so that a hundred institutions are judged in the time of a few.

    An error inside judging is an error of all of them. KeyError where the offerings do not say whose they are.
    """
    all_ = judge_rows(offerings, sections, prices)
    findings: dict[str | None, list[Finding]] = {}
    for finding in all_.findings:
        findings.setdefault(finding.institution_id, []).append(finding)
    others = {name: _by_institution(name, frame) for name, frame in (("sections", sections), ("prices", prices))}
    verdicts = {}
    for name, mine in _by_institution("offerings", offerings).items():
        whole = {"offerings": mine, **{key: some.get(name, frames_of(key)) for key, some in others.items()}}
        errors = list(all_.errors)
        measures = _measured(whole, errors)
        verdicts[name] = Verdict(tuple(findings.get(name, ())), tuple(errors), len(mine), measures)
    return verdicts


def frames_of(name: str) -> pd.DataFrame:
    """An empty frame with the columns of offerings, sections or prices."""
    import pandas as pd

    return pd.DataFrame(columns=list(FRAMES[name]))


def _by_institution(name: str, frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Institution -> its rows, with no more columns than judging needs."""
    if frame.empty:
        return {}
    own = frame[[column for column in FRAMES[name] if column in frame.columns]]
    return {str(key): rows for key, rows in own.groupby("institution_id", sort=False, observed=True)}


def _measured(frames: Mapping[str, pd.DataFrame], errors: list[str]) -> dict[str, float]:
    """The night's measures; what goes wrong is added to `errors`, unless the frames had errors already."""
    from expectations.measures import measure

    try:
        return measure(frames["offerings"], frames["sections"], frames["prices"])
    except Exception as error:
        if not errors:
            errors.append(f"the night could not be measured: {type(error).__name__}: {error}")
        return {}


def _judge(name: str, frames: Mapping[str, pd.DataFrame]) -> tuple[list[Finding], list[str]]:
    frame = frames[name]
    if frame.empty:
        return [], []
    from expectations import engine

    return engine.judge_frame(_with_measures(name, frames), row_rules(name))


def _with_measures(name: str, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A frame with the columns its rules look at."""
    # Here and not above: the verdicts of institutions and releases need neither pandas nor Great Expectations.
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
