"""The registry's institutions in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from crawlers.contract import Institution

_COLUMNS = ("name", "short_name", "country", "province", "kind", "languages", "home_url", "platform", "status")


def sync_institutions(con: duckdb.DuckDBPyConnection, institutions: Iterable[Institution]) -> None:
    """Add new institutions and refresh what manifests say of the others; none is removed."""
    names = ", ".join(_COLUMNS)
    updates = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)
    for one in institutions:
        values = [list(v) if isinstance(v := getattr(one, name), tuple) else v for name in _COLUMNS]
        con.execute(
            f"INSERT INTO catalog.institution (institution_id, {names}) VALUES (?, {', '.join('?' * len(values))}) "
            f"ON CONFLICT (institution_id) DO UPDATE SET {updates}",
            [one.id, *values],
        )


def known_urls(con: duckdb.DuckDBPyConnection, institution_id: str) -> list[str]:
    """Addresses of the offerings of an institution that are not withdrawn, sorted: to be asked for again."""
    rows = con.execute(
        "SELECT DISTINCT url FROM catalog.offering WHERE institution_id = ? AND state <> 'withdrawn' ORDER BY url",
        [institution_id],
    ).fetchall()
    return [row[0] for row in rows]
