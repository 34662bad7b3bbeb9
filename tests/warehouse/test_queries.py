"""The analysts' queries answer, on a file of several nights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

import warehouse as room
from tests.warehouse.landing_kit import Said, priced
from tests.warehouse.night_kit import Warehouse
from warehouse.connection import open_reader, reader_path
from warehouse.reader_copy import write_reader_copy

QUERIES = Path(room.__file__).parent / "queries"
D = Decimal


def with_length(hours: str, weeks: str) -> dict[str, Any]:
    return {
        "duration_status": "stated",
        "total_hours_min": D(hours),
        "total_hours_max": D(hours),
        "total_hours_source": "stated",
        "span_min": D(weeks),
        "span_max": D(weeks),
        "span_unit": "week",
        "span_days_min": D(weeks) * 7,
        "span_days_max": D(weeks) * 7,
    }


@pytest.fixture(scope="module")
def analysts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Three nights: A1's price goes up, B2 vanishes, C3 comes; H1 says no price; hill is out of reach on night 3."""
    data = tmp_path_factory.mktemp("analysts")
    kept = Warehouse(data)
    trades, arts = {"subjects": ["Trades"]}, {"subjects": ["Arts", "Trades"]}
    a1 = [priced("A1", amount, row=trades | with_length("20", "6")) for amount in ("495.00", "525.00", "525.00")]
    b2 = priced("B2", "99.50", row=arts | with_length("40", "2"))
    h1 = Said("H1", "Course H1", url="http://hill.example/h1")
    h2 = priced("H2", "10.00", url="http://hill.example/h2", row={"in_scope": False})
    kept.night("2026-11-20.1", {"coast": [a1[0], b2], "hill": [h1, h2]})
    kept.night("2026-11-21.1", {"coast": [a1[1], b2], "hill": [h1, h2]})
    kept.night("2026-11-22.1", {"coast": [a1[2], priced("C3", "300.00")], "hill": []}, outcomes={"hill": "failed"})
    write_reader_copy(kept.con, data)
    kept.con.close()
    con = open_reader(reader_path(data))
    yield con
    con.close()


def answer(con: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    return con.execute((QUERIES / f"{name}.sql").read_text()).fetchall()


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.sql")), ids=lambda path: path.stem)
def test_every_query_runs_and_says_its_question_and_an_example(analysts: duckdb.DuckDBPyConnection, path: Path) -> None:
    text = path.read_text()
    assert text.startswith("-- Question: ")
    assert "-- Example: " in text
    assert analysts.execute(text).fetchall()


def test_the_cheapest_of_each_subject_and_province(analysts: duckdb.DuckDBPyConnection) -> None:
    found = [row[:5] for row in answer(analysts, "cheapest_by_subject_and_province")]
    assert found == [
        ("BC", "(not stated)", "Course C3", D("300.00"), "CAD"),
        ("BC", "Arts", "Course B2", D("99.50"), "CAD"),
        ("BC", "Trades", "Course B2", D("99.50"), "CAD"),
    ]


def test_the_shortest_by_effort_and_by_calendar_are_two_answers(analysts: duckdb.DuckDBPyConnection) -> None:
    assert [row[0] for row in answer(analysts, "shortest_by_effort")] == ["Course A1", "Course B2"]
    assert [row[0] for row in answer(analysts, "shortest_by_calendar")] == ["Course B2", "Course A1"]


def test_what_is_stale_and_how_old(analysts: duckdb.DuckDBPyConnection) -> None:
    assert answer(analysts, "stale") == [
        ("coast", "Course B2", date(2026, 11, 21), 1, date(2026, 11, 22)),
        ("hill", "Course H1", date(2026, 11, 21), 1, None),
    ]


def test_the_price_history_of_an_offering_is_its_prices_and_when_they_held(
    analysts: duckdb.DuckDBPyConnection,
) -> None:
    history = [(row[1], *row[2:6]) for row in answer(analysts, "price_history") if row[1] == "Course A1"]
    assert history == [
        ("Course A1", date(2026, 11, 20), date(2026, 11, 21), "priced", D("495.00")),
        ("Course A1", date(2026, 11, 21), None, "priced", D("525.00")),
    ]


def test_coverage_counts_what_is_stated(analysts: duckdb.DuckDBPyConnection) -> None:
    found = [(row[0], row[1], row[2], row[6], row[7]) for row in answer(analysts, "coverage_by_institution")]
    assert found == [("coast", 3, 1.0, "complete", 0), ("hill", 1, 0.0, "failed", 1)]


def test_what_changed_last_night(analysts: duckdb.DuckDBPyConnection) -> None:
    assert answer(analysts, "changed_last_night") == [("coast", "Course C3", "added", "", None, "Course C3")]
