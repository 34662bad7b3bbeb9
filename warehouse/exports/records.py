"""Rows of a release, one offering after another with its institution, sections and prices. Money stays Decimal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

_BATCH = 5_000

_QUERY = """
    WITH s AS (
        SELECT offering_id, list({section_id: section_id, start_date: start_date, end_date: end_date,
                                  delivery_mode: delivery_mode, location: location, price: price, currency: currency}
                                 ORDER BY section_id) AS sections
        FROM read_parquet($sections) GROUP BY offering_id
    ), p AS (
        SELECT offering_id, list({amount: amount, currency: currency, audience: audience, component: component,
                                  basis: basis, text: text} ORDER BY price_no) AS prices
        FROM read_parquet($prices) GROUP BY offering_id
    )
    SELECT o.*, i.name AS institution, i.home_url, i.country, i.province,
           coalesce(s.sections, []) AS sections, coalesce(p.prices, []) AS prices
    FROM read_parquet($offerings) o
    JOIN read_parquet($institutions) i USING (institution_id)
    LEFT JOIN s USING (offering_id)
    LEFT JOIN p USING (offering_id)
    ORDER BY o.offering_id
"""


def offerings_of(con: duckdb.DuckDBPyConnection, release: Path) -> Iterator[dict[str, Any]]:
    """Offerings on show in a release folder, by id; each with `institution`, `home_url`, `sections` and `prices`."""
    files = {name: str(release / f"{name}.parquet") for name in ("offerings", "institutions", "sections", "prices")}
    cursor = con.cursor()
    try:
        cursor.execute(_QUERY, files)
        names = [column[0] for column in cursor.description or []]
        while batch := cursor.fetchmany(_BATCH):
            for row in batch:
                yield dict(zip(names, row, strict=True))
    finally:
        cursor.close()


def institutions_of(con: duckdb.DuckDBPyConnection, release: Path) -> list[dict[str, Any]]:
    """Institutions of a release folder that have an offering on show, by id."""
    cursor = con.execute(
        "FROM read_parquet(?) WHERE institution_id IN (SELECT institution_id FROM read_parquet(?)) "
        "ORDER BY institution_id",
        [str(release / "institutions.parquet"), str(release / "offerings.parquet")],
    )
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def stated(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what is not stated: no None, no empty list, no empty record."""
    return {name: value for name, value in record.items() if value is not None and value != [] and value != {}}
