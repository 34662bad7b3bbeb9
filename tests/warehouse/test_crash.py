"""A merge that is broken off leaves the catalogue as it was, in the file too, and can be repeated."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.warehouse.landing_kit import priced
from tests.warehouse.night_kit import Warehouse
from warehouse import connection, history, schema

N1, N2 = "2026-11-20.1", "2026-11-21.1"
STEPS = ("_record_changes", "_refresh", "_age", "_versions", "_identities", "_institutions")


@pytest.mark.parametrize("step", STEPS)
def test_a_merge_broken_off_at_any_step_changes_nothing(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00"), priced("B2", "2.00")]})
    before = warehouse.snapshot()
    real = getattr(history, step)

    def and_then_the_power_went(*arguments: object, **more: object) -> None:
        real(*arguments, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(history, step, and_then_the_power_went)
        with pytest.raises(KeyboardInterrupt):
            warehouse.night(N2, {"coast": [priced("A1", "500.00"), priced("C3", "3.00")]})
    assert warehouse.snapshot() == before
    warehouse.reopen()
    assert warehouse.snapshot() == before
    assert warehouse.merge(N2).merged
    assert warehouse.price("Course A1") == Decimal("500.00")


def test_a_file_of_another_major_schema_version_is_refused(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse.con.close()
    monkeypatch.setattr(schema, "SCHEMA_VERSION", "2.0.0")
    with pytest.raises(connection.WarehouseError, match=r"schema 1\.0\.0"):
        connection.open_work(warehouse.data)
    monkeypatch.undo()
    warehouse.reopen()
