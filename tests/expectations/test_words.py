"""The second look at words: figures, units, currencies. Measured on all our own statements of cost and duration."""

from __future__ import annotations

import pytest

from expectations.words import currencies_in, figures_in, has_number_words, is_among, is_broken, units_in
from tests.normalise.cases import cases


@pytest.mark.parametrize(
    ("words", "value"),
    [("$1,495.00", 1495.0), ("1 495,50 $", 1495.5), ("1 495 $", 1495.0), ("$1.495,50", 1495.5),
     ("2 courses, $495", 495.0),
     ("INR 1,25,000", 125000.0), ("$49.5", 49.5), ("CHF 1’250", 1250.0), ("30-40 hours", 40.0)],
)  # fmt: skip
def test_figures_are_found_as_people_write_them(words: str, value: float) -> None:
    assert is_among(value, figures_in(words))


@pytest.mark.parametrize(
    ("words", "value"), [("$1,495", 1.495), ("$1,495.00", 149500.0), ("$495", 4950.0), ("no figure", 0.0)]
)
def test_other_values_are_not_among_the_figures(words: str, value: float) -> None:
    assert not is_among(value, figures_in(words))


def test_no_price_of_our_own_statements_is_taken_for_one_that_is_not_in_its_words() -> None:
    wrong = [
        text
        for text, _, _, said in cases("cost")
        if said["status"] == "priced" and figures_in(text) and not has_number_words(text, "money")
        and not all(is_among(said[end], figures_in(text)) for end in ("min", "max") if said[end] is not None)
    ]  # fmt: skip
    assert wrong == []


def test_no_length_of_our_own_statements_is_taken_for_one_that_is_not_in_its_words() -> None:
    wrong = [
        text
        for text, _, _, said in cases("duration")
        if (figures_in(text) and not has_number_words(text)
            and not all(is_among(said[e], figures_in(text)) for e in ("hours_min", "hours_max") if said[e] is not None))
        or (said["span_min"] is not None and units_in(text) and said["span_unit"] not in units_in(text))
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "named"),
    [("US$495", {"USD"}), ("495 $ CA", {"CAD"}), ("$495", set()), ("495 €", {"EUR"}), ("£30", {"GBP"})],
)
def test_currencies_are_named_or_not(words: str, named: set[str]) -> None:
    assert currencies_in(words) == named


@pytest.mark.parametrize(
    ("words", "broken"), [("DurÃ©e", True), ("lâ€™eau", True), ("\ufffd", True), ("Durée de l’été", False)]
)
def test_a_wrong_encoding_is_seen(words: str, broken: bool) -> None:
    assert is_broken(words) is broken
