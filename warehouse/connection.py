"""The only writer of the working file, and read-only access for everybody else."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse import schema
from warehouse.bulk import one_row
from warehouse.landing_tables import landing_ddl

#: Schema of the working file -> its tables.
TABLES: dict[str, tuple[schema.Table, ...]] = {
    "stage": schema.STAGE,
    "catalog": schema.CATALOG,
    "quality": schema.QUALITY,
    "ops": schema.OPS,
}


#: What the writer's DuckDB may hold before it uses the disk: a night shares its machine.
MEMORY = "3GB"


class WarehouseError(Exception):
    """The working file cannot be used as it is; the message says what to do."""


def work_path(data: Path) -> Path:
    return data / "work.duckdb"


def reader_path(data: Path) -> Path:
    return data / "warehouse.duckdb"


def table_ddl(in_schema: str, table: schema.Table) -> str:
    """CREATE TABLE for one table of the schema source, keys and required columns held by the database."""
    columns = [f'"{c.name}" {c.type}{" NOT NULL" if c.required else ""}' for c in table.columns]
    if table.held:
        keys = [f'"{name}"' for name in table.key]
        columns.append(f"PRIMARY KEY ({', '.join(keys)})")
    return f'CREATE TABLE IF NOT EXISTS {in_schema}."{table.name}" ({", ".join(columns)})'


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """An open file, with nothing ever fetched from the network and times in UTC."""
    con = duckdb.connect(str(path), read_only=read_only)
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET TimeZone = 'UTC'")
    return con


def open_work(data: Path) -> duckdb.DuckDBPyConnection:
    """The writer's file, its tables made where they are missing.

    Raises WarehouseError when the file was made by another major schema version.
    """
    data.mkdir(parents=True, exist_ok=True)
    con = connect(work_path(data))
    con.execute(f"SET memory_limit = '{MEMORY}'")
    con.execute("CREATE SCHEMA IF NOT EXISTS ops")
    con.execute("CREATE TABLE IF NOT EXISTS ops.schema_version (version VARCHAR NOT NULL)")
    row = one_row(con, "SELECT version FROM ops.schema_version")
    if row is None:
        con.execute("INSERT INTO ops.schema_version VALUES (?)", [schema.SCHEMA_VERSION])
    elif row[0].split(".")[0] != schema.SCHEMA_VERSION.split(".")[0]:
        con.close()
        raise WarehouseError(
            f"{work_path(data)} has schema {row[0]}, this program {schema.SCHEMA_VERSION}: "
            "rebuild it from landing, or use the version that made it"
        )
    con.execute("CREATE SCHEMA IF NOT EXISTS landing")
    for statement in landing_ddl():
        con.execute(statement)
    for name, tables in TABLES.items():
        con.execute(f"CREATE SCHEMA IF NOT EXISTS {name}")
        for table in tables:
            con.execute(table_ddl(name, table))
            _add_columns(con, name, table)
    con.execute("UPDATE ops.schema_version SET version = ? WHERE version <> ?", [schema.SCHEMA_VERSION] * 2)
    return con


def _add_columns(con: duckdb.DuckDBPyConnection, in_schema: str, table: schema.Table) -> None:
    """Columns that a minor version added, into a file made before it; they are NULL there until a night fills them.

    Raises WarehouseError for a column of another type, or a required one, which no minor version may bring.
    """
    has: dict[str, str] = dict(
        con.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = current_database() "
            "AND schema_name = ? AND table_name = ?",
            [in_schema, table.name],
        ).fetchall()
    )
    for column in table.columns:
        if column.name not in has and not column.required:
            con.execute(f'ALTER TABLE {in_schema}."{table.name}" ADD COLUMN "{column.name}" {column.type}')
        elif has.get(column.name) != column.type:
            con.close()
            raise WarehouseError(
                f"{in_schema}.{table.name}.{column.name} is {has.get(column.name, 'missing')} in the working file and "
                f"{column.type} in this program: rebuild it from landing, or use the version that made it"
            )


def open_reader(path: Path) -> duckdb.DuckDBPyConnection:
    """An analysts' file, read-only. Raises WarehouseError when there is none yet."""
    if not path.exists():
        raise WarehouseError(f"there is no {path} yet: run `microcreds nightly` first")
    return connect(path, read_only=True)
