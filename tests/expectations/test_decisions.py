"""What a person decides about a hold: accepts the level, releases a value, corrects a page that is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from crawlers.contract import Institution
from expectations.gate import judge_institution, judge_rows
from expectations.verdicts import InstitutionVerdict
from tests.conftest import Program
from tests.expectations.test_seam import LONG, PRICED, SAID
from warehouse import acceptances, corrections, frames, quality, schema
from warehouse.bulk import insert_rows
from warehouse.connection import open_work
from warehouse.registry_rows import sync_institutions

COAST = Institution("coast", "Coast College", "BC", "http://coast.example/")
GOOD, FALLEN, LATER, AFTER = (f"2026-11-{day}.1" for day in (21, 24, 25, 26))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    con = open_work(tmp_path)
    sync_institutions(con, [COAST])
    con.close()
    (tmp_path / "runs" / FALLEN).mkdir(parents=True)
    return tmp_path


def judged(con: duckdb.DuckDBPyConnection, run: str, count: int, **values: Any) -> InstitutionVerdict:
    """One night of so many offerings, staged, judged and kept as the night's stages do it; `values` of the first."""
    con.execute("DELETE FROM stage.offering")
    con.execute("DELETE FROM stage.evidence")
    rows = [
        {"offering_id": f"coast-{n}", "institution_id": "coast", "offering_key": f"K{n}", "title": f"Course {n}",
         "url": f"http://coast.example/{n}", "run_id": run, **SAID, **PRICED, **LONG} for n in range(count)
    ]  # fmt: skip
    rows[0] |= values
    insert_rows(con, "stage", schema.STAGE_OFFERING, rows)
    evidence = [
        {"offering_id": row["offering_id"], "institution_id": "coast", "section_id": "", "field": name,
         "value": str(value), "how": "stated", "run_id": run}
        for row in rows for name, value in row.items() if name in {c.name for c in schema.SUBSTANCE}
    ]  # fmt: skip
    insert_rows(con, "stage", schema.EVIDENCE, evidence)
    known = corrections.corrections_in(Path(_data(con)) / "corrections")
    corrected = corrections.apply(con, run, "coast", known)
    offerings = frames.offerings_to_judge(con, run, "coast")
    others = frames.sections_to_judge(con, run, "coast"), frames.prices_to_judge(con, run, "coast")
    verdict = judge_rows(offerings, *others).excused(acceptances.pardoned(con, "coast"))
    facts = frames.institution_night(con, run, "coast", expected_minimum=1) | {
        "has_harvest": True, "listing_ended": True, "finish_reason": "finished", "requests": count}  # fmt: skip
    said = judge_institution(facts, frames.institution_history(con, run, "coast"), offerings, verdict)
    assert said.errors == ()
    findings = [f.as_dict() for f in (*verdict.findings, *said.findings)]
    quality.record_findings(con, run, "coast", [*corrected, *findings])
    quality.record_measures(con, run, "coast", verdict.measures)
    quarantined = quality.quarantine_failed_rows(con, run, "coast")
    quality.record_night(con, run, "coast", said.outcome, said.reason, facts, quarantined)
    return said


def _data(con: duckdb.DuckDBPyConnection) -> str:
    row = con.execute("SELECT path FROM duckdb_databases() WHERE database_name = 'work'").fetchone()
    return str(Path(row[0]).parent) if row else ""


def test_a_held_level_that_is_accepted_is_the_level_from_then_on(data: Path, microcreds: Program) -> None:
    con = open_work(data)
    assert judged(con, GOOD, 60).outcome == "complete"
    assert judged(con, FALLEN, 30).outcome == "held"
    con.close()
    done = microcreds("accept", "coast", "--reason", "Half the courses went to a partner", "--data", data)
    assert (done.returncode, done.stderr) == (0, "")
    assert "30 offerings instead of 60" in done.stdout
    con = open_work(data)
    assert judged(con, FALLEN, 30).outcome == "complete"  # the same run judged anew
    assert judged(con, LATER, 30).outcome == "complete"
    assert judged(con, AFTER, 14).outcome == "held"  # a collapse of the new level is held as any is
    con.close()


