"""Offers of schema.org: one statement of the cost for each thing, in words."""

from __future__ import annotations

from typing import Any

import pytest

from crawlers.contract import Field
from crawlers.reading.json_ld import Reader
from crawlers.reading.nodes import linked
from crawlers.reading.readings import StatementReading
from crawlers.reading.schema_org import offerings


def costs(**properties: Any) -> list[StatementReading]:
    course = {"@type": "Course", "name": "Keeping bees", **properties}
    (offering,) = offerings(linked(Reader().roots("", course)), "https://college.example/bees")
    return [s for s in offering.statements if s.field == Field.COST]


def texts(**properties: Any) -> list[str]:
    return [s.text for s in costs(**properties) if s.section_key is None]


@pytest.mark.parametrize(
    ("offers", "words"),
    [
        ({"price": 310, "priceCurrency": "CAD"}, "310 CAD"),
        ({"price": 310.0, "priceCurrency": "CAD"}, "310 CAD"),
        ({"price": "310.50", "priceCurrency": "CAD"}, "310.50 CAD"),
        ({"price": "$310", "priceCurrency": "CAD"}, "$310"),
        ({"price": "CAD 310", "priceCurrency": "CAD"}, "CAD 310"),
        ({"price": "0", "priceCurrency": "CAD"}, "0 CAD"),
        ({"price": "Ask us", "priceCurrency": "CAD"}, "Ask us"),
        ({"@type": "AggregateOffer", "lowPrice": 100, "highPrice": 250, "priceCurrency": "CAD"}, "100 CAD to 250 CAD"),
        ({"@type": "AggregateOffer", "lowPrice": 100, "highPrice": 100, "priceCurrency": "CAD"}, "100 CAD"),
        ({"@type": "AggregateOffer", "lowPrice": 100, "priceCurrency": "CAD"}, "from 100 CAD"),
        ({"priceSpecification": {"price": 310, "priceCurrency": "CAD"}}, "310 CAD"),
        ({"priceSpecification": {"minPrice": 90, "maxPrice": 120, "priceCurrency": "EUR"}}, "90 EUR to 120 EUR"),
        ({"priceSpecification": {"price": 90, "priceCurrency": "CAD", "unitText": "credit"}}, "90 CAD per credit"),
        (
            {"priceSpecification": {"price": 90, "priceCurrency": "CAD", "billingDuration": "P1M"}},
            "90 CAD per month",
        ),
        (
            {"priceSpecification": {"price": 90, "priceCurrency": "CAD", "valueAddedTaxIncluded": False}},
            "90 CAD plus tax",
        ),
        (
            [
                {"price": 80, "priceCurrency": "CAD"},
                {"price": 120, "priceCurrency": "CAD"},
                {"price": 95, "priceCurrency": "CAD"},
            ],
            "80 CAD to 120 CAD",
        ),
        (
            [
                {"name": "Members", "price": 80, "priceCurrency": "CAD"},
                {"name": "Others", "price": 120, "priceCurrency": "CAD"},
            ],
            "80 CAD (Members) or 120 CAD (Others)",
        ),
        (
            [
                {"category": "Tuition", "price": 400, "priceCurrency": "CAD"},
                {"category": "Exam fee", "price": 50, "priceCurrency": "CAD"},
            ],
            "Tuition: 400 CAD; Exam fee: 50 CAD",
        ),
        ("Between 90 and 120 dollars", "Between 90 and 120 dollars"),
        ({"@type": "Demand", "@value": "90 dollars for residents"}, "90 dollars for residents"),
    ],
)
def test_offers_are_one_statement_with_their_currency(offers: Any, words: str) -> None:
    assert texts(offers=offers) == [words]


def test_a_struck_price_is_marked_and_the_present_one_speaks() -> None:
    former = {
        "@type": "UnitPriceSpecification",
        "priceType": "https://schema.org/StrikethroughPrice",
        "price": 500,
        "priceCurrency": "CAD",
    }
    said = costs(offers={"price": 450, "priceCurrency": "CAD", "priceSpecification": former})
    assert {(s.text, s.marks) for s in said} == {("450 CAD", ()), ("500 CAD", ("struck",))}


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        ({"isAccessibleForFree": True}, ["Free"]),
        ({"isAccessibleForFree": "https://schema.org/True"}, ["Free"]),
        ({"isAccessibleForFree": False}, []),
        ({"offers": {"category": "Free"}}, ["Free"]),
        ({"offers": {"category": "Paid"}}, ["Paid"]),
        ({"offers": {"url": "https://college.example/buy"}}, []),
        ({"offers": {"priceCurrency": "CAD"}}, []),
        ({"offers": "https://college.example/buy"}, []),
    ],
)
def test_free_is_said_only_where_it_is_said(properties: dict[str, Any], words: list[str]) -> None:
    assert texts(**properties) == words


def test_an_offer_that_names_what_it_is_for_belongs_to_it() -> None:
    graph = [
        {"@id": "#c", "@type": "Course", "name": "Keeping bees"},
        {"@type": "Offer", "price": 310, "priceCurrency": "CAD", "itemOffered": {"@id": "#c"}},
    ]
    (offering,) = offerings(linked(Reader().roots("", graph)), "https://college.example/bees")
    assert [s.text for s in offering.statements if s.field == Field.COST] == ["310 CAD"]


def test_prices_of_runs_are_said_of_the_offering_together() -> None:
    runs = [{"@type": "CourseInstance", "offers": {"price": price, "priceCurrency": "CAD"}} for price in (310, 290)]
    assert texts(hasCourseInstance=runs) == ["290 CAD to 310 CAD"]
    assert sorted(s.text for s in costs(hasCourseInstance=runs) if s.section_key) == ["290 CAD", "310 CAD"]


def test_prices_of_runs_in_different_words_stay_with_their_runs() -> None:
    runs = [{"@type": "CourseInstance", "offers": {"price": price}} for price in ("On request", "300 CAD or a laptop")]
    assert texts(hasCourseInstance=runs) == []


def test_a_price_of_the_course_is_not_mixed_with_those_of_its_runs() -> None:
    run = {"@type": "CourseInstance", "offers": {"price": 290, "priceCurrency": "CAD"}}
    assert texts(offers={"price": 310, "priceCurrency": "CAD"}, hasCourseInstance=run) == ["310 CAD"]
