"""A release is whole or is not there; its bytes repeat; `current` and the analysts' file are swapped in one step."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouse.landing_kit import priced
from tests.warehouse.night_kit import Warehouse
from warehouse import release, schema
from warehouse.connection import WarehouseError, open_reader, reader_path
from warehouse.digest import catalogue_digest
from warehouse.published import Published, release_tables
from warehouse.reader_copy import write_reader_copy
from warehouse.release import ReleaseError, current_release, publish, verify_release, write_release

N1, N2, N3 = "2026-11-20.1", "2026-11-21.1", "2026-11-22.1"
FIRST = {"coast": [priced("A1", "495.00"), priced("B2", "19.99"), priced("O3", "1.00", row={"in_scope": False})]}
SECOND = {"coast": [priced("A1", "525.50"), priced("B2", "19.99"), priced("O3", "1.00", row={"in_scope": False})]}


def released(warehouse: Warehouse, run_id: str) -> Path:
    folder = write_release(warehouse.con, warehouse.data, run_id, {"released": True}).folder
    publish(warehouse.data, run_id)
    return folder


def parquet_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def test_a_release_has_its_tables_and_documents_and_verifies(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    folder = released(warehouse, N1)
    assert verify_release(folder) == []
    assert current_release(warehouse.data) == folder.resolve()
    assert (warehouse.data / "current").readlink() == Path("releases") / N1
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["catalogue_digest"] == catalogue_digest(warehouse.con)
    assert manifest["files"]["offerings.parquet"]["rows"] == 2
    assert manifest["files"]["all_offerings.parquet"]["rows"] == 3
    assert json.loads((folder / "validation.json").read_text()) == {"released": True}


def test_money_in_a_release_is_decimal_to_the_cent(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    table = pq.read_table(released(warehouse, N1) / "offerings.parquet")
    assert table.schema.field("cost_min").type == pa.decimal128(10, 2)
    assert sorted(table["cost_min"].to_pylist()) == [Decimal("19.99"), Decimal("495.00")]
    for one in release_tables(N1):
        floats = {column.name for column in one.table.columns if column.type == "DOUBLE"}
        assert not [name for name in floats if "cost" in name or "price" in name or "amount" in name]


def test_the_order_pages_were_met_in_changes_neither_bytes_nor_digest(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        warehouse = Warehouse(tmp_path / name)
        sites = FIRST if name == "one" else {"coast": list(reversed(FIRST["coast"]))}
        warehouse.night(N1, sites)
        folder = released(warehouse, N1)
        made.append((parquet_bytes(folder)["offerings.parquet"], catalogue_digest(warehouse.con)))
        warehouse.con.close()
    assert made[0] == made[1]


def test_a_night_repeated_in_another_folder_gives_the_same_parquet(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        warehouse = Warehouse(tmp_path / name)
        warehouse.con.execute(f"SET threads = {1 if name == 'one' else 2}")
        warehouse.night(N1, FIRST)
        warehouse.night(N2, SECOND)
        made.append(parquet_bytes(released(warehouse, N2)))
        warehouse.con.close()
    assert made[0] == made[1]
    assert len(made[0]) == len(release_tables(N2))


def test_the_digest_knows_values_and_not_when_they_were_fetched(tmp_path: Path) -> None:
    def digest(name: str, amount: str, fetched_at: str, run_id: str) -> str:
        warehouse = Warehouse(tmp_path / name)
        warehouse.night(run_id, {"coast": [priced("A1", amount)]}, landing={"fetched_at": fetched_at})
        found = catalogue_digest(warehouse.con)
        warehouse.con.close()
        return found

    one = digest("one", "495.00", "2026-11-20T03:00:00Z", "2026-11-20.1")
    assert digest("two", "495.00", "2026-11-20T05:59:00Z", "2026-11-20.2") == one
    assert digest("three", "495.01", "2026-11-20T03:00:00Z", "2026-11-20.1") != one


def test_releasing_a_run_again_leaves_the_same_release(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    folder = released(warehouse, N1)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    released(warehouse, N1)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_run_the_catalogue_has_moved_on_from_is_not_released(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    warehouse.night(N2, SECOND)
    with pytest.raises(ReleaseError, match="moved on"):
        write_release(warehouse.con, warehouse.data, N1, {})
    with pytest.raises(ReleaseError, match="not merged"):
        write_release(warehouse.con, warehouse.data, N3, {})


def test_changes_are_those_since_the_last_release(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    released(warehouse, N1)
    warehouse.night(N2, SECOND)  # not released
    warehouse.night(N3, {"coast": SECOND["coast"][:1]})
    folder = released(warehouse, N3)
    assert {row["run_id"] for row in pq.read_table(folder / "changes.parquet").to_pylist()} == {N2}


@pytest.mark.parametrize("file", ["prices.parquet", "manifest.json", "DATA_DICTIONARY.md", "SUCCESS"])
def test_a_release_with_a_missing_file_is_not_published(warehouse: Warehouse, file: str) -> None:
    warehouse.night(N1, FIRST)
    released(warehouse, N1)
    warehouse.night(N2, SECOND)
    folder = write_release(warehouse.con, warehouse.data, N2, {}).folder
    (folder / file).unlink()
    with pytest.raises(ReleaseError):
        publish(warehouse.data, N2)
    assert (warehouse.data / "current").readlink() == Path("releases") / N1


@pytest.mark.parametrize("damage", ["[]", '{"files": {"offerings.parquet": {}}}', "not json"])
def test_a_manifest_that_is_not_one_is_a_problem_and_no_crash(warehouse: Warehouse, damage: str) -> None:
    warehouse.night(N1, FIRST)
    folder = released(warehouse, N1)
    (folder / "manifest.json").write_text(damage)
    assert verify_release(folder)


def test_a_changed_byte_is_found(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    path = released(warehouse, N1) / "offerings.parquet"
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)
    assert verify_release(path.parent) == ["offerings.parquet is not the file that was released (checksum differs)"]


@pytest.mark.parametrize("step", ["_write_documents", "_put_in_place", "catalogue_digest"])
def test_a_failure_at_any_step_leaves_the_last_release_and_the_next_attempt_works(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    warehouse.night(N1, FIRST)
    before = parquet_bytes(released(warehouse, N1))
    warehouse.night(N2, SECOND)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(release, step, full)
        with pytest.raises(OSError, match="No space"):
            write_release(warehouse.con, warehouse.data, N2, {})
    assert [path.name for path in (warehouse.data / "releases").iterdir()] == [N1]
    assert parquet_bytes((warehouse.data / "current").resolve()) == before
    released(warehouse, N2)
    assert (warehouse.data / "current").readlink() == Path("releases") / N2


def test_what_a_killed_attempt_left_is_cleaned_and_a_release_set_aside_comes_back(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    folder = released(warehouse, N1)
    before = parquet_bytes(folder)
    folder.rename(folder.with_name(f".{N1}.aside"))  # killed between two renames
    torn = folder.with_name(f".{N2}.writing")
    torn.mkdir()
    (torn / "offerings.parquet").write_bytes(b"PAR1")
    warehouse.night(N2, SECOND)
    released(warehouse, N2)
    assert sorted(path.name for path in folder.parent.iterdir()) == [N1, N2]
    assert parquet_bytes(folder) == before


def test_analysts_read_their_copy_while_it_is_replaced(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    write_reader_copy(warehouse.con, warehouse.data)
    old = open_reader(reader_path(warehouse.data))
    warehouse.night(N2, SECOND)
    write_reader_copy(warehouse.con, warehouse.data)
    query = "SELECT cost_min FROM offerings WHERE title = 'Course A1'"
    assert old.execute(query).fetchall() == [(Decimal("495.00"),)]
    old.close()  # one process sees one file a path: DuckDB hands out the open one again
    new = open_reader(reader_path(warehouse.data))
    assert new.execute(query).fetchall() == [(Decimal("525.50"),)]
    with pytest.raises(duckdb.Error):
        new.execute("DELETE FROM prices")
    new.close()


def test_the_analysts_copy_has_every_table_with_its_columns_explained(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    write_reader_copy(warehouse.con, warehouse.data)
    con = open_reader(reader_path(warehouse.data))
    names = {row[0] for row in con.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    assert names == {
        "institutions", "offerings", "all_offerings", "sections", "prices", "relations", "evidence", "changes",
        "offering_versions", "labels", "quarantine", "findings", "nights", "runs",
        "offerings_en", "offerings_fr", "coverage", "scorecard", "cost_per_hour", "stacks", "history", "price_changes",
    }  # fmt: skip
    silent = con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
    ).fetchall()
    made_here = {"coverage", "scorecard", "cost_per_hour", "stacks", "history", "price_changes"}
    assert {row for row in silent if row[0] not in made_here} <= {
        ("offerings_en", "institution"),
        ("offerings_fr", "institution"),
    }
    views = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL").fetchall()
    assert views == []
    assert con.execute("SELECT count(*) FROM offerings").fetchall() == [(2,)]
    con.close()


def test_a_failed_copy_leaves_the_old_one_and_nothing_else(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse.night(N1, FIRST)
    write_reader_copy(warehouse.con, warehouse.data)
    before = reader_path(warehouse.data).read_bytes()
    broken = Published("broken", schema.RUN, "nowhere", "Not there")
    with monkeypatch.context() as patch:
        patch.setattr("warehouse.reader_copy.reader_tables", lambda: (broken,))
        with pytest.raises(duckdb.Error, match="nowhere"):
            write_reader_copy(warehouse.con, warehouse.data)
    assert reader_path(warehouse.data).read_bytes() == before
    assert not list(warehouse.data.glob(".warehouse*"))
    write_reader_copy(warehouse.con, warehouse.data)


def test_there_is_a_clear_word_before_the_first_night(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="microcreds nightly"):
        open_reader(reader_path(tmp_path))


def test_the_runs_table_says_when_it_was_released(warehouse: Warehouse) -> None:
    warehouse.night(N1, FIRST)
    assert warehouse.all("SELECT released_at, digest FROM ops.run") == [(None, None)]
    released(warehouse, N1)
    when, digest = warehouse.all("SELECT released_at, digest FROM ops.run")[0]
    assert isinstance(when, datetime)
    assert digest == catalogue_digest(warehouse.con)
    shutil.rmtree(warehouse.data / "releases")
