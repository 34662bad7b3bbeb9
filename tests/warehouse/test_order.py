"""Nights go forwards, their changes are shown once, and a registry that asks less is not fresh for the rest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.landing_kit import priced
from tests.warehouse.night_kit import COAST, HILL, Warehouse
from warehouse.frames import institution_night
from warehouse.history import OutOfOrderError, merge
from warehouse.quality import record_night
from warehouse.release import publish, write_release

N1, N2, N3 = (f"2026-11-{day}.1" for day in (20, 21, 22))


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path, (COAST, HILL))


def test_a_night_older_than_the_catalogue_is_refused_and_changes_nothing(warehouse: Warehouse) -> None:
    warehouse.night(N2, {"coast": [priced("A1", "495.00")]})
    with pytest.raises(OutOfOrderError, match=N2):
        warehouse.night(N1, {"coast": [priced("A1", "1.00")]})
    assert str(warehouse.price("Course A1")) == "495.00"


def test_changes_of_a_night_that_was_not_released_are_shown_once(warehouse: Warehouse) -> None:
    def shown(run_id: str) -> set[str]:
        folder = write_release(warehouse.con, warehouse.data, run_id, {}).folder
        publish(warehouse.data, run_id)
        rows = duckdb.execute(f"SELECT DISTINCT run_id FROM read_parquet('{folder}/changes.parquet')").fetchall()
        return {row[0] for row in rows}

    warehouse.night(N1, {"coast": [priced("A1", "1.00")]})  # merged, never released
    warehouse.night(N2, {"coast": [priced("A1", "2.00")]})
    assert shown(N2) == {N1, N2}
    assert shown(N2) == {N1, N2}  # releasing again shows the same
    warehouse.night(N3, {"coast": [priced("A1", "3.00")]})
    assert shown(N3) == {N3}


def test_what_a_whole_run_does_not_ask_any_more_goes_stale(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "1.00")], "hill": [priced("H1", "7.00")]})
    warehouse.stage(N2, "coast", [priced("A1", "1.00")])
    facts = institution_night(warehouse.con, N2, "coast", expected_minimum=1)
    record_night(warehouse.con, N2, "coast", "complete", None, facts, 0)
    merge(
        warehouse.con,
        N2,
        started_at=datetime(2026, 11, 21, 3),
        reader_fingerprint="r1",
        normaliser_fingerprint="n1",
        whole=True,
    )
    assert warehouse.states() == {"Course A1": "current", "Course H1": "stale"}
