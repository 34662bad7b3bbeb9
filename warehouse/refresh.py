"""Seen offerings take tonight's values. What is as it was is not written again: only when it was last seen.

An offering's prices, sections, relations and evidence are replaced together with those of the same table, and only
where one of them differs in more than run, fetch time and archive pointer, or where the bytes of its page differ. So
evidence points to the response in which these words were first met on these bytes, which says the same as tonight's.
"""

from __future__ import annotations

from datetime import date

import duckdb

from warehouse import schema

_SUBSTANCE = ", ".join(f's."{column.name}"' for column in schema.SUBSTANCE)
_CHILDREN = (schema.SECTION, schema.PRICE, schema.RELATION_TABLE, schema.EVIDENCE)
#: Filled in here and not read from a page.
_OURS = {"target_offering_id"}


def refresh(con: duckdb.DuckDBPyConnection, run_id: str, night: date) -> None:
    """temp.seen into `catalog.offering` and its children; `catalog.change` has tonight's changes already."""
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE other_page AS
        SELECT s.offering_id FROM seen s LEFT JOIN catalog.offering o USING (offering_id)
        WHERE s.page_sha256 IS NULL OR o.page_sha256 IS DISTINCT FROM s.page_sha256
        """
    )
    for table in _CHILDREN:
        _replace_children(con, table)
    _resolve_targets(con)
    _offerings(con, run_id, night)
    con.execute("DROP TABLE temp.other_page")


def _replace_children(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    said = ", ".join(f'"{c.name}"' for c in table.columns if not c.volatile and c.name not in _OURS)
    summed = (
        f'SELECT offering_id, count(*) AS n, sum(hash({said})::HUGEINT) AS sum FROM {{}}."{table.name}" '
        "WHERE offering_id IN (SELECT offering_id FROM seen) GROUP BY offering_id"
    )
    pages = "UNION FROM other_page" if table is schema.EVIDENCE else ""
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE renewed AS
        SELECT offering_id
        FROM ({summed.format("stage")}) a FULL JOIN ({summed.format("catalog")}) b USING (offering_id)
        WHERE (a.n, a.sum) IS DISTINCT FROM (b.n, b.sum) {pages}
        """
    )
    con.execute(f'DELETE FROM catalog."{table.name}" WHERE offering_id IN (FROM renewed)')
    con.execute(
        f'INSERT INTO catalog."{table.name}" BY NAME '
        f'SELECT c.* FROM stage."{table.name}" c WHERE c.offering_id IN (FROM renewed)'
    )
    con.execute("DROP TABLE temp.renewed")


def _resolve_targets(con: duckdb.DuckDBPyConnection) -> None:
    """The offering a relation's words name, where the institution has one of that title: also one new tonight."""
    con.execute(
        """
        UPDATE catalog.relation SET target_offering_id = found.target
        FROM (
            SELECT r.offering_id, r.relation, r.target_text, min(o.offering_id) AS target
            FROM catalog.relation r LEFT JOIN (
                SELECT offering_id, institution_id, title FROM seen
                UNION SELECT offering_id, institution_id, title FROM catalog.offering
                WHERE offering_id NOT IN (SELECT offering_id FROM seen)
            ) o ON o.institution_id = r.institution_id AND o.offering_id <> r.offering_id
                   AND lower(trim(o.title)) = lower(trim(r.target_text))
            GROUP BY ALL
        ) found
        WHERE relation.offering_id = found.offering_id AND relation.relation = found.relation
          AND relation.target_text = found.target_text AND relation.target_offering_id IS DISTINCT FROM found.target
        """
    )


def _offerings(con: duckdb.DuckDBPyConnection, run_id: str, night: date) -> None:
    values = {"run": run_id, "night": night}
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE refreshed AS
        SELECT s.offering_id, s.institution_id, {_SUBSTANCE},
               'current' AS state, coalesce(o.first_seen, $night) AS first_seen, $night AS last_seen,
               $night AS last_changed, NULL::DATE AS missing_since, NULL::DATE AS withdrawn_at, s.completeness,
               s.page_sha256, s.run_id
        FROM seen s LEFT JOIN catalog.offering o USING (offering_id)
        WHERE s.offering_id IN (SELECT offering_id FROM catalog."change" WHERE run_id = $run)
        """,
        values,
    )
    con.execute(
        """
        UPDATE catalog.offering SET state = 'current', last_seen = $night, missing_since = NULL,
               completeness = s.completeness, page_sha256 = s.page_sha256, run_id = s.run_id
        FROM seen s
        WHERE s.offering_id = offering.offering_id AND s.offering_id NOT IN (SELECT offering_id FROM refreshed)
        """,
        {"night": night},
    )
    con.execute("DELETE FROM catalog.offering WHERE offering_id IN (SELECT offering_id FROM refreshed)")
    con.execute("INSERT INTO catalog.offering BY NAME FROM refreshed")
    con.execute("DROP TABLE temp.refreshed")
