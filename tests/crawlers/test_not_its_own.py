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


@pytest.mark.parametrize(
    "sentence",
    [
        "Some students go on to a three-year degree ($21,300 in tuition).",
        "Credits can be transferred into a two-year diploma program, tuition $9,100.",
        "It ladders into our 18-month diploma program (tuition $7,000).",
        "Graduates of the certificate may also take a two-year program ($4,000 in fees).",
        "You may continue to the diploma. The diploma takes two years and costs $6,200.",
        "Les étudiants peuvent poursuivre vers un programme de deux ans (frais de 5 200 $).",
    ],
)
def test_what_one_may_take_afterwards_is_neither_its_price_nor_its_length(sentence: str) -> None:
    assert said(f"<p>{sentence}</p>", "cost") == []
    assert said(f"<p>{sentence}</p>", "duration") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "This program leads to a two-year diploma.",
        "The program ladders into our diploma and takes 12 weeks.",
        "The program takes 12 weeks and leads to a certificate.",
        "As part of our 12-week program you plan an orchard.",
        "This 12-week program ladders into our diploma.",
        "Graduates continue to the diploma. This certificate takes 12 weeks.",
        "You may continue to the diploma. The certificate program takes 12 weeks.",
    ],
)
def test_a_length_beside_what_one_may_take_afterwards_stays(sentence: str) -> None:
    assert len(said(f"<p>{sentence}</p>", "duration")) == 1


UPDATES = [
    "From June 2, 2027 the residence fee rises to $41 per night.",
    "Starting June 2, 2027, all visitors must sign in.",
    "As of June 2, 2027 parking costs $9.",
    "June 2, 2027: our library opens its new wing.",
    "The program has run at this campus since June 2, 1998.",
    "Le programme se déroule ici depuis le 2 juin 1998.",
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


@pytest.mark.parametrize(
    "sentence",
    [
        "Applicants must have completed a two-year diploma.",
        "Open to holders of a three-year degree.",
        "Prerequisite: a 6-month course in botany.",
        "It is one of four courses in our two-year landscaping diploma, which costs $7,500 in tuition.",
        "It counts as part of a two-year diploma program ($7,500 in tuition).",
        "Other programs cost $8,000 in fees and take two years.",
        "Unlike a two-year program that costs $8,000, ours is short.",
        "Il faut être titulaire d’un diplôme de trois ans.",
    ],
)
def test_other_programs_that_a_page_names_are_not_its_own(sentence: str) -> None:
    assert said(f"<p>{sentence}</p>", "cost") == []
    assert said(f"<p>{sentence}</p>", "duration") == []


def test_a_sum_behind_an_article_is_no_price_in_australian_dollars() -> None:
    assert said("<p>A $50 application fee is due.</p>", "cost") == []
    assert said("<p>A$50</p>", "cost") == ["A$50"]
