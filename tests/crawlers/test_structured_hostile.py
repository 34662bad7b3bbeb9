"""Nothing that a page states for machines can break or hold up its reading."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.reading.document import Document
from crawlers.reading.json_ld import loads
from crawlers.reading.structured import machine_offerings

NAMES = [
    "@type",
    "@id",
    "@graph",
    "@value",
    "@list",
    "@context",
    "name",
    "offers",
    "price",
    "priceSpecification",
    "hasCourseInstance",
    "startDate",
    "courseSchedule",
    "location",
    "itemListElement",
    "item",
    "identifier",
]
TYPES = ["Course", "CourseInstance", "Event", "ItemList", "Offer", "https://schema.org/Course", "#a", "#b", "", "310"]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(TYPES)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=25,
)


def read(text: str) -> int:
    page = f"<html><body><script type='application/ld+json'>{text}</script></body></html>"
    return len(machine_offerings(Document(page.encode("utf-8", "replace"), "https://college.example/")))


@given(VALUES)
def test_no_value_is_an_error(value: Any) -> None:
    read(json.dumps(value))


@given(st.text(alphabet='{}[]",:/*\\<!->@ \nabtype', max_size=200))
def test_no_text_is_an_error(text: str) -> None:
    loads(text)
    read(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "<div itemscope itemtype='https://schema.org/Course'>",
                "<div itemscope itemref='a b' id=a itemprop=offers>",
                "<b itemprop=name>x</b>",
                "</div>",
                "<p id=b itemprop='price name'>",
                "<i typeof=Course property=name>",
                "<i rel=offers>",
                "<i property=price content=3>",
                "<i about='http://[' typeof=Course>",
                "<a itemprop=url href='http://['>",
            ]
        ),
        max_size=30,
    )
)
def test_no_markup_is_an_error(parts: list[str]) -> None:
    machine_offerings(Document("".join(parts).encode(), "https://college.example/"))


@pytest.mark.parametrize(
    "page",
    [
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<script type='application/ld+json'>" + '{"@type":"Course","hasPart":' * 5_000 + "</script>",
        "<script type='application/ld+json'>{" + '\\"' * 100_000 + "</script>",
        "<script type='application/ld+json'>{" + "/*" * 100_000 + "</script>",
        "<div itemscope itemprop=hasPart>" * 20_000,
        "<div itemscope>" + "<p itemprop=name>x" * 20_000,
        "<p itemprop=name id=a>" * 5_000 + "<div itemscope itemref=a></div>" * 5_000,
        "<i typeof=Course property=hasPart>" * 20_000,
    ],
    ids=["arrays", "things", "quotes", "comments", "items", "properties", "itemref", "rdfa"],
)
def test_a_hostile_page_is_read_in_good_time(page: str) -> None:
    start = time.process_time()
    machine_offerings(Document(page.encode(), "https://college.example/"))
    assert time.process_time() - start < 10


def test_things_that_refer_to_each_other_end() -> None:
    ring = [
        {"@id": f"#{n}", "@type": "Course", "name": f"C{n}", "hasCourseInstance": {"@id": f"#{(n + 1) % 3}"}}
        for n in range(3)
    ]
    ring[0]["offers"] = {"@id": "#0"}
    assert read(json.dumps(ring)) <= 3
