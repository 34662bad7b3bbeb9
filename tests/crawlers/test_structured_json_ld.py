"""JSON-LD as pages carry it. Pages are written here."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawlers.contract import Field
from crawlers.reading.document import Document
from crawlers.reading.schema_org import MachineOffering
from crawlers.reading.structured import machine_offerings

URL = "https://college.example/courses/bees"
BEES = {"@context": "https://schema.org", "@type": "Course", "name": "Keeping bees", "timeRequired": "PT30H"}


def read(*blocks: str | dict[str, Any] | list[Any]) -> list[MachineOffering]:
    texts = [block if isinstance(block, str) else json.dumps(block) for block in blocks]
    page = "".join(f"<script type='application/ld+json'>{text}</script>" for text in texts)
    return machine_offerings(Document(f"<html><body>{page}<h1>x</h1></body></html>".encode(), URL))


def said(offering: MachineOffering, field: str) -> list[str]:
    return [s.text for s in offering.statements if s.field == field]


@pytest.mark.parametrize(
    "block",
    [
        BEES,
        [BEES],
        {"@graph": [{"@type": "WebPage", "name": "Page"}, BEES]},
        '<!-- {"@type": "Course", "name": "Keeping bees", "timeRequired": "PT30H"} -->',
        '//<![CDATA[\n{"@type": "Course", "name": "Keeping bees", "timeRequired": "PT30H"}\n//]]>',
        '{"@type": "Course", /* the title */ "name": "Keeping bees", // hours\n "timeRequired": "PT30H",}',
        '{"@type": ["Course",], "name": "Keeping bees", "timeRequired": "PT30H"};',
        "{&quot;@type&quot;: &quot;Course&quot;, &quot;name&quot;: &quot;Keeping bees&quot;,"
        " &quot;timeRequired&quot;: &quot;PT30H&quot;}",
        {"@type": "schema:Course", "schema:name": "Keeping bees", "schema:timeRequired": "PT30H"},
        {
            "@type": ["http://schema.org/Course"],
            "http://schema.org/name": [{"@value": "Keeping bees", "@language": "en"}],
            "http://schema.org/timeRequired": [{"@type": "https://schema.org/Duration", "@value": "PT30H"}],
        },
        {
            "@context": {"title": "https://schema.org/name", "kind": "@type", "effort": {"@id": "schema:timeRequired"}},
            "kind": "Course",
            "title": "Keeping bees",
            "effort": "PT30H",
        },
        {"@type": "ListItem", "item": {"@type": "Course", "name": {"en": "Keeping bees"}, "timeRequired": "PT30H"}},
        {"@type": "WebPage", "mainEntity": BEES},
    ],
)
def test_one_course_is_read_however_it_is_written(block: Any) -> None:
    (offering,) = read(block)
    assert offering.title == "Keeping bees"
    assert said(offering, Field.DURATION) == ["PT30H"]
    assert not offering.is_event


def test_a_comment_within_a_string_is_no_comment() -> None:
    block = '{"@type": "Course", "name": "Keeping bees // part 1", "description": "a /* b */,]",}'
    (offering,) = read(block)
    assert offering.title == "Keeping bees // part 1"
    assert said(offering, Field.SUMMARY) == ["a /* b */,]"]


def test_a_block_that_cannot_be_understood_costs_the_others_nothing() -> None:
    assert [one.title for one in read("{'@type': Course", BEES)] == ["Keeping bees"]


def test_references_lead_to_what_stands_elsewhere_in_the_graph() -> None:
    graph = [
        {"@id": "#run", "@type": "CourseInstance", "startDate": "2027-04-05", "location": {"@id": "#hall"}},
        {"@id": "#hall", "@type": "Place", "name": "Hall 3"},
        {"@id": "#course", **BEES, "hasCourseInstance": {"@id": "#run"}, "offers": {"@id": "#offer"}},
        {"@id": "#offer", "@type": "Offer", "price": "310", "priceCurrency": "CAD"},
    ]
    (offering,) = read({"@graph": graph[:2]}, {"@graph": graph[2:]})
    assert said(offering, Field.START_DATE) == ["2027-04-05"]
    assert said(offering, Field.COST) == ["310 CAD"]
    assert set(said(offering, Field.LOCATION)) == {"Hall 3"}


def test_what_two_blocks_say_of_one_course_is_put_together() -> None:
    (offering,) = read({"@id": "#c", **BEES}, {"@id": "#c", "@type": "Course", "courseCode": "BEE-101"})
    assert (offering.title, offering.key) == ("Keeping bees", "BEE-101")


def test_one_id_given_to_two_courses_does_not_make_them_one() -> None:
    wax = {"@type": "Course", "name": "Working with wax"}
    assert [one.title for one in read([{"@id": URL, **BEES}, {"@id": URL, **wax}])] == [
        "Keeping bees",
        "Working with wax",
    ]


def test_runs_beside_their_only_course_are_its_sections() -> None:
    runs = [{"@type": "CourseInstance", "startDate": day} for day in ("2027-01-11", "2027-05-03")]
    (offering,) = read({"@graph": [BEES, *runs]})
    starts = {(s.section_key, s.text) for s in offering.statements if s.field == Field.START_DATE}
    assert starts == {("2027-01-11", "2027-01-11"), ("2027-05-03", "2027-05-03")}


def test_runs_that_begin_on_one_day_stay_apart() -> None:
    places = ({"@type": "Place", "name": "North"}, {"@type": "Place", "name": "South"})
    runs = [{"@type": "CourseInstance", "startDate": "2027-01-11", "location": place} for place in places]
    (offering,) = read({**BEES, "hasCourseInstance": runs})
    by_run = {s.section_key: s.text for s in offering.statements if s.field == Field.LOCATION}
    assert sorted(by_run.values()) == ["North", "South"]


def test_a_run_without_a_course_is_an_offering_and_says_that_it_is_an_event() -> None:
    (offering,) = read(
        {"@type": "CourseInstance", "name": "Hive inspection", "startDate": "2027-06-01", "courseMode": "onsite"}
    )
    assert offering.title == "Hive inspection"
    assert offering.is_event
    assert said(offering, Field.DELIVERY) == ["onsite"]


def test_events_of_any_kind_are_read() -> None:
    event = {
        "@type": "EducationEvent",
        "name": "Honey evening",
        "startDate": "2027-06-01T18:00",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventCancelled",
    }
    (offering,) = read(event)
    assert said(offering, Field.DELIVERY) == ["Online"]
    assert said(offering, Field.AVAILABILITY) == ["Event Cancelled"]


def test_parts_of_an_event_are_neither_offerings_nor_runs_but_those_of_a_series_are() -> None:
    parts = [{"@type": "Event", "name": f"Part {n}", "startDate": f"2027-06-0{n}"} for n in (1, 2)]
    event = {"name": "Honey days", "startDate": "2027-06-01", "subEvent": parts}
    (fair,) = read({"@type": "Event", **event})
    assert said(fair, Field.START_DATE) == ["2027-06-01"]
    (series,) = read({"@type": "EventSeries", **event})
    assert set(said(series, Field.START_DATE)) == {"2027-06-01", "2027-06-02"}


def test_a_broadcast_is_no_offering() -> None:
    assert read({"@type": "BroadcastEvent", "name": "Bees live", "startDate": "2027-06-01"}) == []


def test_a_list_of_courses_gives_each() -> None:
    items = [
        {"@type": "ListItem", "position": n, "item": {"@type": "Course", "name": f"Course {n}", "url": f"/c/{n}"}}
        for n in (1, 2)
    ]
    found = read({"@type": "ItemList", "itemListElement": items})
    assert [(one.title, one.key) for one in found] == [
        ("Course 1", "https://college.example/c/1"),
        ("Course 2", "https://college.example/c/2"),
    ]


def test_a_credential_that_a_course_awards_is_no_offering_of_its_own() -> None:
    award = {"@id": "#badge", "@type": "EducationalOccupationalCredential", "credentialCategory": "Digital badge"}
    (offering,) = read({"@graph": [award, {**BEES, "educationalCredentialAwarded": {"@id": "#badge"}}]})
    assert offering.title == "Keeping bees"
    assert said(offering, Field.CREDENTIAL) == ["Digital badge"]


def test_salaries_are_neither_a_price_nor_a_duration() -> None:
    pay = {"@type": "MonetaryAmountDistribution", "currency": "CAD", "duration": "P1Y", "median": 52000}
    (offering,) = read(
        {"@type": "WorkBasedProgram", "name": "Apiary work", "trainingSalary": pay, "salaryUponCompletion": pay}
    )
    assert said(offering, Field.COST) == said(offering, Field.DURATION) == []


@pytest.mark.parametrize(
    ("property_", "value", "words"),
    [
        ("timeRequired", {"@type": "QuantitativeValue", "value": 30, "unitText": "hours"}, "30 hours"),
        ("timeRequired", {"@type": "QuantitativeValue", "value": "6", "unitCode": "WEE"}, "6 weeks"),
        ("courseWorkload", {"minValue": 2, "maxValue": 4, "unitCode": "HUR"}, "2 to 4 hours"),
        ("timeToComplete", {"@type": "Duration", "name": "P3M"}, "P3M"),
        ("courseWorkload", "3 hours of study a week", "3 hours of study a week"),
        (
            "courseSchedule",
            {"repeatFrequency": "Weekly", "repeatCount": 10, "duration": "PT3H"},
            "10 weeks, 3 hours per week",
        ),
        (
            "courseSchedule",
            {"repeatFrequency": "P1D", "repeatCount": 2, "duration": "PT90M"},
            "2 days, 90 minutes per day",
        ),
        ("courseSchedule", {"duration": "P5W"}, "P5W"),
    ],
)
def test_lengths_come_in_words(property_: str, value: Any, words: str) -> None:
    (offering,) = read({"@type": "Course", "name": "Keeping bees", property_: value})
    assert said(offering, Field.DURATION) == [words]


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ({"ceterms:exactDuration": "P6W"}, ["P6W"]),
        ({"ceterms:minimumDuration": "P6W", "ceterms:maximumDuration": "P8W"}, ["6 to 8 weeks"]),
        ({"ceterms:minimumDuration": "PT10H"}, ["at least 10 hours"]),
        ({"ceterms:maximumDuration": "P1Y6M"}, []),
        ({"ceterms:minimumDuration": "P6W", "ceterms:maximumDuration": "P1Y"}, []),
    ],
)
def test_ctdl_is_read_beside_schema_org(profile: dict[str, Any], words: list[str]) -> None:
    cost = {"@type": "ceterms:CostProfile", "ceterms:price": 300, "ceterms:currency": "CAD"}
    (offering,) = read(
        {
            "@type": "ceterms:LearningProgram",
            "ceterms:name": {"en-CA": "Apiculture"},
            "ceterms:codedNotation": "API-1",
            "ceterms:estimatedDuration": [profile],
            "ceterms:estimatedCost": [cost],
        }
    )
    assert (offering.title, offering.key) == ("Apiculture", "API-1")
    assert said(offering, Field.DURATION) == words
    assert said(offering, Field.COST) == ["300 CAD"]


def test_a_schedule_says_days_hours_and_the_first_day() -> None:
    schedule = {
        "byDay": ["https://schema.org/Monday", "schema:Thursday"],
        "startTime": "18:00",
        "endTime": "20:00",
        "startDate": "2027-02-01",
    }
    (offering,) = read({**BEES, "hasCourseInstance": {"@type": "CourseInstance", "courseSchedule": schedule}})
    assert said(offering, Field.SCHEDULE) == ["Monday, Thursday 18:00 – 20:00"]
    assert said(offering, Field.START_DATE) == ["2027-02-01"]


def test_credits_a_term_are_no_total() -> None:
    (offering,) = read(
        {
            "@type": "EducationalOccupationalProgram",
            "name": "Apiculture",
            "typicalCreditsPerTerm": 15,
            "numberOfCredits": {"value": 30, "unitText": "credits"},
        }
    )
    assert said(offering, Field.CREDITS) == ["30 credits"]
    assert said(offering, Field.SCHEDULE) == ["15 credits per term"]


def test_tags_and_entities_leave_the_words() -> None:
    (offering,) = read(
        {"@type": "Course", "name": "Bees &amp; flowers", "description": "&lt;p&gt;Two <b>days</b>&lt;/p&gt;"}
    )
    assert offering.title == "Bees & flowers"
    assert said(offering, Field.SUMMARY) == ["Two days"]


def test_statements_say_where_they_stand() -> None:
    (offering,) = read({"@graph": [{"@type": "WebPage"}, BEES]})
    (duration,) = [s for s in offering.statements if s.field == Field.DURATION]
    assert (duration.reader, duration.locator, duration.label) == (
        "structured",
        "/ld+json/0/@graph/1/timeRequired",
        "timeRequired",
    )
