"""Made-up nights, straight into `stage.*` and `ops.*`: what a judged night leaves for the merge, of any size."""

from __future__ import annotations

from datetime import datetime

import duckdb

from warehouse.fingerprint import normaliser_fingerprint
from warehouse.history import MergeCounts, merge

#: Fields with a row of evidence each: about what an offering of the practice campus has.
_EVIDENCE = (
    "title", "url", "code", "summary", "subjects", "credential_kind", "cost_min", "cost_max", "currency", "cost_basis",
    "cost_text", "cost_total_min", "hours_min", "hours_max", "span_min", "span_unit", "delivery_mode", "lang",
)  # fmt: skip


def stage_night(
    con: duckdb.DuckDBPyConnection, run_id: str, *, night_no: int, offerings: int, institutions: int, changing: float
) -> None:
    """`offerings` rows with two prices, a section and 18 rows of evidence each, all institutions complete.

    Each night a share `changing` of the pages has another price (and so other bytes); one in 20 of those is not there.
    """
    con.execute("DELETE FROM stage.offering; DELETE FROM stage.evidence; DELETE FROM stage.price;")
    con.execute("DELETE FROM stage.section; DELETE FROM stage.identity")
    con.execute(
        """
        INSERT INTO catalog.institution BY NAME
        SELECT format('site{:04d}', i) AS institution_id, format('College {}', i) AS name, 'CA' AS country,
               ['BC','AB','ON','QC'][1 + i % 4] AS province, 'college' AS kind, ['en'] AS languages,
               format('http://site{}.example/', i) AS home_url, 'generic' AS platform, 'verified' AS status
        FROM range($institutions) t(i) WHERE NOT EXISTS (FROM catalog.institution)
        """,
        {"institutions": institutions},
    )
    # The night a page last changed: it changes on the nights its own hash falls on, so a rebuild makes the same.
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE made AS
        SELECT i, format('site{:04d}', i % $institutions) AS who,
               format('site{:04d}-{:010d}', i % $institutions, i) AS id,
               CASE WHEN $changing = 0 THEN 0
                    ELSE greatest(0, $night - (($night + hash(i) % CAST(1 / $changing AS BIGINT))
                                               % CAST(1 / $changing AS BIGINT))) END::BIGINT AS since
        FROM range($offerings) t(i)
        """,
        {"institutions": institutions, "offerings": offerings, "changing": changing, "night": night_no},
    )
    con.execute("DELETE FROM made WHERE since = $night AND since > 0 AND hash(i, 'gone') % 20 = 0", {"night": night_no})
    con.execute(
        """
        INSERT INTO stage.offering BY NAME
        SELECT id AS offering_id, who AS institution_id, format('K{}', i) AS offering_key, format('K{}', i) AS code,
               format('Course {} of many words for its title', i) AS title,
               format('http://{}.example/c/{}', who, i) AS url, 'en' AS lang,
               format('A short quotation of what course {} is about, some eighty letters long.', i) AS summary,
               [['Trades','Arts','Health','Business'][1 + i % 4]] AS subjects, true AS in_scope, 'page' AS scope_source,
               'micro_credential' AS credential_kind, 'unknown' AS recognition,
               CASE WHEN i % 10 = 0 THEN 'unknown' ELSE 'priced' END AS cost_status,
               CASE WHEN i % 10 > 0 THEN (100 + i % 900 + since % 50)::DECIMAL(10,2) END AS cost_min,
               cost_min AS cost_max, CASE WHEN i % 10 > 0 THEN 'CAD' END AS currency,
               CASE WHEN i % 10 > 0 THEN 'total' END AS cost_basis,
               CASE WHEN i % 10 > 0 THEN format('${}', 100 + i % 900 + since % 50) END AS cost_text,
               cost_min AS cost_total_min, cost_min AS cost_total_max,
               CASE WHEN i % 10 > 0 THEN 'stated' END AS cost_total_source, 'stated' AS duration_status,
               (10 + i % 60)::DECIMAL(10,2) AS hours_min, hours_min AS hours_max,
               (2 + i % 12)::DECIMAL(10,2) AS span_min, span_min AS span_max, 'week' AS span_unit,
               span_min * 7 AS span_days_min, span_min * 7 AS span_days_max,
               hours_min AS total_hours_min, hours_min AS total_hours_max, 'stated' AS total_hours_source,
               ['online','in_person','blended','unknown'][1 + i % 4] AS delivery_mode, 0.7 AS completeness,
               md5(format('{} {}', i, since)) AS page_sha256, $run AS run_id
        FROM made
        """,
        {"run": run_id},
    )
    con.execute(
        """
        INSERT INTO stage.price BY NAME
        SELECT id AS offering_id, who AS institution_id, n::INTEGER AS price_no,
               (100 + i % 900 + since % 50 + n)::DECIMAL(10,2) AS amount, 'CAD' AS currency, 'tuition' AS component,
               'total' AS basis, format('${}', i % 900) AS text, $run AS run_id
        FROM made, range(1, 3) p(n)
        """,
        {"run": run_id},
    )
    con.execute(
        """
        INSERT INTO stage.section BY NAME
        SELECT id || '-1' AS section_id, id AS offering_id, who AS institution_id,
               DATE '2027-01-04' + (i % 90)::INTEGER AS start_date, start_date + 40 AS end_date,
               'unknown' AS delivery_mode, 'open' AS availability, $run AS run_id
        FROM made
        """,
        {"run": run_id},
    )
    con.execute(
        """
        INSERT INTO stage.evidence BY NAME
        SELECT id AS offering_id, who AS institution_id, '' AS section_id, f AS field,
               format('{} {}', i, since) AS value, 'stated' AS how,
               format('The words of {} on page {} as they stood', f, i) AS words, f AS label,
               format('http://{}.example/c/{}', who, i) AS page_url, TIMESTAMP '2026-11-01 03:00:00' AS fetched_at,
               'labelled' AS reader, format('main > dl > dd:nth-of-type({})', i % 20) AS locator,
               format('archive/{}/{}.warc.gz', who, $run) AS archive_file, uuid()::VARCHAR AS archive_record,
               i AS archive_offset, $run AS run_id
        FROM made, unnest($fields) e(f)
        """,
        {"run": run_id, "fields": list(_EVIDENCE)},
    )
    con.execute("INSERT INTO stage.identity SELECT who, format('K{}', i), id, 'known', $run FROM made", {"run": run_id})
    con.execute(
        """
        INSERT INTO ops.institution_night BY NAME
        SELECT $run AS run_id, $run[:10]::DATE AS night, institution_id, 'complete' AS outcome, 1 AS pages,
               1 AS requests, 1 AS bytes, 0 AS errors, 1 AS offerings, 1 AS priced, 1 AS with_duration,
               0 AS quarantined, 1 AS seconds
        FROM catalog.institution
        """,
        {"run": run_id},
    )


def merge_night(con: duckdb.DuckDBPyConnection, run_id: str) -> MergeCounts:
    """The staged night into the catalogue."""
    return merge(
        con,
        run_id,
        started_at=datetime.fromisoformat(f"{run_id[:10]} 03:00:00"),
        reader_fingerprint="benchmark",
        normaliser_fingerprint=normaliser_fingerprint(),
        whole=True,
    )
