from __future__ import annotations

from pathlib import Path

import pytest

from expectations import columns
from expectations.bands import bands
from expectations.rulebook import rulebook
from expectations.rules import RULES
from expectations.verdicts import SEVERITIES


def test_the_rule_book_is_fresh() -> None:
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rulebook(), "python -m expectations.rulebook > docs/rules.md"


def test_every_rule_has_an_id_of_its_own_a_severity_and_a_reason() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert {rule.severity for rule in RULES} <= set(SEVERITIES)
    assert all(rule.reason.endswith((".", ").")) for rule in RULES)
    assert all(f"| {rule.id} | {rule.severity} |" in rulebook() for rule in RULES)


def test_vocabularies_and_columns_are_those_of_the_data_dictionary() -> None:
    schema = pytest.importorskip("warehouse.schema")
    names = set(schema.STAGE_OFFERING.names)
    for column, words in columns.VOCABULARIES.items():
        assert schema.STAGE_OFFERING.column(column).values == words
    extras = {"country", "province", "cost_confirmed", "cost_reader", "evidence_missing", "page_changed"}
    assert {c for c in columns.OFFERINGS if not c.startswith("prev_")} - names == extras
    assert {c.removeprefix("prev_") for c in columns.OFFERINGS if c.startswith("prev_")} <= names
    assert set(columns.SECTIONS) <= set(schema.SECTION.names)
    assert set(columns.PRICES) <= set(schema.PRICE.names)
    assert set(columns.HISTORY) <= set(schema.NIGHT.names)


def test_bands_have_a_low_and_a_high_end_and_usual_lies_within_possible() -> None:
    cost = bands()["cost"]
    for name, (low, high) in cost["usual"].items():
        possible = cost["possible"][name]
        assert possible[0] <= low < high <= possible[1]
    for name, (low, high) in cost["possible_total"].items():
        usual = cost["usual_total"][name]
        assert low <= usual[0] < usual[1] <= high
    assert set(cost["usual"]) == set(columns.VOCABULARIES["cost_basis"])
