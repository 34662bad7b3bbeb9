"""The frames of the warehouse go through the gate as they are: its types, its NULLs, its dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from crawlers.contract import Institution
from expectations.gate import judge_institution, judge_release, judge_rows
from warehouse import frames, schema
from warehouse.bulk import insert_rows
from warehouse.connection import open_work
from warehouse.registry_rows import sync_institutions

RUN = "2026-11-24.1"
SAID = {
    "in_scope": True,
    "credential_kind": "micro_credential",
    "recognition": "unknown",
    "delivery_mode": "unknown",
    "completeness": 0.5,
}
PRICED = {
    "cost_status": "priced",
    "cost_min": Decimal("495.00"),
    "cost_max": Decimal("495.00"),
    "currency": "CAD",
    "cost_basis": "total",
    "cost_text": "$495",
}
LONG = {"duration_status": "stated", "hours_min": Decimal(30), "hours_max": Decimal(30), "duration_text": "30 hours"}
NOTHING = {"cost_status": "unknown", "duration_status": "unknown"}


@pytest.fixture
def con(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    con = open_work(tmp_path)
    sync_institutions(con, [Institution("coast", "Coast College", "BC", "http://coast.example/")])
    return con


def stage(con: duckdb.DuckDBPyConnection, *rows: dict[str, Any]) -> None:
    offerings = [
        {
            "offering_id": f"coast-{n}",
            "institution_id": "coast",
            "offering_key": f"K{n}",
            "title": f"Course {n}",
            "url": f"http://coast.example/{n}",
            "run_id": RUN,
            **SAID,
            **row,
        }
        for n, row in enumerate(rows)
    ]
    evidence = [
        {
            "offering_id": row["offering_id"],
            "institution_id": "coast",
            "section_id": "",
            "field": name,
            "value": str(value),
            "how": "stated",
            "run_id": RUN,
        }
        for row in offerings
        for name, value in row.items()
        if name in {c.name for c in schema.SUBSTANCE}
    ]
    sections = [
        {
            "section_id": f"{row['offering_id']}/1",
            "offering_id": row["offering_id"],
            "institution_id": "coast",
            "start_date": date(2026, 9, 8),
            "delivery_mode": "unknown",
            "availability": "unknown",
            "run_id": RUN,
        }
        for row in offerings
    ]
    insert_rows(con, "stage", schema.STAGE_OFFERING, offerings)
    insert_rows(con, "stage", schema.EVIDENCE, evidence)
    insert_rows(con, "stage", schema.SECTION, sections)


def judge(con: duckdb.DuckDBPyConnection) -> Any:
    return judge_rows(
        frames.offerings_to_judge(con, RUN, "coast"),
        frames.sections_to_judge(con, RUN, "coast"),
        frames.prices_to_judge(con, RUN, "coast"),
    )


def test_staged_rows_are_judged_without_error_and_without_a_false_alarm(con: duckdb.DuckDBPyConnection) -> None:
    stage(con, PRICED | LONG, NOTHING, PRICED | {"duration_status": "unknown"})
    verdict = judge(con)
    assert (verdict.errors, verdict.findings, verdict.rows) == ((), (), 3)


def test_rows_that_all_say_nothing_are_judged(con: duckdb.DuckDBPyConnection) -> None:
    stage(con, NOTHING, NOTHING)
    assert (judge(con).errors, judge(con).findings) == ((), ())


def test_a_fault_in_staged_rows_is_found(con: duckdb.DuckDBPyConnection) -> None:
    stage(con, PRICED | LONG, PRICED | LONG | {"cost_min": Decimal("700.00"), "cost_text": "$700 to $495"})
    assert {(f.rule, f.offering_id) for f in judge(con).findings} == {("COST-006", "coast-1")}


def test_the_facts_of_a_night_and_of_a_release_are_those_that_are_judged(con: duckdb.DuckDBPyConnection) -> None:
    night = frames.institution_night(con, RUN, "coast", expected_minimum=1)
    rows = frames.offerings_to_judge(con, RUN, "coast")
    verdict = judge_institution(night, frames.institution_history(con, RUN, "coast"), rows, judge(con))
    assert (verdict.outcome, verdict.errors) == ("failed", ())
    assert verdict.findings[0].institution_id == "coast"
    assert judge_release(frames.release_frame(con, RUN)).findings[0].rule == "REL-005"
