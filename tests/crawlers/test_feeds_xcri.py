"""XCRI-CAP catalogues. The catalogue here is written by us."""

from __future__ import annotations

import pytest

from crawlers.contract import Field
from crawlers.reading.feeds.read import read_feed
from crawlers.reading.readings import OfferingReading, StatementReading

URL = "https://college.example/xcri.xml"
NAMES = (
    'xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:mlo="http://purl.org/net/mlo" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:terms="http://xcri.org/profiles/catalog/terms" xmlns:credit="http://purl.org/net/cm" '
    'xmlns:x="http://www.w3.org/1999/xhtml"'
)
COURSE = """<course><dc:identifier>https://college.example/id/7</dc:identifier><dc:identifier>TXT-7</dc:identifier>
<dc:title>Weaving by hand</dc:title><dc:subject>Textiles</dc:subject>
<mlo:url>https://college.example/weaving</mlo:url>
<abstract>Looms &amp; yarn.</abstract>
<dc:description xsi:type="terms:metadataKeywords">loom, yarn, cheap</dc:description>
<dc:description xsi:type="terms:studyHours"><x:div><x:p>24 hours</x:p></x:div></dc:description>
<mlo:prerequisite>None</mlo:prerequisite>
<mlo:credit><credit:scheme>ECTS</credit:scheme><credit:value>3</credit:value></mlo:credit>
<mlo:qualification><dc:title>Certificate</dc:title></mlo:qualification>
<presentation><dc:identifier>TXT-7-A</dc:identifier><mlo:start dtf="2027-03-01">First of March 2027</mlo:start>
<end>2027-05-10</end><mlo:duration interval="P11W">ten weeks</mlo:duration><applyUntil>2027-02-01</applyUntil>
<studyMode identifier="PT">Part time</studyMode><attendanceMode identifier="DS"/>
<mlo:cost>£180, no concessions</mlo:cost>
<venue><provider><dc:title>Mill Street</dc:title>
<mlo:location><mlo:town>Leek</mlo:town></mlo:location></provider></venue>
</presentation></course>"""


def catalogue(courses: str, names: str = NAMES) -> bytes:
    return f"<?xml version='1.0' encoding='utf-8'?><catalog {names}><provider>{courses}</provider></catalog>".encode()


def read(body: bytes) -> list[OfferingReading]:
    reading = read_feed(body, URL)
    assert reading is not None
    return reading.offerings


def said(offering: OfferingReading, field: str) -> list[StatementReading]:
    return [s for s in offering.statements if s.field == field]


def test_a_course_is_an_offering_and_its_presentation_a_section() -> None:
    (offering,) = read(catalogue(COURSE))
    assert (offering.key, offering.title, offering.url) == (
        "TXT-7",
        "Weaving by hand",
        "https://college.example/weaving",
    )
    starts = said(offering, Field.START_DATE)
    assert {s.section_key for s in starts} == {"TXT-7-A"}
    assert ("Mill Street, Leek", "TXT-7-A") in {(s.text, s.section_key) for s in said(offering, Field.LOCATION)}
    assert [s.text for s in said(offering, Field.APPLY_BY)] == ["2027-02-01"]
    assert [s.text for s in said(offering, Field.CREDENTIAL)] == ["Certificate"]
    assert [s.text for s in said(offering, Field.CREDITS)] == ["3 credits (ECTS)"]


def test_words_for_people_and_values_for_machines_are_both_kept_and_told_apart() -> None:
    (offering,) = read(catalogue(COURSE))
    durations = {(s.reader, s.text, s.section_key) for s in said(offering, Field.DURATION)}
    assert durations == {
        ("labelled", "24 hours", None),
        ("labelled", "ten weeks", None),
        ("structured", "P11W", None),
    }
    starts = {(s.reader, s.text) for s in said(offering, Field.START_DATE)}
    assert starts == {("labelled", "First of March 2027"), ("structured", "2027-03-01")}


def test_codes_of_the_standard_come_in_its_words() -> None:
    (offering,) = read(catalogue(COURSE))
    assert "Distance without attendance" in [s.text for s in said(offering, Field.DELIVERY)]
    assert {s.text for s in said(offering, Field.ATTENDANCE)} == {"Part time"}


