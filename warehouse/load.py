"""Landing file -> `landing.*` tables, nothing interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from crawlers.contract import landing_path
from warehouse.bulk import one_row, undo
from warehouse.landing_tables import COLUMNS
from warehouse.schema import STAGE


class LandingError(Exception):
    """A landing file is missing or cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """Lines loaded, by kind. `harvest` is False when the file has no harvest line: it is partial."""

    pages: int
    offerings: int
    statements: int
    harvest: bool


def forget(con: duckdb.DuckDBPyConnection, institution_id: str) -> None:
    """Empty `landing.*` and `stage.*` of one institution: tonight's words could not be understood."""
    for table in (*(f"landing.{kind}" for kind in COLUMNS), *(f'stage."{table.name}"' for table in STAGE)):
        con.execute(f"DELETE FROM {table} WHERE institution_id = ?", [institution_id])


def _of_the_machine(error: duckdb.Error) -> bool:
    """A full disk, lost memory or a broken database is nobody's landing file."""
    return isinstance(error, duckdb.FatalException | duckdb.OutOfMemoryException) or "No space left" in str(error)


def load_landing(con: duckdb.DuckDBPyConnection, data: Path, run_id: str, institution_id: str) -> LoadCounts:
    """Load one institution's landing file, replacing that institution's rows; all or nothing.

    Raises LandingError when the file is missing, torn, or not what the contract says.
    """
    path = landing_path(data, run_id, institution_id)
    if not path.exists():
        raise LandingError(f"no landing file {path}")
    union = {"line": "VARCHAR"} | {name: type for columns in COLUMNS.values() for name, type in columns.items()}
    con.begin()
    try:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE landed AS SELECT row_number() OVER () AS line_no, * "
            "FROM read_json(?, format = 'newline_delimited', columns = ?, maximum_object_size = 67108864)",
            [str(path), union],
        )
        unknown = con.execute(
            "SELECT DISTINCT line FROM landed WHERE line IS NULL OR NOT list_contains(?, line)", [list(COLUMNS)]
        ).fetchall()
        if unknown:
            raise LandingError(f"{path}: lines of unknown kind {[row[0] for row in unknown]}")
        for kind, columns in COLUMNS.items():
            con.execute(f"DELETE FROM landing.{kind} WHERE institution_id = ?", [institution_id])
            names = ", ".join(f'"{name}"' for name in columns)
            if kind == "harvest":
                con.execute(
                    f"INSERT INTO landing.harvest (line_no, {names}) "
                    f"SELECT line_no, {names} FROM landed WHERE line = 'harvest'"
                )
            else:
                con.execute(
                    f"INSERT INTO landing.{kind} (run_id, institution_id, line_no, {names}) "
                    f"SELECT ?, ?, line_no, {names} FROM landed WHERE line = ?",
                    [run_id, institution_id, kind],
                )
        counts = dict(con.execute("SELECT line, count(*) FROM landed GROUP BY line").fetchall())
        wrong = one_row(
            con,
            "SELECT count(*) FROM landing.harvest WHERE institution_id = ? AND run_id <> ?",
            [institution_id, run_id],
        )
        if counts.get("harvest", 0) > 1 or (wrong and wrong[0]):
            raise LandingError(f"{path}: its harvest line is not that of run {run_id}")
        con.commit()
    except duckdb.Error as error:
        undo(con)
        if _of_the_machine(error):
            raise
        raise LandingError(f"{path} cannot be read: {str(error).splitlines()[0]}") from error
    except LandingError:
        undo(con)
        raise
    finally:
        con.execute("DROP TABLE IF EXISTS landed")
    return LoadCounts(
        pages=counts.get("page", 0),
        offerings=counts.get("offering", 0),
        statements=counts.get("statement", 0),
        harvest=bool(counts.get("harvest", 0)),
    )
