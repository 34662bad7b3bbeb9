"""Every manifest there is: valid, polite, named as the rule says, and honest about what has been seen."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawlers.contract import Institution
from crawlers.loader import spider_class
from crawlers.manifest import load_manifest
from crawlers.registry import LIVE, POLITE_DELAY, load_registry, manifest_paths
from tests.conftest import CAMPUS, ROOT

_PATHS = [*manifest_paths(LIVE), *manifest_paths(CAMPUS)]
_LIVE = load_registry(LIVE).institutions
_ALL = [load_manifest(path) for path in _PATHS]
_PROVINCES = {"AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT", "CA"}

every_path = pytest.mark.parametrize("path", _PATHS, ids=lambda path: path.stem)
every_one = pytest.mark.parametrize("one", _ALL, ids=lambda one: one.id)
every_live = pytest.mark.parametrize("one", _LIVE, ids=lambda one: one.id)


@every_path
def test_a_manifest_stands_in_its_provinces_folder_under_its_id(path: Path) -> None:
    one = load_manifest(path)
    assert (path.parent.name, path.stem) == (one.province, one.id)
    assert one.province in _PROVINCES or one.country != "CA"
    assert one.name == one.name.strip() != ""


@every_one
def test_a_manifest_makes_a_spider_that_waits_between_requests(one: Institution) -> None:
    spider = spider_class(one, None)
    assert spider.name == one.id
    assert spider.institution is one
    assert one.delay_seconds >= POLITE_DELAY or one.platform_options.get("delay_reason") or one not in _LIVE


@every_one
def test_a_pattern_matches_examples_and_no_listing(one: Institution) -> None:
    if one.offering_pattern is None:
        return
    pattern = re.compile(one.offering_pattern)
    assert all(pattern.search(url) for url in one.offering_examples)
    assert not any(pattern.search(url) for url in one.listing_urls)


@every_live
def test_a_live_pattern_has_an_example_or_says_that_none_was_seen(one: Institution) -> None:
    if one.offering_pattern is not None and not one.offering_examples:
        assert "no offering page was seen" in one.notes.lower()


@every_one
def test_an_example_stands_where_the_spider_may_go(one: Institution) -> None:
    hosts = {urlsplit(url).hostname or "" for url in (one.home_url, *one.listing_urls)}
    hosts |= set(one.platform_options.get("also_hosts", ()))
    hosts = {host.removeprefix("www.") for host in hosts}
    for url in one.offering_examples:
        assert (urlsplit(url).hostname or "").removeprefix("www.") in hosts


@every_live
def test_a_live_manifest_claims_nothing_unseen(one: Institution) -> None:
    # Verified is what a person has looked at on a day (`microcreds institutions verify ID --accept`).
    assert (one.status == "verified") == (one.verified_on is not None)
    assert one.notes
    assert one.status == "no_listing" or one.listing_urls


def test_both_languages_and_every_province_but_none_twice_are_in_the_registry() -> None:
    assert {one.province for one in _LIVE} == _PROVINCES
    assert {language for one in _LIVE for language in one.languages} == {"en", "fr"}
    listings = [url for one in _LIVE for url in one.listing_urls]
    assert len(listings) == len(set(listings)) >= 110


def test_scrapy_lists_the_live_spiders_in_the_ordinary_way() -> None:
    script = Path(sys.executable).with_name("scrapy")
    run = subprocess.run([str(script), "list"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == [one.id for one in _LIVE if one.status != "no_listing"]
