from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from expectations.gate import judge_release


def night(*institutions: tuple[str, int, int], **columns: Any) -> pd.DataFrame:
    """(outcome, offerings tonight, offerings known) of each institution."""
    rows = [
        {"institution_id": f"inst-{n}", "outcome": outcome, "offerings_tonight": tonight, "known_offerings": known}
        for n, (outcome, tonight, known) in enumerate(institutions)
    ]
    return pd.DataFrame(rows).assign(**columns)


COMPLETE = ("complete", 50, 50)


def rules(frame: pd.DataFrame) -> list[str]:
    return [f.rule for f in judge_release(frame, [], []).findings]


def test_a_night_of_complete_institutions_is_released() -> None:
    verdict = judge_release(night(COMPLETE, COMPLETE, COMPLETE), [], [])
    assert (verdict.released, verdict.findings, verdict.reason) == (True, (), None)


def test_a_first_night_is_released() -> None:
    assert judge_release(night(("complete", 50, 0), ("complete", 40, 0), ("failed", 0, 0)), [], []).released


@pytest.mark.parametrize("outcome", ["partial", "held", "failed"])
def test_one_institution_in_three_may_be_held(outcome: str) -> None:
    assert judge_release(night(COMPLETE, COMPLETE, (outcome, 20, 50)), [], []).released


def test_two_in_three_may_not() -> None:
    verdict = judge_release(night(COMPLETE, ("held", 20, 5), ("failed", 0, 5)), [], [])
    assert not verdict.released
    assert verdict.reason == "No release: 2 of 3 institutions are not complete (inst-1 held, inst-2 failed)."
    assert [(f.level, f.severity, f.rule) for f in verdict.findings] == [("release", "critical", "REL-003")]


@pytest.mark.parametrize(("held", "expected"), [(3, []), (4, ["REL-003"])])
def test_thirty_percent_of_many_may_be_held(held: int, expected: list[str]) -> None:
    assert rules(night(*[("held", 1, 1)] * held, *[COMPLETE] * (10 - held))) == expected


@pytest.mark.parametrize(("known", "expected"), [(66, []), (67, ["REL-004"])])
def test_forty_percent_of_the_known_offerings_may_stay_as_they_were(known: int, expected: list[str]) -> None:
    assert rules(night(COMPLETE, COMPLETE, ("held", 60, known))) == expected


def test_of_a_partial_institution_only_what_was_not_seen_counts() -> None:
    assert rules(night(COMPLETE, ("partial", 150, 200))) == []
    assert rules(night(COMPLETE, ("partial", 50, 200))) == ["REL-004"]


def test_where_it_is_known_what_was_not_seen_counts_and_not_the_difference() -> None:
    frame = night(COMPLETE, ("partial", 200, 200), not_seen=[0, 150])
    assert rules(frame) == ["REL-004"]


@pytest.mark.parametrize("frame", [night(), night(("failed", 0, 0))])
def test_nothing_read_and_nothing_known_is_no_release(frame: pd.DataFrame) -> None:
    assert not judge_release(frame, [], []).released


def test_an_error_inside_judging_blocks_the_release() -> None:
    verdict = judge_release(night(COMPLETE), [], ["COST-001 could not be judged: crash", "another"])
    assert not verdict.released
    assert verdict.reason == (
        "No release: Judging did not work (2 errors, the first: COST-001 could not be judged: crash)."
    )


def test_a_broken_key_blocks_the_release() -> None:
    verdict = judge_release(night(COMPLETE), ["offerings: offering_id is not unique"], [])
    assert [f.rule for f in verdict.findings] == ["REL-002"]
    assert not verdict.released


@pytest.mark.parametrize("column", ["outcome", "known_offerings"])
def test_a_missing_column_blocks_the_release(column: str) -> None:
    verdict = judge_release(night(COMPLETE).drop(columns=column), [], [])
    assert (verdict.released, [f.rule for f in verdict.findings]) == (False, ["REL-001"])
    assert verdict.reason is not None
    assert column in verdict.reason


def test_an_outcome_that_is_not_a_word_counts_as_not_complete() -> None:
    assert not judge_release(night(("perfect", 50, 50), (None, 50, 50)), [], []).released  # type: ignore[arg-type]
