"""Sites that loop, tear, forbid, move and fail: what each night's harvest line then says, and what was asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from crawlers.contract import known_path
from tests.crawlers.odd_sites import SITES, Serving, serve_odd_sites, write_registry
from tests.crawlers.test_harvest import RUN, harvest, lines


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Serving]]:
    """One night over all odd sites at once."""
    folder = tmp_path_factory.mktemp("odd")
    registry, data = write_registry(folder / "registry"), folder / "data"
    known = known_path(data, RUN, "plain")
    known.parent.mkdir(parents=True)
    known.write_text(json.dumps(["http://plain.example/courses/old", "http://plain.example/courses/0"]))
    with serve_odd_sites() as serving:
        run = harvest(data, serving.proxy, registry=registry)
        assert run.returncode == 0, run.stderr
        yield data, serving


def _end(night: tuple[Path, Serving], institution: str) -> dict[str, Any]:
    (line,) = lines(night[0], institution)["harvest"]
    return line


def test_every_institution_ends_with_a_harvest_line_whatever_it_met(night: tuple[Path, Serving]) -> None:
    for name, (platform, _, _) in SITES.items():
        if platform:
            assert _end(night, name)["finish_reason"] == "finished"


def test_a_page_the_catalogue_knew_and_nobody_links_is_gone(night: tuple[Path, Serving]) -> None:
    line = _end(night, "plain")
    assert (line["offerings"], line["known_checked"], line["gone"], line["errors"]) == (4, 1, 1, {})


def test_a_dead_link_to_a_page_nobody_knew_is_not_counted_as_gone(night: tuple[Path, Serving]) -> None:
    line = _end(night, "dead-link")
    assert (line["offerings"], line["gone"], line["listing_ended"]) == (1, 0, True)


def test_a_pager_that_leads_back_to_itself_ends(night: tuple[Path, Serving]) -> None:
    line = _end(night, "circling")
    assert (line["offerings"], line["listing_ended"]) == (2, True)
    assert night[1].paths("circling").count("/courses?page=1") == 1


@pytest.mark.parametrize(
    ("institution", "errors", "offerings"),
    [
        ("sick-listing", {"http_5xx": 1}, 0),
        ("sick-second-page", {"http_5xx": 1}, 4),
        ("no-sitemap", {"parser": 1}, 0),
        ("empty-sitemap", {"parser": 1}, 0),
        ("led-away", {"redirect": 1}, 0),
        ("endless-listing", {"parser": 1}, 2),
        ("forbidden", {"robots": 1}, 0),
        ("forbidden-elsewhere", {"robots": 1}, 0),
        ("sick-robots", {"http_5xx": 1}, 0),
    ],
)
def test_a_listing_that_was_not_read_to_its_end_is_never_called_ended(
    night: tuple[Path, Serving], institution: str, errors: dict[str, int], offerings: int
) -> None:
    line = _end(night, institution)
    assert line["listing_ended"] is False
    assert line["errors"] == errors
    assert line["offerings"] == offerings


def test_a_torn_sitemap_gives_what_it_has_and_does_not_claim_its_end(night: tuple[Path, Serving]) -> None:
    line = _end(night, "torn-sitemap")
    assert 0 < line["offerings"] < 4
    assert line["listing_ended"] is False


def test_a_packed_sitemap_is_read(night: tuple[Path, Serving]) -> None:
    line = _end(night, "packed-sitemap")
    assert (line["offerings"], line["listing_ended"]) == (1, True)


def test_what_robots_txt_forbids_is_not_asked_for_even_when_robots_txt_has_moved_or_is_sick(
    night: tuple[Path, Serving],
) -> None:
    assert night[1].paths("forbidden") == ["/robots.txt"]
    assert night[1].paths("forbidden-elsewhere") == ["/robots.txt", "/rules.txt"]
    assert set(night[1].paths("sick-robots")) == {"/robots.txt"}


def test_a_host_s_crawl_delay_is_kept(night: tuple[Path, Serving]) -> None:
    times = [at for at, host, path in night[1].requests if host == "slow-please.example" and path != "/robots.txt"]
    assert len(times) == 3
    # As they arrive, which on a busy machine is not as they were sent; without the rule they come 0.02 s apart.
    assert all(later - earlier >= 0.3 for earlier, later in pairwise(times))


def test_a_listing_that_moves_to_www_is_followed(night: tuple[Path, Serving]) -> None:
    line = _end(night, "to-www")
    assert (line["offerings"], line["listing_ended"]) == (1, True)


def test_another_site_is_not_asked_for_where_a_listing_redirects_to_it(night: tuple[Path, Serving]) -> None:
    assert night[1].paths("plain").count("/courses") == 1


def test_one_odd_page_ends_nothing(night: tuple[Path, Serving]) -> None:
    line = _end(night, "bad-page")
    assert (line["offerings"], line["listing_ended"], line["errors"]) == (1, True, {})
