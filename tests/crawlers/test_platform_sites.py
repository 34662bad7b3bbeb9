"""How each platform lists, over HTTP: what is asked for, what lands, and when a listing is not called ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crawlers.odd_sites import Serving, serve_odd_sites
from tests.crawlers.platform_sites import SITES, write_registry
from tests.crawlers.test_harvest import harvest, lines

Night = tuple[Path, Serving]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """One night over all of these sites at once."""
    folder = tmp_path_factory.mktemp("platforms")
    registry, data = write_registry(folder / "registry"), folder / "data"
    with serve_odd_sites({name: replies for name, (_, replies) in SITES.items()}) as serving:
        run = harvest(data, serving.proxy, registry=registry)
        assert run.returncode == 0, run.stderr
        yield data, serving


def _found(night: Night, name: str) -> list[str]:
    return sorted(one["url"].split(".example")[1] for one in lines(night[0], name)["offering"])


def _end(night: Night, name: str) -> dict[str, Any]:
    (line,) = lines(night[0], name)["harvest"]
    return line


def _stated(night: Night, name: str, field: str) -> dict[str, str]:
    return {
        s["offering_key"].rsplit("/", 1)[-1]: s["text"]
        for s in lines(night[0], name)["statement"]
        if s["field"] == field
    }


def _courses(*numbers: int) -> list[str]:
    return [f"/courses/c{n}" for n in numbers]


@pytest.mark.parametrize(
    ("name", "offerings"),
    [
        ("rest", _courses(0, 1, 2)),
        ("finder", _courses(0, 1, 2, 3)),
        ("button", _courses(0, 1, 2)),
        ("views", _courses(0, 1, 2)),
        ("no-rows", _courses(0, 1, 2)),
        ("hits", _courses(0, 2)),
        ("hits-linked", _courses(0, 1, 2)),
        ("mapped", ["/w/1", "/w/2"]),
        ("feed", ["/study/A1", "/study/B2"]),
        ("feed-followed", _courses(0, 1)),
        ("folder", _courses(0, 1, 2, 3)),
        ("scattered", ["/trades/baking", "/welding"]),
        ("subjects", _courses(0, 1, 2)),
        ("articles", _courses(0)),
        ("numbered", _courses(0, 1, 2)),
        ("mapped-out", _courses(0)),
        ("index", _courses(0)),
        ("one-page", ["/courses"] * 3),
    ],
)
def test_a_listing_is_read_to_its_end_and_every_offering_lands(night: Night, name: str, offerings: list[str]) -> None:
    assert _found(night, name) == offerings
    line = _end(night, name)
    assert (line["listing_ended"], line["errors"], line["offerings"]) == (True, {}, len(offerings))


@pytest.mark.parametrize("name", ["rest-closed", "button-broken", "hits-short", "hits-gone", "feed-gone"])
def test_a_listing_that_answers_something_else_is_not_called_ended(night: Night, name: str) -> None:
    line = _end(night, name)
    assert line["listing_ended"] is False
    assert line["errors"] == {"parser": 1}


def test_what_a_broken_listing_linked_before_is_taken(night: Night) -> None:
    assert _found(night, "button-broken") == _courses(0, 1)
    assert _found(night, "hits-short") == _courses(0)


def test_the_rest_interface_is_asked_for_full_pages_and_no_further_than_it_says(night: Night) -> None:
    asked = [path for path in night[1].paths("rest") if "wp-json" in path]
    assert asked == [f"/wp-json/wp/v2/program?per_page=100{more}" for more in ("", "&page=2")]


def test_a_finder_that_repeats_its_last_page_is_asked_once_more_and_not_again(night: Night) -> None:
    assert sum("admin-ajax" in path for path in night[1].paths("finder")) == 3


def test_a_load_more_button_is_pressed_with_its_own_form(night: Night) -> None:
    pressed = [path for path in night[1].paths("button") if path.startswith("POST")]
    assert pressed == [f"POST /wp-admin/admin-ajax.php action=more&paged={n}" for n in (2, 3)]


def test_links_outside_the_rows_of_a_view_are_not_followed(night: Night) -> None:
    assert "/courses/menu" not in night[1].paths("views")


def test_sitemaps_of_authors_and_categories_are_not_asked_for(night: Night) -> None:
    assert night[1].paths("index")[1:] == ["/sitemap_index.xml", "/course-sitemap.xml", *_courses(0)]


def test_offerings_of_one_page_that_all_link_the_same_form_stay_apart(night: Night) -> None:
    costs = {f"courses#{title}": cost for title, cost in (("Welding", "$499"), ("Baking", "$350"), ("Sewing", "$275"))}
    assert _stated(night, "one-page", "cost") == costs


def test_no_session_is_ever_asked_for_or_kept(night: Night) -> None:
    details = "/search/publicCourseSearchDetails.do?method=load&courseId="
    asked = [path for path in night[1].paths("destiny") if "Details" in path]
    assert sorted(asked) == [f"{details}{n}" for n in (11, 12, 13)]
    assert _found(night, "destiny") == [f"{details}11", f"{details}13"]
    landed = lines(night[0], "destiny")
    assert not any("jsessionid" in one["offering_key"] for one in landed["offering"])
    assert not any("jsessionid" in (one["canonical_url"] or "") for one in landed["page"])


def test_the_scope_of_the_list_holds_for_what_its_button_brings(night: Night) -> None:
    assert _stated(night, "button", "scope") == {f"c{n}": "Micro-credentials" for n in (0, 1, 2)}
    assert set(_stated(night, "views", "scope").values()) == {"Micro-credentials"}


def test_a_feed_is_one_request_and_its_statements_point_to_it(night: Night) -> None:
    assert night[1].paths("feed") == ["/robots.txt", "/xcri.xml"]
    assert _stated(night, "feed", "cost") == {"A1": "$499", "B2": "$499"}
    landed = lines(night[0], "feed")
    assert {one["page_no"] for one in landed["statement"]} == {landed["page"][0]["page_no"]}


def test_an_answer_with_a_map_is_read_and_no_page_is_asked_for(night: Night) -> None:
    assert not any(path.startswith(("/w/", "/d/")) for path in night[1].paths("mapped"))
    assert _stated(night, "mapped", "duration") == {"1": "6 weeks", "2": "6 weeks"}


def test_without_a_pattern_documents_accounts_and_other_sites_are_left_alone(night: Night) -> None:
    assert not {"/courses/outline.pdf", "/about"} & set(night[1].paths("folder"))
    assert not {"/about.pdf", "/login"} & set(night[1].paths("scattered"))


# ── facts on a second page ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_price_of_an_offering_s_own_shop_page_is_the_offering_s(night: Night) -> None:
    costs = _stated(night, "second", "cost")
    assert costs["c0"] == "$740"
    assert costs["c5"] == "$740"  # its shop page had moved


def test_its_evidence_is_the_shop_s_page(night: Night) -> None:
    landed = lines(night[0], "second")
    pages = {one["page_no"]: one for one in landed["page"]}
    (cost,) = [s for s in landed["statement"] if s["field"] == "cost" and s["offering_key"].endswith("c0")]
    assert pages[cost["page_no"]]["url"] == "http://shop.example/browse/x/courses/own"
    assert pages[cost["page_no"]]["archive"]


def test_a_page_that_several_offerings_link_is_the_price_of_none(night: Night) -> None:
    assert not {"c1", "c2"} & set(_stated(night, "second", "cost"))


def test_an_offering_whose_shop_page_is_gone_or_that_links_two_comes_without_price(night: Night) -> None:
    assert not {"c3", "c4"} & set(_stated(night, "second", "cost"))
    assert _found(night, "second") == _courses(*range(6))
    assert _end(night, "second")["errors"] == {}


def test_an_offering_whose_shop_is_down_is_not_seen_tonight_and_keeps_what_is_known(night: Night) -> None:
    assert _found(night, "second-sick") == _courses(0, 2)
    assert _end(night, "second-sick")["errors"] == {"http_5xx": 1}


def test_a_shop_page_that_robots_forbid_is_not_asked_for_and_no_fault(night: Night) -> None:
    assert "/courses/forbidden" not in night[1].paths("shop")
    assert set(_stated(night, "second-sick", "cost")) == {"c0"}


def test_a_page_of_fees_for_all_gives_each_the_fields_of_its_rule_and_no_others(night: Night) -> None:
    costs = [s for s in lines(night[0], "second-shared")["statement"] if s["text"] == "$740"]
    assert {s["offering_key"][-2:] for s in costs} == {"c0", "c1"}
    assert set(_stated(night, "second-shared", "location").values()) == {"Main campus"}
    assert set(_stated(night, "second-shared", "duration").values()) == {"6 weeks"}
    assert night[1].paths("second-shared").count("/fees") == 1


def test_what_is_forbidden_stays_so_for_every_request_that_waits_for_the_rules(night: Night) -> None:
    """Two listings are asked for at once; both wait for robots.txt, which forbids the second."""
    assert night[1].paths("waiting") == ["/robots.txt", "/courses", *_courses(0)]
    assert _end(night, "waiting")["errors"] == {"robots": 1}


def test_an_item_that_does_not_say_its_address_is_not_asked_for(night: Night) -> None:
    assert [path for path in night[1].paths("hits") if path.startswith("/courses")] == _courses(0, 2)
