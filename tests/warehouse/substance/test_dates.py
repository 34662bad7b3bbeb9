from __future__ import annotations

from datetime import date

import pytest

from warehouse.normalise.dates import DatesReading, read_dates, read_day, read_start_dates


@pytest.mark.parametrize(
    "text",
    [
        "September 8, 2026",
        "Sept. 8, 2026",
        "Sep 8 2026",
        "Tuesday, September 8th, 2026",
        "8 September 2026",
        "8-Sep-2026",
        "the 8th of September, 2026",
        "8 septembre 2026",
        "le mardi 8 septembre 2026",
        "Mar. 8 sept. 2026",
        "2026-09-08",
        "2026-09-08T09:00:00-07:00",
        "2026-09-08T09:00Z",
        "2026/09/08",
        "Starts September 8, 2026 at 9:00 a.m.",
        "Début : 8 septembre 2026",
    ],
)
def test_one_day_stated_in_full_is_the_start(text: str) -> None:
    assert read_dates(text, lang="en") == DatesReading(date(2026, 9, 8), None)


@pytest.mark.parametrize(
    "text",
    [
        "Sep 8 – Oct 20, 2026",
        "September 8 to October 20, 2026",
        "September 8, 2026 - October 20, 2026",
        "Tue, Sep 8, 2026 – Tue, Oct 20, 2026",
        "du 8 septembre au 20 octobre 2026",
        "Du mardi 8 septembre 2026 au mardi 20 octobre 2026",
        "2026-09-08 to 2026-10-20",
        "2026-09-08/2026-10-20",
        "Starts September 8, 2026. Ends October 20, 2026.",
        "September 8, 2026 9:00 AM - October 20, 2026",
    ],
)
def test_a_range_gives_both_days(text: str) -> None:
    assert read_dates(text, lang="en") == DatesReading(date(2026, 9, 8), date(2026, 10, 20))


@pytest.mark.parametrize("text", ["September 8–12, 2026", "8-12 September 2026", "du 8 au 12 septembre 2026"])
def test_a_range_within_a_month_names_the_month_once(text: str) -> None:
    assert read_dates(text) == DatesReading(date(2026, 9, 8), date(2026, 9, 12))


def test_a_range_over_new_year_begins_in_the_year_before_the_one_stated() -> None:
    assert read_dates("Nov 3 – Jan 26, 2027") == DatesReading(date(2026, 11, 3), date(2027, 1, 26))


def test_the_first_of_a_month_is_written_1er_in_french() -> None:
    assert read_dates("1er mars 2027", lang="fr").start == date(2027, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "September 2026",
        "septembre 2026",
        "September 8",
        "Sept 8 - Oct 20",
        "Fall 2026",
        "03/04/2026",
        "09/08/26",
        "February 30, 2026",
        "next Monday",
        "Ongoing",
        "604-555-2026",
        "",
        "September 8, 15 and 22, 2026",
    ],
)
def test_what_does_not_name_a_day_in_full_is_not_read(text: str) -> None:
    assert read_dates(text) == DatesReading()


@pytest.mark.parametrize(
    ("text", "day"),
    [("25/12/2026", date(2026, 12, 25)), ("12/25/2026", date(2026, 12, 25)), ("03/03/2026", date(2026, 3, 3))],
)
def test_numbers_are_read_only_where_the_order_cannot_be_mistaken(text: str, day: date) -> None:
    assert read_dates(text, lang="fr").start == day


@pytest.mark.parametrize("text", ["Ends October 20, 2026", "jusqu'au 20 octobre 2026", "Last day: October 20, 2026"])
def test_a_last_day_alone_is_not_a_start(text: str) -> None:
    assert read_dates(text) == DatesReading(None, date(2026, 10, 20))


@pytest.mark.parametrize(
    "text",
    [
        "Apply by October 1, 2026",
        "Registration begins August 1, 2026",
        "Date limite d'inscription : 1er octobre 2026",
        "Page updated October 1, 2026",
    ],
)
def test_days_of_something_else_are_neither_first_nor_last(text: str) -> None:
    assert read_dates(text) == DatesReading()


def test_a_deadline_beside_a_start_does_not_take_its_place() -> None:
    text = "Register by August 25, 2026. Starts September 8, 2026"
    assert read_dates(text).start == date(2026, 9, 8)


def test_the_one_day_of_a_deadline_can_be_asked_for() -> None:
    assert read_day("Apply by October 1, 2026") == date(2026, 10, 1)
    assert read_day("October 1, 2026 or November 1, 2026") is None
    assert read_day("soon") is None


def test_several_starts_are_several_runs_and_not_one_start() -> None:
    text = "September 8, 2026; January 12, 2027; September 8, 2026"
    assert read_dates(text) == DatesReading()
    assert read_start_dates(text) == (date(2026, 9, 8), date(2027, 1, 12))


def test_days_a_lifetime_away_are_not_read_when_today_is_known() -> None:
    assert read_dates("September 8, 1926", today=date(2026, 11, 24)).start is None


@pytest.mark.parametrize(
    ("text", "context", "start", "end"),
    [
        ("Meets Thursday, Feb. 6 from 9 a.m.", "Evening classes - Spring 2025", date(2025, 2, 6), None),
        ("Mondays, Sept. 22 to Nov. 3", "Fall 2025 crafts", date(2025, 9, 22), date(2025, 11, 3)),
        ("3.2. - 5.2.", "February 2025", date(2025, 2, 3), date(2025, 2, 5)),
        ("Rencontre le mardi 4 février", "Hiver 2025", date(2025, 2, 4), None),
        ("Wednesday 27 - Friday 29 August", "2025", date(2025, 8, 27), date(2025, 8, 29)),
    ],
)
def test_the_year_may_stand_above_the_day(text: str, context: str, start: date, end: date | None) -> None:
    assert read_dates(text, context=(context,)) == DatesReading(start, end)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Meets Friday, Feb. 6 from 9 a.m.", "Spring 2025"),  # in 2025 it is a Thursday
        ("Starts February 6", "Spring 2025"),  # neither weekday nor month says that it is that year's
        ("Meets Thursday, Feb. 6", "2024-2025"),
        ("Meets Thursday, Feb. 6", "Spring classes"),
        ("31.2.", "February 2025"),
    ],
)
def test_a_year_above_that_may_be_another_s_is_not_taken(text: str, context: str) -> None:
    assert read_dates(text, context=(context,)) == DatesReading()


def test_of_days_of_one_month_the_first_is_the_start() -> None:
    assert read_dates("6 and 13 March 2025, both days from 9h30").start == date(2025, 3, 6)
    assert read_start_dates("Les 6, 13 et 20 mars 2025") == (date(2025, 3, 6),)
