"""JSON answers of catalogues without a map: offerings told by the names of their keys. The answers are written here."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawlers.contract import Field
from crawlers.reading.feeds.keys import key_of
from crawlers.reading.feeds.read import read_feed
from crawlers.reading.readings import OfferingReading

URL = "https://college.example/api/courses"


def read(answer: Any) -> list[OfferingReading]:
    reading = read_feed(json.dumps(answer).encode(), URL)
    assert reading is not None
    return reading.offerings


def texts(offering: OfferingReading, field: str) -> list[str]:
    return [s.text for s in offering.statements if s.field == field]


def one(**keys: Any) -> OfferingReading:
    (offering,) = read({"total": 1, "results": [{"title": "Timber framing", **keys}]})
    return offering


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"price": 450, "currency": "CAD"}, ["450 CAD"]),
        ({"courseFee": "$450 + GST"}, ["$450 + GST"]),
        ({"cost": {"amount": 450, "currencyCode": "CAD"}}, ["450 CAD"]),
        ({"cost": {"amount": 45000, "display": "CA$450"}}, ["CA$450"]),
        ({"price_in_cents": 45050, "currency": "CAD"}, ["450.50 CAD"]),
        ({"min_price": 90, "max_price": 120, "currency": "CAD"}, ["90 CAD to 120 CAD"]),
        ({"fees": [{"name": "Tuition", "amount": 400}, {"name": "Kit", "amount": 50}]}, ["Tuition: 400; Kit: 50"]),
        ({"fees": [{"amount": 400}], "currency": "CAD"}, ["400 CAD"]),
        ({"prix": "450 $"}, ["450 $"]),
        ({"enrollment_fee": "450.0", "currency": "CAD"}, ["450.0 CAD"]),
        ({"is_free": True}, ["Free"]),
        ({"is_free": False, "hours": 3}, []),
        ({"cost": 0, "hours": 3}, ["0"]),
        ({"cost": None, "hours": 3}, []),
        ({"cost": "", "hours": 3}, []),
    ],
)
def test_costs_come_with_what_stands_beside_them(keys: dict[str, Any], words: list[str]) -> None:
    assert texts(one(**keys), Field.COST) == words


def test_words_about_the_cost_are_told_from_its_value() -> None:
    offering = one(cost=0, costDescription="Paid by your employer")
    assert {(s.text, s.reader, s.label) for s in offering.statements if s.field == Field.COST} == {
        ("0", "structured", "cost"),
        ("Paid by your employer", "labelled", "cost description"),
    }


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"durationValue": 12, "durationUnit": "Weeks"}, ["12 Weeks"]),
        ({"duration": 12, "duration_type": "weeks"}, ["12 weeks"]),
        ({"duration": {"value": 12, "unit": "weeks"}}, ["12 weeks"]),
        ({"duration_in_hours": 36}, ["36 hours"]),
        ({"totalHours": "36"}, ["36 hours"]),
        ({"weeks": 6, "hoursPerWeek": 4}, ["6 weeks", "4 hours per week"]),
        ({"min_weeks": 4, "max_weeks": 6}, ["4 to 6 weeks"]),
        ({"minHours": 10, "price": 1}, ["at least 10 hours"]),
        ({"length": "three evenings"}, ["three evenings"]),
        ({"duree": "14 heures"}, ["14 heures"]),
        ({"duration": "PT36H"}, ["PT36H"]),
        ({"pacing_type": "self_paced", "price": 1}, ["self-paced"]),
        ({"course_length": "TwoYears"}, ["Two Years"]),
        ({"duration": 12, "price": 1}, ["12"]),
        ({"duration": 0, "durationUnit": "weeks", "price": 1}, []),
        ({"office_hours": 3, "year": 2027, "days": ["Mon", "Wed"], "price": 1}, []),
    ],
)
def test_lengths_come_with_their_unit(keys: dict[str, Any], words: list[str]) -> None:
    assert texts(one(**keys), Field.DURATION) == words


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ({"startDate": "2027-03-01"}, "2027-03-01"),
        (
            {"start": {"timezone": "America/Halifax", "local": "2027-03-01T09:00:00", "utc": "2027-03-01T13:00:00Z"}},
            "2027-03-01T09:00:00",
        ),
        ({"next_start_date": "March 1, 2027"}, "March 1, 2027"),
        ({"dateDebut": "1 mars 2027"}, "1 mars 2027"),
    ],
)
def test_first_days_are_found(keys: dict[str, Any], day: str) -> None:
    assert texts(one(**keys), Field.START_DATE) == [day]


@pytest.mark.parametrize("start", [20, "20", "2027", 1_800_000_000, "soon"])
def test_what_is_no_day_is_no_first_day(start: object) -> None:
    assert texts(one(price=1, start=start), Field.START_DATE) == []


@pytest.mark.parametrize(
    "answer",
    [
        [{"title": "Timber framing", "price": 450}],
        {"data": {"courses": {"items": [{"name": {"text": "Timber framing"}, "price": 450}]}}},
        {"hits": {"hits": [{"_id": "1", "_source": {"title": "Timber framing", "price": 450}}]}},
        {"data": [{"type": "node--course", "attributes": {"title": "Timber framing", "field_price": 450}}]},
        [{"title": {"rendered": "Timber framing"}, "acf": {"price": 450}}],
        {"courses": {"c-1": {"title": "Timber framing", "price": 450}, "c-2": {"title": "Joinery", "price": 2}}},
        {"events": [{"event": {"title": "Timber framing", "price": 450}}]},
        {"course": {"courseName": "Timber framing"}, "courseName": "Timber framing", "price": 450},
    ],
)
def test_entries_are_found_wherever_they_stand(answer: Any) -> None:
    first = read(answer)[0]
    assert (first.title, texts(first, Field.COST)) == ("Timber framing", ["450"])


@pytest.mark.parametrize(
    "answer",
    [
        {"menu": [{"title": "Home", "url": "/"}, {"title": "Courses", "url": "/courses"}]},
        {"facets": {"Mode": [{"count": 12, "value": "Online"}]}, "total": 3, "start": 20},
        {"provider": {"name": "College", "phone": "555"}, "venue": {"name": "Hall"}},
        {"staff": [{"name": "A. Person", "title": "Dean", "start": "2019"}]},
        [],
        {},
        [1, 2, "three"],
    ],
)
def test_what_lists_no_offerings_offers_nothing(answer: Any) -> None:
    assert read(answer) == []


def test_names_of_other_things_are_not_the_title() -> None:
    provider = {"providerName": "College of Crafts", "name": "College"}
    offering = one(price=450, provider=provider, venue={"venueName": "Barn", "town": "Salem"})
    assert texts(offering, Field.TITLE) == ["Timber framing"]
    assert texts(offering, Field.LOCATION) == ["Barn"]


def test_runs_are_sections_and_their_prices_the_offering_s() -> None:
    runs = [
        {"code": "A", "startDate": "2027-03-01", "price": 400, "status": "Full"},
        {"code": "B", "startDate": "2027-09-01", "price": 450},
    ]
    offering = one(sections=runs)
    starts = {(s.section_key, s.text) for s in offering.statements if s.field == Field.START_DATE}
    assert starts == {("A", "2027-03-01"), ("B", "2027-09-01")}
    assert [s.text for s in offering.statements if s.field == Field.COST and s.section_key is None] == ["400 to 450"]
    assert [(s.section_key, s.text) for s in offering.statements if s.field == Field.AVAILABILITY] == [("A", "Full")]


def test_the_courses_of_a_program_are_not_its_runs() -> None:
    parts = [{"title": "Part one", "code": "P1", "hours": 3}, {"title": "Part two", "code": "P2", "hours": 3}]
    (offering,) = read({"title": "Timber certificate", "tuition": "$2,400", "courses": parts})
    assert offering.title == "Timber certificate"
    assert texts(offering, Field.DURATION) == []


def test_a_description_speaks_where_no_key_does() -> None:
    html = "<p>Cut joints.</p><p>This course runs for six weeks.</p>"
    assert texts(one(price=450, description=html), Field.DURATION) == ["This course runs for six weeks."]
    assert texts(one(price=450, hours=30, description=html), Field.DURATION) == ["30 hours"]


def test_keys_of_offerings_are_code_then_address_then_id_then_title() -> None:
    assert one(price=1, courseCode="TIM-1", url="/tim", id=7).key == "TIM-1"
    assert one(price=1, url="/tim", id=7).key == "https://college.example/tim"
    assert one(price=1, id=7).key == f"{URL}#7"
    assert one(price=1).key == f"{URL}#Timber framing"


def test_things_with_types_are_read_as_schema_org_wherever_they_stand() -> None:
    course = {"@type": "Course", "name": "Timber framing", "offers": {"price": 450, "priceCurrency": "CAD"}}
    (offering,) = read({"results": [course]})
    assert texts(offering, Field.COST) == ["450 CAD"]


def test_types_without_the_words_of_schema_org_do_not_stand_in_the_way() -> None:
    answer = {
        "@type": "hydra:Collection",
        "hydra:member": [{"@type": "Course", "title": "Timber framing", "price": 450}],
    }
    (offering,) = read(answer)
    assert texts(offering, Field.COST) == ["450"]


@pytest.mark.parametrize(
    "body",
    [
        b'\xef\xbb\xbf{"title": "Timber framing", "price": 450}',
        b'  \n{"title": "Timber framing", "price": 450,}',
        b")]}',\n" + b'{"title": "Timber framing", "price": 450}',
        b'callback([{"title": "Timber framing", "price": 450}]);',
        b'{"title": "Timber framing", "price": 450}\n{"title": "Joinery", "price": 200}\n',
        '{"title": "Timber framing", "price": 450}'.encode("utf-16"),
    ],
    ids=["mark", "comma", "guard", "call", "lines", "wide"],
)
def test_json_is_known_by_its_look(body: bytes) -> None:
    reading = read_feed(body, URL, content_type="text/html")
    assert reading is not None
    assert reading.offerings[0].title == "Timber framing"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("courseStartDate", Field.START_DATE),
        ("field_tuition_fee", Field.COST),
        ("delivery-mode", Field.DELIVERY),
        ("programDuration", Field.DURATION),
        ("studyMode", Field.ATTENDANCE),
        ("lieu", Field.LOCATION),
        ("providerName", None),
        ("lastUpdated", None),
        ("image", None),
    ],
)
def test_names_of_keys_are_known_in_any_spelling(name: str, field: str | None) -> None:
    known = key_of(name)
    assert (known.field if known else None) == field
