"""Every statement of our own means what we say it means."""

from __future__ import annotations

from typing import Any

import pytest

from tests.normalise.cases import cases
from warehouse.normalise.cost import read_cost
from warehouse.normalise.duration import read_duration

#: One priced course is a total: the two are read alike by whoever compares.
_ALIKE = {"per_course": "total"}


def test_there_are_enough_statements_for_the_word() -> None:
    assert len(list(cases("cost"))) + len(list(cases("duration"))) >= 400


@pytest.mark.parametrize(("text", "lang", "country", "expected"), list(cases("cost")))
def test_a_cost_is_what_the_words_say(text: str, lang: str, country: str, expected: dict[str, Any]) -> None:
    got = read_cost(text, country=country, lang=lang).as_dict()
    if expected["status"] == "free":  # its currency and basis are not in the words
        expected = expected | {"currency": got["currency"], "basis": got["basis"]}
    for one in (expected, got):
        one["basis"] = _ALIKE.get(one["basis"], one["basis"])
    assert {name: got[name] for name in expected} == expected


@pytest.mark.parametrize(("text", "lang", "country", "expected"), list(cases("duration")))
def test_a_duration_is_what_the_words_say(text: str, lang: str, country: str, expected: dict[str, Any]) -> None:
    got = read_duration(text, lang=lang).as_dict()
    assert {name: got[name] for name in expected} == expected
    stated = any(value not in (None, False) for value in expected.values())
    assert got["status"] == ("stated" if stated else "unknown")


@pytest.mark.parametrize(("text", "lang", "country", "expected"), list(cases("cost")))
def test_a_struck_cost_is_never_a_price(text: str, lang: str, country: str, expected: dict[str, Any]) -> None:
    assert read_cost(text, country=country, lang=lang, marks=("struck",)).status == "unknown"
