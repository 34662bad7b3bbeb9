"""The comparison: a catalogue made from the truth passes, and each way of being wrong is called wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.campus.compare import COST, DURATION, compare, main
from tests.campus.comparison import Comparison
from tests.campus.nights import REDESIGNED
from tests.campus.truth import Expected, truth

Rows = list[dict[str, Any]]
Release = dict[str, Rows]
_FIRST = date(2026, 11, 1)


def _row(one: Expected, state: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "offering_id": f"{one.institution}/{one.title}",
        "institution_id": one.institution,
        "title": one.title,
        "url": one.url,
        "code": one.code,
        "lang": one.lang,
        "credential_kind": one.credential_kind,
        "recognition": one.recognition,
        "delivery_mode": one.delivery_mode,
        "credits": one.credits,
        "cost_total_min": one.cost_total,
        "cost_text": "words",
        "duration_text": "words",
        "state": state,
        "missing_since": None,
        "withdrawn_at": None,
    }
    row |= {column: one.cost.get(name) for name, column in COST.items()}
    return row | {column: one.duration.get(name) for name, column in DURATION.items()}


def perfect(night: int) -> Release:
    """The tables of a release that knows the truth of nights 1 to `night`."""
    t = truth(night)
    stale = t.broken_stale
    rows: Rows = []
    for one in t.offerings:
        late = one.institution == t.broken and stale > 0
        stale -= late
        rows.append(_row(one, "stale" if late else "current"))
    before = {(o.institution, o.title): o for n in range(1, night) for o in truth(n).offerings}
    for key in sorted(t.missing | t.withdrawn):
        state = "withdrawn" if key in t.withdrawn else "stale"
        rows.append(_row(before[key], state) | {"missing_since": _FIRST})
        rows[-1]["withdrawn_at"] = _FIRST if state == "withdrawn" else None
    return {
        "all_offerings": rows,
        "offerings": [row for row in rows if row["state"] != "withdrawn"],
        "sections": [
            {"offering_id": f"{o.institution}/{o.title}", "start_date": date.fromisoformat(day)}
            for o in t.offerings
            for day in o.starts
        ],
        "changes": [
            {
                "offering_id": f"{c.institution}/{c.title}",
                "institution_id": c.institution,
                "change": c.change,
                "field": c.field,
                "before": c.before,
                "after": c.after,
                "cause": "source",
            }
            for c in t.changes
        ],
    }


def write(release: Release, data: Path) -> Path:
    folder = data / "releases" / "2026-11-01.1"
    folder.mkdir(parents=True)
    for name, rows in release.items():
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    (data / "current").symlink_to("releases/2026-11-01.1")
    return data


def kinds(c: Comparison) -> set[str]:
    return {what for _, what, _ in c.misses}


@pytest.mark.parametrize("night", [1, 2, 3])
def test_a_release_that_knows_the_truth_passes(tmp_path: Path, night: int) -> None:
    found = compare(write(perfect(night), tmp_path), night)
    assert found.misses == []
    assert found.ok


def _priced(rows: Rows) -> dict[str, Any]:
    return next(row for row in rows if row["cost_min"])


def _offering(release: Release, **wanted: Any) -> dict[str, Any]:
    return next(row for row in release["all_offerings"] if all(row[k] == v for k, v in wanted.items()))


def _wrong_price(release: Release) -> None:
    _priced(release["all_offerings"])["cost_min"] += 1


def _free_for_priced(release: Release) -> None:
    row = _priced(release["all_offerings"])
    row |= {"cost_status": "free", "cost_min": 0, "cost_max": 0}


def _free_for_unknown(release: Release) -> None:
    _offering(release, cost_status="unknown").update(cost_status="free", cost_min=0, cost_max=0)


def _price_for_nothing_said(release: Release) -> None:
    _offering(release, cost_status="unknown").update(cost_status="priced", cost_min=35, cost_max=35, currency="CAD")


def _open_end(release: Release) -> None:
    _priced(release["all_offerings"])["cost_max"] = None


def _weeks_as_hours(release: Release) -> None:
    _offering(release, span_unit="week", hours_min=None).update(hours_min=6, hours_max=6)


def _months_for_weeks(release: Release) -> None:
    _offering(release, span_unit="week")["span_unit"] = "month"


def _invented_meetings(release: Release) -> None:
    release["all_offerings"][0]["meetings"] = 6


def _another_day(release: Release) -> None:
    release["sections"][0]["start_date"] += timedelta(days=1)


def _online_for_unknown(release: Release) -> None:
    _offering(release, delivery_mode="unknown")["delivery_mode"] = "online"


def _lost_offering(release: Release) -> None:
    gone = release["offerings"].pop(0)["offering_id"]
    release["all_offerings"] = [row for row in release["all_offerings"] if row["offering_id"] != gone]


def _twin_not_joined(release: Release) -> None:
    row = dict(_offering(release, institution_id="harbour"))
    row |= {"offering_id": "twin", "url": "http://harbour.example/fr/programmes/x/", "title": "Récit"}
    release["all_offerings"].append(row)
    release["offerings"].append(row)


def _lost_withdrawn(release: Release) -> None:
    release["all_offerings"] = [row for row in release["all_offerings"] if row["state"] != "withdrawn"]


def _withdrawn_too_early(release: Release) -> None:
    row = _offering(release, state="stale", withdrawn_at=None)
    row |= {"state": "withdrawn", "withdrawn_at": _FIRST}


def _all_stale(release: Release) -> None:
    _offering(release, state="current")["state"] = "stale"


def _forgotten_change(release: Release) -> None:
    release["changes"] = [row for row in release["changes"] if row["field"] != "cost_min"]


def _invented_change(release: Release) -> None:
    release["changes"].append(release["changes"][0] | {"change": "changed", "field": "title", "after": "x"})


def _reader_blamed(release: Release) -> None:
    release["changes"][0]["cause"] = "reader"


def _other_amount(release: Release) -> None:
    next(row for row in release["changes"] if row["field"] == "cost_min")["after"] = "1.00"


def _change_told_twice(release: Release) -> None:
    release["changes"].append(dict(release["changes"][0]))


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (_wrong_price, "cost false"),
        (_free_for_priced, "cost false"),
        (_free_for_unknown, "cost false"),
        (_price_for_nothing_said, "cost false"),
        (_open_end, "cost false"),
        (_weeks_as_hours, "duration false"),
        (_months_for_weeks, "duration false"),
        (_invented_meetings, "duration false"),
        (_another_day, "start false"),
        (_online_for_unknown, "delivery false"),
        (_lost_offering, "missing"),
        (_twin_not_joined, "extra"),
        (_lost_withdrawn, "state wrong"),
        (_withdrawn_too_early, "state wrong"),
        (_all_stale, "state wrong"),
        (_forgotten_change, "history missing"),
        (_invented_change, "history unexpected"),
        (_reader_blamed, "history unexpected"),
        (_other_amount, "history wrong"),
        (_change_told_twice, "history unexpected"),
    ],
)
def test_what_is_wrong_is_called_wrong(tmp_path: Path, spoil: Callable[[Release], None], what: str) -> None:
    release = perfect(2)
    spoil(release)
    found = compare(write(release, tmp_path), 2)
    assert what in kinds(found)
    assert not found.ok


def test_an_unknown_where_something_is_stated_is_counted_and_fails_nothing(tmp_path: Path) -> None:
    release = perfect(1)
    _priced(release["all_offerings"]).update(dict.fromkeys(COST.values()) | {"cost_status": "unknown"})
    found = compare(write(release, tmp_path), 1)
    assert kinds(found) == {"cost unknown"}
    assert found.ok


def test_too_many_unknowns_of_one_field_fail(tmp_path: Path) -> None:
    release = perfect(1)
    for row in release["all_offerings"][::50]:
        row["credential_kind"] = "unknown"
    found = compare(write(release, tmp_path), 1)
    assert kinds(found) == {"credential unknown"}
    assert found.weak == ["credential 97.8%"]
    assert not found.ok


def test_a_redesigned_institution_has_a_bar_of_its_own(tmp_path: Path) -> None:
    night, name = REDESIGNED
    release = perfect(night)
    (own := [row for row in release["all_offerings"] if row["institution_id"] == name])[0]["code"] = None
    assert compare(write(release, tmp_path / "one"), night).weak == []
    for row in own[:15]:
        row["code"] = None
    few = compare(write(release, tmp_path / "few"), night)
    assert few.weak == ["code 97.5%", f"code 89.9% at {name}"]


def test_the_broken_institution_must_be_stale_where_it_was_not_read(tmp_path: Path) -> None:
    release = perfect(3)
    _offering(release, institution_id="north-coast", state="stale")["state"] = "current"
    found = compare(write(release, tmp_path), 3)
    assert kinds(found) == {"state wrong"}


def test_the_command_ends_with_one_json_line_and_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release = perfect(1)
    _wrong_price(release)
    data = write(release, tmp_path)
    assert main(["--data", str(data), "--night", "1"]) == 1
    out = capsys.readouterr().out
    assert "cost false (1)" in out
    assert json.loads(out.splitlines()[-1])["ok"] is False
    assert main(["--data", str(data), "--night", "1", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["cost false"] == 1


def test_a_folder_without_a_release_or_with_a_broken_one_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--night", "1"]) == 1
    data = write(perfect(1), tmp_path / "data")
    (data / "current" / "changes.parquet").write_bytes(b"no parquet")
    assert main(["--data", str(data), "--night", "1"]) == 1
    assert capsys.readouterr().err.count("cannot compare") == 2
