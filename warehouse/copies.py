"""A portal lists offerings of other institutions: its copy is linked to the institution's own, not counted twice."""

from __future__ import annotations

import duckdb

PORTAL = "portal"
#: A name of fewer letters than this is found by chance.
_SHORTEST_NAME = 3


def _folded(words: str) -> str:
    """SQL: letters and digits only, a blank at either end, so that whole words can be looked for."""
    return f"' ' || trim(regexp_replace(lower(strip_accents({words})), '[^a-z0-9]+', ' ', 'g')) || ' '"


def link_copies(con: duckdb.DuckDBPyConnection) -> None:
    """`copy_of` of portals' offerings, found anew from the catalogue as it is.

    A portal's entry is a copy where exactly one offering on show of another institution has the same title, and the
    entry has the same code or names that institution in its address, location, summary or the words of its evidence.
    A title alone never does: two colleges may both teach Welding basics. Nothing is written where nothing changes.
    """
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE copied AS
        WITH entry AS (
            SELECT o.*, {_folded("o.title")} AS called FROM catalog.offering o
            JOIN catalog.institution i USING (institution_id)
            WHERE i.kind = '{PORTAL}' AND o.state <> 'withdrawn'
        ), said AS (
            SELECT e.offering_id, {_folded("string_agg(DISTINCT e.words, ' ')")} AS words FROM catalog.evidence e
            WHERE e.offering_id IN (SELECT offering_id FROM entry) AND e.field <> 'title' GROUP BY e.offering_id
        ), own AS (
            SELECT o.offering_id, o.code, {_folded("o.title")} AS called, i.country,
                   {_folded("i.name")} AS name, {_folded("i.short_name")} AS short_name
            FROM catalog.offering o JOIN catalog.institution i USING (institution_id)
            WHERE i.kind <> '{PORTAL}' AND o.in_scope AND o.state <> 'withdrawn' AND EXISTS (FROM entry)
        ), found AS (
            SELECT entry.offering_id, own.offering_id AS original
            FROM entry
            JOIN own ON own.called = entry.called
            LEFT JOIN said ON said.offering_id = entry.offering_id
            WHERE own.code = entry.code
               OR contains({_folded("concat_ws(' ', entry.url, entry.location, entry.summary)")}
                           || coalesce(said.words, ''), own.name)
               OR (length(own.short_name) >= {_SHORTEST_NAME + 2}
                   AND contains({_folded("concat_ws(' ', entry.url, entry.location, entry.summary)")}
                                || coalesce(said.words, ''), own.short_name))
        )
        SELECT offering_id, any_value(original) AS original FROM found
        GROUP BY offering_id HAVING count(DISTINCT original) = 1
        """
    )
    con.execute(
        """
        UPDATE catalog.offering SET copy_of = now.original
        FROM (SELECT o.offering_id, c.original FROM catalog.offering o LEFT JOIN copied c USING (offering_id)
              WHERE o.copy_of IS DISTINCT FROM c.original) now
        WHERE offering.offering_id = now.offering_id
        """
    )
    con.execute("DROP TABLE temp.copied")
