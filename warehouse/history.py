"""The one place where the catalogue moves: tonight's judged rows become current values, versions and changes.

Rules (DESIGN, "Identity, history, removal"): *complete* updates and removes; *partial* updates what was seen and
removes nothing; *held* and *failed* take nothing. What was not refreshed is stale, never gone. An offering is
withdrawn after two complete harvests without it, or at once on 404/410 while few pages say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from warehouse import schema
from warehouse.bulk import one_row, undo
from warehouse.changes import record_changes
from warehouse.copies import link_copies
from warehouse.refresh import refresh

_SUBSTANCE = [column.name for column in schema.SUBSTANCE]
#: 404s above max(GONE_COUNT, GONE_SHARE of the institution's offerings) are not believed tonight.
GONE_COUNT = 3
GONE_SHARE = 0.05


class OutOfOrderError(Exception):
    """A run older than what the catalogue holds; merging it would turn the catalogue back."""


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """Changes of one run by kind; `merged` is False when the run had been merged before (nothing was done)."""

    merged: bool
    changes: dict[str, int]


def merge(
    con: duckdb.DuckDBPyConnection,
    run_id: str,
    *,
    started_at: datetime,
    reader_fingerprint: str,
    normaliser_fingerprint: str,
    whole: bool = False,
) -> MergeCounts:
    """Merge one judged run into `catalog.*`, in one transaction; a second call for the same run does nothing.

    `whole`: the run asked every institution it may, so that what it did not ask is no longer fresh.
    Raises OutOfOrderError for a run older than the catalogue.
    """
    night = date.fromisoformat(run_id[:10])
    if one_row(con, "SELECT 1 FROM ops.run WHERE run_id = ?", [run_id]):
        return MergeCounts(False, _change_counts(con, run_id))
    later = one_row(con, "SELECT run_id FROM ops.run WHERE night > ? ORDER BY night DESC LIMIT 1", [night])
    if later:
        raise OutOfOrderError(f"the catalogue already holds run {later[0]}: run {run_id} is of an earlier night")
    con.begin()
    try:
        _who_was_seen(con, run_id)
        _who_is_missing(con, run_id)
        record_changes(con, run_id, night, code=(reader_fingerprint, normaliser_fingerprint))
        refresh(con, run_id, night)
        _age(con, run_id, night, whole=whole)
        link_copies(con)
        _versions(con, run_id, night)
        _identities(con, run_id, night)
        _institutions(con, run_id, night)
        con.execute(
            "INSERT INTO ops.run (run_id, night, started_at, reader_fingerprint, normaliser_fingerprint) "
            "VALUES (?, ?, ?, ?, ?)",
            [run_id, night, started_at, reader_fingerprint, normaliser_fingerprint],
        )
        con.commit()
    except BaseException:
        undo(con)
        raise
    finally:
        for name in ("tonight", "seen", "missing"):
            con.execute(f"DROP TABLE IF EXISTS temp.{name}")
    return MergeCounts(True, _change_counts(con, run_id))


def _change_counts(con: duckdb.DuckDBPyConnection, run_id: str) -> dict[str, int]:
    return dict(
        con.execute(
            'SELECT change, count(DISTINCT offering_id) FROM catalog."change" WHERE run_id = ? GROUP BY change',
            [run_id],
        ).fetchall()
    )


def _who_was_seen(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """temp.tonight: outcome by institution; temp.seen: rows good enough to be taken."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE tonight AS "
        "SELECT institution_id, outcome FROM ops.institution_night WHERE run_id = ?",
        [run_id],
    )
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE seen AS
        SELECT s.* FROM stage.offering s JOIN tonight t USING (institution_id)
        WHERE s.run_id = $run AND t.outcome IN ('complete', 'partial')
          AND NOT EXISTS (FROM quality.quarantine q WHERE q.run_id = $run AND q.offering_id = s.offering_id
                          AND q.status = 'open')
        """,
        {"run": run_id},
    )


def _who_is_missing(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """temp.missing: offerings a complete harvest did not meet; `withdraw` where that is believed tonight."""
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE missing AS
        WITH absent AS (
            SELECT o.offering_id, o.institution_id, o.missing_since
            FROM catalog.offering o JOIN tonight t USING (institution_id)
            WHERE t.outcome = 'complete' AND o.state <> 'withdrawn'
              AND NOT EXISTS (FROM stage.offering s WHERE s.run_id = $run AND s.offering_id = o.offering_id)
        ),
        gone AS (
            SELECT DISTINCT a.offering_id, a.institution_id
            FROM absent a JOIN catalog.offering o USING (offering_id)
            JOIN landing.page p ON p.institution_id = a.institution_id AND p.run_id = $run AND p.status IN (404, 410)
            WHERE p.url = o.url
               OR EXISTS (FROM catalog.identity i WHERE i.offering_id = a.offering_id AND i.offering_key = p.url)
        ),
        bound AS (
            SELECT institution_id, greatest({GONE_COUNT}, {GONE_SHARE} * count(*)) AS most
            FROM catalog.offering WHERE state <> 'withdrawn' GROUP BY institution_id
        ),
        believed AS (
            SELECT g.offering_id FROM gone g
            JOIN (SELECT institution_id, count(*) AS n FROM gone GROUP BY institution_id) c USING (institution_id)
            JOIN bound b USING (institution_id) WHERE c.n <= b.most
        )
        SELECT a.offering_id, a.institution_id,
               a.missing_since IS NOT NULL OR a.offering_id IN (FROM believed) AS withdraw
        FROM absent a
        """,
        {"run": run_id},
    )


