"""Crawls that failed as a later try tonight may mend, and how long a night may crawl."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.contract import landing_path
from crawlers.registry import load_registry
from flows import harvesting
from flows.night import Night
from tests.campus.quiet import write_registry

RUN = "2026-11-24.1"


@pytest.fixture
def night(tmp_path: Path) -> Night:
    registry = load_registry(write_registry(tmp_path / "registry", ("silent", "etag")))
    return Night(RUN, tmp_path / "data", registry)


def _ended(night: Night, name: str, **errors: int) -> None:
    night.ledger.record(
        "harvest", name, errors=errors, requests=60, listing_ended=not errors, finish_reason="finished", offerings=40
    )


def test_a_crawl_that_failed_is_tried_twice_more_and_the_others_are_left(night: Night) -> None:
    landed = landing_path(night.data, RUN, "silent")
    landed.parent.mkdir(parents=True)
    _ended(night, "etag")
    for _ in range(2):
        _ended(night, "silent", http_5xx=30)
        landed.write_bytes(b"")
        assert harvesting.to_try_again(night) == {"silent": "http_5xx"}
        harvesting.forget_crawl(night, "silent", "http_5xx")
        assert not landed.exists()
    _ended(night, "silent", http_5xx=30)
    assert harvesting.to_try_again(night) == {}


def test_who_refuses_us_is_not_asked_again_tonight(night: Night) -> None:
    _ended(night, "silent", blocked=30)
    assert harvesting.to_try_again(night) == {}


def test_what_is_judged_already_is_not_tried_again(night: Night) -> None:
    _ended(night, "silent", http_5xx=30)
    night.ledger.record("judge", "silent", outcome="partial")
    assert harvesting.to_try_again(night) == {}


def test_a_night_that_is_resumed_has_what_is_left_of_its_time(night: Night) -> None:
    assert harvesting.seconds_left(night) == harvesting.NIGHT_SECONDS
    again = Night(RUN, night.data, night.registry)
    assert harvesting.NIGHT_SECONDS - 60 < harvesting.seconds_left(again) < harvesting.NIGHT_SECONDS
