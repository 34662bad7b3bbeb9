"""One word for each way a night goes wrong, and what is told of it, once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flows import metrics, problems
from flows.alerting import blocks
from flows.errors import UsageError
from flows.failures import CLASSES, failure_class, of_harvest, tries
from flows.ledger import Ledger

WELL: dict[str, Any] = {
    "finish_reason": "finished",
    "listing_ended": True,
    "errors": {},
    "requests": 50,
    "offerings": 40,
}


@pytest.mark.parametrize(
    ("facts", "belief", "failure"),
    [
        ({"errors": {"dns": 1}, "listing_ended": False}, None, "dns"),
        ({"errors": {"timeout": 9}, "listing_ended": False}, None, "slow"),
        ({"errors": {"http_5xx": 20, "timeout": 3}}, None, "http_5xx"),
        ({"errors": {"broken_off": 3, "refused": 2, "http_4xx": 4}}, None, "network"),
        ({"errors": {"http_5xx": 1}, "offerings": 12}, None, "partial"),
        ({"errors": {"unasked": 14}, "finish_reason": "asked_to_wait"}, None, "blocked"),
        ({"finish_reason": "closespider_timeout"}, None, "slow"),
        ({"finish_reason": "budget_bytes"}, None, "budget"),
        ({"offerings": 0, "pages": 9, "known_checked": 8, "known_offerings": 8}, "renamed", "redesigned"),
        ({"offerings": 0, "pages": 9, "known_checked": 8, "known_offerings": 8}, None, "empty"),
        ({"offerings": 0, "pages": 9, "known_checked": 0, "known_offerings": 8}, None, "redesigned"),
        ({}, "redesigned", "redesigned"),
        ({}, "cut short", "partial"),
    ],
)
def test_each_fault_has_its_word(facts: dict[str, Any], belief: str | None, failure: str) -> None:
    assert failure_class("partial", WELL | facts, belief) == failure
    assert failure in CLASSES


def test_a_complete_night_has_none_and_our_own_fault_is_called_so() -> None:
    assert failure_class("complete", WELL | {"errors": {"http_5xx": 1}}) is None
    assert failure_class("failed", WELL, unread=True) == "parser"
    assert of_harvest(WELL) is None


def test_what_refuses_us_is_not_asked_again_tonight() -> None:
    assert tries("blocked") == tries("robots") == tries("redesigned") == tries(None) == 0
    assert tries("http_5xx") > 0


def _wrong(run: str, name: str = "coast") -> problems.Problem:
    return problems.of_institution(name, "http_5xx", "20 of 50 requests failed.", run)


def test_a_problem_is_told_once_and_once_when_it_is_over(tmp_path: Path) -> None:
    (new,) = problems.settle(tmp_path, [_wrong("2026-11-24.1")], about=["coast"])
    assert (new.over, new.problem.since) == (False, "2026-11-24.1")
    assert problems.settle(tmp_path, [_wrong("2026-11-24.1")], about=["coast"]) == []  # the same run again
    assert problems.settle(tmp_path, [_wrong("2026-11-25.1")], about=["coast"]) == []
    assert problems.known(tmp_path)[0].since == "2026-11-24.1"
    (over,) = problems.settle(tmp_path, [], about=["coast"])
    assert over.over
    assert problems.known(tmp_path) == []
    assert problems.settle(tmp_path, [], about=["coast"]) == []


def test_a_run_that_did_not_look_at_an_institution_says_nothing_of_it(tmp_path: Path) -> None:
    problems.settle(tmp_path, [_wrong("2026-11-24.1")], about=["coast"])
    assert problems.settle(tmp_path, [], about=["harbour"]) == []
    assert [p.subject for p in problems.known(tmp_path)] == ["coast"]


def test_a_full_disk_is_told_as_one() -> None:
    assert problems.night_failed(OSError(28, "No space left on device"), "2026-11-24.1").kind == "disk"


def test_blocks_are_told_by_severity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICROCREDS_ALERTS", "slack-webhook/ops, pager/night@critical")
    assert blocks() == [("slack-webhook/ops", "warning"), ("pager/night", "critical")]
    monkeypatch.setenv("MICROCREDS_ALERTS", "slack-webhook/ops@loud")
    with pytest.raises(UsageError, match="no severity 'loud'"):
        blocks()


def test_metrics_tell_of_the_last_night_in_open_metrics_text(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "runs" / "2026-11-24.1")
    ledger.record("started", scope=["coast"])
    counts = {"pages": 3, "offerings": 2, "priced": 1, "with_duration": 1, "quarantined": 0}
    ledger.record("judge", "coast", outcome="held", reason="…", **counts)
    ledger.record("finished", code=3)
    problems.settle(tmp_path, [_wrong("2026-11-24.1")], about=["coast"])
    text = metrics.write(tmp_path).read_text()
    assert 'microcreds_offerings{institution="coast"} 2' in text
    assert 'microcreds_outcome{institution="coast",outcome="held"} 1' in text
    assert 'microcreds_problem{subject="coast",kind="http_5xx",severity="warning"} 1' in text
    assert "microcreds_night_exit_code 3" in text
    assert text.endswith("# EOF\n")
    assert json.loads((tmp_path / "problems.json").read_text())[0]["kind"] == "http_5xx"
