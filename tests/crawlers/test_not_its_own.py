"""Sentences of an offering's page that are about something else state nothing of it."""

from __future__ import annotations

import pytest

from crawlers.reading.page import read_page

URL = "https://college.example/courses/pruning"


def said(sentence: str, field: str) -> list[str]:
    """What the page of a course says of a field, where it says no more of it than this sentence."""
    body = f"<html><body><h1>Pruning certificate</h1><p>Delivery: Online</p>{sentence}</body></html>"
    (one,) = read_page(body.encode(), URL).offerings
    return [s.text for s in one.statements if s.field == field]


UPDATES = [
    "From June 2, 2027 the residence fee rises to $41 per night.",
    "Starting June 2, 2027, all visitors must sign in.",
    "As of June 2, 2027 parking costs $9.",
    "June 2, 2027: our library opens its new wing.",
    "À compter du 2 juin 2027, les visiteurs doivent s’inscrire.",
]
PLACES = ["<p>{}</p>", "<ul><li>{}</li></ul>", "<p>Campus notes: {}</p>", "<p><b>Campus notes:</b> <span>{}</span></p>"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sentence", UPDATES)
def test_the_day_from_which_something_else_holds_is_no_first_day(sentence: str, place: str) -> None:
    assert said(place.format(sentence), "start_date") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "From June 2, 2027",
        "June 2, 2027, the Old Mill, 9 a.m. to 4 p.m.",
        "Starting June 2, 2027, the course is held online.",
        "Starts June 2, 2027 and runs on Mondays.",
        "À compter du 2 juin 2027, le cours est offert en ligne.",
    ],
)
def test_the_day_from_which_the_course_is_held_is_one(sentence: str) -> None:
    assert said(f"<p>{sentence}</p>", "start_date") == [sentence]
