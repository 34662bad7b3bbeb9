"""Other programs read a release without our code; copies, and which releases are kept."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import fsspec
import pandas as pd
import polars as pl
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from frictionless import Package, Resource

from tests.warehouse.landing_kit import priced
from tests.warehouse.night_kit import Warehouse
from tests.warehouse.release_kit import release_of_every_kind
from warehouse.copying import copy_release
from warehouse.release import ReleaseError, publish, verify_release, write_release
from warehouse.retention import remove_old_releases, to_remove

D = Decimal
TOTAL = D("765.35")  # 495.00 + 170.25 + 100.10 + 0


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_of_every_kind(tmp_path_factory.mktemp("others"))


def test_pandas_reads_it_to_the_cent(release: Path) -> None:
    frame = pd.read_parquet(release / "offerings.parquet", dtype_backend="pyarrow")
    assert len(frame) == 5
    assert frame["cost_min"].dropna().sum() == TOTAL
    assert frame.loc[frame["cost_status"] == "unknown", "cost_min"].isna().all()


def test_polars_reads_it_to_the_cent(release: Path) -> None:
    frame = pl.read_parquet(release / "offerings.parquet")
    assert frame.schema["cost_min"] == pl.Decimal(10, 2)
    assert frame["cost_min"].sum() == TOTAL
    assert frame.filter(pl.col("cost_status") == "unknown")["cost_min"].null_count() == 1


def test_duckdb_reads_it_to_the_cent(release: Path) -> None:
    con = duckdb.connect()
    path = str(release / "offerings.parquet")
    assert con.execute("SELECT sum(cost_min), count(*) FROM read_parquet(?)", [path]).fetchall() == [(TOTAL, 5)]
    kind = con.execute("SELECT typeof(cost_min) FROM read_parquet(?) LIMIT 1", [path]).fetchall()
    assert kind == [("DECIMAL(10,2)",)]


def test_pyarrow_reads_it_to_the_cent(release: Path) -> None:
    table = pq.read_table(release / "offerings.parquet")
    assert pc.sum(table["cost_min"]).as_py() == TOTAL
    assert pq.ParquetFile(release / "offerings.parquet").metadata.metadata[b"table"] == b"offerings"


def test_frictionless_finds_the_datapackage_true_of_every_row(release: Path) -> None:
    package = Package(str(release / "datapackage.json"))
    assert package.to_descriptor()["name"] == "microcreds"
    assert {resource.path for resource in package.resources} == {p.name for p in release.glob("*.parquet")}
    for resource in package.resources:
        # Its own Parquet reader goes through pandas, where a list is an ndarray and a missing whole number a float.
        rows = pq.read_table(release / str(resource.path)).to_pylist()
        if rows:
            report = Resource(name=resource.name, data=rows, schema=resource.schema).validate()
            assert report.valid, (resource.name, report.flatten(["fieldName", "type", "note"]))
    wrong = pq.read_table(release / "offerings.parquet").to_pylist()
    wrong[0]["cost_status"] = "cheap"
    schema = package.get_resource("offerings").schema
    assert not Resource(name="wrong", data=wrong, schema=schema).validate().valid


def test_a_copy_is_the_release_and_has_its_success_last(release: Path, tmp_path: Path) -> None:
    where = copy_release(release, f"file://{tmp_path}/bucket")
    there = tmp_path / "bucket" / release.name
    assert where.endswith(release.name)
    assert verify_release(there) == []
    assert json.loads((tmp_path / "bucket" / "current.json").read_text()) == {"run_id": release.name}
    newest = max(there.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert newest.name == "SUCCESS"
    again = newest.stat().st_mtime_ns
    copy_release(release, str(tmp_path / "bucket"))
    assert newest.stat().st_mtime_ns == again  # a whole copy stays as it is


def test_a_copy_broken_off_is_no_release_and_is_made_anew(release: Path, tmp_path: Path) -> None:
    there = tmp_path / release.name
    there.mkdir()
    (there / "offerings.parquet").write_bytes(b"half")
    assert verify_release(there) != []
    copy_release(release, str(tmp_path))
    assert verify_release(there) == []


def test_a_bucket_without_folders_works_as_well(release: Path) -> None:
    copy_release(release, "memory://bucket/releases")
    there = fsspec.filesystem("memory")
    assert there.cat_file(f"/bucket/releases/{release.name}/SUCCESS").decode().strip() == release.name


def test_a_broken_release_is_not_copied(tmp_path: Path) -> None:
    folder = release_of_every_kind(tmp_path / "data")
    (folder / "prices.parquet").unlink()
    with pytest.raises(ReleaseError, match="not copied"):
        copy_release(folder, str(tmp_path / "bucket"))
    assert not (tmp_path / "bucket").exists()


def test_thirty_nights_are_kept_and_then_one_a_month() -> None:
    nights = [date(2026, 8, 1) + timedelta(days=n) for n in range(100)]
    runs = [f"{night}.{number}" for night in nights for number in (1, 2, 10)]
    gone = set(to_remove(runs))
    kept = [run for run in runs if run not in gone]
    assert [run for run in kept if run[:10] < str(nights[-30])] == ["2026-08-31.10", "2026-09-30.10"]
    assert len(kept) == 2 + 30 * 3
    assert to_remove(kept) == []


def test_the_current_release_is_never_removed(warehouse: Warehouse) -> None:
    for day in (20, 21, 22):
        run = f"2026-11-{day}.1"
        warehouse.night(run, {"coast": [priced("A1", f"{day}.00")]})
        write_release(warehouse.con, warehouse.data, run, {})
    publish(warehouse.data, "2026-11-20.1")
    assert remove_old_releases(warehouse.data, nights=1) == ["2026-11-21.1"]
    left = sorted(folder.name for folder in (warehouse.data / "releases").iterdir())
    assert left == ["2026-11-20.1", "2026-11-22.1"]
