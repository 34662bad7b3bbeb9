"""What a person decided about a hold: a new level accepted, a quarantined value released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from warehouse import schema
from warehouse.bulk import insert_rows, one_row

#: A night held for one of these has no level to accept: judging broke, or single rows cannot be right.
_NOT_A_LEVEL = {
    "ERROR": "judging itself did not work that night; run it again",
    "INST-011": "its rows break critical rules; `microcreds quarantine list` shows them, each is released or corrected",
}


class NothingToAcceptError(Exception):
    """The last night of the institution is not held, or not for its level; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The level that good nights are compared with from now on."""

    institution_id: str
    run_id: str
    offerings: int
    before: float | None  # median of the good nights it replaces


def accept(con: duckdb.DuckDBPyConnection, institution_id: str, reason: str) -> Accepted:
    """Record the level of the institution's last night, which was held, as its new level.

    Raises NothingToAcceptError.
    """
    last = one_row(
        con,
        "SELECT run_id, night, outcome, offerings FROM ops.institution_night WHERE institution_id = ? "
        "ORDER BY night DESC, split_part(run_id, '.', 2)::INTEGER DESC LIMIT 1",
        [institution_id],
    )
    if last is None:
        raise NothingToAcceptError(f"{institution_id} has not had a night yet")
    run_id, night, outcome, offerings = last
    if outcome != "held":
        again = "" if outcome == "complete" else f"; `microcreds nightly --only {institution_id}` tries again"
        raise NothingToAcceptError(
            f"the last night of {institution_id} ({run_id}) was {outcome}: there is no level to accept{again}"
        )
    for rule, why in _NOT_A_LEVEL.items():
        if one_row(con, _FOUND, [run_id, institution_id, rule]):
            raise NothingToAcceptError(f"{institution_id} was held in {run_id}, but not for its level: {why}")
    gone = one_row(
        con, "SELECT gone FROM landing.harvest WHERE run_id = ? AND institution_id = ?", [run_id, institution_id]
    )
    before = one_row(
        con,
        "SELECT median(offerings) FROM ops.institution_night WHERE institution_id = ? AND outcome = 'complete'",
        [institution_id],
    )
    row = _row(institution_id, run_id, night, offerings, gone[0] if gone else 0, reason)
    con.execute("DELETE FROM ops.acceptance WHERE institution_id = ? AND run_id = ?", [institution_id, run_id])
    insert_rows(con, "ops", schema.ACCEPTANCE, [row])
    return Accepted(institution_id, run_id, int(offerings), before[0] if before else None)


_FOUND = (
    "SELECT 1 FROM quality.finding WHERE run_id = ? AND institution_id = ? AND rule = ? "
    "AND severity = 'critical' AND level = 'institution'"
)


def _row(
    institution_id: str, run_id: str, night: date, offerings: int, gone: int | None, reason: str
) -> dict[str, Any]:
    return {
        "institution_id": institution_id,
        "run_id": run_id,
        "night": night,
        "offerings": offerings,
        "gone": gone or 0,
        "reason": reason,
        "accepted_at": _now(),
    }


def pardon(con: duckdb.DuckDBPyConnection, offering_id: str, rule: str | None, reason: str) -> list[tuple[str, str]]:
    """Release the open quarantined values of an offering (of one rule, or of all); (rule, value) of each.

    The values are taken from the next judging on; another value that breaks the rule is quarantined again.
    Raises NothingToAcceptError when there is none.
    """
    rows = con.execute(
        "SELECT DISTINCT institution_id, rule, coalesce(value, '') FROM quality.quarantine "
        "WHERE offering_id = $id AND status = 'open' AND ($rule IS NULL OR rule = $rule) ORDER BY ALL",
        {"id": offering_id, "rule": rule},
    ).fetchall()
    if not rows:
        of = f" under {rule}" if rule else ""
        raise NothingToAcceptError(f"{offering_id} has nothing in quarantine{of}")
    for institution_id, one, value in rows:
        key = {"offering_id": offering_id, "rule": one, "value": value}
        con.execute("DELETE FROM quality.pardon WHERE offering_id = ? AND rule = ? AND value = ?", list(key.values()))
        more = {"institution_id": institution_id, "reason": reason, "released_at": _now()}
        insert_rows(con, "quality", schema.PARDON, [key | more])
    con.execute(
        "UPDATE quality.quarantine SET status = 'released' "
        "WHERE offering_id = $id AND status = 'open' AND ($rule IS NULL OR rule = $rule)",
        {"id": offering_id, "rule": rule},
    )
    return [(one, value) for _, one, value in rows]


def pardoned(con: duckdb.DuckDBPyConnection, institution_id: str) -> frozenset[tuple[str, str, str]]:
    """(offering, rule, value) that a person released, of one institution."""
    return frozenset(
        con.execute(
            "SELECT offering_id, rule, value FROM quality.pardon WHERE institution_id = ?", [institution_id]
        ).fetchall()
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
