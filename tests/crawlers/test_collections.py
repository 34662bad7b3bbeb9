"""A collection of WARC files is harvested like the network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.campus.quiet import OFFERINGS, serve_quiet, write_registry
from tests.crawlers.test_harvest import harvest, lines

NOBODY = "http://127.0.0.1:9"


def test_a_collection_gives_the_same_offerings_under_its_own_moments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry, first, again = write_registry(tmp_path / "registry", ("silent",)), tmp_path / "first", tmp_path / "again"
    with serve_quiet() as serving:
        assert harvest(first, serving.proxy, registry=registry).returncode == 0
    (tmp_path / "warcs").mkdir()
    for path in (first / "archive").rglob("*.warc.gz"):
        shutil.copy(path, tmp_path / "warcs" / path.name)
    monkeypatch.setenv("MICROCREDS_WARCS", str(tmp_path / "warcs"))
    assert harvest(again, NOBODY, registry=registry).returncode == 0
    before, after = lines(first, "silent"), lines(again, "silent")
    assert len(after["offering"]) == OFFERINGS
    assert after["harvest"][0]["listing_ended"] is True
    assert {(s["offering_key"], s["field"], s["text"]) for s in after["statement"]} == {
        (s["offering_key"], s["field"], s["text"]) for s in before["statement"]
    }
    moments = [{p["url"]: p["fetched_at"] for p in night["page"]} for night in (before, after)]
    assert moments[0] == moments[1]


def test_what_the_collection_has_not_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "warcs").mkdir()
    monkeypatch.setenv("MICROCREDS_WARCS", str(tmp_path / "warcs"))
    registry = write_registry(tmp_path / "registry", ("silent",))
    assert harvest(tmp_path / "data", NOBODY, registry=registry).returncode == 0
    (line,) = lines(tmp_path / "data", "silent")["harvest"]
    assert (line["errors"], line["listing_ended"]) == ({"not_archived": 1}, False)
