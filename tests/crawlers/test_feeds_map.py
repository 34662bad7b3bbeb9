"""A JSON answer read by the map of a manifest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawlers.contract import Field
from crawlers.reading.feeds.path_map import PathMap
from crawlers.reading.feeds.read import read_feed
from crawlers.reading.readings import OfferingReading

URL = "https://college.example/api"
ANSWER = {
    "d": {
        "list": [
            {"t": "Letterpress", "k": "LP-1", "slug": "letterpress", "m": {"v": 325, "c": "CAD"}, "w": [6],
             "r": [{"b": "2027-02-01", "n": "LP-1-A"}, {"b": "2027-04-01", "n": "LP-1-B"}]},
            {"t": "Etching", "slug": "etching", "m": {"v": None, "c": "CAD"}, "w": []},
            {"t": None, "slug": "draft"},
        ]
    }
}  # fmt: skip
OPTIONS: dict[str, Any] = {
    "items": "d.list",
    "fields": {
        "title": "t",
        "code": "k",
        "url": "https://college.example/{slug}",
        "cost": "{m.v} {m.c}",
        "duration": "{w.0} weeks",
    },
    "sections": "r",
    "section_fields": {"id": "n", "start_date": "b"},
}


def read(answer: Any = ANSWER, **changed: Any) -> list[OfferingReading]:
    reading = read_feed(json.dumps(answer).encode(), URL, options=OPTIONS | changed)
    assert reading is not None
    return reading.offerings


def test_each_entry_with_a_title_is_an_offering() -> None:
    assert [(one.key, one.title, one.url) for one in read()] == [
        ("LP-1", "Letterpress", "https://college.example/letterpress"),
        ("https://college.example/etching", "Etching", "https://college.example/etching"),
    ]


def test_a_template_is_filled_and_left_out_where_a_part_is_missing() -> None:
    first, second = read()
    said = {(s.field, s.text) for s in first.statements if s.section_key is None}
    assert {(Field.COST, "325 CAD"), (Field.DURATION, "6 weeks")} <= said
    assert {s.field for s in second.statements} == {Field.TITLE}
    assert {s.label for s in first.statements} == {"title", "code", "cost", "duration", "start date"}


def test_sections_have_their_own_keys_and_pointers() -> None:
    starts = [s for s in read()[0].statements if s.field == Field.START_DATE]
    assert [(s.section_key, s.text, s.locator) for s in starts] == [
        ("LP-1-A", "2027-02-01", "/d/list/0/r/0/b"),
        ("LP-1-B", "2027-04-01", "/d/list/0/r/1/b"),
    ]


@pytest.mark.parametrize("items", ["d.*", "d.list.*"])
def test_a_star_stands_for_every_entry(items: str) -> None:
    assert len(read(items=items)) == 2


def test_a_path_that_leads_nowhere_gives_nothing() -> None:
    assert read(items="data.courses") == []


@pytest.mark.parametrize("fields", [{"colour": "c"}, {"title": 3}])
def test_a_map_that_is_wrong_is_told(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="fields"):
        PathMap.of({"fields": fields})
