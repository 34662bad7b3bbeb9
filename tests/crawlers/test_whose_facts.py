"""Which words of a page are about its own offering: its title, its cards, its machine-readable things."""

from __future__ import annotations

import json

import pytest

from crawlers.reading.page import read_page
from crawlers.reading.readings import OfferingReading

URL = "https://college.example/courses/welding"
FACTS = "<dl><dt>Cost</dt><dd>$499</dd></dl>"


def _offering(body: str, title: str | None = None) -> OfferingReading:
    head = f"<title>{title}</title>" if title else ""
    (one,) = read_page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), URL).offerings
    return one


def _costs(body: str) -> list[str]:
    return [s.text for s in _offering(body).statements if s.field == "cost"]


@pytest.mark.parametrize(
    ("body", "title", "is_called"),
    [
        (f"<header><nav>x</nav><h1>Welding</h1></header><main>{FACTS}</main>", "Welding | College", "Welding"),
        (f"<div role=banner><h1>Welding</h1></div><main>{FACTS}</main>", None, "Welding"),
        (f"<header><h1>College</h1></header><main><h1>Welding</h1>{FACTS}</main>", "Welding | College", "Welding"),
        # The only h1 is the site's name, which is no offering's: the page's own <title> speaks.
        (f"<header><h1>College</h1></header><main>{FACTS}</main>", "Welding | College", "Welding | College"),
        (f"<main><h2>Welding</h2>{FACTS}</main>", "Welding | College", "Welding | College"),
    ],
)
def test_an_offering_has_the_title_its_page_gives_it(body: str, title: str | None, is_called: str) -> None:
    assert _offering(body, title).title == is_called


@pytest.mark.parametrize(
    "cards",
    [
        "<div class=c><a href=/courses/p><h3>Pipes</h3></a><p>Cost: $99</p></div>"
        "<div class=c><a href=/courses/q><h3>Quilts</h3></a><p>Cost: $88</p></div>",
        "<article><h3><a href=/courses/p>Pipes</a></h3><dl><dt>Cost</dt><dd>$99</dd></dl></article>"
        "<article><h3><a href=/courses/q>Quilts</a></h3><dl><dt>Cost</dt><dd>$88</dd></dl></article>",
        "<ul><li><a href=/courses/p>Pipes</a> Cost: $99</li><li><a href=/courses/q>Quilts</a> Cost: $88</li></ul>",
    ],
)
def test_cards_headed_by_links_to_other_pages_are_told_by_structure(cards: str) -> None:
    assert _costs(f"<main><h1>Welding</h1>{FACTS}<div>{cards}</div></main>") == ["$499"]


def test_cards_of_the_offering_s_own_runs_stay() -> None:
    runs = (
        "<div class=c><a href=/register/1>Register now</a><p>Cost: $510</p></div>"
        "<div class=c><a href=/register/2>Register now</a><p>Cost: $520</p></div>"
    )
    assert _costs(f"<main><h1>Welding</h1>{FACTS}<div>{runs}</div></main>") == ["$499", "$510", "$520"]


def test_a_list_of_links_that_states_no_facts_stays() -> None:
    diplomas = "<ul><li><a href=/a>Diploma A</a></li><li><a href=/b>Diploma B</a></li></ul>"
    body = f"<h1>Welding</h1><h2>Stacks into</h2>{diplomas}"
    found = [s.text for s in _offering(body + FACTS).statements if s.field == "stacks_into"]
    assert found == ["Diploma A", "Diploma B"]


def test_two_audiences_that_pay_the_same_are_two_statements() -> None:
    statements = _offering(
        "<h1>Welding</h1><table><tr><th></th><th>Domestic</th><th>International</th></tr>"
        "<tr><th>Tuition</th><td>$499</td><td>$499</td></tr></table>"
    ).statements
    assert [s.context for s in statements if s.field == "cost"] == [("Domestic",), ("International",)]


def test_a_price_struck_by_style_is_marked() -> None:
    statements = _offering(
        "<h1>Welding</h1><dl><dt>Cost</dt><dd><span style='text-decoration: line-through'>$600</span> $450</dd></dl>"
    ).statements
    assert {s.text: s.marks for s in statements if s.field == "cost"} == {"$600": ("struck",), "$450": ()}


def test_runs_beside_their_course_in_a_graph_are_its_sections() -> None:
    graph = (
        '{"@graph": [{"@type": "WebPage"}, {"@type": "Course", "name": "Welding"},'
        '{"@type": "CourseInstance", "startDate": "2027-01-05", "endDate": "2027-02-05"}]}'
    )
    statements = _offering(f"<h1>Welding</h1><script type='application/ld+json'>{graph}</script>").statements
    assert {(s.field, s.text, s.section_key) for s in statements if s.field.endswith("_date")} == {
        ("start_date", "2027-01-05", "2027-01-05"),
        ("end_date", "2027-02-05", "2027-01-05"),
    }


def test_an_event_is_the_offering_only_where_the_page_bears_its_name() -> None:
    event = (
        '{"@type": "Event", "name": "%s", "startDate": "2027-01-05", "offers": {"price": 99, "priceCurrency": "CAD"}}'
    )
    page = "<h1>Welding</h1><script type='application/ld+json'>{}</script>"
    assert _costs(page.format(event % "Welding")) == ["99 CAD"]
    assert read_page(page.format(event % "Open house").encode(), URL).offerings == []


@pytest.mark.parametrize(
    ("name", "url", "costs"),
    [
        ("Advanced pottery", "/courses/pottery", ["$499"]),
        # Its address or its name is the page's: it is the page's own.
        ("Advanced pottery", "http://www.college.example/courses/welding/", ["$499", "900 CAD"]),
        ("Advanced pottery", None, ["$499", "900 CAD"]),
        ("Welding, level 1", "/shop/81", ["$499", "900 CAD"]),
    ],
)
def test_a_course_of_another_name_and_address_is_not_the_page_s(name: str, url: str | None, costs: list[str]) -> None:
    course = {"@type": "Course", "name": name, "url": url, "offers": {"price": "900", "priceCurrency": "CAD"}}
    body = f"<script type='application/ld+json'>{json.dumps(course)}</script><h1>Welding</h1>{FACTS}"
    assert _costs(body) == costs


def test_a_page_about_nothing_does_not_offer_another_page_s_course() -> None:
    course = {"@type": "Course", "name": "Advanced pottery", "url": "/courses/pottery", "timeRequired": "P6W"}
    body = f"<script type='application/ld+json'>{json.dumps(course)}</script><h1>Campus life</h1><p>Come and see.</p>"
    assert read_page(f"<html><body>{body}</body></html>".encode(), URL).offerings == []