def test_only_a_night_held_for_its_level_can_be_accepted(data: Path, microcreds: Program) -> None:
    never = microcreds("accept", "coast", "--reason", "It is so", "--data", data)
    assert (never.returncode, never.stderr) == (1, "microcreds: coast has not had a night yet\n")
    con = open_work(data)
    judged(con, GOOD, 60)
    con.close()
    well = microcreds("accept", "coast", "--reason", "It is so", "--data", data)
    assert well.returncode == 1
    assert "was complete: there is no level to accept" in well.stderr
    con = open_work(data)
    facts = frames.institution_night(con, FALLEN, "coast", expected_minimum=1)
    quality.record_night(con, FALLEN, "coast", "held", "x", facts, 0)
    about = {"level": "institution", "severity": "critical", "institution_id": "coast", "message": "x"}
    quality.record_findings(con, FALLEN, "coast", [about | {"rule": "INST-011"}])
    with pytest.raises(acceptances.NothingToAcceptError, match="not for its level"):
        acceptances.accept(con, "coast", "It is so")
    con.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("nowhere", "--reason", "It is so"), "no institution 'nowhere'"), (("coast",), "--reason"),
     (("coast", "--reason", " "), "needs words")],
)  # fmt: skip
def test_wrong_usage_of_accept_is_told_apart(
    data: Path, microcreds: Program, arguments: tuple[str, ...], words: str
) -> None:
    done = microcreds("accept", *arguments, "--data", data)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_quarantined_value_is_listed_explained_released_and_then_taken(data: Path, microcreds: Program) -> None:
    odd = {"cost_min": Decimal("4950.00"), "cost_max": Decimal("4950.00")}
    con = open_work(data)
    judged(con, FALLEN, 20, **odd)
    con.close()
    listed = microcreds("quarantine", "list", "--data", data)
    assert "COST-020" in listed.stdout
    assert "microcreds quarantine release coast-0 --rule COST-020" in listed.stdout
    explained = microcreds("quarantine", "explain", "coast-0", "--data", data)
    assert "http://coast.example/0" in explained.stdout
    done = microcreds("quarantine", "release", "coast-0", "--reason", "The page says 4950 in a picture", "--data", data)
    assert (done.returncode, done.stderr) == (0, "")
    con = open_work(data)
    judged(con, LATER, 20, **odd)
    assert con.execute("SELECT count(*) FROM quality.quarantine WHERE status = 'open'").fetchone() == (0,)
    judged(con, AFTER, 20, cost_min=Decimal("9500.00"), cost_max=Decimal("9500.00"))
    assert con.execute("SELECT count(*) > 0 FROM quality.quarantine WHERE status = 'open'").fetchone() == (True,)
    con.close()
    assert microcreds("quarantine", "release", "coast-7", "--reason", "x", "--data", data).returncode == 1


CORRECTION = """
[[correction]]
offering = "coast-0"
expect = { cost_min = 4950, cost_max = "4950.00" }
set = { cost_min = 495, cost_max = "495.00" }
reason = "A zero too many; confirmed by the registrar"
"""


def correct(data: Path, text: str = CORRECTION) -> None:
    (data / "corrections").mkdir(exist_ok=True)
    (data / "corrections" / "coast.toml").write_text(text)


def test_a_correction_holds_while_the_page_says_what_it_expects_and_is_its_evidence(data: Path) -> None:
    correct(data)
    con = open_work(data)
    judged(con, FALLEN, 20, cost_min=Decimal("4950.00"), cost_max=Decimal("4950.00"))
    assert con.execute("SELECT cost_min, cost_max FROM stage.offering WHERE offering_id = 'coast-0'").fetchone() == (
        495,
        495,
    )
    found = con.execute(
        "SELECT how, words, locator FROM stage.evidence WHERE offering_id = 'coast-0' AND field = 'cost_min'"
    ).fetchall()
    assert found == [("derived", "A zero too many; confirmed by the registrar", "coast.toml")]
    assert con.execute("SELECT count(*) FROM quality.quarantine").fetchone() == (0,)
    con.close()


@pytest.mark.parametrize(
    ("price", "words"), [("495.00", "The source has fixed itself"), ("520.00", "The source has changed")]
)
def test_a_correction_fails_loudly_once_the_source_says_something_else(data: Path, price: str, words: str) -> None:
    correct(data)
    con = open_work(data)
    judged(con, FALLEN, 20, cost_min=Decimal(price), cost_max=Decimal(price), cost_text=f"${price}")
    rows = con.execute("SELECT rule, offering_id, message FROM quality.quarantine").fetchall()
    con.close()
    assert [row[:2] for row in rows] == [("CORR-001", "coast-0")]
    assert words in rows[0][2]
    assert "coast.toml" in rows[0][2]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("reason", "because"), "needs exactly"),
        (("cost_min", "price"), "'price'"),
        (("set = {", "set = { title = 'x',"), "does not expect"),
        (("[[", "[[["), "coast.toml"),
    ],
)
def test_a_file_of_corrections_that_cannot_be_used_is_named(data: Path, change: tuple[str, str], words: str) -> None:
    correct(data, CORRECTION.replace(*change))
    with pytest.raises(corrections.CorrectionError, match=words) as raised:
        corrections.corrections_in(data / "corrections")
    assert "coast.toml" in str(raised.value)
