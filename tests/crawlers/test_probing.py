"""What a first look goes by: shapes of addresses, signs of systems, answers that scripts ask for."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import pytest

from crawlers.probing.groups import groups, words_score
from crawlers.probing.links import links_of, same_site, sitemap_of
from crawlers.probing.machine import drupal_views, json_list, load_more, pieces
from crawlers.probing.signs import signs_of

AT = "https://college.example/"


def test_addresses_of_one_shape_are_a_list_and_their_pattern_matches_each() -> None:
    urls = [f"{AT}micro-credentials/{slug}.html" for slug in ("first-aid", "welding", "baking", "bees")]
    others = [f"{AT}news/{n}" for n in range(30)] + [f"{AT}about", f"{AT}"]
    best = groups([*others, *urls])[0]
    assert best.urls == tuple(urls)
    assert all(re.search(best.shape, url) for url in urls)
    assert not any(
        re.search(best.shape, url) for url in [*others, f"{AT}micro-credentials/", f"{AT}micro-credentials/a"]
    )


def test_a_session_and_a_number_do_not_part_a_list() -> None:
    urls = [f"{AT}public/details.do;jsessionid=A{n}?method=load&courseId={n}" for n in (17, 18, 19)]
    (one,) = groups(urls)
    assert re.search(one.shape, f"{AT}public/details.do?method=load&courseId=99")


def test_words_of_both_languages_count_and_news_do_not() -> None:
    assert words_score("/formation/micro-certifications") >= 100
    assert words_score("/micro-credentials/") >= 100
    assert words_score("/news/micro-credentials") < words_score("/micro-credentials")
    assert words_score("/about/parking") < 0


def test_links_are_those_of_the_site_whatever_the_page_writes() -> None:
    html = "<a href='/a'>A  b</a><a href='//[x'>bad</a><a href='mailto:x@y.z'>m</a><a href='#top'>t</a><a>n</a>"
    assert list(links_of(html, AT)) == [(f"{AT}a", "A b"), (AT, "t")]
    assert same_site("https://www.college.example/x", AT)
    assert same_site("https://ce.college.example/x", AT)
    assert not same_site("https://othercollege.example/x", AT)


@pytest.mark.parametrize(
    "body", [b"", b"<html></html>", b"\x00\xff", b"<urlset", b"<urlset><url><loc>x</loc></url></urlset>"]
)
def test_what_is_no_sitemap_lists_nothing(body: bytes) -> None:
    assert sitemap_of(body)[1] == []


def test_a_json_answer_shows_its_list_its_total_and_what_is_a_micro_credential() -> None:
    hits = [{"name": n, "image": "/i.png", "path": f"/learn/{n}", "kind": "Microcredential"} for n in range(4)]
    hits.append({"name": 9, "image": "/i.png", "path": "/learn/9", "kind": "Diploma"})
    found = json_list(json.dumps({"meta": {"total": 41}, "data": {"hits": hits}}).encode(), f"{AT}api?q=&page=1")
    assert found is not None
    only = {"kind": "micro-?(?:credential|certif)"}
    assert found.options == {"items": "data.hits", "link": "path", "total": "meta.total", "page": "page", "only": only}
    assert found.urls == [f"{AT}learn/{n}" for n in range(4)]


@pytest.mark.parametrize(
    "body", [b"{}", b"[1, 2, 3]", b"nothing", b"[" * 100_000, b'{"a": [{"b": 1}, {"b": 2}, {"b": 3}]}']
)
def test_a_json_answer_without_a_list_of_addresses_is_none(body: bytes) -> None:
    assert json_list(body, AT) is None


def test_what_pages_tell_their_scripts_is_read() -> None:
    settings = {"views": {"ajaxViews": {"v:1": {"view_name": "list", "view_path": None, "other": 1}}}}
    html = f"<script data-drupal-selector='drupal-settings-json'>{json.dumps(settings)}</script>"
    (address,) = drupal_views(html, f"{AT}fr/liste")
    assert address.startswith(f"{AT}views/ajax?view_name=list&view_path=&page=0&")
    assert drupal_views("<script data-drupal-selector='drupal-settings-json'>{</script>", AT) == []
    button = (
        "<script>x = {\"ajaxurl\": \"\\/wp-admin\\/admin-ajax.php\"}</script><a class='load-more' data-action='mc'>"
    )
    assert load_more(button, AT)[0] == {
        "url": f"{AT}wp-admin/admin-ajax.php",
        "page": "paged",
        "data": {"action": "mc"},
    }
    assert load_more("<a class='load-more'>", AT) == []
    assert pieces(json.dumps([{"data": "<a href='/x'>"}, 3, {"html": ["<p>"]}]).encode()) == "<a href='/x'> <p>"
    assert pieces(b"<a>") == "<a>"


def test_addresses_that_are_none_are_left_out_wherever_they_stand() -> None:
    hits = [{"path": f"/learn/{n}"} for n in range(3)] + [{"path": "http://[x"}]
    found = json_list(json.dumps(hits).encode(), AT)
    assert found is not None
    assert found.urls == [f"{AT}learn/{n}" for n in range(3)]
    assert load_more('ajaxurl = "http://[x" <a class="load-more" data-action="mc">', AT) == []
    assert not same_site("http://[x", AT)
    assert groups([f"https://college.example:99999/c/{n}" for n in range(3)]) == []


def test_systems_are_told_by_what_they_write() -> None:
    assert signs_of('<meta name="Generator" content="Drupal 10">') == ("drupal", "Drupal")
    assert signs_of("<a href='/public/listProgramAreas.do?method=load'>") == ("destiny_one", "Destiny One")
    assert signs_of("<p>Our Drupal course</p>") is None


@pytest.mark.parametrize(
    "read",
    [
        lambda text: signs_of(text),
        lambda text: load_more(text, AT),
        lambda text: drupal_views(text, AT),
        lambda text: list(links_of(text, AT)),
    ],
    ids=["signs", "load_more", "drupal_views", "links"],
)
@pytest.mark.parametrize("piece", ["<", "/search/a", "ajaxurl ", "<a load-more ", "<a href=/"])
def test_no_page_holds_a_first_look_up(read: Callable[[str], object], piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 10
