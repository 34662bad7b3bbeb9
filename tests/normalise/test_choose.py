"""Which of several statements speaks, and what is kept of those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.normalise.choose import Chosen, choose_cost, choose_duration
from warehouse.normalise.cost import read_cost
from warehouse.normalise.duration import read_duration
from warehouse.normalise.readings import CostReading, DurationReading


@dataclass(frozen=True)
class Words:
    reader: str
    text: str
    label: str | None = None
    context: Sequence[str] = ()
    marks: Sequence[str] = ()


def cost_of(*said: Words) -> Chosen[CostReading, Words]:
    return choose_cost(
        [(s, read_cost(s.text, country="CA", lang="en", label=s.label, context=s.context, marks=s.marks)) for s in said]
    )


def duration_of(*said: Words) -> Chosen[DurationReading, Words]:
    return choose_duration([(s, read_duration(s.text, lang="en", label=s.label)) for s in said])


def test_words_shown_to_people_speak_before_machine_values() -> None:
    shown, machine = Words("labelled", "$499", "Tuition"), Words("structured", "450.00 CAD", "offers.price")
    chosen = cost_of(machine, shown)
    assert chosen.reading.min == 499
    assert chosen.sources["min"] is shown
    assert [(d.kept_reader, d.other_reader) for d in chosen.disagreements] == [("labelled", "structured")]
    assert "499" in chosen.disagreements[0].message


def test_a_machine_zero_beside_words_about_a_paid_certificate_is_not_free() -> None:
    machine, shown = Words("structured", "0", "offers.price"), Words("labelled", "Paid certificate", "Cost")
    chosen = cost_of(machine, shown)
    assert chosen.reading.status == "unknown"
    assert [d.other for d in chosen.disagreements] == ["free"]


def test_a_machine_zero_beside_a_price_is_a_disagreement_not_a_price() -> None:
    chosen = cost_of(Words("structured", "0", "offers.price"), Words("labelled", "$499", "Tuition"))
    assert [chosen.reading.status, chosen.reading.min] == ["priced", 499]
    assert len(chosen.disagreements) == 1


def test_a_machine_zero_alone_is_what_was_stated() -> None:
    assert cost_of(Words("structured", "0", "offers.price")).reading.status == "free"


def test_a_struck_statement_does_not_speak() -> None:
    struck, valid = Words("labelled", "$600", "Price", marks=("struck",)), Words("prose", "It costs $450.")
    assert cost_of(struck, valid).reading.min == 450
    assert cost_of(struck).reading.status == "unknown"


def test_the_same_price_said_twice_is_no_disagreement() -> None:
    assert cost_of(Words("labelled", "$499", "Tuition"), Words("structured", "499 CAD", "price")).disagreements == ()


def test_tax_said_elsewhere_joins_the_price_and_names_its_own_source() -> None:
    price, tax = Words("labelled", "$499", "Tuition"), Words("prose", "All prices are subject to GST.")
    chosen = cost_of(price, tax)
    assert [chosen.reading.min, chosen.reading.tax] == [499, "excluded"]
    assert (chosen.sources["min"], chosen.sources["tax"]) == (price, tax)


def test_effort_and_pace_come_from_the_statements_that_say_them() -> None:
    length, pace = Words("labelled", "6 weeks", "Length"), Words("labelled", "4-6 hours", "Hours per week")
    chosen = duration_of(length, pace)
    assert [chosen.reading.span_min, chosen.reading.weekly_hours_min, chosen.reading.weekly_hours_max] == [6, 4, 6]
    assert chosen.sources["span_min"] is length
    assert chosen.sources["weekly_hours_min"] is pace


def test_twelve_months_and_a_year_agree_six_weeks_and_eight_do_not() -> None:
    assert duration_of(Words("labelled", "12 months"), Words("prose", "It takes one year.")).disagreements == ()
    chosen = duration_of(Words("labelled", "6 weeks"), Words("prose", "The eight-week course starts in May."))
    assert chosen.reading.span_min == 6
    assert [d.field for d in chosen.disagreements] == ["span"]


def test_no_statement_at_all_is_unknown() -> None:
    assert choose_cost([]).reading.status == "unknown"
    assert choose_duration([]).reading.status == "unknown"
