"""`python -m tests.campus.compare --data DIR --night N`: the newest release against the campus's truth.

Exit 0 only when every offering is there, no number is false, every history row is right and every state is. A value
that is stated and was not understood counts as unknown, and is listed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from tests.campus.truth import True_, Truth, truth

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
    "self_paced": "self_paced",
}
#: Free has no currency and no basis that the words state.
_NOT_FOR_FREE = {"currency", "basis", "tax"}
MOST_SHOWN = 20


@dataclass(slots=True)
class Comparison:
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def count(self, institution: str, what: str) -> None:
        self.counts.setdefault(institution, Counter())[what] += 1

    def miss(self, institution: str, what: str, words: str) -> None:
        self.count(institution, what)
        self.misses.append(f"{institution}: {what}: {words}")


#: What makes the comparison fail.
FATAL = (
    "missing", "extra", "cost false", "duration false", "start false", "delivery false", "credits false",
    "history missing", "history unexpected", "state wrong",
)  # fmt: skip


def _rows(folder: Path, table: str) -> list[dict[str, Any]]:
    cursor = duckdb.execute(f"FROM read_parquet('{folder / table}.parquet')")
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _same(a: Any, b: Any) -> bool:
    if a is None or b is None or isinstance(a, bool | str) or isinstance(b, bool | str):
        return (a or None) == (b or None)
    return abs(Decimal(str(a)) - Decimal(str(b))) < Decimal("0.005")


def _judge(one: True_, row: dict[str, Any], kind: str, columns: dict[str, str], c: Comparison) -> None:
    expected: dict[str, Any] = getattr(one, kind)
    fields = [f for f in columns if not (expected["status"] == "free" and f in _NOT_FOR_FREE)]
    got = {f: row[columns[f]] for f in fields}
    if all(_same(expected.get(f), got[f]) for f in fields):
        c.count(one.institution, f"{kind} right")
        return
    silent = got["status"] == "unknown"
    what = f"{kind} unknown" if silent else f"{kind} false"
    wanted = {f: v for f, v in expected.items() if v is not None}
    given = {f: str(v) for f, v in got.items() if v is not None}
    c.miss(one.institution, what, f"{one.title}: {row[f'{kind}_text']!r}: expected {wanted}, got {given}")


def compare(data: Path, night: int) -> Comparison:
    """Everything that differs. FileNotFoundError when there is no release."""
    release = (data / "current").resolve(strict=True)  # once: two reads through the link may meet two releases
    t = truth(night)
    c = Comparison()
    everything = _rows(release, "all_offerings")
    shown = {row["offering_id"]: row for row in _rows(release, "offerings")}
    starts: dict[str, set[str]] = {}
    for row in _rows(release, "sections"):
        if row["start_date"]:
            starts.setdefault(row["offering_id"], set()).add(row["start_date"].isoformat())
    by_url = {(row["institution_id"], row["url"]): row for row in everything}
    met = set()
    for one in t.offerings:
        row_ = by_url.get((one.institution, one.url))
        c.count(one.institution, "expected")
        if row_ is None or row_["offering_id"] not in shown:
            c.miss(one.institution, "missing", f"{one.title} ({one.url})")
            continue
        met.add(row_["offering_id"])
        c.count(one.institution, "found")
        _judge(one, row_, "cost", COST, c)
        _judge(one, row_, "duration", DURATION, c)
        _facts(one, row_, starts, c)
    _states(t, everything, met, c)
    _history(t, release, {row["offering_id"]: row for row in everything}, c)
    return c


def _facts(one: True_, row: dict[str, Any], starts: dict[str, set[str]], c: Comparison) -> None:
    for name, expected, got in (
        ("start", set(one.starts), starts.get(row["offering_id"], set())),
        ("delivery", one.delivery_mode, row["delivery_mode"]),
        ("credits", one.credits, None if row["credits"] is None else int(row["credits"])),
        ("title", one.title, row["title"]),
        ("code", one.code, row["code"]),
    ):
        if expected == got:
            c.count(one.institution, f"{name} right")
        elif not got or got == "unknown":
            c.miss(one.institution, f"{name} unknown", f"{one.title}: expected {expected}")
        else:
            c.miss(one.institution, f"{name} false", f"{one.title}: expected {expected}, got {got}")


def _states(t: Truth, everything: list[dict[str, Any]], met: set[str], c: Comparison) -> None:
    for row in everything:
        name, key = row["institution_id"], (row["institution_id"], row["title"])
        if key in t.withdrawn:
            right = row["state"] == "withdrawn" and row["withdrawn_at"] is not None
        elif key in t.missing:
            right = row["state"] == "stale" and row["missing_since"] is not None
        elif row["offering_id"] not in met:
            c.miss(name, "extra", f"{row['title']} ({row['url']})")
            continue
        elif name == t.broken:  # half of it was met before the site broke; the rest keeps its last good night
            right = row["state"] in ("current", "stale") and row["missing_since"] is None
        else:
            right = row["state"] == "current"
        if right:
            c.count(name, f"state {row['state']}")
        else:
            c.miss(name, "state wrong", f"{row['title']} is {row['state']}")
    if t.broken and not c.counts[t.broken]["state stale"]:
        c.miss(t.broken, "state wrong", "its site broke, and none of its offerings is stale")


def _history(t: Truth, release: Path, offerings: dict[str, dict[str, Any]], c: Comparison) -> None:
    rows = _rows(release, "changes")
    seen = {}
    for row in rows:
        title = offerings[row["offering_id"]]["title"]
        seen[(row["institution_id"], title, row["change"], row["field"])] = row
        if row["cause"] != "source":
            c.miss(row["institution_id"], "history unexpected", f"{title}: cause {row['cause']}")
    wanted = {(x.institution, x.title, x.change, x.field): x for x in t.changes}
    for key, change in wanted.items():
        row_ = seen.get(key)
        right = row_ is not None and _text(row_["before"]) == change.before and _text(row_["after"]) == change.after
        if right or (row_ is not None and change.field == ""):
            c.count(key[0], "history right")
        else:
            c.miss(key[0], "history missing", f"{change}; found {row_ and (row_['before'], row_['after'])}")
    priced = {(x.institution, x.title) for x in t.changes if x.field == "cost_min"}
    for key in seen.keys() - wanted.keys():
        follows = (
            (key[0], key[1]) in priced and key[2] == "changed" and key[3].startswith(("cost", "currency", "credit"))
        )
        if not follows:
            c.miss(
                key[0],
                "history unexpected",
                f"{key[1]}: {key[2]} {key[3]}: {seen[key]['before']} → {seen[key]['after']}",
            )


def _text(value: str | None) -> str | None:
    try:
        return None if value is None else f"{Decimal(value):.2f}"
    except ArithmeticError:
        return value


def show(c: Comparison, night: int) -> dict[str, Any]:
    """Print the table and the misses; the figures as one object."""
    print(f"night {night} against the truth")
    columns = ("expected", "found", "extra", "cost right", "cost unknown", "cost false", "duration right",
               "duration unknown", "duration false", "start right", "history right", "state wrong")  # fmt: skip
    print(f"{'':14}" + "".join(f"{name:>10}" for name in (n.replace("duration", "dur.") for n in columns)))
    for name, counts in sorted(c.counts.items()):
        print(f"{name:14}" + "".join(f"{counts[column]:>10}" for column in columns))
    for line in c.misses[:MOST_SHOWN]:
        print(f"  {line}")
    if len(c.misses) > MOST_SHOWN:
        print(f"  … and {len(c.misses) - MOST_SHOWN} more")
    total: Counter[str] = sum(c.counts.values(), Counter())
    unknown = total["cost unknown"] + total["duration unknown"]
    stated = 2 * max(total["found"], 1)
    print(f"share of stated or unstated values left unknown though stated: {unknown / stated:.1%}")
    figures = {
        "night": night,
        "ok": not any(total[name] for name in FATAL),
        "unknown_share": round(unknown / stated, 4),
    }
    return figures | dict(sorted(total.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--night", type=int, required=True)
    arguments = parser.parse_args()
    try:
        figures = show(compare(arguments.data, arguments.night), arguments.night)
    except FileNotFoundError:
        print(f"{arguments.data} has no release", file=sys.stderr)
        return 1
    print(json.dumps(figures))
    return 0 if figures["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
