"""What is published under which name: the same in a release's Parquet and in the analysts' DuckDB file."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse import labels, schema
from warehouse.schema import Table

#: A portal's copy is linked to the institution's own offering, and that one is counted.
SHOWN = "in_scope AND state <> 'withdrawn' AND copy_of IS NULL"


@dataclass(frozen=True, slots=True)
class Published:
    """One published table: its public name, its schema, and the SQL that gives its rows in the working file."""

    name: str
    table: Table
    source: str
    description: str
    since: str = "1.0.0"  # schema version it was first published in

    @property
    def query(self) -> str:
        columns = ", ".join(f'"{name}"' for name in self.table.names)
        key = ", ".join(f'"{name}"' for name in self.table.key)
        return f"SELECT {columns} FROM {self.source} ORDER BY {key}"


def _all(name: str, table: Table, source: str, description: str | None = None) -> Published:
    return Published(name, table, source, description or table.description)


def _changes(run_id: str | None) -> str:
    """Changes since the last release: of runs no release has shown yet, `run_id` (being released) among them."""
    if run_id is None:
        return 'catalog."change"'
    quoted = run_id.replace("'", "''")
    return (
        '(SELECT c.* FROM catalog."change" c JOIN ops.run r USING (run_id) '
        f"WHERE r.released_in IS NULL OR r.released_in = '{quoted}')"
    )


def _labels() -> Published:
    published = (schema.INSTITUTION, schema.OFFERING, schema.SECTION, schema.PRICE, schema.RELATION_TABLE,
                 schema.EVIDENCE, schema.CHANGE_TABLE)  # fmt: skip
    values = ", ".join(
        "(" + ", ".join("'" + word.replace("'", "''") + "'" for word in row) + ")" for row in labels.rows(published)
    )
    source = f"(VALUES {values}) AS l({', '.join(schema.LABEL.names)})"
    return Published("labels", schema.LABEL, source, schema.LABEL.description, since="1.1.0")


def release_tables(run_id: str) -> tuple[Published, ...]:
    """The Parquet files of a release, `changes` being those since the last release."""
    return (
        _all("institutions", schema.INSTITUTION, "catalog.institution"),
        _all(
            "offerings",
            schema.OFFERING,
            f"(FROM catalog.offering WHERE {SHOWN})",
            "Micro-credentials and badges on offer, one row an offering, with the last good values",
        ),
        _all(
            "all_offerings",
            schema.OFFERING,
            "catalog.offering",
            "Everything read: out of scope and withdrawn as well",
        ),
        _all("sections", schema.SECTION, "catalog.section"),
        _all("prices", schema.PRICE, "catalog.price"),
        _all("relations", schema.RELATION_TABLE, "catalog.relation"),
        _all("evidence", schema.EVIDENCE, "catalog.evidence"),
        _all("changes", schema.CHANGE_TABLE, _changes(run_id), "What changed since the last release, and why"),
        _all("offering_versions", schema.VERSION, "catalog.offering_version"),
        _labels(),
    )


def reader_tables() -> tuple[Published, ...]:
    """Tables of `warehouse.duckdb`. `offerings` is a view on `all_offerings` there; changes are of all nights."""
    kept = tuple(p for p in release_tables("") if p.name not in {"offerings", "changes"})
    return (
        *kept,
        _all("changes", schema.CHANGE_TABLE, _changes(None)),
        _all("quarantine", schema.QUARANTINE, "quality.quarantine"),
        _all("findings", schema.FINDING, "quality.finding"),
        _all("nights", schema.NIGHT, "ops.institution_night"),
        _all("runs", schema.RUN, "ops.run"),
    )
