"""What changed tonight, field by field, and why: the source, our reading of it, or a correction."""

from __future__ import annotations

from datetime import date

import duckdb

from warehouse import schema

_SUBSTANCE = tuple(column.name for column in schema.SUBSTANCE)


def text_of(column: schema.Column, alias: str) -> str:
    """SQL for a value as the change and evidence tables spell it."""
    name = f'{alias}."{column.name}"'
    return f"array_to_string({name}, '; ')" if column.type.endswith("[]") else f"CAST({name} AS VARCHAR)"


def record_changes(con: duckdb.DuckDBPyConnection, run_id: str, night: date, *, code: tuple[str, str]) -> None:
    """Tonight's changes into `catalog.change`, from temp.seen and temp.missing. `code`: the fingerprints of reader and
    normaliser. Costs what has changed, beyond one comparison of all rows seen."""
    insert = (
        'INSERT INTO catalog."change" '
        '(run_id, night, offering_id, institution_id, "change", field, before, after, cause) '
    )
    # Added in bulk by better reading of pages already known would be `reader`; a page never met before is the source's.
    con.execute(
        insert
        + """
        SELECT $run, $night, s.offering_id, s.institution_id,
               CASE WHEN o.offering_id IS NULL THEN 'added' ELSE 'returned' END, '', NULL, s.title, 'source'
        FROM seen s LEFT JOIN catalog.offering o USING (offering_id)
        WHERE o.offering_id IS NULL OR o.state = 'withdrawn'
        """,
        {"run": run_id, "night": night},
    )
    con.execute(
        insert
        + """
        SELECT $run, $night, m.offering_id, m.institution_id, 'withdrawn', '', o.title, NULL, 'source'
        FROM missing m JOIN catalog.offering o USING (offering_id) WHERE m.withdraw
        """,
        {"run": run_id, "night": night},
    )
    both = [", ".join(f'{alias}."{name}"' for name in _SUBSTANCE) for alias in ("s", "o")]
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE differing AS
        SELECT s.offering_id FROM seen s JOIN catalog.offering o USING (offering_id)
        WHERE ({both[0]}) IS DISTINCT FROM ({both[1]})
        """
    )
    pairs = " UNION ALL ".join(
        f"""
        SELECT s.offering_id, s.institution_id, '{column.name}' AS field,
               {text_of(column, "o")} AS before, {text_of(column, "s")} AS after,
               s.page_sha256 = o.page_sha256 AS same_page, o.run_id AS read_in
        FROM differing d JOIN seen s USING (offering_id) JOIN catalog.offering o USING (offering_id)
        WHERE s."{column.name}" IS DISTINCT FROM o."{column.name}"
        """
        for column in schema.SUBSTANCE
    )
    # Our code changed since the value was read, and the page, or the words behind it, did not: the reader did it, not
    # the source. Compared by offering, for an institution may have missed the night the code changed.
    con.execute(
        insert
        + f"""
        WITH words AS (
            SELECT offering_id, field, list_sort(list(DISTINCT words)) AS words FROM stage.evidence
            WHERE offering_id IN (FROM differing) GROUP BY ALL
        ),
        old_words AS (
            SELECT offering_id, field, list_sort(list(DISTINCT words)) AS words FROM catalog.evidence
            WHERE offering_id IN (FROM differing) GROUP BY ALL
        )
        SELECT $run, $night, d.offering_id, d.institution_id,
               CASE WHEN d.field = 'url' THEN 'moved' ELSE 'changed' END, d.field, d.before, d.after,
               CASE WHEN EXISTS (FROM stage.evidence e WHERE e.offering_id = d.offering_id AND e.field = d.field
                                 AND e.reader = 'correction') THEN 'correction'
                    WHEN (r.reader_fingerprint, r.normaliser_fingerprint) <> ($reader, $normaliser)
                         AND (d.same_page OR w.words = ow.words) THEN 'reader' ELSE 'source' END
        FROM ({pairs}) d
        LEFT JOIN ops.run r ON r.run_id = d.read_in
        LEFT JOIN words w ON w.offering_id = d.offering_id AND w.field = d.field
        LEFT JOIN old_words ow ON ow.offering_id = d.offering_id AND ow.field = d.field
        """,
        {"run": run_id, "night": night, "reader": code[0], "normaliser": code[1]},
    )
    con.execute("DROP TABLE temp.differing")
