"""Verifying an institution: one bounded crawl, what it read, and what a person's yes writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.manifest import load_manifest
from crawlers.registry import LIVE, load_registry
from flows.night import asked
from tests.campus.server import Running, serve
from tests.conftest import CAMPUS, Program

HEAD = "# Looked at twice.\n"
PAGE = "http://riviere.example/formation/micro-certifications/programmation-web.html"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """One institution of the campus that nobody has verified, its manifest with comments."""
    (tmp_path / "registry" / "QC").mkdir(parents=True)
    text = (CAMPUS / "QC" / "riviere.toml").read_text()
    text = text.replace('status = "verified"', 'status = "unverified"  # nobody has looked')
    (tmp_path / "registry" / "QC" / "riviere.toml").write_text(HEAD + text)
    return tmp_path / "registry"


@pytest.fixture
def running() -> Iterator[Running]:
    with serve(1) as campus:
        yield campus


def test_a_verification_shows_what_was_read_and_changes_nothing(running: Running, registry: Path) -> None:
    path = registry / "QC" / "riviere.toml"
    before = path.read_text()
    done = Program(running.proxy)("institutions", "verify", "riviere", "--registry", registry)
    assert done.returncode == 0, done.stderr
    for words in ("39 offerings", "listing   ended well", "Design de potager urbain", "“Coût: 1 250,00 $”", "labelled"):
        assert words in done.stdout
    assert "without duration: " in done.stdout
    assert path.read_text() == before


def test_a_yes_writes_status_date_and_learned_minimum_and_keeps_comments(running: Running, registry: Path) -> None:
    path = registry / "QC" / "riviere.toml"
    before = path.read_text()
    done = Program(running.proxy)("institutions", "verify", "riviere", "--registry", registry, "--accept")
    assert done.returncode == 0, done.stderr
    one = load_manifest(path)
    today = datetime.now(UTC).date().isoformat()
    assert (one.status, one.verified_on, one.expected_minimum) == ("verified", today, 31)
    after = path.read_text()
    assert after.startswith(HEAD)
    assert 'status = "verified"  # nobody has looked' in after
    assert len(set(after.splitlines()) ^ set(before.splitlines())) == 5  # two lines changed, one new


def test_a_crawl_is_bounded(running: Running, registry: Path) -> None:
    done = Program(running.proxy)("institutions", "verify", "riviere", "--registry", registry, "--pages", "8")
    assert done.returncode == 0, done.stderr
    assert "cut at 8 pages" in done.stdout
    assert len(running.requests) <= 11  # robots.txt, and what was under way when the eighth came


def test_a_site_that_breaks_is_not_accepted(registry: Path) -> None:
    path = registry / "QC" / "riviere.toml"
    path.write_text(path.read_text().replace("/micro-certifications.html", "/gone.html"))
    before = path.read_text()
    with serve(1) as campus:
        done = Program(campus.proxy)("institutions", "verify", "riviere", "--registry", registry, "--accept")
    assert done.returncode == 1
    assert "riviere is not accepted: no offering was read" in done.stderr
    assert path.read_text() == before


def test_a_page_is_kept_and_its_reading_fails_until_somebody_has_looked(running: Running, registry: Path) -> None:
    microcreds, pages = Program(running.proxy), registry.parent / "pages"
    where = ("--registry", registry, "--pages-folder", pages)
    kept = microcreds("institutions", "verify", "riviere", *where, "--keep-page", PAGE)
    assert kept.returncode == 0, kept.stderr
    assert b"<h1>" in (pages / "riviere" / "page.html").read_bytes()

    first = microcreds("institutions", "review", "riviere", *where)
    assert (first.returncode, first.stderr.count("\n")) == (1, 1)
    assert "nobody has looked at this reading yet" in first.stdout
    assert "Date de début: " in first.stdout
    assert microcreds("institutions", "review", "riviere", *where, "--accept").returncode == 0
    assert microcreds("institutions", "review", "riviere", *where).returncode == 0

    page = pages / "riviere" / "page.html"
    page.write_bytes(page.read_bytes().replace("Date de début".encode(), b"Jour un"))
    changed = microcreds("institutions", "review", "riviere", *where)
    assert changed.returncode == 1
    assert "-  start_date" in changed.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["verify", "rivere"], "did you mean riviere?"),
        (["review", "riviere", "--pages-folder", "/nowhere"], "--keep-page URL"),
        (["verify", "asleep"], "has no listing"),
        (["--status", "fine"], "there are: no_listing, unverified"),
        (["--province", "ZZ"], "there are: QC"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    microcreds: Program, registry: Path, arguments: list[str], says: str
) -> None:
    asleep = 'id = "asleep"\nname = "A"\nprovince = "QC"\nhome_url = "https://a.example/"\nstatus = "no_listing"\n'
    (registry / "QC" / "asleep.toml").write_text(asleep)
    done = microcreds("institutions", "--registry", registry, *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert says in done.stderr


def test_institutions_are_listed_filtered_and_given_as_json(microcreds: Program) -> None:
    done = microcreds("institutions", "--province", "BC", "--platform", "drupal", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert "royal-roads" in [row["id"] for row in rows]
    assert {(row["province"], row["platform"]) for row in rows} == {("BC", "drupal")}
    assert rows[0].keys() >= {"id", "name", "province", "status", "platform", "listing_urls"}
    shown = microcreds("institutions", "--status", "no_listing")
    assert "laurentian" in shown.stdout
    assert "royal-roads" not in shown.stdout


def test_an_institution_without_listing_is_not_sent_into_a_night(microcreds: Program, tmp_path: Path) -> None:
    done = microcreds("nightly", "--only", "laurentian", "--data", tmp_path / "data")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "it has no listing" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_night_asks_the_verified_and_on_demand_the_others_that_have_a_listing() -> None:
    live = load_registry(LIVE)
    verified = replace(live.get("royal-roads"), status="verified")
    opted_out = replace(live.get("bcit"), opt_out=True)
    others = [one for one in live.institutions if one.id not in ("royal-roads", "bcit")]
    known = replace(live, institutions=(verified, opted_out, *others))
    assert [one.id for one in asked(known, (), include_unverified=False)] == ["royal-roads"]
    tried = {one.id for one in asked(known, (), include_unverified=True)}
    assert {"royal-roads", "emily-carr"} <= tried
    assert not tried & {"bcit", "laurentian"}
    assert len(tried) == sum(one.status == "unverified" for one in others) + 1
