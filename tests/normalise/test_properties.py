"""What holds for every statement, whatever it says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.normalise.cost import read_cost
from warehouse.normalise.duration import read_duration
from warehouse.normalise.tokens import LONGEST, bounded

_WORDS = """$ € 499 1,250.00 6 weeks hours per credit to - free GST + ( ) . domestic international self-paced semaines
half six twenty k million deposit was h % / 10 000 ½ TBA | : Tuition jusqu'à"""
_PIECES = st.sampled_from([*_WORDS.split(), "1 250,00 $", "par crédit", "up to"])
_ANY = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=30).map(" ".join))
_LANG = st.sampled_from([None, "en", "fr", "de"])
_AMOUNT = st.integers(min_value=5, max_value=99_999)


@settings(max_examples=400, deadline=None)
@given(_ANY, _LANG)
def test_a_cost_is_never_negative_and_its_ends_are_in_order(text: str, lang: str | None) -> None:
    reading = read_cost(text, country="CA", lang=lang)
    ends = [value for value in (reading.min, reading.max) if value is not None]
    assert all(value >= 0 for value in ends)
    assert ends == sorted(ends)
    if reading.status == "unknown":
        assert (reading.min, reading.max, reading.currency, reading.basis) == (None, None, None, None)
    else:
        assert ends
    if reading.status == "free":
        assert ends == [0, 0]


@settings(max_examples=400, deadline=None)
@given(_ANY, _LANG)
def test_a_duration_is_positive_its_ends_in_order_its_span_with_a_unit(text: str, lang: str | None) -> None:
    reading = read_duration(text, lang=lang)
    for low, high in (
        (reading.hours_min, reading.hours_max),
        (reading.span_min, reading.span_max),
        (reading.weekly_hours_min, reading.weekly_hours_max),
    ):
        ends = [value for value in (low, high) if value is not None]
        assert all(value > 0 for value in ends)
        assert ends == sorted(ends)
    assert (reading.span_unit is None) == (reading.span_min is None and reading.span_max is None)
    stated = any(v not in (None, False, "stated", "unknown") for v in reading.as_dict().values())
    assert reading.status == ("stated" if stated else "unknown")


@settings(max_examples=200, deadline=None)
@given(_AMOUNT, st.integers(0, 99))
def test_an_amount_written_in_any_style_is_read_back(dollars: int, cents: int) -> None:
    amount = Decimal(dollars) + Decimal(cents) / 100
    grouped = f"{amount:,.2f}"
    french = grouped.replace(",", "\u00a0").replace(".", ",")
    european = grouped.replace(",", "_").replace(".", ",").replace("_", ".")
    for text, country, lang in (
        (f"${amount:.2f}", "CA", "en"),
        (f"${grouped}", "CA", "en"),
        (f"CAD {grouped}", "CA", "en"),
        (f"{grouped} CAD", "CA", "en"),
        (f"{french} $", "CA", "fr"),
        (f"€{european}", "DE", "en"),
    ):
        reading = read_cost(f"Price: {text}", country=country, lang=lang)
        assert (reading.min, reading.max) == (amount, amount), text


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 60), st.integers(1, 20), st.sampled_from(["week", "month"]))
def test_a_length_written_in_any_style_is_read_back(low: int, more: int, unit: str) -> None:
    high = low + more
    french = {"week": "semaines", "month": "mois"}[unit]
    for text, lang in (
        (f"{low} to {high} {unit}s", "en"),
        (f"{low}-{high} {unit}s", "en"),
        (f"{low} – {high} {unit}s", "en"),
        (f"between {low} and {high} {unit}s", "en"),
        (f"{low} à {high} {french}", "fr"),
        (f"entre {low} et {high} {french}", "fr"),
    ):
        reading = read_duration(text, lang=lang)
        assert [reading.span_min, reading.span_max, reading.span_unit] == [low, high, unit], text


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["TBA", "Contact us", "See the registration page", "À venir", "Varies", ""]), st.integers(100, 9999)
)
def test_noise_beside_an_unknown_creates_no_number(unknown: str, number: int) -> None:
    for noise in (
        f"Room {number}",
        f"MCRD {number}",
        f"CRN {number}",
        f"since {1900 + number % 125}",
        f"{number % 100} %",
    ):
        assert read_cost(f"{unknown} {noise}", country="CA").min is None
        assert read_duration(f"{unknown} {noise}").status == "unknown"


@pytest.mark.parametrize("hostile", ["9" * 10_000_000, "(" * 10_000_000, "1,234 " * 1_000_000, "$1-" * 2_000_000])
def test_of_hostile_input_only_the_first_part_is_read(hostile: str) -> None:
    part = bounded(hostile)
    assert len(part) <= LONGEST
    assert read_cost(hostile, country="CA") == read_cost(part, country="CA")
    assert read_duration(hostile) == read_duration(part)


@settings(deadline=None)
@given(st.integers(3990, 4010))
def test_a_number_is_never_cut_in_two(before: int) -> None:
    reading = read_cost("Tuition: " + "." * (before - 9) + " $1,250.00 plus tax", country="CA", lang="en")
    assert reading.min in (None, 1250)
    assert read_cost("." * before + " $1 250 a year", country="CA", lang="en").min in (None, 1250)


@pytest.mark.parametrize(
    "noise", ["Phone 250-555-0142.", "Room 2020.", "Course MCRD 1101.", "Since 1963.", "Seats: 24.", "70 % to pass."]
)
def test_noise_after_a_price_leaves_it_alone(noise: str) -> None:
    assert read_cost(f"Tuition: $499. {noise}", country="CA", lang="en").min == 499
