"""No bytes are an error for the reader of feeds, and none take it long."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.reading.feeds.read import read_feed

URL = "https://college.example/feed"
NAMES = [
    "title",
    "name",
    "price",
    "currency",
    "duration",
    "duration_unit",
    "weeks",
    "start",
    "sections",
    "url",
    "id",
    "description",
    "event",
    "min_price",
    "is_free",
    "code",
    "status",
    "venue",
    "cost_cents",
    "value",
    "amount",
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["2027-01-02", "0", "12", "CAD", "http://["])
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=6), inner, max_size=6)
    ),
    max_leaves=30,
)
ELEMENTS = [
    "<catalog>",
    "<course>",
    "<title>x",
    "</title>",
    "<presentation>",
    "<start dtf='2027'>",
    "</course>",
    "<rss>",
    "<channel>",
    "<item>",
    "<description>&lt;p&gt;Cost: $3",
    "<feed>",
    "<entry>",
    "<link href='http://['/>",
    "&x;",
    "]]>",
]


@given(VALUES)
def test_no_json_is_an_error(value: Any) -> None:
    read_feed(json.dumps(value).encode(), URL)


@given(VALUES)
def test_no_json_is_an_error_under_a_map(value: Any) -> None:
    fields = {"title": "name", "url": "{url}", "cost": "{price.amount} {currency}", "start_date": "sections.*.start"}
    options = {"items": "*", "fields": fields, "sections": "sections.*", "section_fields": {"start_date": "start"}}
    read_feed(json.dumps(value).encode(), URL, options=options)


@given(st.binary(max_size=300), st.sampled_from([b"", b"{", b"[", b"<?xml version='1.0'?>", b"<rss>", b"\xff\xfe"]))
def test_no_bytes_are_an_error(body: bytes, start: bytes) -> None:
    read_feed(start + body, URL)


@given(st.lists(st.sampled_from(ELEMENTS), max_size=25))
def test_no_xml_is_an_error(parts: list[str]) -> None:
    read_feed("".join(["<catalog>", *parts]).encode(), URL)
    read_feed("".join(["<rss><channel>", *parts]).encode(), URL)


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
SAME = json.dumps([{"name": "x", "price": 1}] * 5_000)
RUNS = [{"@type": "CourseInstance", "isPartOf": {"@id": "#c"}, "startDate": "2027-01-01"}] * 5_000


@pytest.mark.parametrize(
    "body",
    [
        "[" * 300_000,
        '{"a":' * 900 + "1" + "}" * 900,
        "<catalog>" + "<course>" * 100_000,
        f"<!DOCTYPE c [<!ENTITY l0 'l'>{LAUGHS}]><catalog><course><title>&l9;</title></course></catalog>",
        "<catalog " + " ".join(f"a{n}='x'" for n in range(50_000)) + "/>",
        SAME,
        json.dumps([{"@type": "Course", "@id": "#c", "name": "x"}, *RUNS]),
        '{"name":"' + "&amp;<p>" * 200_000 + '","price":3}',
    ],
    ids=["arrays", "things", "elements", "laughs", "attributes", "same", "runs", "text"],
)
def test_a_hostile_feed_is_read_in_good_time(body: str) -> None:
    start = time.process_time()
    read_feed(body.encode(), URL)
    assert time.process_time() - start < 10
