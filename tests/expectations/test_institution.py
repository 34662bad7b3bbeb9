"""Outcomes of an institution's night, with the numbers an operator reads at 2 a.m."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from expectations.gate import judge_institution
from expectations.verdicts import Finding, InstitutionVerdict, Verdict
from tests.expectations.frames import offerings

NIGHT: dict[str, Any] = {
    "institution_id": "northcoast",
    "has_harvest": True,
    "listing_ended": True,
    "finish_reason": "finished",
    "pages": 66,
    "requests": 70,
    "errors": {},
    "gone": 0,
    "offerings": 60,
    "priced": 54,
    "with_duration": 57,
    "median_cost": 495.0,
    "expected_minimum": 40,
    "known_offerings": 60,
    "known_not_seen": 0,
    "new_offerings": 0,
    "unseen_ended": 0,
    "unseen_recently": 0,
    "unseen_elsewhere": 0,
    "gone_accepted": 0,
}


def history(*counts: int, outcome: str = "complete") -> pd.DataFrame:
    """Earlier nights of so many offerings: 90 % priced, 95 % with a duration, median price 500."""
    rows = [
        {
            "outcome": outcome,
            "offerings": n,
            "priced": round(n * 0.9),
            "with_duration": round(n * 0.95),
            "median_cost": 500.0,
        }
        for n in counts
    ]
    return pd.DataFrame(rows, columns=["outcome", "offerings", "priced", "with_duration", "median_cost"])


GOOD = history(60, 61, 60, 59, 60)


def judge(past: pd.DataFrame = GOOD, rows: Verdict | None = None, **facts: Any) -> InstitutionVerdict:
    night = NIGHT | facts
    frame = offerings(min(int(night["offerings"]), 3))
    return judge_institution(night, past, frame, rows or Verdict(rows=int(night["offerings"])))


def rules(verdict: InstitutionVerdict) -> list[str]:
    return [f.rule for f in verdict.findings]


def test_a_night_like_the_others_is_complete() -> None:
    assert judge() == InstitutionVerdict("complete")


@pytest.mark.parametrize("facts", [{}, {"offerings": 40, "priced": 36, "with_duration": 38}])
def test_a_first_night_that_reaches_the_manifests_minimum_is_complete(facts: dict[str, Any]) -> None:
    assert judge(history(), known_offerings=0, **facts) == InstitutionVerdict("complete")
    assert judge(pd.DataFrame(), known_offerings=0, **facts) == InstitutionVerdict("complete")


def test_a_harvest_without_its_last_line_has_failed() -> None:
    verdict = judge(has_harvest=False, listing_ended=False)
    assert verdict.outcome == "failed"
    assert verdict.reason == "The harvest was cut off: its file has no harvest line. Nothing was taken."
    assert rules(verdict) == ["INST-001"]


def test_an_unreachable_institution_has_failed_and_that_is_no_error_of_judging() -> None:
    facts: dict[str, Any] = {
        "offerings": 0,
        "priced": 0,
        "with_duration": 0,
        "median_cost": None,
        "listing_ended": False,
    }
    verdict = judge(requests=3, errors={"dns": 3}, **facts)
    assert (verdict.outcome, verdict.errors) == ("failed", ())
    assert verdict.reason == "No offering could be read (3 requests, 3 failed: dns 3). Nothing was taken."


def test_a_listing_that_did_not_end_is_partial() -> None:
    verdict = judge(listing_ended=False, finish_reason="shutdown", offerings=24, priced=22, with_duration=23)
    assert verdict.outcome == "partial"
    assert verdict.reason == (
        "The listing was not read to its end (the crawl ended as shutdown): 24 offerings seen, 60 known. "
        "What was seen is taken, nothing is removed."
    )
    assert [(f.rule, f.severity, f.institution_id) for f in verdict.findings] == [("INST-003", "warning", "northcoast")]


def test_two_percent_of_failed_requests_are_partial_and_one_is_not() -> None:
    assert judge(requests=100, errors={"timeout": 1}).outcome == "complete"
    verdict = judge(requests=80, errors={"http_5xx": 30, "timeout": 7})
    assert verdict.outcome == "partial"
    assert verdict.reason is not None
    assert verdict.reason.startswith("37 of 80 requests failed (http_5xx 30, timeout 7).")


def test_answers_that_are_no_failures_do_not_make_a_night_partial() -> None:
    assert judge(requests=80, errors={"robots": 10, "http_404": 2}).outcome == "complete"


def test_a_count_that_collapsed_is_held_with_the_numbers() -> None:
    verdict = judge(offerings=31, priced=28, with_duration=29)
    assert verdict.outcome == "held"
    assert verdict.reason == (
        "Only 31 offerings were read; the median of 5 good nights is 60 (spread 0), "
        "and fewer than 48 is taken for a fault. Nothing was taken."
    )
    assert [(f.rule, f.severity, f.value) for f in verdict.findings] == [("INST-005", "critical", "31")]


@pytest.mark.parametrize(("count", "outcome"), [(48, "complete"), (47, "held")])
def test_twenty_percent_fewer_is_the_limit_of_a_steady_institution(count: int, outcome: str) -> None:
    assert judge(offerings=count, priced=round(count * 0.9), with_duration=count).outcome == outcome


@pytest.mark.parametrize(("count", "outcome"), [(30, "complete"), (29, "held")])
def test_three_spreads_fewer_is_the_limit_of_an_unsteady_one(count: int, outcome: str) -> None:
    unsteady = history(60, 50, 70, 60, 48, 72)
    assert judge(unsteady, offerings=count, priced=round(count * 0.9), with_duration=count).outcome == outcome


def test_one_offering_fewer_never_holds_a_small_institution() -> None:
    small = history(3, 3, 3)
    assert judge(small, offerings=2, priced=2, with_duration=2, known_offerings=3).outcome == "complete"
    assert judge(small, offerings=1, priced=1, with_duration=1, known_offerings=3).outcome == "held"


def test_a_first_night_below_the_manifests_minimum_is_held() -> None:
    verdict = judge(history(), offerings=12, priced=11, with_duration=11, known_offerings=0)
    assert verdict.outcome == "held"
    assert verdict.reason == "Only 12 offerings were read; the manifest expects at least 40. Nothing was taken."


def test_the_baseline_is_not_refitted_to_collapsed_nights() -> None:
    past = pd.concat([history(60, 60), history(*[20] * 10, outcome="held")], ignore_index=True)
    assert judge(past, offerings=20, priced=18, with_duration=19).outcome == "held"


def test_prices_that_vanished_are_held() -> None:
    verdict = judge(priced=30)
    assert verdict.outcome == "held"
    assert verdict.reason == ("Only 30 of 60 offerings (50%) have a price; on good nights 90% do. Nothing was taken.")


def test_durations_that_vanished_are_held() -> None:
    verdict = judge(with_duration=0)
    assert verdict.outcome == "held"
    assert verdict.reason == "Only 0 of 60 offerings (0%) have a duration; on good nights 95% do. Nothing was taken."


def test_a_fill_that_fell_by_less_than_thirty_points_is_taken() -> None:
    assert judge(priced=37, with_duration=40).outcome == "complete"


def test_two_prices_fewer_at_a_tiny_institution_only_warn() -> None:
    verdict = judge(history(3, 3), offerings=3, priced=1, with_duration=3, known_offerings=3)
    assert verdict.outcome == "complete"
    assert [(f.rule, f.severity) for f in verdict.findings] == [("INST-007", "warning")]


@pytest.mark.parametrize("cost", [1000.0, 4950.0, 250.0])
def test_prices_that_doubled_or_halved_at_once_are_held(cost: float) -> None:
    verdict = judge(median_cost=cost)
    assert verdict.outcome == "held"
    assert verdict.reason == f"The median price is {cost:g}; on good nights it is 500. Nothing was taken."


def test_prices_within_twice_are_taken_and_few_prices_only_warn() -> None:
    assert judge(median_cost=990.0).findings == ()
    past = history(4, 4).assign(priced=4)
    verdict = judge(past, offerings=4, priced=4, with_duration=4, median_cost=2000.0, known_offerings=4)
    assert verdict.outcome == "complete"
    assert [(f.rule, f.severity) for f in verdict.findings] == [("INST-009", "warning")]


def test_unknown_prices_everywhere_are_no_price_level() -> None:
    past = history(60, 60).assign(priced=0, median_cost=None)
    assert judge(past, priced=0, median_cost=None).outcome == "complete"


def test_a_cut_off_harvest_whose_prices_vanished_is_held_and_not_taken() -> None:
    verdict = judge(listing_ended=False, offerings=24, priced=0, with_duration=23, median_cost=None)
    assert (verdict.outcome, rules(verdict)) == ("held", ["INST-007"])


def test_a_few_offerings_of_a_cut_off_harvest_say_nothing_about_its_fill() -> None:
    assert judge(listing_ended=False, offerings=6, priced=1, with_duration=2, median_cost=9.0).outcome == "partial"


def test_many_pages_gone_at_once_are_held_and_a_few_are_not() -> None:
    assert judge(gone=3, offerings=57).outcome == "complete"
    verdict = judge(gone=4, offerings=56, known_offerings=60)
    assert verdict.reason == "4 of 60 known pages are gone at once. Nothing was taken."


def test_many_rows_with_critical_findings_mean_that_reading_is_broken() -> None:
    def rows(count: int) -> Verdict:
        found = [
            Finding("row", "critical", "ID-003", "northcoast", f"northcoast-{n}", "title", None, "No title.")
            for n in range(count)
        ]
        return Verdict(tuple(found), (), 60)

    assert judge(rows=rows(17)).outcome == "complete"
    verdict = judge(rows=rows(18))
    assert verdict.outcome == "held"
    assert verdict.reason == "18 of 60 offerings break a critical rule (ID-003). Nothing was taken."


def test_a_rise_is_taken_and_warned_of() -> None:
    verdict = judge(offerings=90, priced=81, with_duration=85)
    assert verdict.outcome == "complete"
    assert verdict.reason is None
    assert [(f.rule, f.severity) for f in verdict.findings] == [("INST-012", "warning")]
    assert verdict.findings[0].message == "90 offerings were read; the median of 5 good nights is 60 (spread 0)."


def test_offerings_read_but_none_given_to_judge_are_an_error() -> None:
    verdict = judge_institution(NIGHT, GOOD, offerings(0), Verdict())
    assert verdict.outcome == "held"
    assert verdict.errors == ("60 offerings were read but none were given to judge",)


def test_errors_of_the_rows_are_carried_on_and_hold_the_night() -> None:
    verdict = judge(rows=Verdict((), ("COST-001 could not be judged: crash",), 60))
    assert (verdict.outcome, verdict.errors) == ("held", ("COST-001 could not be judged: crash",))
    assert verdict.reason is not None
    assert "judging did not work: COST-001" in verdict.reason


def test_a_fact_that_is_missing_is_an_error_and_never_complete() -> None:
    night = {key: value for key, value in NIGHT.items() if key != "listing_ended"}
    verdict = judge_institution(night, GOOD, offerings(), Verdict(rows=6))
    assert verdict.outcome == "held"
    assert "the night has no listing_ended" in verdict.errors[0]


def test_a_history_without_a_column_is_an_error() -> None:
    verdict = judge(GOOD.drop(columns="priced"))
    assert verdict.outcome == "held"
    assert "history has no column priced" in verdict.errors[0]
