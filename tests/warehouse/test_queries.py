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
from warehouse import schema
from warehouse.bulk import insert_rows
from warehouse.connection import open_reader, reader_path
from warehouse.labels import labels_of
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


def add_sections_and_a_path(kept: Warehouse) -> None:
    """A1 runs once, dated on both ends; C3 once with a first day only, once cancelled; B2 stacks into A1."""
    common = {"institution_id": "coast", "run_id": "2026-11-22.1", "delivery_mode": "unknown"}
    a1, c3 = kept.offering_id("Course A1"), kept.offering_id("Course C3")
    first = {"start_date": date(2027, 1, 11), "availability": "open"}
    sections = [
        {"offering_id": a1, "section_id": f"{a1}-1", "end_date": date(2027, 2, 19), **first},
        {"offering_id": c3, "section_id": f"{c3}-1", **first},
        {"offering_id": c3, "section_id": f"{c3}-2", **(first | {"availability": "cancelled"})},
    ]
    insert_rows(kept.con, "catalog", schema.SECTION, [common | one for one in sections])
    path = {"offering_id": kept.offering_id("Course B2"), "relation": "stacks_into", "target_text": "Course A1"}
    insert_rows(kept.con, "catalog", schema.RELATION_TABLE, [common | path | {"target_offering_id": a1}])


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
    add_sections_and_a_path(kept)
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
    assert max(len(line) for line in text.splitlines()) <= 130
    assert analysts.execute(text).fetchall()


def test_there_are_fifteen_documented_queries() -> None:
    assert len(list(QUERIES.glob("*.sql"))) >= 15


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


def test_the_history_of_price_and_duration_is_one_query(analysts: duckdb.DuckDBPyConnection) -> None:
    found = analysts.execute(
        "SELECT held_from, held_until, cost_min, span_min, span_unit FROM history "
        "WHERE title = 'Course A1' ORDER BY held_from"
    ).fetchall()
    assert found == [
        (date(2026, 11, 20), date(2026, 11, 21), D("495.00"), D("6.00"), "week"),
        (date(2026, 11, 21), None, D("525.00"), D("6.00"), "week"),
    ]
    assert len(answer(analysts, "price_and_duration_history")) == 2


def test_an_hour_costs_the_whole_price_over_the_hours(analysts: duckdb.DuckDBPyConnection) -> None:
    found = analysts.execute("SELECT title, cost_per_hour_min FROM cost_per_hour ORDER BY title").fetchall()
    assert found == [("Course A1", D("26.25")), ("Course B2", D("2.49"))]


def test_what_can_be_finished_is_only_what_can_be_reckoned(analysts: duckdb.DuckDBPyConnection) -> None:
    by_april = "SELECT title, finish_on, finish_source, pace FROM finish_by(DATE '2027-04-01', {})"
    assert analysts.execute(by_april.format(8)).fetchall() == [("Course A1", date(2027, 2, 19), "stated", "fits")]
    assert analysts.execute(by_april.format(2)).fetchall() == []  # 20 hours in six weeks are more than 2 a week
    early = "SELECT title FROM finish_by(DATE '2027-02-01', 40)"
    assert analysts.execute(early).fetchall() == []


def test_price_changes_are_the_sources_and_say_by_how_much(analysts: duckdb.DuckDBPyConnection) -> None:
    found = analysts.execute(
        "SELECT title, night, cost_min_before, cost_min_after, currency_before, cost_min_difference FROM price_changes"
    ).fetchall()
    assert found == [("Course A1", date(2026, 11, 21), D("495.00"), D("525.00"), "CAD", D("30.00"))]


def test_not_stated_is_a_value_one_can_filter_on(analysts: duckdb.DuckDBPyConnection) -> None:
    english = analysts.execute("SELECT title FROM offerings_en WHERE cost_status = 'Not stated'").fetchall()
    french = analysts.execute("SELECT title, cost_min FROM offerings_fr WHERE cost_basis = 'Non indiqué'").fetchall()
    assert english == [("Course H1",)]
    assert french == [("Course H1", None)]  # never 0


def test_a_path_names_both_ends(analysts: duckdb.DuckDBPyConnection) -> None:
    found = analysts.execute("SELECT title, relation, target_text, target_title FROM stacks").fetchall()
    assert found == [("Course B2", "stacks_into", "Course A1", "Course A1")]


def test_the_scorecard_says_shares_and_freshness(analysts: duckdb.DuckDBPyConnection) -> None:
    found = [(row[0], row[2], row[3], row[4], row[9]) for row in answer(analysts, "scorecard")]
    assert found == [("coast", 3, 1, 1.0, 0), ("hill", 1, 1, 0.0, 1)]


def test_coverage_counts_each_field(analysts: duckdb.DuckDBPyConnection) -> None:
    found = analysts.execute(
        "SELECT institution_id, offerings, stated FROM coverage WHERE field = 'cost_status' ORDER BY ALL"
    ).fetchall()
    assert found == [("coast", 3, 3), ("hill", 1, 0)]


def test_every_code_has_a_label_in_both_languages() -> None:
    for one in (*schema.CATALOG, schema.LABEL):
        for column in one.columns:
            assert set(labels_of(column)) == set(column.values)


def test_labels_are_published_with_the_catalogue(analysts: duckdb.DuckDBPyConnection) -> None:
    found = analysts.execute("SELECT label_en, label_fr FROM labels WHERE code = 'online_live'").fetchall()
    assert found == [("Online, live", "En ligne, en direct")]
