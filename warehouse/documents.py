"""Documents made from the schema source: data dictionary and datapackage.json."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warehouse.published import Published
from warehouse.schema import SCHEMA_VERSION, Column

_FRICTIONLESS = {
    "VARCHAR": "string",
    "VARCHAR[]": "array",
    "JSON": "object",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}


def data_dictionary(tables: Sequence[Published]) -> str:
    """Markdown: every table, every column, its type, unit and words."""
    lines = [
        "# Data dictionary",
        "",
        f"Schema {SCHEMA_VERSION}. Columns are added, never renamed or retyped, within a major version. "
        "NULL is *not stated*; it is never 0, *free* or *online*.",
    ]
    for one in tables:
        key = ", ".join(f"`{name}`" for name in one.table.key)
        lines += ["", f"## {one.name}", "", f"{one.description}. Key: {key}.", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        lines += [
            f"| `{c.name}` | {c.type}{f' ({c.unit})' if c.unit else ''} | {_meaning(c)} |" for c in one.table.columns
        ]
    return "\n".join(lines) + "\n"


def _meaning(column: Column) -> str:
    words = f": {', '.join(f'`{value}`' for value in column.values)}" if column.values else ""
    return f"{column.description}{words}{'' if column.required else '. May be NULL'}"


def datapackage(tables: Sequence[Published], run_id: str) -> dict[str, Any]:
    """A Frictionless data package descriptor of a release."""
    return {
        "profile": "data-package",
        "name": "microcreds",
        "title": "microcreds: micro-credentials, their cost and duration, with evidence",
        "version": SCHEMA_VERSION,
        "id": run_id,
        "resources": [
            {
                "name": one.name.replace("_", "-"),
                "path": f"{one.name}.parquet",
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "description": one.description,
                "schema": {
                    "fields": [_field(c) for c in one.table.columns],
                    "primaryKey": list(one.table.key),
                    "missingValues": [],  # NULL is what is not stated; an empty text is a value of its own
                },
            }
            for one in tables
        ],
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    kind = "number" if column.type.startswith("DECIMAL") else _FRICTIONLESS[column.type]
    return {
        "name": column.name,
        "type": kind,
        "description": column.description,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }
