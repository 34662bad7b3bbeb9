"""`runs/<run>/report/index.html`: last night at a glance, for the person who is called at 2 a.m."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flows.night import Night
from flows.resolving import commands, quarantine_command

if TYPE_CHECKING:
    import duckdb

_MOST = 200


def write_report(night: Night, con: duckdb.DuckDBPyConnection) -> None:
    """Make the page anew. Scraped text is escaped; the page holds no script."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    folder = night.folder / "report"
    folder.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=PackageLoader("flows.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    page = environment.get_template("report.html.j2").render(_facts(night, con))
    hidden = folder / ".index.html.writing"
    hidden.write_text(page, encoding="utf-8")
    os.replace(hidden, folder / "index.html")


def _facts(night: Night, con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    run = {"run": night.run_id}
    verdict = night.ledger.last("judge_release") or {"released": False, "reason": "not judged yet"}
    released = night.ledger.last("release")
    return {
        "run_id": night.run_id,
        "registry": night.registry.name,
        "made_at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "released": released is not None,
        "reason": verdict["reason"],
        "digest": released["digest"] if released else None,
        "data_docs": (night.folder / "report" / "data-docs" / "index.html").exists(),
        "institutions": _resolved(
            night,
            con,
            _rows(
                con,
                """
            SELECT n.institution_id, i.name, m.value AS completeness, n.outcome, n.reason, n.pages, n.offerings,
                   n.priced, n.with_duration, n.quarantined, n.errors, n.seconds, i.last_complete, i.stale_days
            FROM ops.institution_night n JOIN catalog.institution i USING (institution_id)
            LEFT JOIN ops.night_measure m ON m.run_id = n.run_id AND m.institution_id = n.institution_id
                                         AND m.measure = 'completeness'
            WHERE n.run_id = $run ORDER BY n.outcome = 'complete', n.institution_id
            """,
                run,
            ),
        ),
        "states": _rows(
            con, "SELECT state, count(*) AS offerings FROM catalog.offering GROUP BY state ORDER BY state", {}
        ),
        "changes": _rows(
            con,
            f"""
            SELECT c.institution_id, o.title, o.url, c."change", c.field, c.before, c.after, c.cause
            FROM catalog."change" c JOIN catalog.offering o USING (offering_id)
            WHERE c.run_id = $run AND c."change" <> 'added' AND NOT ends_with(c.field, '_text')
            ORDER BY c.institution_id, o.title, c.field LIMIT {_MOST}
            """,
            run,
        ),
        "change_counts": _rows(
            con,
            'SELECT "change", cause, count(DISTINCT offering_id) AS offerings FROM catalog."change" '
            "WHERE run_id = $run GROUP BY ALL ORDER BY ALL",
            run,
        ),
        "quarantine": _rows(
            con,
            f"""
            SELECT q.institution_id, q.offering_id, q.status, q.row ->> 'title' AS title, q.row ->> 'url' AS url,
                   q.rule, q.field, q.value, q.message
            FROM quality.quarantine q WHERE q.run_id = $run ORDER BY ALL LIMIT {_MOST}
            """,
            run,
        ),
        "findings": _rows(
            con,
            """
            SELECT severity, rule, level, count(*) AS times, any_value(message) AS example
            FROM quality.finding WHERE run_id = $run GROUP BY severity, rule, level
            ORDER BY array_position(['critical', 'warning', 'info'], severity), times DESC, rule
            """,
            run,
        ),
        "nights": _rows(
            con,
            """
            SELECT run_id, count(*) AS institutions, count(*) FILTER (outcome = 'complete') AS complete,
                   sum(offerings) AS offerings, sum(priced) AS priced, sum(quarantined) AS quarantined
            FROM ops.institution_night GROUP BY run_id, night ORDER BY night DESC, run_id DESC LIMIT 14
            """,
            {},
        ),
        "release_command": lambda q: quarantine_command(q["offering_id"], q["rule"], night.data),
        "most": _MOST,
    }


def _resolved(night: Night, con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The institutions with what their rules warn of and the commands that resolve what is not complete."""
    said = _rows(
        con,
        "SELECT institution_id, severity, rule, message FROM quality.finding "
        "WHERE run_id = $run AND level = 'institution' ORDER BY finding_no",
        {"run": night.run_id},
    )
    for row in rows:
        mine = [one for one in said if one["institution_id"] == row["institution_id"]]
        row["warnings"] = [one["message"] for one in mine if one["severity"] == "warning"]
        critical = {one["rule"] for one in mine if one["severity"] == "critical"}
        row["commands"] = commands(row["institution_id"], row["outcome"], critical, night.data, night.registry.folder)
    return rows


def _rows(con: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    cursor = con.execute(query, parameters)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
