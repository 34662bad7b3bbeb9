"""Microdata and RDFa say the same as JSON-LD does, in the markup of the page itself. Pages are written here."""

from __future__ import annotations

import pytest

from crawlers.reading.document import Document
from crawlers.reading.schema_org import MachineOffering
from crawlers.reading.structured import machine_offerings

URL = "https://college.example/courses/glass"

MICRODATA = """<div itemscope itemtype="https://schema.org/Course"><h1 itemprop="name">Blown glass</h1>
<a itemprop="url" href="/courses/glass?from=list">here</a>
<meta itemprop="courseCode" content="GLS-20"><p itemprop="description">Hot work.</p>
<div itemprop="hasCourseInstance" itemscope itemtype="https://schema.org/CourseInstance">
 <time itemprop="startDate" datetime="2027-02-03">3 February</time>
 <link itemprop="courseMode" href="https://schema.org/Onsite">
 <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
  <data itemprop="price" value="640">six hundred and forty dollars</data><meta itemprop="priceCurrency" content="CAD">
 </div></div></div>"""

RDFA = """<main vocab="https://schema.org/" typeof="Course" resource="/courses/glass?from=list">
<h1 property="name">Blown glass</h1><span property="courseCode" content="GLS-20">20</span>
<p property="description">Hot work.</p>
<div property="hasCourseInstance" typeof="CourseInstance">
 <time property="startDate" datetime="2027-02-03">3 February</time>
 <a property="courseMode" href="https://schema.org/Onsite">Onsite</a>
 <div property="offers" typeof="Offer"><span property="price">640</span>
 <meta property="priceCurrency" content="CAD"></div></div></main>"""

WITH_REL = RDFA.replace('property="hasCourseInstance"', 'rel="hasCourseInstance"').replace(
    'property="offers"', 'rel="offers"'
)
WITH_PREFIX = (
    RDFA.replace('vocab="https://schema.org/" ', 'prefix="schema: https://schema.org/" ')
    .replace('property="', 'property="schema:')
    .replace('typeof="', 'typeof="schema:')
)


def read(body: str) -> list[MachineOffering]:
    return machine_offerings(Document(f"<html><body>{body}</body></html>".encode(), URL))


def facts(offering: MachineOffering) -> set[tuple[str, str, bool]]:
    return {(str(s.field), s.text, s.section_key is not None) for s in offering.statements}


@pytest.mark.parametrize("page", [MICRODATA, RDFA, WITH_REL, WITH_PREFIX], ids=["microdata", "rdfa", "rel", "prefix"])
def test_each_syntax_says_the_same(page: str) -> None:
    (offering,) = read(page)
    assert (offering.key, offering.title, offering.url) == (
        "GLS-20",
        "Blown glass",
        "https://college.example/courses/glass?from=list",
    )
    assert {
        ("title", "Blown glass", False),
        ("summary", "Hot work.", False),
        ("start_date", "2027-02-03", True),
        ("delivery", "Onsite", True),
        ("cost", "640 CAD", True),
        ("cost", "640 CAD", False),
    } <= facts(offering)


def test_parts_that_stand_elsewhere_are_brought_by_itemref() -> None:
    (offering,) = read(
        "<p id=fee>Fee: <span itemprop=offers itemscope itemtype='http://schema.org/Offer'>"
        "<b itemprop=price>$75</b></span></p>"
        "<div itemscope itemtype='http://schema.org/Course' itemref='fee length nowhere'>"
        "<h2 itemprop=name>Etching</h2></div>"
        "<p>Takes <span id=length itemprop=timeRequired content=PT5H>five hours</span></p>"
    )
    assert {("cost", "$75", False), ("duration", "PT5H", False)} <= facts(offering)


def test_an_item_that_holds_itself_by_itemref_is_no_trap() -> None:
    item = "<div id=a itemprop=offers itemscope itemtype='https://schema.org/Course' itemref=a>"
    assert len(read(f"{item}<b itemprop=name>Etching</b></div>")) <= 1


def test_several_courses_on_a_page_are_several_offerings() -> None:
    cards = "".join(
        f"<div itemscope itemtype='https://schema.org/Course'><h3 itemprop=name>{name}</h3>"
        f"<span itemprop=timeRequired>{time}</span></div>"
        for name, time in (("Etching", "PT5H"), ("Lampwork", "PT9H"))
    )
    found = read(cards)
    assert [one.title for one in found] == ["Etching", "Lampwork"]
    assert len({one.key for one in found}) == 2
    assert ("duration", "PT9H", False) not in facts(found[0])


def test_a_name_on_a_link_is_the_words_of_the_link() -> None:
    link = "<a itemprop='name url' href='/courses/etching'>Etching</a><i itemprop=timeRequired>PT5H</i>"
    (offering,) = read(f"<div itemscope itemtype='https://schema.org/Course'>{link}</div>")
    assert offering.title == "Etching"


def test_markup_of_other_things_offers_nothing() -> None:
    assert read("<div itemscope itemtype='https://schema.org/Organization'><b itemprop=name>College</b></div>") == []
    assert read("<div typeof='foaf:Person'><b property='foaf:name'>A. Person</b></div>") == []


def test_a_box_about_other_courses_is_not_read() -> None:
    name = "<b itemprop=name>Other</b><i itemprop=timeRequired>PT5H</i>"
    card = f"<div itemscope itemtype='https://schema.org/Course'>{name}</div>"
    assert read(f"<h1>Page</h1>{card}")
    assert read(f"<h1>Page</h1><div class='related-courses'>{card}</div>") == []


def test_statements_point_at_the_element() -> None:
    (offering,) = read(f"<section id=facts>{MICRODATA}</section>")
    assert any(s.locator == "section#facts>div/name" for s in offering.statements)
