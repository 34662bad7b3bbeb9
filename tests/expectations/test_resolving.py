"""What an operator is told to do: the command beside every outcome that is not complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations.verdicts import InstitutionVerdict
from flows.resolving import commands, in_words

DATA, REGISTRY = Path("data"), Path("institutions")


@pytest.mark.parametrize(
    ("outcome", "rules", "first"),
    [
        ("held", {"INST-005"}, 'microcreds accept coast --reason "…" --data data'),
        ("held", {"DRIFT-003"}, 'microcreds accept coast --reason "…" --data data'),
        ("held", {"INST-011", "INST-009"}, "microcreds quarantine list --only coast --data data"),
        ("held", {"ERROR", "INST-005"}, "microcreds nightly --only coast --registry institutions --data data"),
        ("partial", set(), "microcreds nightly --only coast --registry institutions --data data"),
        ("failed", {"INST-002"}, "microcreds nightly --only coast --registry institutions --data data"),
    ],
)
def test_each_outcome_comes_with_the_command_that_resolves_it(outcome: str, rules: set[str], first: str) -> None:
    found = commands("coast", outcome, rules, DATA, REGISTRY)
    assert found[0][1] == first
    assert found[-1][1].startswith("microcreds nightly --only coast")


def test_a_complete_night_needs_no_command() -> None:
    assert commands("coast", "complete", set(), DATA, REGISTRY) == []


def test_a_reason_says_what_the_night_looks_like_unless_judging_itself_broke() -> None:
    held = InstitutionVerdict("held", "Only 3 were read.", (), (), "cut short", "paging may have changed")
    assert in_words(held) == "Only 3 were read. Looks cut short: paging may have changed."
    assert in_words(InstitutionVerdict("held", "It broke.", (), ("x",), "error", "x")) == "It broke."
    assert in_words(InstitutionVerdict("complete")) is None
