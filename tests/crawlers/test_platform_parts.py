"""Small parts that platforms share: counting addresses, paths into JSON, rules for second pages."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from crawlers.paging import next_number, parameter, with_parameters
from crawlers.platforms.json_search import at
from crawlers.records import page_record
from crawlers.second_pages import SecondPages, rules


@pytest.mark.parametrize(
    ("url", "values", "expected"),
    [
        ("http://c.example/a", {"page": 2}, "http://c.example/a?page=2"),
        ("http://c.example/a?page=1&x=", {"page": 2}, "http://c.example/a?page=2&x="),
        ("http://c.example/a?f%5B0%5D=arts", {"p": 3}, "http://c.example/a?f%5B0%5D=arts&p=3"),
    ],
)
def test_a_parameter_is_set_in_its_place_and_the_others_stay(url: str, values: dict[str, int], expected: str) -> None:
    assert with_parameters(url, **values) == expected


@pytest.mark.parametrize(
    ("url", "first", "expected"),
    [
        ("http://c.example/a", 1, 2),
        ("http://c.example/a", 0, 1),
        ("http://c.example/a?page=7", 1, 8),
        ("http://c.example/a?page=x", 1, 2),
        ("http://c.example/a?page=²", 1, 2),
    ],
)
def test_the_next_number_follows_the_one_in_the_address(url: str, first: int, expected: int) -> None:
    assert next_number(url, "page", first) == expected


def test_a_parameter_that_is_empty_is_there() -> None:
    assert parameter("http://c.example/?paged=", "paged") == ""
    assert parameter("http://c.example/", "paged") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [("", {"a": [{"b": 1}]}), ("a.0.b", 1), ("a.1.b", None), ("a.b", None), ("a.0.b.c", None), ("z", None)],
)
def test_a_path_leads_to_what_stands_there_or_to_nothing(path: str, expected: Any) -> None:
    assert at({"a": [{"b": 1}]}, path) == expected


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({}, "needs links"),
        ("x", "needs links"),
        ({"links": "("}, "no regular expression"),
        ({"links": "x", "fields": ["price"]}, "no canonical fields"),
    ],
)
def test_a_rule_that_is_wrong_is_named(table: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rules({"also_read": [table]})


def test_a_page_that_links_two_candidates_has_none() -> None:
    pages = SecondPages(rules({"also_read": [{"links": "/shop/"}]}))
    assert pages.of(["http://c.example/shop/1", "http://c.example/a"]) is not None
    assert pages.of(["http://c.example/shop/1", "http://c.example/shop/2"]) is None
    assert pages.of([]) is None


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b#top", "http://c.example/b"),
        ("//d.example/", "http://d.example/"),
        ("http://[x", None),
        ("http://[::1/b", None),
        (None, None),
    ],
)
def test_a_redirect_that_leads_to_no_address_leads_nowhere(location: str | None, target: str | None) -> None:
    request = Request("http://c.example/a", meta={"fetched_at": "2026-11-24T00:00:00Z", "role": "offering"})
    headers = {"Location": location.encode("latin-1")} if location else {}
    response = Response(request.url, status=302, headers=headers, request=request)
    assert page_record(1, response).redirected_to == target
