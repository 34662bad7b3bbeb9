"""One plain function a stage. Prefect conducts them (`nightly.py`); `microcreds run STAGE` calls one alone."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawlers.contract import Institution
from flows.errors import CommandError
from flows.failures import failure_class
from flows.harvesting import write_known_pages
from flows.night import Night
from flows.resolving import in_words

if TYPE_CHECKING:
    import duckdb

    from expectations.verdicts import ReleaseVerdict
    from warehouse.release import Release

#: Findings under this rule are errors of judging itself; any of them blocks the release.
ERROR_RULE = "ERROR"
#: The finding of an institution whose landing file our own code could not load or understand.
UNREAD_RULE = "UNREAD"


@dataclass(frozen=True, slots=True)
class Result:
    """How one institution's night ended."""

    institution: str
    outcome: str
    reason: str | None
    offerings: int
    quarantined: int


@contextmanager
def work(night: Night) -> Iterator[duckdb.DuckDBPyConnection]:
    """The writer's connection, closed at the end."""
    from warehouse.connection import open_work

    con = open_work(night.data)
    try:
        yield con
    finally:
        con.close()


def prepare(night: Night, con: duckdb.DuckDBPyConnection) -> None:
    """Registry rows into the catalogue, known pages out to the crawler."""
    from warehouse.registry_rows import known_urls, sync_institutions

    sync_institutions(con, night.registry.institutions)
    write_known_pages(night, {one.id: known_urls(con, one.id) for one in night.institutions})


def load(night: Night, con: duckdb.DuckDBPyConnection, institution: Institution) -> None:
    from warehouse.load import load_landing

    counts = load_landing(con, night.data, night.run_id, institution.id)
    night.ledger.record("load", institution.id, pages=counts.pages, statements=counts.statements)


def normalise(night: Night, con: duckdb.DuckDBPyConnection, institution: Institution) -> None:
    """What the words mean; contradictions between statements, and corrections that no longer hold, are findings."""
    from warehouse import corrections, quality
    from warehouse.normalise.offerings import normalise_institution

    counts = normalise_institution(con, night.run_id, institution)
    contradictions = [quality.as_finding(one) for one in counts.disagreements]
    known_better = corrections.corrections_in(night.data / "corrections")
    contradictions += corrections.apply(con, night.run_id, institution.id, known_better)
    quality.record_findings(con, night.run_id, institution.id, contradictions)
    night.ledger.record("normalise", institution.id, offerings=counts.offerings, evidence=counts.evidence)


def judge(night: Night, con: duckdb.DuckDBPyConnection, institution: Institution, trouble: str | None = None) -> Result:
    """Rows, then the institution's night; verdicts kept in the warehouse, beside what normalising found.

    `trouble`: why there is nothing to judge, where our own reading failed; the harvest itself may have been fine.
    """
    from expectations.gate import judge_institution, judge_rows
    from expectations.verdicts import Finding, InstitutionVerdict
    from warehouse import acceptances, corrections, frames, quality

    run, name = night.run_id, institution.id
    offerings = frames.offerings_to_judge(con, run, name)
    rows = judge_rows(offerings, frames.sections_to_judge(con, run, name), frames.prices_to_judge(con, run, name))
    rows = rows.excused(acceptances.pardoned(con, name))
    facts = frames.institution_night(con, run, name, expected_minimum=institution.expected_minimum)
    verdict = judge_institution(facts, frames.institution_history(con, run, name), offerings, rows)
    if trouble is not None:
        verdict = InstitutionVerdict(
            "failed", trouble, (Finding("institution", "critical", UNREAD_RULE, name, None, None, None, trouble),), ()
        )
    found_before = quality.findings_of(con, run)
    before_judging = {quality.CONTRADICTION, corrections.RULE}
    findings = [f for f in found_before if f["institution_id"] == name and f["rule"] in before_judging]
    findings += [finding.as_dict() for finding in (*rows.findings, *verdict.findings)]
    findings += [_error(name, message) for message in dict.fromkeys((*rows.errors, *verdict.errors))]
    quality.record_findings(con, run, name, findings)
    quarantined = quality.quarantine_failed_rows(con, run, name)
    quality.record_measures(con, run, name, rows.measures)
    reason = in_words(verdict)
    quality.record_night(con, run, name, verdict.outcome, reason, facts, quarantined)
    result = Result(name, verdict.outcome, reason, int(facts["offerings"]), quarantined)
    failure = failure_class(verdict.outcome, facts, verdict.belief, unread=trouble is not None)
    night.ledger.record(
        "judge", name, outcome=result.outcome, reason=result.reason, failure=failure, **_counts(facts),
        quarantined=quarantined,
    )  # fmt: skip
    night.log.write("info" if verdict.outcome == "complete" else "warning", reason or "complete", name)
    return result


