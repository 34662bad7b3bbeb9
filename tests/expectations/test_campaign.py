"""The campaign of faults, at one institution; `make bench-expectations` runs all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations.datadocs import write_data_docs
from expectations.rules import BY_ID
from tests.expectations.campaign.clean import PLACES, good_nights
from tests.expectations.campaign.run import APART, OURS, UNSEEN, campaign, clean_nights, faults
from tests.expectations.frames import offerings, prices, sections

SMALLEST = PLACES[1]


def test_there_are_forty_kinds_of_fault_and_twice_twenty_apart_and_each_expects_rules_there_are() -> None:
    assert [len(faults(name)) for name in (OURS, APART, UNSEEN)] == [40, 20, 20]
    ids = [fault["id"] for name in (OURS, APART, UNSEEN) for fault in faults(name)]
    assert len(set(ids)) == 80
    for fault in (one for name in (OURS, APART, UNSEEN) for one in faults(name)):
        assert all(rule in BY_ID or rule.endswith("*") or rule == "ERROR" for rule in fault["rules"]), fault["id"]


@pytest.mark.parametrize(
    "fault",
    [
        "b02-some-prices-times-ten",
        "b10-one-price-everywhere",
        "b12-paging-cut",
        "b21-two-ids",
        "b40-prices-frame-without-amounts",
    ],
)
def test_a_fault_in_a_clean_night_is_caught_at_its_level(fault: str) -> None:
    assert [(one.level, one.caught) for one in campaign([OURS], [SMALLEST], only=fault)] == [
        (next(f["level"] for f in faults(OURS) if f["id"] == fault), True)
    ]


def test_clean_nights_are_complete() -> None:
    assert {verdict.outcome for _, _, verdict in clean_nights(SMALLEST, 4)} == {"complete"}


@pytest.mark.slow
def test_the_campaign_is_caught_at_the_smallest_institution() -> None:
    tried = list(campaign([OURS, APART], [SMALLEST]))
    assert sum(one.caught for one in tried) / len(tried) >= 0.95


def test_data_docs_show_every_rule_of_a_run_and_replace_those_of_before(tmp_path: Path) -> None:
    night = good_nights(SMALLEST, 1)
    for _ in range(2):
        index = write_data_docs(tmp_path / "docs", "2026-11-24.1", night.offerings, night.sections, night.prices)
    assert index == tmp_path / "docs" / "index.html"
    pages = [path for path in tmp_path.rglob("*.html") if "validations" in path.parts]
    assert len(pages) == 3
    assert "cost_in_words" in next(path for path in pages if "offerings" in path.name).read_text(encoding="utf-8")
    assert "COST-020" in (tmp_path / "docs" / "expectations" / "offerings.html").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["docs"]


def test_a_run_without_any_row_has_no_data_docs(tmp_path: Path) -> None:
    none = offerings(0)
    assert write_data_docs(tmp_path / "docs", "2026-11-24.1", none, sections(none), prices(none)) is None
