"""A merge that is broken off leaves the catalogue as it was, in the file too, and can be repeated."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.warehouse.landing_kit import priced
from tests.warehouse.night_kit import Warehouse
from warehouse import connection, history, schema

N1, N2 = "2026-11-20.1", "2026-11-21.1"
STEPS = ("record_changes", "refresh", "_age", "link_copies", "_versions", "_identities", "_institutions")


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
    with pytest.raises(connection.WarehouseError, match=r"schema 1\."):
        connection.open_work(warehouse.data)
    monkeypatch.undo()
    warehouse.reopen()


def test_a_file_of_an_older_minor_version_gets_its_new_columns(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00")]})
    warehouse.con.execute("ALTER TABLE catalog.offering DROP COLUMN copy_of")
    warehouse.con.execute("UPDATE ops.schema_version SET version = '1.0.0'")
    warehouse.reopen()
    assert warehouse.all("SELECT version FROM ops.schema_version") == [(schema.SCHEMA_VERSION,)]
    assert warehouse.night(N2, {"coast": [priced("A1", "495.00")]}).changes == {}
    assert warehouse.all("SELECT copy_of FROM catalog.offering") == [(None,)]


def test_a_file_with_a_column_of_another_type_is_refused(warehouse: Warehouse) -> None:
    warehouse.con.execute("ALTER TABLE catalog.change ALTER COLUMN night TYPE VARCHAR")
    warehouse.con.close()
    with pytest.raises(connection.WarehouseError, match=r"catalog\.change\.night is VARCHAR"):
        connection.open_work(warehouse.data)
    warehouse.con = connection.connect(warehouse.data / "other.duckdb")
