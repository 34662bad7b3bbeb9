"""`python -m tests.campus.compare --data DIR --night N`: the newest release against the campus's truth.

Nights 1 to N must have run in that folder, in order. Exit 0 only when every offering is there, no value is false,
every history row is right and every state is, and of each field at least 99 % of the values. A value that is stated and
was not understood counts as unknown, and is listed; by itself it fails nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from tests.campus.comparison import Comparison, figures, show
from tests.campus.nights import REDESIGNED
from tests.campus.truth import Change, Expected, Truth, truth

COST = {
    "status": "cost_status",
    "min": "cost_min",
    "max": "cost_max",
    "currency": "currency",
    "basis": "cost_basis",
    "tax": "cost_tax",
}
DURATION = {
    "status": "duration_status",
    "hours_min": "hours_min",
    "hours_max": "hours_max",
    "span_min": "span_min",
    "span_max": "span_max",
    "span_unit": "span_unit",
    "weekly_hours_min": "weekly_hours_min",
    "weekly_hours_max": "weekly_hours_max",
    "meetings": "meetings",
    "self_paced": "self_paced",
}
#: Free has no currency and no basis that the words state.
_NOT_FOR_FREE = {"currency", "basis", "tax"}
#: A change of price brings these along; their values follow from the fields that are compared.
_FOLLOWS_A_PRICE = ("cost_text", "cost_total", "credit_unit")


def _rows(folder: Path, table: str) -> list[dict[str, Any]]:
    cursor = duckdb.execute("FROM read_parquet(?)", [str(folder / f"{table}.parquet")])
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _same(a: Any, b: Any) -> bool:
    if a is None or b is None or isinstance(a, bool | str) or isinstance(b, bool | str):
        return (a or None) == (b or None)  # nothing said and False are one: not self-paced
    return abs(Decimal(str(a)) - Decimal(str(b))) < Decimal("0.005")


def _is_false(name: str, expected: dict[str, Any], got: dict[str, Any]) -> bool:
    """Another value than the true one; or one end of a range left open that is not."""
    if _same(expected.get(name), got[name]):
        return False
    if got[name] == "unknown":
        return False
    if got[name] is not None:
        return True
    other = name.replace("min", "?").replace("max", "min").replace("?", "max")
    return got.get(other) is not None and other != name


def _judge(one: Expected, row: dict[str, Any], kind: str, columns: dict[str, str], c: Comparison) -> None:
    expected: dict[str, Any] = getattr(one, kind)
    names = [name for name in columns if not (expected["status"] == "free" and name in _NOT_FOR_FREE)]
    got = {name: row[columns[name]] for name in names}
    if all(_same(expected.get(name), got[name]) for name in names):
        c.count(one.institution, f"{kind} right")
        return
    what = "false" if any(_is_false(name, expected, got) for name in names) else "unknown"
    wanted = {name: value for name, value in expected.items() if value is not None}
    given = {name: str(value) for name, value in got.items() if value is not None}
    words = f"{one.title}: {row[f'{kind}_text']!r}: expected {wanted}, got {given}"
    c.miss(one.institution, f"{kind} {what}", words)


def _facts(one: Expected, row: dict[str, Any], starts: set[str], c: Comparison) -> None:
    credits = None if row["credits"] is None else float(row["credits"])
    facts: list[tuple[str, Any, Any]] = [
        ("delivery", one.delivery_mode, row["delivery_mode"]),
        ("credits", one.credits, credits),
        ("title", one.title, row["title"]),
        ("code", one.code, row["code"]),
        ("lang", one.lang, row["lang"]),
        ("credential", one.credential_kind, row["credential_kind"]),
        ("recognition", one.recognition, row["recognition"]),
    ]
    if one.cost_total is not None:
        total = row["cost_total_min"]
        facts.append(("total", one.cost_total, None if total is None else float(total)))
    for name, expected, got in facts:
        if expected == got:
            c.count(one.institution, f"{name} right")
        elif got is None or got == "unknown":
            c.miss(one.institution, f"{name} unknown", f"{one.title}: expected {expected}")
        else:
            c.miss(one.institution, f"{name} false", f"{one.title}: expected {expected}, got {got}")
    if starts == set(one.starts):
        c.count(one.institution, "start right")
    else:
        what = "start false" if starts - set(one.starts) else "start unknown"
        c.miss(one.institution, what, f"{one.title}: expected {sorted(one.starts)}, got {sorted(starts)}")


def compare(data: Path, night: int) -> Comparison:
    """Everything that differs. FileNotFoundError without a release; duckdb.Error where a table cannot be read."""
    release = (data / "current").resolve(strict=True)  # once: two reads through the link may meet two releases
    t = truth(night)
    c = Comparison(redesigned=REDESIGNED[1] if REDESIGNED[0] == night else None)
    everything = _rows(release, "all_offerings")
    shown = {row["offering_id"] for row in _rows(release, "offerings")}
    starts: dict[str, set[str]] = {}
    for row in _rows(release, "sections"):
        if row["start_date"]:
            starts.setdefault(row["offering_id"], set()).add(row["start_date"].isoformat())
    by_url: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in everything:
        if row["offering_id"] in shown:
            by_url.setdefault((row["institution_id"], row["url"]), []).append(row)
    met = set()
    for one in t.offerings:
        here = by_url.get((one.institution, one.url), [])
        # A page may hold several offerings; then their titles tell them apart.
        found = here[0] if len(here) == 1 else next((row for row in here if row["title"] == one.title), None)
        c.count(one.institution, "expected")
        if found is None:
            c.miss(one.institution, "missing", f"{one.title} ({one.url})")
            continue
        met.add(found["offering_id"])
        c.count(one.institution, "found")
        _judge(one, found, "cost", COST, c)
        _judge(one, found, "duration", DURATION, c)
        _facts(one, found, starts.get(found["offering_id"], set()), c)
    _states(t, everything, met, c)
    _history(t, _rows(release, "changes"), {row["offering_id"]: row["title"] for row in everything}, c)
    return c


def _states(t: Truth, everything: list[dict[str, Any]], met: set[str], c: Comparison) -> None:
    for row in everything:
        name, key, state = row["institution_id"], (row["institution_id"], row["title"]), row["state"]
        if key in t.withdrawn:
            right = state == "withdrawn" and row["withdrawn_at"] is not None
        elif key in t.missing:
            right = state == "stale" and row["missing_since"] is not None
        elif row["offering_id"] not in met:
            c.miss(name, "extra", f"{row['title']} ({row['url']})")
            continue
        elif name == t.broken:  # what it served before it broke may be current; the rest keeps its last good night
            right = state in ("current", "stale") and row["missing_since"] is None
        else:
            right = state == "current" and row["missing_since"] is None
        if right:
            c.count(name, f"state {state}")
        else:
            c.miss(name, "state wrong", f"{row['title']} is {state}, missing since {row['missing_since']}")
    kept = {(row["institution_id"], row["title"]) for row in everything}
    for name, title in sorted((t.missing | t.withdrawn) - kept):
        c.miss(name, "state wrong", f"{title} is gone from all_offerings; it should be kept, missing or withdrawn")
    if t.broken:
        stale = c.counts.get(t.broken, Counter())["state stale"]
        if stale < t.broken_stale:
            words = f"its site broke half-way: {t.broken_stale} offerings at least must be stale, {stale} are"
            c.miss(t.broken, "state wrong", words)


_Key = tuple[str, str, str, str]


def _history(t: Truth, changes: list[dict[str, Any]], titles: dict[str, str], c: Comparison) -> None:
    wanted: dict[_Key, Change] = {(x.institution, x.title, x.change, x.field): x for x in t.changes}
    repriced = {(x.institution, x.title) for x in t.changes if x.change == "changed"}
    seen: set[_Key] = set()
    for row in changes:
        name, title = row["institution_id"], titles.get(row["offering_id"], row["offering_id"])
        key: _Key = (name, title, row["change"], row["field"])
        words = f"{title}: {row['change']} {row['field']}: {row['before']} → {row['after']} (cause {row['cause']})"
        follows = row["change"] == "changed" and row["field"].startswith(_FOLLOWS_A_PRICE)
        if row["cause"] != "source" or key in seen:
            c.miss(name, "history unexpected", words)
        elif key in wanted:
            change = wanted[key]
            # added, withdrawn and returned have no field and so no values to compare
            values = (row["before"], row["after"]) if change.field else (None, None)
            if values == (change.before, change.after):
                c.count(name, "history right")
            else:
                c.miss(name, "history wrong", f"{words}; expected {change.before} → {change.after}")
        elif not (follows and (name, title) in repriced):
            c.miss(name, "history unexpected", words)
        seen.add(key)
    for key in sorted(wanted.keys() - seen):
        change = wanted[key]
        words = f"{change.title}: {change.change} {change.field}: {change.before} → {change.after}"
        c.miss(change.institution, "history missing", words)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--night", type=int, required=True)
    parser.add_argument("--json", action="store_true", help="only the last line: one JSON object of the figures")
    given = parser.parse_args(arguments)
    try:
        c = compare(given.data, given.night)
    except (FileNotFoundError, ValueError, duckdb.Error) as error:
        print(f"cannot compare {given.data}: {error}", file=sys.stderr)
        return 1
    if not given.json:
        show(c, given.night)
    print(json.dumps(figures(c, given.night)))
    return 0 if c.ok else 1


if __name__ == "__main__":
    sys.exit(main())
