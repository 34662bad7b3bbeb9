"""Labels and table headers are read with the words they stand over."""

from __future__ import annotations

from decimal import Decimal

from warehouse.normalise.cost import read_cost
from warehouse.normalise.duration import read_duration


def test_a_bare_number_is_a_price_only_under_a_cost_label() -> None:
    assert read_cost("499", country="CA").status == "unknown"
    assert read_cost("499", country="CA", label="Tuition").min == 499
    assert read_cost("499", country="CA", label="Room").status == "unknown"


def test_a_column_header_says_for_whom_a_price_is() -> None:
    assert read_cost("$2,300", country="CA", label="Tuition", context=("International",)).status == "unknown"
    domestic = read_cost("$1,100", country="CA", label="Tuition", context=("Domestic",))
    assert [domestic.status, domestic.min] == ["priced", 1100]
    foreign = read_cost("$2,300", country="CA", label="Tuition", context=("International",))
    assert [(p.amount, p.audience) for p in foreign.prices] == [(Decimal(2300), "international")]


def test_a_row_header_says_what_a_price_buys() -> None:
    assert read_cost("$150", country="CA", label="Materials").status == "unknown"
    assert read_cost("$150", country="CA", label="Cost per credit").basis == "per_credit"


def test_a_label_gives_a_bare_number_its_unit() -> None:
    assert read_duration("30", lang="en", label="Hours").hours_min == 30
    assert read_duration("6", lang="en", label="Duration (weeks)").span_unit == "week"
    assert read_duration("4-6 hours", lang="en", label="Weekly commitment").weekly_hours_max == 6
    assert read_duration("30", lang="en", label="Capacity").status == "unknown"


def test_machine_prices_name_their_currency() -> None:
    reading = read_cost("499 USD", country="CA", label="offers.price")
    assert [reading.min, reading.currency] == [499, "USD"]
    assert read_cost("499.00 CAD", country="CA", label="offers.price").min == Decimal("499.00")


def test_without_a_country_a_bare_dollar_has_no_currency() -> None:
    assert read_cost("$499").currency is None
    assert read_cost("US$499").currency == "USD"


def test_every_price_stated_is_kept_with_audience_and_component() -> None:
    reading = read_cost("Domestic $1,100, international $2,300. Application fee $75.", country="CA", lang="en")
    assert [reading.min, reading.max] == [1100, 1100]
    assert {(int(p.amount), p.audience, p.component) for p in reading.prices} == {
        (1100, "domestic", "tuition"),
        (2300, "international", "tuition"),
        (75, "domestic", "application"),
    }


def test_a_unit_or_a_pace_may_stand_in_a_header() -> None:
    weekly = read_duration("4-6", lang="en", label="Hours per week")
    assert [weekly.weekly_hours_min, weekly.weekly_hours_max, weekly.hours_min] == [4, 6, None]
    assert read_duration("2", lang="en", label="Length", context=("Months",)).span_unit == "month"


def test_a_label_that_numbers_a_part_gives_no_length() -> None:
    for label in ("Week", "Semester", "Term", "Year"):
        assert read_duration("2", lang="en", label=label).status == "unknown"


def test_a_header_names_the_currency_and_a_year_is_no_price() -> None:
    assert read_cost("450", country="CA", label="Price (USD)").currency == "USD"
    assert read_cost("2024", country="CA", label="Cost").status == "unknown"
