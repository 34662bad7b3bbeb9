"""The nights as the truth tells them: enough happens, within the rule for removals, and nothing is left hanging."""

from __future__ import annotations

from collections import Counter

import pytest

from crawlers.contract import Institution
from crawlers.registry import load_registry
from tests.campus.nights import BREAKS, NIGHTS, campus
from tests.campus.sites import SITES
from tests.campus.truth import truth
from tests.conftest import CAMPUS


def test_more_than_five_hundred_offerings_of_ten_institutions_are_there_each_night() -> None:
    assert [len(truth(night).offerings) for night in range(1, NIGHTS + 1)] == [601, 601, 602]
    assert len(SITES) == 11


def test_everything_is_added_on_night_1() -> None:
    first = truth(1)
    assert {(c.institution, c.title) for c in first.changes} == {(o.institution, o.title) for o in first.offerings}
    assert {c.change for c in first.changes} == {"added"}


def test_enough_happens_on_night_2() -> None:
    happened = Counter((c.change, c.field) for c in truth(2).changes)
    assert happened[("changed", "cost_min")] >= 5
    assert happened[("added", "")] >= 3
    assert happened[("withdrawn", "")] + len(truth(2).missing) >= 3
    assert happened[("withdrawn", "")] >= 3
    assert happened[("moved", "url")] >= 1
    assert truth(2).missing, "one removed softly: missing on night 2, withdrawn on night 3"


def test_what_was_missing_on_night_2_is_withdrawn_on_night_3() -> None:
    assert truth(2).missing <= truth(3).withdrawn
    withdrawn = {(c.institution, c.title) for c in truth(3).changes if c.change == "withdrawn"}
    assert truth(2).missing == withdrawn


def test_one_comes_back_on_night_3() -> None:
    back = {(c.institution, c.title) for c in truth(3).changes if c.change == "returned"}
    assert len(back) == 1
    assert back <= truth(2).withdrawn
    assert not back & truth(3).withdrawn


def test_the_institution_that_breaks_has_no_history_that_night_and_loses_nothing() -> None:
    night, name = BREAKS
    after = truth(night)
    assert after.broken == name
    assert after.broken_stale >= 0.4 * len([o for o in after.offerings if o.institution == name])
    assert not [c for c in after.changes if c.institution == name]
    assert [o for o in after.offerings if o.institution == name] == [
        o for o in truth(night - 1).offerings if o.institution == name
    ]


@pytest.mark.parametrize("night", range(2, NIGHTS + 1))
def test_gone_pages_stay_within_what_a_night_may_withdraw(night: int) -> None:
    for site in SITES:
        known = len(campus(site.institution, night - 1).courses)
        assert len(campus(site.institution, night).gone) <= max(3, 0.05 * known)


def test_a_price_per_credit_has_its_credits_and_their_sum() -> None:
    for night in range(1, NIGHTS + 1):
        for one in truth(night).offerings:
            if one.cost.get("basis") == "per_credit":
                assert one.credits
                assert one.cost_total == one.cost["min"] * one.credits


def test_a_night_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="nights 1 to 3, not 4"):
        truth(NIGHTS + 1)


@pytest.mark.parametrize("one", load_registry(CAMPUS).institutions, ids=lambda one: one.id)
def test_each_manifest_fits_its_institution(one: Institution) -> None:
    site = next(site for site in SITES if site.institution == one.id)
    assert site.host in one.home_url
    assert one.languages[0] == site.lang
    smallest = min(len(campus(one.id, night).courses) for night in range(1, NIGHTS + 1))
    assert one.expected_minimum <= smallest
