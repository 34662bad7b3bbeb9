"""What judges are given: pandas frames of just the columns they need. Only here is money a float."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pandas as pd

from warehouse import schema
from warehouse.bulk import one_row

_PREVIOUS = ("cost_status", "cost_min", "cost_max", "currency", "cost_basis", "hours_min", "span_days_min", "title")
#: Said of the row as a whole, by no words of their own.
_NO_EVIDENCE = {"cost_status", "duration_status", "scope_source", "in_scope"}


def _frame(con: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]) -> pd.DataFrame:
    return con.execute(query, parameters).df()


def offerings_to_judge(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str) -> pd.DataFrame:
    """All columns of `stage.offering`, and: `country`; `prev_*`, the catalogue's values (NULL when new);
    `evidence_missing`, names of stated fields without evidence, joined by ", " ('' when there are none);
    `page_changed`, whether the page's bytes differ from those the catalogue's values were read on."""
    columns = ", ".join(
        f's."{c.name}"::DOUBLE AS "{c.name}"' if c.type.startswith("DECIMAL") else f's."{c.name}"'
        for c in schema.STAGE_OFFERING.columns
    )
    types = {c.name: c.type for c in schema.SUBSTANCE}
    previous = ", ".join(
        f'o."{name}"{"::DOUBLE" if types[name].startswith("DECIMAL") else ""} AS prev_{name}' for name in _PREVIOUS
    )
    missing = ", ".join(
        f"CASE WHEN s.\"{c.name}\" IS NOT NULL AND CAST(s.\"{c.name}\" AS VARCHAR) NOT IN ('unknown', '[]', '') "
        f"AND NOT list_contains(coalesce(e.fields, []), '{c.name}') THEN '{c.name}' END"
        for c in schema.SUBSTANCE
        if c.name not in _NO_EVIDENCE
    )
    return _frame(
        con,
        f"""
        SELECT {columns}, i.country, {previous}, concat_ws(', ', {missing}) AS evidence_missing,
               o.page_sha256 <> s.page_sha256 AS page_changed
        FROM stage.offering s
        JOIN catalog.institution i USING (institution_id)
        LEFT JOIN catalog.offering o USING (offering_id)
        LEFT JOIN (SELECT offering_id, list(DISTINCT field) AS fields FROM stage.evidence
                   WHERE section_id = '' GROUP BY offering_id) e USING (offering_id)
        WHERE s.institution_id = $institution AND s.run_id = $run ORDER BY s.offering_id
        """,
        {"institution": institution_id, "run": run_id},
    )


def _stage_frame(con: duckdb.DuckDBPyConnection, table: schema.Table, run_id: str, institution_id: str) -> pd.DataFrame:
    columns = ", ".join(
        f'"{c.name}"::DOUBLE AS "{c.name}"' if c.type.startswith("DECIMAL") else f'"{c.name}"' for c in table.columns
    )
    return _frame(
        con,
        f'SELECT {columns} FROM stage."{table.name}" WHERE institution_id = $institution AND run_id = $run '
        f"ORDER BY {', '.join(table.key)}",
        {"institution": institution_id, "run": run_id},
    )


def sections_to_judge(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str) -> pd.DataFrame:
    """All columns of `stage.section`."""
    return _stage_frame(con, schema.SECTION, run_id, institution_id)


def prices_to_judge(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str) -> pd.DataFrame:
    """All columns of `stage.price`."""
    return _stage_frame(con, schema.PRICE, run_id, institution_id)


def institution_night(
    con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str, *, expected_minimum: int
) -> dict[str, Any]:
    """Facts of one institution's night: how the harvest ended, counts, and what was known before."""
    harvest = one_row(
        con,
        "SELECT listing_ended, finish_reason, pages, requests, bytes, errors, gone, known_checked, "
        "date_diff('millisecond', started_at, ended_at) / 1000 "
        "FROM landing.harvest WHERE institution_id = ? AND run_id = ?",
        [institution_id, run_id],
    )
    names = (
        "listing_ended", "finish_reason", "pages", "requests", "bytes", "errors", "gone", "known_checked", "seconds",
    )  # fmt: skip
    facts: dict[str, Any] = dict(zip(names, harvest or (False, None, 0, 0, 0, None, 0, 0, 0.0), strict=True))
    facts["errors"] = json.loads(facts["errors"]) if facts["errors"] else {}
    facts["has_harvest"] = harvest is not None
    counts = one_row(
        con,
        """
        SELECT count(*), count(*) FILTER (cost_status IN ('priced', 'free')),
               count(*) FILTER (duration_status = 'stated'), median(cost_min::DOUBLE) FILTER (cost_status = 'priced'),
               count(*) FILTER (title = '')
        FROM stage.offering WHERE institution_id = ? AND run_id = ?
        """,
        [institution_id, run_id],
    )
    facts |= dict(
        zip(("offerings", "priced", "with_duration", "median_cost", "titles_missing"), counts or (), strict=True)
    )
    known = one_row(
        con,
        "SELECT count(*), count(*) FILTER (offering_id NOT IN "
        "(SELECT offering_id FROM stage.offering WHERE run_id = ?)) "
        "FROM catalog.offering WHERE institution_id = ? AND state <> 'withdrawn'",
        [run_id, institution_id],
    )
    facts |= dict(zip(("known_offerings", "known_not_seen"), known or (0, 0), strict=True))
    facts |= {"institution_id": institution_id, "run_id": run_id, "expected_minimum": expected_minimum}
    return facts


def institution_history(
    con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str, nights: int = 30
) -> pd.DataFrame:
    """`ops.institution_night` of earlier runs, newest first, at most `nights` of them."""
    return _frame(
        con,
        "FROM ops.institution_night WHERE institution_id = $institution AND run_id <> $run "
        "ORDER BY night DESC, run_id DESC LIMIT $nights",
        {"institution": institution_id, "run": run_id, "nights": nights},
    )


def release_frame(con: duckdb.DuckDBPyConnection, run_id: str) -> pd.DataFrame:
    """One row an institution of tonight: institution_id, outcome, offerings_tonight, known_offerings (current and
    stale in the catalogue before the merge), not_seen (of these, how many tonight's reading did not bring)."""
    return _frame(
        con,
        """
        SELECT n.institution_id, n.outcome, n.offerings AS offerings_tonight,
               coalesce(k.known, 0) AS known_offerings, coalesce(k.not_seen, 0) AS not_seen
        FROM ops.institution_night n
        LEFT JOIN (
            SELECT o.institution_id, count(*) AS known, count(*) FILTER (s.offering_id IS NULL) AS not_seen
            FROM catalog.offering o
            LEFT JOIN stage.offering s ON s.offering_id = o.offering_id AND s.run_id = $run
            WHERE o.state <> 'withdrawn' GROUP BY o.institution_id
        ) k USING (institution_id)
        WHERE n.run_id = $run ORDER BY n.institution_id
        """,
        {"run": run_id},
    )
