"""What judges are given: pandas frames of just the columns they need. Only here is money a float."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pandas as pd

from warehouse import schema
from warehouse.bulk import one_row

_PREVIOUS = ("cost_status", "cost_min", "cost_max", "currency", "cost_basis", "hours_min", "span_days_min", "title")
_WHOSE = "($institution IS NULL OR {}.institution_id = $institution)"
#: Nights within which an offering that is no longer seen still tells of a season.
_RECENT_NIGHTS = 45
#: Said of the row as a whole, by no words of their own.
_NO_EVIDENCE = {"cost_status", "duration_status", "scope_source", "in_scope"}


def _frame(con: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]) -> pd.DataFrame:
    return con.execute(query, parameters).df()


def offerings_to_judge(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str | None) -> pd.DataFrame:
    """All columns of `stage.offering`, and: `country`, `province`; `prev_*`, the catalogue's values (NULL when new);
    `evidence_missing`, names of stated fields without evidence, joined by ", " ('' when there are none);
    `page_changed`, whether the page's bytes differ from those the catalogue's values were read on;
    `cost_reader`, which reader found the price; `cost_confirmed`, whether its cost is stated by two readers or on two
    pages that do not disagree.

    One institution's rows, or with None all of the run.
    """
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
        SELECT {columns}, i.country, i.province, {previous}, concat_ws(', ', {missing}) AS evidence_missing,
               o.page_sha256 <> s.page_sha256 AS page_changed,
               coalesce(c.statements > 1, false) AND d.offering_id IS NULL AS cost_confirmed,
               e.cost_reader
        FROM stage.offering s
        JOIN catalog.institution i USING (institution_id)
        LEFT JOIN catalog.offering o USING (offering_id)
        LEFT JOIN (SELECT offering_id, list(DISTINCT field) AS fields,
                          min(reader) FILTER (field = 'cost_min') AS cost_reader FROM stage.evidence
                   WHERE section_id = '' GROUP BY offering_id) e USING (offering_id)
        LEFT JOIN (SELECT k.offering_id, count(DISTINCT (t.reader, t.page_no)) AS statements
                   FROM landing.statement t JOIN stage.identity k USING (institution_id, offering_key)
                   WHERE t.run_id = $run AND t.field = 'cost' AND t.section_key IS NULL GROUP BY k.offering_id) c
               USING (offering_id)
        LEFT JOIN (SELECT DISTINCT offering_id FROM quality.finding
                   WHERE run_id = $run AND rule = 'CHOICE-001' AND field = 'cost') d USING (offering_id)
        WHERE {_WHOSE.format("s")} AND s.run_id = $run ORDER BY s.offering_id
        """,
        {"institution": institution_id, "run": run_id},
    )


def _stage_frame(
    con: duckdb.DuckDBPyConnection, table: schema.Table, run_id: str, institution_id: str | None
) -> pd.DataFrame:
    columns = ", ".join(
        f'"{c.name}"::DOUBLE AS "{c.name}"' if c.type.startswith("DECIMAL") else f'"{c.name}"' for c in table.columns
    )
    return _frame(
        con,
        f'SELECT {columns} FROM stage."{table.name}" s WHERE {_WHOSE.format("s")} AND run_id = $run '
        f"ORDER BY {', '.join(table.key)}",
        {"institution": institution_id, "run": run_id},
    )


def sections_to_judge(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str | None) -> pd.DataFrame:
    """All columns of `stage.section`."""
    return _stage_frame(con, schema.SECTION, run_id, institution_id)


def prices_to_judge(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str | None) -> pd.DataFrame:
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
    facts |= _movements(con, run_id, institution_id)
    facts |= {"institution_id": institution_id, "run_id": run_id, "expected_minimum": expected_minimum}
    return facts


def _movements(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str) -> dict[str, int]:
    """What came and what is not seen: `new_offerings`; `unseen_recently`, seen within the last weeks and not tonight,
    of these `unseen_ended`, whose last session is over, and `unseen_elsewhere`, whose title stands at a new offering;
    `gone_accepted`, how many pages gone at once a person accepted and the catalogue has yet to follow."""
    row = one_row(
        con,
        f"""
        WITH tonight AS (SELECT offering_id, title FROM stage.offering WHERE run_id = $run AND institution_id = $who),
        new AS (FROM tonight t WHERE NOT EXISTS (
            FROM catalog.offering o WHERE o.offering_id = t.offering_id AND o.state <> 'withdrawn')),
        unseen AS (
            SELECT o.offering_id, o.title, (SELECT max(coalesce(s.end_date, s.start_date)) FROM catalog.section s
                                            WHERE s.offering_id = o.offering_id) AS last_day
            FROM catalog.offering o
            WHERE o.institution_id = $who AND o.last_seen >= $run[:10]::DATE - {_RECENT_NIGHTS}
              AND o.offering_id NOT IN (SELECT offering_id FROM tonight)
        ),
        accepted AS (
            SELECT a.gone FROM ops.acceptance a
            WHERE a.institution_id = $who AND a.gone > 0 AND 2 > (
                SELECT count(*) FROM ops.institution_night n
                WHERE n.institution_id = $who AND n.outcome = 'complete' AND n.night > a.night)
            ORDER BY a.night DESC, a.run_id DESC LIMIT 1
        )
        SELECT (SELECT count(*) FROM new), count(*), count(*) FILTER (last_day < $run[:10]::DATE),
               count(*) FILTER (title IN (SELECT title FROM new)), coalesce((SELECT gone FROM accepted), 0)
        FROM unseen
        """,
        {"run": run_id, "who": institution_id},
    )
    names = ("new_offerings", "unseen_recently", "unseen_ended", "unseen_elsewhere", "gone_accepted")
    return dict(zip(names, row or (0,) * len(names), strict=True))


def institution_history(
    con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str, nights: int = 30
) -> pd.DataFrame:
    """`ops.institution_night` of earlier runs, newest first, at most `nights` of them, with a column a measure.

    Where a person accepted a new level, what went before is no measure any more, and the accepted night counts as
    complete: also for that run itself, judged anew.
    """
    history = _frame(
        con,
        """
        WITH accepted AS (
            SELECT run_id, night, split_part(run_id, '.', 2)::INTEGER AS number FROM ops.acceptance
            WHERE institution_id = $institution ORDER BY night DESC, number DESC LIMIT 1
        )
        SELECT n.* REPLACE (CASE WHEN n.run_id = a.run_id THEN 'complete' ELSE n.outcome END AS outcome)
        FROM ops.institution_night n LEFT JOIN accepted a ON true
        WHERE n.institution_id = $institution AND (n.run_id <> $run OR n.run_id = a.run_id)
          AND (a.run_id IS NULL OR (n.night, split_part(n.run_id, '.', 2)::INTEGER) >= (a.night, a.number))
        ORDER BY n.night DESC, n.run_id DESC LIMIT $nights
        """,
        {"institution": institution_id, "run": run_id, "nights": nights},
    )
    measures = _frame(
        con,
        "SELECT run_id, measure, value FROM ops.night_measure WHERE institution_id = $institution",
        {"institution": institution_id},
    )
    wide = measures.pivot(index="run_id", columns="measure", values="value")
    return history.merge(wide, how="left", left_on="run_id", right_index=True)


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
