"""Nights that do not go well: what the exit code, the ledger and the catalogue say then; and nights 1 to 3 in order."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.ledger import Ledger
from tests.campus.rehearse import rehearse
from tests.conftest import CAMPUS, Program
from tests.flows.kit import NIGHT, RUN


def test_when_nobody_can_be_reached_nothing_is_released(tmp_path: Path) -> None:
    with socket.socket() as closed:  # bound and never listening: every connection is refused
        closed.bind(("127.0.0.1", 0))
        nobody = Program(f"http://127.0.0.1:{closed.getsockname()[1]}")
        done = nobody(
            "nightly", "--registry", CAMPUS, "--data", tmp_path, "--date", NIGHT, "--only", "riviere", timeout=300
        )
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr == ""
    assert "Not released." in done.stdout
    assert not (tmp_path / "current").exists()
    ledger = Ledger(tmp_path / "runs" / RUN)
    assert ledger.finished
    assert (ledger.last("judge", "riviere") or {})["outcome"] == "failed"
    status = nobody("status", "--data", tmp_path)
    assert status.returncode == 0
    assert "not released" in status.stdout
    doctor = nobody("doctor", "--data", tmp_path, "--registry", CAMPUS)
    assert doctor.returncode == 1
    assert "BROKEN  last run" in doctor.stdout


@pytest.mark.slow
def test_three_nights_in_order_say_what_is_true(tmp_path: Path) -> None:
    first = date.fromisoformat(NIGHT)
    dates = [first + timedelta(days=night) for night in range(3)]
    data = tmp_path / "data"
    assert rehearse([1, 2, 3], data, dates, compare=True) == 0
    third = Ledger(data / "runs" / f"{dates[2]}.1")
    assert (third.last("finished") or {})["code"] == 3
    assert (third.last("judged") or {})["held"] == ["north-coast"]
    with closing(sqlite3.connect(data / ".prefect" / "prefect.db")) as prefect:
        states = prefect.execute(
            "SELECT t.name, t.state_name FROM task_run t JOIN flow_run f ON f.id = t.flow_run_id WHERE f.name = ?",
            [f"{dates[2]}.1"],
        ).fetchall()
    assert ("north-coast", "Partial") in states
    assert ("harbour", "Completed") in states
