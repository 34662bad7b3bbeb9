"""One whole night on the campus, through the console script and a real Prefect flow, and what can be asked after it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.ledger import Ledger
from tests.campus.compare import compare
from tests.campus.comparison import FATAL
from tests.campus.truth import truth
from tests.conftest import FEW, ROOT, Program

RUN = "2026-11-24.1"


@pytest.fixture(scope="module")
def night(microcreds: Program, few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("night") / "data"
    done = microcreds("nightly", "--registry", few, "--data", data, "--date", "2026-11-24")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "Released." in done.stdout
    for place in ("release", "warehouse", "report", "log"):
        assert place in done.stdout
    assert "nanobind" not in done.stderr
    return data


def test_every_offering_is_found_and_no_number_is_false(night: Path) -> None:
    compared = compare(night, 1)
    here = [counts for institution, counts in compared.counts.items() if institution in FEW]
    assert not any(counts[name] for counts in here for name in FATAL), compared.misses
    assert sum(counts["found"] for counts in here) == sum(one.institution in FEW for one in truth(1).offerings)


def test_the_release_is_whole_and_current(night: Path, microcreds: Program) -> None:
    assert (night / "current").resolve().name == RUN
    done = microcreds("release", "--verify", "--data", night)
    assert done.returncode == 0
    assert "whole" in done.stdout


def test_every_value_of_every_offering_has_evidence(night: Path) -> None:
    con = duckdb.connect(str(night / "warehouse.duckdb"), read_only=True)
    missing = con.execute(
        """
        SELECT o.offering_id FROM offerings o
        WHERE o.cost_min IS NOT NULL
          AND NOT EXISTS (FROM evidence e WHERE e.offering_id = o.offering_id AND e.field = 'cost_min'
                          AND e.words IS NOT NULL AND e.page_url IS NOT NULL AND e.archive_file IS NOT NULL)
        """
    ).fetchall()
    con.close()
    assert missing == []


def test_a_price_is_traced_to_the_words_of_the_archived_page(night: Path, microcreds: Program) -> None:
    con = duckdb.connect(str(night / "warehouse.duckdb"), read_only=True)
    rows = con.execute(
        "SELECT min(offering_id) FROM offerings WHERE cost_status = 'priced' GROUP BY institution_id"
    ).fetchall()
    con.close()
    for (offering_id,) in rows:
        done = microcreds("trace", offering_id, "cost_min", "--data", night)
        assert done.returncode == 0
        assert "there    “" in done.stdout, done.stdout
        assert "fetched" in done.stdout


@pytest.mark.parametrize("query", sorted(p.stem for p in (ROOT / "warehouse" / "queries").glob("*.sql")))
def test_every_documented_query_answers(night: Path, microcreds: Program, query: str) -> None:
    assert microcreds("sql", query, "--data", night).returncode == 0


def test_nobody_s_mail_or_phone_is_released(night: Path) -> None:
    con = duckdb.connect(str(night / "warehouse.duckdb"), read_only=True)
    row = con.execute(
        "SELECT count(*) FROM evidence WHERE words LIKE '%@northcoast.example%' OR words LIKE '%250-555-0142%'"
    ).fetchone()
    con.close()
    assert row == (0,)


def test_the_report_is_one_page_without_scripts(night: Path) -> None:
    page = (night / "runs" / RUN / "report" / "index.html").read_text()
    assert "North Coast Institute" in page
    assert "<script" not in page
    assert "Content-Security-Policy" in page


def test_the_ledger_tells_the_run(night: Path) -> None:
    ledger = Ledger(night / "runs" / RUN)
    assert ledger.finished
    assert {ledger.last("judge", name) is not None for name in ("harbour", "north-coast", "riviere")} == {True}
    log = [json.loads(line) for line in (night / "runs" / RUN / "log.jsonl").read_text().splitlines()]
    assert {line["institution"] for line in log} >= {"harbour", "north-coast", "riviere"}


def test_prefect_knows_the_run_and_each_institution(night: Path) -> None:
    with closing(sqlite3.connect(night / ".prefect" / "prefect.db")) as prefect:
        runs = prefect.execute("SELECT name, state_name FROM flow_run").fetchall()
        tasks = dict(prefect.execute("SELECT name, state_name FROM task_run").fetchall())
    assert runs == [(RUN, "Completed")]
    assert {tasks[name] for name in ("harbour", "north-coast", "riviere")} == {"Completed"}
    assert any(name.startswith("harvest") for name in tasks)


def test_status_and_doctor_find_all_well(night: Path, few: Path, microcreds: Program) -> None:
    status = microcreds("status", "--data", night)
    assert status.returncode == 0
    assert "complete" in status.stdout
    doctor = microcreds("doctor", "--data", night, "--registry", few)
    assert doctor.returncode == 0
    assert "BROKEN" not in doctor.stdout


@pytest.mark.slow
def test_stages_can_be_run_again_alone_and_change_nothing(night: Path, few: Path, microcreds: Program) -> None:
    manifest = json.loads((night / "current" / "manifest.json").read_text())
    for stage in ("harvest", "load", "normalise", "judge", "report"):
        done = microcreds("run", stage, "--run", RUN, "--registry", few, "--data", night)
        assert done.returncode == 0, done.stderr
    done = microcreds("run", "release", "--run", RUN, "--registry", few, "--data", night)
    assert done.returncode == 0, done.stderr
    again = json.loads((night / "current" / "manifest.json").read_text())
    assert again["catalogue_digest"] == manifest["catalogue_digest"]
    assert again["files"] == manifest["files"]  # the same landing, run and code give the same bytes