def process(night: Night, con: duckdb.DuckDBPyConnection, institution: Institution) -> Result:
    """Load, normalise, judge: everything after the crawl that is one institution's own. Done once a harvest.

    What goes wrong with one institution's words stays its own: its night has failed, the others go on. A disk or a
    database that fails is nobody's words, and ends the run.
    """
    import duckdb

    from warehouse.load import forget

    # A commit fails (TransactionException) for want of room, for one writer never meets another.
    machine = (
        OSError, MemoryError, duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException,
        duckdb.TransactionException,
    )  # fmt: skip
    done = night.ledger.done_since("judge", "harvest", institution.id)
    if done is not None:
        return Result(institution.id, done["outcome"], done["reason"], done["offerings"], done["quarantined"])
    try:
        load(night, con, institution)
        normalise(night, con, institution)
    except machine:
        raise
    except Exception as error:
        forget(con, institution.id)
        why = f"What was harvested could not be read ({type(error).__name__}: {error}). Nothing was taken."
        night.log.write("error", why, institution.id, trace=traceback.format_exc())
        return judge(night, con, institution, why)
    return judge(night, con, institution)


def _counts(facts: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(facts[name]) for name in ("pages", "offerings", "priced", "with_duration")}


def _error(institution: str, message: str) -> dict[str, Any]:
    return {
        "level": "institution",
        "severity": "critical",
        "rule": ERROR_RULE,
        "institution_id": institution,
        "message": message,
    }


def judge_release(night: Night, con: duckdb.DuckDBPyConnection) -> ReleaseVerdict:
    """May tonight be released? Recorded; nothing is released here.

    A yes stands until an institution is judged anew: after it the catalogue may have moved, and the gate compares
    with the catalogue as it was.
    """
    from expectations.gate import judge_release as gate
    from expectations.verdicts import ReleaseVerdict
    from warehouse import frames, quality

    said = night.ledger.done_since("judge_release", "judge")
    if said is not None and said["released"]:
        return ReleaseVerdict(True)
    errors = [f["message"] for f in quality.findings_of(con, night.run_id) if f["rule"] == ERROR_RULE]
    verdict = gate(frames.release_frame(con, night.run_id), (), errors)
    quality.record_findings(con, night.run_id, None, [finding.as_dict() for finding in verdict.findings])
    night.ledger.record("judge_release", released=verdict.released, reason=verdict.reason)
    if not verdict.released:
        night.log.write("error", verdict.reason or "no release")
    return verdict


def _merge(night: Night, con: duckdb.DuckDBPyConnection) -> None:
    from warehouse.fingerprint import normaliser_fingerprint
    from warehouse.history import merge

    fingerprint = con.execute(
        "SELECT max(reader_fingerprint) FROM landing.harvest WHERE run_id = ?", [night.run_id]
    ).fetchone()
    if fingerprint is None or fingerprint[0] is None:
        raise CommandError(f"run {night.run_id} has no harvest: there is nothing to release")
    counts = merge(
        con,
        night.run_id,
        started_at=night.started_at,
        reader_fingerprint=fingerprint[0],
        normaliser_fingerprint=normaliser_fingerprint(),
        whole=not night.only,
    )
    night.ledger.record("merge", changes=counts.changes)


def merge_unreleased(night: Night, con: duckdb.DuckDBPyConnection) -> None:
    """The catalogue moves and nothing is written: a night of a rebuild, whose release there was once."""
    from warehouse.release import mark_released

    _merge(night, con)
    mark_released(con, night.run_id)


def release(night: Night, con: duckdb.DuckDBPyConnection) -> Release:
    """The catalogue moves, the release is written and becomes `current`, analysts get their copy."""
    from warehouse import quality
    from warehouse.reader_copy import write_reader_copy
    from warehouse.release import publish, write_release
    from warehouse.retention import remove_old_releases

    _merge(night, con)
    validation = {"run_id": night.run_id, "findings": quality.findings_of(con, night.run_id)}
    made = write_release(con, night.data, night.run_id, validation)
    publish(night.data, night.run_id)
    write_reader_copy(con, night.data)
    for run_id in remove_old_releases(night.data):
        night.log.write("info", f"release {run_id} is no longer kept (30 nights, then one a month)")
    night.ledger.record("release", digest=made.digest, rows=dict(made.rows))
    night.log.write("info", f"released {made.folder.name}", digest=made.digest)
    return made


def _data_docs(night: Night, con: duckdb.DuckDBPyConnection) -> None:
    from expectations.datadocs import write_data_docs
    from warehouse import frames

    write_data_docs(
        night.folder / "report" / "data-docs",
        night.run_id,
        frames.offerings_to_judge(con, night.run_id, None),
        frames.sections_to_judge(con, night.run_id, None),
        frames.prices_to_judge(con, night.run_id, None),
    )


def report(night: Night, con: duckdb.DuckDBPyConnection) -> None:
    """The page for operators, and Great Expectations' own pages of all rules beside it."""
    from flows.report.build import write_report

    try:
        _data_docs(night, con)
    except Exception as error:  # the report is what counts at 2 a.m.
        night.log.write("error", f"no Data Docs: {type(error).__name__}: {error}", trace=traceback.format_exc())
    write_report(night, con)
    night.ledger.record("report")
