"""Every institution of the practice campus, harvested over HTTP through its proxy: each platform does its part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.manifest import platforms
from crawlers.registry import load_registry
from tests.campus.nights import campus
from tests.campus.server import Running, serve
from tests.campus.sites import SITES, Site, cedar_valley, harbour
from tests.conftest import CAMPUS
from tests.crawlers.test_harvest import harvest, lines

Night = tuple[Path, Running]
_READ_FROM_THE_LISTING = "fundy"


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    data = tmp_path_factory.mktemp("campus")
    with serve(1) as running:
        run = harvest(data, running.proxy)
        assert run.returncode == 0, run.stderr
        yield data, running


def _expected(site: Site) -> set[str]:
    courses = campus(site.institution, 1).courses
    twins = {harbour.ORIGIN + harbour.french_path_of(c) for c in courses} if site.institution == "harbour" else set()
    return {site.url_of(course) for course in courses} | twins


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.institution)
def test_a_platform_leads_to_every_offering_and_says_that_the_listing_ended(night: Night, site: Site) -> None:
    landed = lines(night[0], site.institution)
    (line,) = landed["harvest"]
    assert (line["listing_ended"], line["errors"]) == (True, {})
    if site.institution == _READ_FROM_THE_LISTING:
        assert {one["url"] for one in landed["offering"]} == _expected(site)
        return
    read = {one["url"] for one in landed["page"] if one["role"] == "offering" and one["status"] == 200}
    assert read == _expected(site)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.institution)
def test_nothing_is_asked_twice_and_little_that_is_no_offering(night: Night, site: Site) -> None:
    landed = lines(night[0], site.institution)
    (line,) = landed["harvest"]
    pages = _expected(site) if site.institution != _READ_FROM_THE_LISTING else set()
    second = sum(site.more_of is not None and one["role"] == "other" for one in landed["page"])
    assert line["requests"] <= len(pages) + second + 12  # robots.txt of each host, and the listing
    addresses = [one["url"] for one in landed["page"]]
    assert len(addresses) - len(set(addresses)) <= 6  # a form that is posted has one address for all its answers


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.institution)
def test_the_platforms_ask_for_nothing_that_robots_txt_forbids(night: Night, site: Site) -> None:
    forbidden = (
        "/admin",
        "/cart",
        "/portal",
        "/account",
        "/api/account",
        "/preview",
        "/login",
        "/user",
        "/search/public",
    )
    allowed = ("/search/publicCourseSearchDetails.do",)
    hosts = {site.host, *site.others}
    asked = [request.path for request in night[1].requests if request.host in hosts]
    assert asked
    assert not [path for path in asked if path.startswith(forbidden) and not path.startswith(allowed)]


def test_each_price_that_a_shop_s_page_states_lands_with_the_offering(night: Night) -> None:
    landed = lines(night[0], "cedar-valley")
    pages = {one["page_no"]: one["url"] for one in landed["page"]}
    costs = {s["offering_key"]: s for s in landed["statement"] if s["field"] == "cost"}
    for course in campus("cedar-valley", 1).courses:
        key = f"http://{cedar_valley.HOST}{cedar_valley.path_of(course)}"
        assert (key in costs) == (course.cost is not None)
        if course.cost:
            assert costs[key]["text"] == course.cost.words
            assert pages[costs[key]["page_no"]] == f"http://{cedar_valley.SHOP}{cedar_valley.shop_path_of(course)}"


def test_every_platform_there_is_has_an_institution_on_the_campus() -> None:
    assert {one.platform for one in load_registry(CAMPUS).institutions} == set(platforms())
