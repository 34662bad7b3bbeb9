"""A night against its own good nights: what moved, what it looks like, and what is only a season."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from expectations.bands import bands
from expectations.coverage import judge
from expectations.drift import BELIEFS
from expectations.gate import judge_rows
from expectations.verdicts import Finding, InstitutionVerdict, Verdict
from tests.expectations.frames import offerings, prices, sections
from tests.expectations.test_institution import GOOD, NIGHT

LIKE = {"free": 0.1, "same_price": 0.2, "renamed": 0.0, "titles_of_their_own": 1.0, "median_hours": 30.0}


def night(
    measures: dict[str, float], past: pd.DataFrame | None = None, findings: int = 0, **facts: Any
) -> InstitutionVerdict:
    """A night of the institution of test_institution.py with these measures, after good nights that were LIKE."""
    history = GOOD.assign(**LIKE) if past is None else past
    said = {**NIGHT, **facts}
    rows = tuple(
        Finding("row", "critical", "ID-004", "northcoast", f"n-{n}", "title", "404", "x.") for n in range(findings)
    )
    return judge(said, history, offerings(3), Verdict(rows, (), int(said["offerings"]), LIKE | measures))


def test_measures_like_those_of_good_nights_are_not_spoken_of() -> None:
    assert night({"free": 0.2, "same_price": 0.5, "median_hours": 40.0}) == InstitutionVerdict("complete")


@pytest.mark.parametrize(
    ("measures", "rule"),
    [({"free": 0.9}, "DRIFT-001"), ({"same_price": 1.0}, "DRIFT-003"), ({"titles_of_their_own": 0.3}, "DRIFT-006"),
     ({"renamed": 0.8}, "DRIFT-008")],
)  # fmt: skip
def test_a_measure_that_moved_too_far_holds_the_night_in_words(measures: dict[str, float], rule: str) -> None:
    verdict = night(measures)
    assert verdict.outcome == "held"
    assert [f.rule for f in verdict.findings] == [rule]
    value = next(iter(measures.values()))
    assert verdict.reason is not None
    assert verdict.reason.startswith(f"{value:.0%} of the ")
    assert "; on good nights " in verdict.reason


@pytest.mark.parametrize("hours", [70.0, 10.0])
def test_a_quantity_that_doubled_or_halved_is_shown_and_taken(hours: float) -> None:
    verdict = night({"median_hours": hours})
    assert (verdict.outcome, [(f.rule, f.severity) for f in verdict.findings]) == (
        "complete",
        [("DRIFT-016", "warning")],
    )


def test_few_offerings_behind_a_movement_warn_only() -> None:
    facts: dict[str, Any] = {"offerings": 4, "priced": 4, "with_duration": 4, "known_offerings": 4}
    past = GOOD.assign(offerings=4, priced=4, with_duration=4, **LIKE)
    verdict = night({"free": 0.6}, past, **facts)
    assert (verdict.outcome, [(f.rule, f.severity) for f in verdict.findings]) == (
        "complete",
        [("DRIFT-001", "warning")],
    )


def test_a_measure_that_good_nights_did_not_have_says_nothing_unless_it_is_wrong_by_itself() -> None:
    assert night({"renamed": 1.0, "free": 1.0}, GOOD) == InstitutionVerdict("complete")
    verdict = night({"broken_text": 0.9}, GOOD)
    assert (verdict.outcome, [(f.rule, f.severity) for f in verdict.findings]) == (
        "complete",
        [("DRIFT-005", "warning")],
    )


def test_what_varies_from_night_to_night_may_vary() -> None:
    wild = GOOD.assign(**LIKE | {"free": [0.1, 0.9, 0.5, 0.1, 0.9]})
    assert night({"free": 0.95}, wild) == InstitutionVerdict("complete")


HALF: dict[str, Any] = {"offerings": 30, "priced": 27, "with_duration": 28, "known_not_seen": 30, "unseen_recently": 30}


@pytest.mark.parametrize(
    ("facts", "measures", "belief"),
    [
        ({"requests": 70, "errors": {"http_403": 30}}, {"free": 0.9}, "blocked"),
        ({"requests": 70, "errors": {"http_429": 60, "http_5xx": 2}}, {"free": 0.9}, "blocked"),
        ({"requests": 70, "errors": {"http_5xx": 30, "timeout": 3}}, {}, "broken"),
        ({"has_harvest": False}, {}, "broken"),
        ({"listing_ended": False, "finish_reason": "shutdown"}, {}, "cut short"),
        (HALF, {}, "cut short"),
        (HALF | {"gone": 28}, {}, "removed"),
        (HALF | {"unseen_elsewhere": 28, "new_offerings": 2}, {}, "moved"),
        (HALF | {"new_offerings": 20}, {}, "renamed"),
        ({}, {"renamed": 0.9}, "renamed"),
        ({"priced": 3}, {}, "redesigned"),
        ({"median_cost": 5000.0}, {}, "misread"),
    ],
)
def test_a_bad_night_says_what_it_looks_like_and_why(
    facts: dict[str, Any], measures: dict[str, float], belief: str
) -> None:
    verdict = night(measures, **facts)
    assert verdict.outcome != "complete"
    assert (verdict.belief, belief in BELIEFS) == (belief, True)
    assert verdict.because


def test_titles_of_robot_checks_look_blocked() -> None:
    verdict = night({}, findings=40)
    assert (verdict.outcome, verdict.belief) == ("held", "blocked")
    assert verdict.because is not None
    assert verdict.because.startswith("40 titles")


def test_a_fall_of_what_had_ended_is_a_season_and_taken() -> None:
    verdict = night({"all_sections_ended": 0.1}, **HALF | {"unseen_ended": 29})
    assert (verdict.outcome, [(f.rule, f.severity) for f in verdict.findings]) == (
        "complete",
        [("INST-013", "warning")],
    )
    assert "29 of 30 offerings not seen had ended" in verdict.findings[0].message


@pytest.mark.parametrize(("ended", "of_seen"), [(15, 0.1), (29, 0.9)])
def test_a_fall_is_no_season_where_the_rest_ended_as_well_or_few_had(ended: int, of_seen: float) -> None:
    assert night({"all_sections_ended": of_seen}, **HALF | {"unseen_ended": ended}).outcome == "held"


def test_pages_gone_are_not_held_again_while_a_person_accepted_them() -> None:
    assert night({}, gone=30).outcome == "held"
    assert night({}, gone=30, gone_accepted=30).outcome == "complete"
    assert night({}, gone=40, gone_accepted=30).outcome == "held"


def test_measures_are_what_the_frames_say_and_nothing_is_said_of_what_is_not_there() -> None:
    frame = offerings(4, cost_status="free", cost_min=0.0, cost_max=0.0, currency="USD", title="DurÃ©e", lang="fr")
    said = judge_rows(frame, sections(frame), prices(frame)).measures
    assert (said["free"], said["same_price"], said["foreign_currency"], said["broken_text"]) == (0.25, 1.0, 0.0, 0.25)
    assert (said["main_language"], said["titles_of_their_own"], said["with_sections"]) == (0.75, 1.0, 1.0)
    assert "renamed" not in said
    alone = judge_rows(frame, sections(offerings(0)), prices(offerings(0))).measures
    assert (alone["with_sections"], "past_sections" in alone) == (0.0, False)
    assert judge_rows(offerings(0), sections(offerings(0)), prices(offerings(0))).measures == {}


def test_every_drift_rule_looks_at_a_measure_there_is() -> None:
    frame = offerings(4).assign(prev_title="Welding")
    said = judge_rows(frame, sections(frame), prices(frame)).measures
    assert {one["measure"] for one in bands()["drift"].values()} <= said.keys()
