"""Runs, their data folder, its lock and its ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.errors import LockedError, UsageError
from flows.ledger import Ledger
from flows.runs import check_run_id, choose_run, holder, lock, run_folder, runs_of, stamp

NIGHT = date(2026, 11, 24)


def test_the_first_run_of_a_night_is_number_one(tmp_path: Path) -> None:
    assert choose_run(tmp_path, NIGHT, ["coast"]) == ("2026-11-24.1", False)


def test_an_unfinished_run_is_resumed_and_after_a_finished_one_the_next_begins(tmp_path: Path) -> None:
    ledger = Ledger(run_folder(tmp_path, "2026-11-24.1"))
    ledger.record("started", scope=["coast"])
    assert choose_run(tmp_path, NIGHT, ["coast"]) == ("2026-11-24.1", True)
    ledger.record("finished", code=0)
    assert choose_run(tmp_path, NIGHT, ["coast"]) == ("2026-11-24.2", False)
    assert choose_run(tmp_path, date(2026, 11, 25), ["coast"]) == ("2026-11-25.1", False)


def test_a_run_of_other_institutions_does_not_go_on_with_an_unfinished_one(tmp_path: Path) -> None:
    Ledger(run_folder(tmp_path, "2026-11-24.1")).record("started", scope=["coast", "harbour"])
    assert choose_run(tmp_path, NIGHT, ["coast"]) == ("2026-11-24.2", False)


def test_a_night_before_one_the_catalogue_knows_is_refused(tmp_path: Path) -> None:
    ledger = Ledger(run_folder(tmp_path, "2026-11-24.1"))
    ledger.record("started", scope=["coast"])
    assert choose_run(tmp_path, date(2026, 11, 23), ["coast"]) == ("2026-11-23.1", False)
    ledger.record("merge")
    with pytest.raises(UsageError, match="is at 2026-11-24"):
        choose_run(tmp_path, date(2026, 11, 23), ["coast"])


def test_runs_are_in_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("2026-11-24.10", "2026-11-24.2", "2026-11-23.1", "notes"):
        (tmp_path / "runs" / name).mkdir(parents=True)
    assert runs_of(tmp_path) == ["2026-11-23.1", "2026-11-24.2", "2026-11-24.10"]


@pytest.mark.parametrize("wrong", ["foo", "2026-13-01.1", "2026-11-24", "2026-11-24.x", "../../etc", "2026-11-24.1/.."])
def test_what_is_no_run_id_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError):
        check_run_id(wrong)


def test_a_torn_last_line_of_the_ledger_counts_as_not_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.record("harvest")
    with ledger.path.open("a") as file:
        file.write('{"step": "release", "insti')
    again = Ledger(tmp_path)
    assert again.done("harvest")
    assert not again.done("release")
    again.record("judged", code=0)
    assert Ledger(tmp_path).last("judged", None) is not None


def test_a_judgement_counts_until_its_institution_is_harvested_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert ledger.done_since("judge", "harvest", "coast") is None
    ledger.record("harvest", "coast")
    ledger.record("judge", "coast", outcome="complete")
    ledger.record("harvest", "harbour")
    assert (ledger.done_since("judge", "harvest", "coast") or {})["outcome"] == "complete"
    ledger.record("harvest", "coast")
    assert ledger.done_since("judge", "harvest", "coast") is None


def test_a_data_folder_belongs_to_one_registry(tmp_path: Path) -> None:
    stamp(tmp_path, "campus")
    stamp(tmp_path, "campus")
    with pytest.raises(UsageError, match="belongs to the registry 'campus'"):
        stamp(tmp_path, "live")


def test_a_second_run_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with lock(tmp_path), pytest.raises(LockedError, match="process"), lock(tmp_path):
        pass
    with lock(tmp_path):
        assert "process" in (holder(tmp_path) or "")
    assert holder(tmp_path) is None
