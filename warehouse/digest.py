"""The catalogue digest: one hash that an interrupted and an undisturbed night share."""

from __future__ import annotations

import hashlib

import duckdb

from warehouse import schema
from warehouse.bulk import one_row

_TABLES = tuple(table for table in schema.CATALOG if table.name != "identity")


def catalogue_digest(con: duckdb.DuckDBPyConnection) -> str:
    """SHA-256 over all rows of `catalog.*` without the volatile columns (run, fetch times, archive pointers).

    Each row gives two 64-bit hashes, and these are summed: nothing depends on the order of rows, and no memory on
    their number. Comparable between runs of one program; another version of DuckDB may hash differently.
    """
    whole = hashlib.sha256()
    for table in _TABLES:
        columns = ", ".join(f'"{c.name}"' for c in table.columns if not c.volatile)
        row = one_row(
            con,
            f"SELECT count(*), coalesce(sum(hash({columns})::HUGEINT), 0), "
            f"coalesce(sum(hash('microcreds', {columns})::HUGEINT), 0) FROM catalog.\"{table.name}\"",
        )
        whole.update(f"{table.name}:{row}\n".encode())
    return whole.hexdigest()