def test_the_price_of_all_presentations_is_said_of_the_offering() -> None:
    (offering,) = read(catalogue(COURSE))
    assert [(s.text, s.section_key, s.reader) for s in said(offering, Field.COST)] == [
        ("£180, no concessions", "TXT-7-A", "labelled"),
        ("£180, no concessions", None, "labelled"),
    ]


def test_prices_told_alike_become_ranges_name_by_name() -> None:
    prices = ("Home: GBP100.00; Overseas: GBP300.00", "Home: GBP120.00; Overseas: GBP300.00")
    runs = "".join(f"<presentation><mlo:cost>{price}</mlo:cost></presentation>" for price in prices)
    (offering,) = read(catalogue(f"<course><dc:title>Dyeing</dc:title>{runs}</course>"))
    assert [s.text for s in said(offering, Field.COST) if s.section_key is None] == [
        "Home: GBP100.00 to GBP120.00; Overseas: GBP300.00"
    ]


@pytest.mark.parametrize("price", ["0", "0.0000", "570.0000"])
def test_a_bare_number_is_a_value_of_machines_and_kept_as_it_stands(price: str) -> None:
    run = f"<presentation><mlo:cost>{price}</mlo:cost></presentation>"
    (offering,) = read(catalogue(f"<course><dc:title>Dyeing</dc:title>{run}</course>"))
    assert {(s.text, s.reader, s.label) for s in said(offering, Field.COST)} == {(price, "structured", "cost")}


def test_version_1_1_is_read_as_well() -> None:
    course = """<course><identifier>DY-1</identifier><title>Dyeing</title><subject>Textiles</subject>
    <description xsi:type="terms:prerequisites">An apron</description><presentation><identifier>DY-1-a</identifier>
    <start>2027-04-01</start><duration interval="P4W">4 weeks</duration><cost>75 GBP</cost>
    <venue><title>Old dye house</title></venue></presentation></course>"""
    names = (
        'xmlns="http://xcri.org/profiles/catalog" xmlns:terms="t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    (offering,) = read(catalogue(course, names))
    assert (offering.key, offering.title) == ("DY-1", "Dyeing")
    assert [s.text for s in said(offering, Field.PREREQUISITES)] == ["An apron"]
    assert "Old dye house" in [s.text for s in said(offering, Field.LOCATION)]


def test_courses_without_a_code_or_an_address_of_their_own_have_keys_of_their_own() -> None:
    found = read(catalogue("".join(f"<course><dc:title>{t}</dc:title></course>" for t in ("A", "B", "B"))))
    assert len({one.key for one in found}) == 3


def test_a_catalogue_that_is_torn_off_is_read_as_far_as_it_goes() -> None:
    body = catalogue(COURSE + "<course><dc:title>Dyeing</dc:title><presentation>")[:-60]
    assert read(body)[0].title == "Weaving by hand"


def test_prefixes_that_nobody_declared_are_forgiven() -> None:
    body = (
        b"<catalog><provider><course><dc:title>Dyeing</dc:title><a:b:c/><presentation/></course></provider></catalog>"
    )
    assert [one.title for one in read(body)] == ["Dyeing"]


def test_entities_of_strangers_are_not_opened() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "words">]>'
    body = catalogue("<course><dc:title>Dye&x;ing&y;</dc:title></course>").split(b"?>", 1)[1]
    assert [one.title for one in read(head.encode() + body)] == ["Dyeing"]


def test_each_entry_of_a_list_of_objectives_is_an_outcome() -> None:
    items = "<x:ul><x:li>Dye wool</x:li><x:li>Mix <x:b>blue</x:b></x:li></x:ul>"
    listed = f"<mlo:objective><x:div>{items}</x:div></mlo:objective>"
    (offering,) = read(catalogue(f"<course><dc:title>Dyeing</dc:title>{listed}</course>"))
    assert [s.text for s in said(offering, Field.OUTCOME)] == ["Dye wool", "Mix blue"]


def test_a_zero_beside_prices_makes_no_range_of_them() -> None:
    runs = "".join(f"<presentation><mlo:cost>{price}</mlo:cost></presentation>" for price in ("0.0000", "570.0000"))
    (offering,) = read(catalogue(f"<course><dc:title>Dyeing</dc:title>{runs}</course>"))
    assert [s.text for s in said(offering, Field.COST) if s.section_key is None] == []