def _age(con: duckdb.DuckDBPyConnection, run_id: str, night: date, *, whole: bool) -> None:
    """What was not refreshed is stale (where only some were asked: at those); what is believed gone is withdrawn."""
    con.execute(
        """
        UPDATE catalog.offering SET state = 'stale'
        WHERE state = 'current' AND ($whole OR institution_id IN (SELECT institution_id FROM tonight))
          AND offering_id NOT IN (SELECT offering_id FROM seen)
        """,
        {"whole": whole},
    )
    # Met tonight, even if its row is quarantined: absence must be counted afresh.
    con.execute(
        """
        UPDATE catalog.offering SET missing_since = NULL
        WHERE missing_since IS NOT NULL AND state <> 'withdrawn' AND offering_id IN (
            SELECT s.offering_id FROM stage.offering s JOIN tonight t USING (institution_id)
            WHERE s.run_id = $run AND t.outcome IN ('complete', 'partial'))
        """,
        {"run": run_id},
    )
    con.execute(
        """
        UPDATE catalog.offering SET missing_since = coalesce(missing_since, $night)
        WHERE offering_id IN (SELECT offering_id FROM missing)
        """,
        {"night": night},
    )
    con.execute(
        """
        UPDATE catalog.offering SET state = 'withdrawn', withdrawn_at = $night
        WHERE offering_id IN (SELECT offering_id FROM missing WHERE withdraw)
        """,
        {"night": night},
    )


def _versions(con: duckdb.DuckDBPyConnection, run_id: str, night: date) -> None:
    """Close the version of whatever changed or went; open one for whatever changed or came."""
    con.execute(
        """
        UPDATE catalog.offering_version SET valid_to = $night
        WHERE valid_to IS NULL AND offering_id IN (
            SELECT offering_id FROM catalog."change" WHERE run_id = $run)
        """,
        {"run": run_id, "night": night},
    )
    substance = ", ".join(f'o."{name}"' for name in _SUBSTANCE)
    con.execute(
        f"""
        INSERT INTO catalog.offering_version BY NAME
        SELECT o.offering_id, o.institution_id, $night AS valid_from, NULL::DATE AS valid_to,
               $run AS valid_from_run, {substance}
        FROM catalog.offering o
        WHERE o.offering_id IN (
            SELECT offering_id FROM catalog."change" WHERE run_id = $run AND "change" <> 'withdrawn')
        """,
        {"run": run_id, "night": night},
    )


def _identities(con: duckdb.DuckDBPyConnection, run_id: str, night: date) -> None:
    con.execute(
        """
        INSERT INTO catalog.identity BY NAME
        SELECT i.institution_id, i.offering_key, i.offering_id, $night AS first_seen
        FROM stage.identity i JOIN tonight t USING (institution_id)
        WHERE i.run_id = $run AND t.outcome IN ('complete', 'partial')
          AND NOT EXISTS (FROM catalog.identity k
                          WHERE k.institution_id = i.institution_id AND k.offering_key = i.offering_key)
        """,
        {"run": run_id, "night": night},
    )


def _institutions(con: duckdb.DuckDBPyConnection, run_id: str, night: date) -> None:
    con.execute(
        """
        UPDATE catalog.institution SET
            last_outcome = (SELECT outcome FROM tonight t WHERE t.institution_id = institution.institution_id),
            last_complete = CASE
                WHEN (SELECT outcome FROM tonight t WHERE t.institution_id = institution.institution_id) = 'complete'
                THEN $night ELSE last_complete END
        WHERE institution_id IN (SELECT institution_id FROM tonight)
        """,
        {"night": night},
    )
    con.execute("UPDATE catalog.institution SET stale_days = $night - last_complete", {"night": night})
