"""The catalogue digest: one hash that an interrupted and an undisturbed night share."""

from __future__ import annotations

import hashlib

import duckdb

from warehouse import schema
from warehouse.bulk import one_row

_TABLES = tuple(table for table in schema.CATALOG if table.name != "identity")


def catalogue_digest(con: duckdb.DuckDBPyConnection) -> str:
    """SHA-256 over all rows of `catalog.*` without the volatile columns (run, fetch times, archive pointers).

    Rows are hashed one by one and the hashes sorted, so that nothing depends on insertion order.
    """
    whole = hashlib.sha256()
    for table in _TABLES:
        columns = ", ".join(f'"{c.name}" := "{c.name}"' for c in table.columns if not c.volatile)
        row = one_row(
            con,
            f"SELECT sha256(coalesce(string_agg(h, '' ORDER BY h), '')) FROM "
            f'(SELECT sha256(to_json(struct_pack({columns}))::VARCHAR) AS h FROM catalog."{table.name}")',
        )
        whole.update(f"{table.name}:{row[0] if row else ''}\n".encode())
    return whole.hexdigest()
