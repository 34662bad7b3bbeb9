"""What judging said, kept: findings, quarantined rows, and how each institution's night ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import duckdb

from warehouse import schema
from warehouse.bulk import insert_rows, one_row
from warehouse.normalise.quote import quote

#: Rule of the findings that normalising makes, before judging.
CONTRADICTION = "CHOICE-001"


def record_findings(
    con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str | None, findings: Iterable[Mapping[str, Any]]
) -> None:
    """Replace the findings of one institution (None: of the release level) for this run.

    Keys are the columns of `quality.finding` but run_id and finding_no.
    """
    con.execute(
        "DELETE FROM quality.finding WHERE run_id = ? AND institution_id IS NOT DISTINCT FROM ?",
        [run_id, institution_id],
    )
    last = one_row(con, "SELECT coalesce(max(finding_no), 0) FROM quality.finding WHERE run_id = ?", [run_id])
    start = (last[0] if last else 0) + 1
    rows = [dict(finding) | {"run_id": run_id, "finding_no": number} for number, finding in enumerate(findings, start)]
    insert_rows(con, "quality", schema.FINDING, rows)


def quarantine_failed_rows(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str) -> int:
    """Send the offerings with a critical row finding to quarantine, whole rows kept; how many offerings."""
    con.execute("DELETE FROM quality.quarantine WHERE run_id = ? AND institution_id = ?", [run_id, institution_id])
    con.execute(
        """
        UPDATE quality.quarantine SET status = 'superseded'
        WHERE institution_id = $institution AND status = 'open' AND run_id <> $run
          AND offering_id IN (SELECT offering_id FROM stage.offering WHERE institution_id = $institution)
        """,
        {"run": run_id, "institution": institution_id},
    )
    # DuckDB writes a DECIMAL into JSON as a float: money is kept as text.
    columns = ", ".join(
        f"'{c.name}', s.\"{c.name}\"{'::VARCHAR' if c.type.startswith('DECIMAL') else ''}"
        for c in schema.STAGE_OFFERING.columns
    )
    con.execute(
        f"""
        INSERT INTO quality.quarantine BY NAME
        SELECT f.run_id, f.offering_id, f.institution_id, f.rule, coalesce(f.field, '') AS field,
               min(f.value) AS value, min(f.message) AS message, any_value(json_object({columns})) AS row,
               'open' AS status
        FROM quality.finding f JOIN stage.offering s USING (offering_id)
        WHERE f.run_id = $run AND f.institution_id = $institution AND f.level = 'row' AND f.severity = 'critical'
        GROUP BY f.run_id, f.offering_id, f.institution_id, f.rule, coalesce(f.field, '')
        """,
        {"run": run_id, "institution": institution_id},
    )
    row = one_row(
        con,
        "SELECT count(DISTINCT offering_id) FROM quality.quarantine WHERE run_id = ? AND institution_id = ?",
        [run_id, institution_id],
    )
    return int(row[0]) if row else 0


def record_night(
    con: duckdb.DuckDBPyConnection,
    run_id: str,
    institution_id: str,
    outcome: str,
    reason: str | None,
    facts: Mapping[str, Any],
    quarantined: int,
) -> None:
    """How one institution's night ended. `facts` is `frames.institution_night`."""
    con.execute("DELETE FROM ops.institution_night WHERE run_id = ? AND institution_id = ?", [run_id, institution_id])
    errors = facts.get("errors") or {}
    row = {
        "run_id": run_id,
        "night": date.fromisoformat(run_id[:10]),
        "institution_id": institution_id,
        "outcome": outcome,
        "reason": reason,
        "errors": sum(errors.values()),
        "quarantined": quarantined,
        **{
            name: facts.get(name)
            for name in (
                "pages",
                "requests",
                "bytes",
                "offerings",
                "priced",
                "with_duration",
                "median_cost",
                "seconds",
            )
        },
    }
    insert_rows(con, "ops", schema.NIGHT, [row])


def record_measures(
    con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str, measures: Mapping[str, float]
) -> None:
    """Replace what one institution's night looked like: measure -> value."""
    con.execute("DELETE FROM ops.night_measure WHERE run_id = ? AND institution_id = ?", [run_id, institution_id])
    key = {"run_id": run_id, "institution_id": institution_id}
    insert_rows(con, "ops", schema.MEASURE, [key | {"measure": n, "value": v} for n, v in sorted(measures.items())])


def findings_of(con: duckdb.DuckDBPyConnection, run_id: str) -> list[dict[str, Any]]:
    """All findings of a run, worst first."""
    cursor = con.execute(
        "SELECT level, severity, rule, institution_id, offering_id, field, value, message FROM quality.finding "
        "WHERE run_id = ? ORDER BY array_position(['critical', 'warning', 'info'], severity), finding_no",
        [run_id],
    )
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def as_finding(disagreement: Mapping[str, Any]) -> dict[str, Any]:
    """A contradiction that choosing between statements met, as an informative finding."""
    one = disagreement["disagreement"]
    return {
        "level": "row",
        "severity": "info",
        "rule": CONTRADICTION,
        "institution_id": disagreement["institution_id"],
        "offering_id": disagreement["offering_id"],
        "field": one.field,
        "value": one.kept,
        "message": f"two statements disagree: {one.kept} ({one.kept_reader}: {quote(one.kept_text, longest=100)}) "
        f"speaks, {one.other} ({one.other_reader}: {quote(one.other_text, longest=100)}) does not",
    }
