"""One source for tables, dictionary and datapackage: none of them can be stale."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.warehouse.landing_kit import priced
from tests.warehouse.night_kit import Warehouse
from warehouse import schema
from warehouse.bulk import arrow_table, arrow_type
from warehouse.connection import TABLES, table_ddl
from warehouse.published import release_tables
from warehouse.release import write_release

RUN = "2026-11-20.1"


def all_tables() -> Iterable[tuple[str, schema.Table]]:
    return ((name, table) for name, tables in TABLES.items() for table in tables)


@pytest.mark.parametrize(("name", "table"), [pytest.param(n, t, id=f"{n}.{t.name}") for n, t in all_tables()])
def test_the_file_has_the_columns_of_the_schema_source(warehouse: Warehouse, name: str, table: schema.Table) -> None:
    found = warehouse.all(
        "SELECT column_name, data_type, is_nullable FROM duckdb_columns() "
        "WHERE schema_name = ? AND table_name = ? ORDER BY column_index",
        [name, table.name],
    )
    expected = [(c.name, c.type, not c.required and c.name not in table.key) for c in table.columns]
    assert found == expected
    assert set(table.key) <= set(table.names)
    assert all(table.column(key).required for key in table.key)


def test_every_column_says_what_it_holds() -> None:
    for _, table in all_tables():
        assert all(column.description for column in table.columns)
        assert all(arrow_type(column.type) for column in table.columns)


def test_no_money_or_quantity_is_a_float() -> None:
    for name, table in all_tables():
        floats = {column.name for column in table.columns if column.type == "DOUBLE"}
        said = {"completeness", "median_cost", "seconds", "value"} | (
            {"value"} if table.name == "night_measure" else set()
        )
        assert floats <= said, (name, table.name)


def test_a_release_is_what_its_datapackage_and_dictionary_say(warehouse: Warehouse) -> None:
    warehouse.night(RUN, {"coast": [priced("A1", "495.00")]})
    folder = write_release(warehouse.con, warehouse.data, RUN, {}).folder
    package = json.loads((folder / "datapackage.json").read_text())
    dictionary = (folder / "DATA_DICTIONARY.md").read_text()
    assert {r["path"] for r in package["resources"]} == {p.name for p in folder.glob("*.parquet")}
    for resource in package["resources"]:
        file = pq.ParquetFile(folder / resource["path"])
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert file.schema_arrow.names == names
        section = dictionary.split(f"## {resource['path'].removesuffix('.parquet')}\n")[1].split("\n## ")[0]
        assert all(f"| `{name}` |" in section for name in names)
        metadata = file.schema_arrow.metadata or {}
        kept = {key.decode(): value.decode() for key, value in (file.metadata.metadata or metadata).items()}
        assert (kept["schema_version"], kept["run_id"]) == (schema.SCHEMA_VERSION, RUN)


def test_rows_of_a_release_keep_to_their_vocabularies(warehouse: Warehouse) -> None:
    warehouse.night(RUN, {"coast": [priced("A1", "495.00")], "hill": [priced("H1", "1.00")]})
    for one in release_tables(RUN):
        for column in (c for c in one.table.columns if c.values):
            found = {row[0] for row in warehouse.all(f'SELECT DISTINCT "{column.name}" FROM ({one.query})')}
            assert found <= {*column.values, None}, (one.name, column.name)


def test_a_release_hides_withdrawn_and_out_of_scope_offerings_and_keeps_them_in_all_offerings() -> None:
    queries = {one.name: one.query for one in release_tables(RUN)}
    assert "in_scope" in queries["offerings"].split("FROM", 1)[1]
    assert "in_scope" not in queries["all_offerings"].split("FROM", 1)[1]


def test_the_key_is_held_by_the_file() -> None:
    con = duckdb.connect()
    con.execute("CREATE SCHEMA x")
    con.execute(table_ddl("x", schema.PRICE))
    row = "('o', 'i', 1, 5.00, 'CAD', NULL, NULL, NULL, '$5', 'r')"
    con.execute(f"INSERT INTO x.price VALUES {row}")
    with pytest.raises(duckdb.ConstraintException):
        con.execute(f"INSERT INTO x.price VALUES {row}")
    con.close()


def test_a_row_without_a_required_value_is_refused_on_the_way_in(warehouse: Warehouse) -> None:
    table = arrow_table(schema.PRICE, [{"offering_id": "o"}])
    warehouse.con.register("bad", table)
    with pytest.raises(duckdb.ConstraintException):
        warehouse.con.execute("INSERT INTO catalog.price BY NAME SELECT * FROM bad")


def test_a_type_the_schema_does_not_use_is_an_error() -> None:
    odd = replace(schema.PRICE.columns[0], type="HUGEINT")
    with pytest.raises(KeyError):
        arrow_type(odd.type)
