"""Nights after the first: what has not changed is not fetched, not read, and lands as it was."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.archive import read_response
from crawlers.contract import ArchivePointer, archive_path, landing_path
from crawlers.landing import read_landing
from crawlers.revisits import OLDEST
from crawlers.visits import visits_path
from tests.campus.quiet import NAMES, OFFERINGS, Running, serve_quiet, write_registry
from tests.campus.server import Running as Campus
from tests.campus.server import serve
from tests.conftest import CAMPUS

Lines = dict[str, list[dict[str, Any]]]


@dataclass
class Nights:
    """One data folder, harvested night after night."""

    data: Path
    registry: Path
    serving: Running | Campus

    def harvest(self, day: int, *only: str) -> float:
        """Night `day` of December; seconds of CPU that the harvest process used."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.serving.requests.clear()
        subprocess.run(
            [sys.executable, "-m", "crawlers.harvest", "--registry", str(self.registry), "--data", str(self.data),
             "--run", self.run(day), "--only", *only],
            env=os.environ | {"MICROCREDS_PROXY": self.serving.proxy}, check=True, timeout=120, capture_output=True,
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    @staticmethod
    def run(day: int) -> str:
        return f"2026-12-{day:02}.1"

    def lines(self, day: int, institution: str) -> Lines:
        found: Lines = {"page": [], "offering": [], "statement": [], "harvest": []}
        for line in read_landing(landing_path(self.data, self.run(day), institution)):
            found[line["line"]].append(line)
        return found

    def price(self, day: int, institution: str, number: int) -> str:
        url = f"http://{institution}.example/courses/c{number}"
        lines = self.lines(day, institution)["statement"]
        return next(str(s["text"]) for s in lines if s["offering_key"] == url and s["field"] == "cost")


class QuietNights(Nights):
    serving: Running


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[QuietNights]:
    with serve_quiet() as serving:
        yield QuietNights(tmp_path / "data", write_registry(tmp_path / "registry"), serving)


def _said(lines: Lines) -> list[tuple[Any, ...]]:
    return sorted((s["offering_key"], s["field"], s["text"], s["locator"]) for s in lines["statement"])


def test_an_unchanged_night_lands_the_same_with_the_times_and_records_of_the_first(nights: QuietNights) -> None:
    nights.harvest(1)
    first = {name: nights.lines(1, name) for name in NAMES}
    nights.harvest(2)
    for name in NAMES:
        second = nights.lines(2, name)
        assert len(second["offering"]) == OFFERINGS
        assert _said(second) == _said(first[name])
        facts = [{p["url"]: (p["fetched_at"], p["sha256"], str(p["archive"])) for p in night["page"]
                  if p["role"] == "offering"} for night in (first[name], second)]  # fmt: skip
        assert facts[0] == facts[1]
        page = second["page"][-1]
        _, body = read_response(nights.data, ArchivePointer(**page["archive"]))
        assert b"Course" in body
        assert second["harvest"][0]["listing_ended"] is True


def test_an_unchanged_night_costs_a_tenth_of_the_bytes_where_the_site_says_so(nights: QuietNights) -> None:
    nights.harvest(1)
    bytes_before = {name: nights.lines(1, name)["harvest"][0]["bytes"] for name in NAMES}
    nights.harvest(2)
    for name in ("etag", "lastmod"):
        assert nights.lines(2, name)["harvest"][0]["bytes"] <= 0.1 * bytes_before[name]
    assert nights.serving.count("etag", 304) >= OFFERINGS
    assert nights.serving.count("lastmod") <= OFFERINGS // 5


@pytest.mark.parametrize("name", ["etag", "lastmod", "silent"])
def test_a_page_that_changed_is_read_anew_and_only_that(nights: QuietNights, name: str) -> None:
    nights.harvest(1, name)
    nights.serving.changes[name, 7] += 1
    nights.harvest(2, name)
    assert (nights.price(1, name, 7), nights.price(2, name, 7)) == ("$407", "$408")
    pages = {p["url"]: p["archive"]["file"] for p in nights.lines(2, name)["page"] if p["role"] == "offering"}
    changed = [url for url, file in pages.items() if nights.run(2) in file]
    assert changed == [f"http://{name}.example/courses/c7"]


def test_a_sitemap_that_was_caught_lying_is_not_believed_again(nights: QuietNights) -> None:
    nights.harvest(1, "liar")
    for number in range(OFFERINGS):
        nights.serving.changes["liar", number] += 1
    nights.harvest(2, "liar")  # a few are tried, and found changed
    nights.harvest(3, "liar")
    assert all(nights.price(3, "liar", n) == f"${401 + n}" for n in range(OFFERINGS))


@pytest.mark.slow
def test_every_page_is_fetched_in_full_before_its_copy_is_eight_nights_old(nights: QuietNights) -> None:
    for day in range(1, OLDEST + 2):
        nights.harvest(day, "etag", "lastmod")
    for name in ("etag", "lastmod"):
        for page in nights.lines(OLDEST + 1, name)["page"]:
            assert nights.run(1) not in page["archive"]["file"]


def test_a_page_that_leads_to_a_second_one_still_does(tmp_path: Path) -> None:
    with serve(1) as running:
        nights = Nights(tmp_path, CAMPUS, running)
        costs = []
        for day in (1, 2):
            nights.harvest(day, "cedar-valley")
            said = nights.lines(day, "cedar-valley")["statement"]
            costs.append(sum(s["field"] == "cost" for s in said))
    assert costs[0] == costs[1] > 30


def test_an_archive_that_was_lost_only_costs_requests(nights: QuietNights) -> None:
    nights.harvest(1, "etag")
    archive_path(nights.data, nights.run(1), "etag").unlink()
    nights.harvest(2, "etag")
    assert len(nights.lines(2, "etag")["offering"]) == OFFERINGS
    assert nights.serving.count("etag") >= OFFERINGS


def test_a_broken_file_of_visits_is_as_good_as_none(nights: QuietNights) -> None:
    nights.harvest(1, "silent")
    visits_path(nights.data, "silent", nights.run(1)).write_bytes(b"no database")
    nights.harvest(2, "silent")
    assert len(nights.lines(2, "silent")["offering"]) == OFFERINGS


def test_the_archive_says_what_was_asked_for_again(nights: QuietNights) -> None:
    nights.harvest(1, "etag")
    nights.harvest(2, "etag")
    with archive_path(nights.data, nights.run(2), "etag").open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds.count("revisit") >= OFFERINGS


@pytest.mark.slow
def test_an_unchanged_night_costs_a_third_of_the_cpu(nights: QuietNights) -> None:
    first = nights.harvest(1)
    second = nights.harvest(2)
    print(f"CPU {first:.2f} s, then {second:.2f} s")
    assert second < first
