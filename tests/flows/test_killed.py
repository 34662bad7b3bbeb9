"""A night that is killed, and the same command again: done work is kept, the rest is done, nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from flows.ledger import Ledger
from tests.conftest import CAMPUS, Program
from tests.flows.kit import NIGHT, RUN, digest, script, some_night

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def undisturbed(microcreds: Program, tmp_path_factory: pytest.TempPathFactory) -> str:
    return digest(some_night(microcreds, tmp_path_factory.mktemp("undisturbed") / "data") / "current")


def _processes_of(data: Path) -> list[int]:
    """Processes that were started with this data folder, or with a Prefect home in it."""
    found = []
    for process in psutil.process_iter():
        try:
            told = " ".join(process.cmdline()) + process.environ().get("PREFECT_HOME", "")
        except psutil.Error:
            continue
        if str(data) in told and process.pid != os.getpid():
            found.append(process.pid)
    return found


def _kill_after(words: str, data: Path, proxy: str) -> None:
    """Start the night and `kill -9` it when it says these words."""
    command = [script(), "nightly", "--registry", str(CAMPUS), "--data", str(data), "--date", NIGHT]
    environment = os.environ | {"MICROCREDS_PROXY": proxy}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert any(words in line for line in child.stdout), f"it never said {words!r}"
        child.send_signal(signal.SIGKILL)
    until = time.monotonic() + 10
    while _processes_of(data) and time.monotonic() < until:
        time.sleep(0.1)
    assert _processes_of(data) == []


def test_a_night_killed_twice_ends_like_an_undisturbed_one(
    microcreds: Program, tmp_path: Path, undisturbed: str
) -> None:
    data = tmp_path / "data"
    assert microcreds.proxy is not None
    _kill_after("riviere: harvested", data, microcreds.proxy)
    assert not (data / "current").exists()
    landed = data / "landing" / RUN / "riviere.jsonl.gz"
    before = landed.stat().st_mtime_ns

    _kill_after("harbour: complete", data, microcreds.proxy)
    assert landed.stat().st_mtime_ns == before  # harvested once

    done = microcreds("nightly", "--registry", CAMPUS, "--data", data, "--date", NIGHT)
    assert done.returncode == 0, done.stderr
    assert "(resumed)" in done.stdout
    steps = [line for line in Ledger(data / "runs" / RUN).path.read_text().splitlines() if '"judge"' in line]
    assert len([line for line in steps if "harbour" in line]) == 1  # judged once
    assert digest(data / "current") == undisturbed


def test_a_night_that_is_interrupted_says_how_it_goes_on(microcreds: Program, tmp_path: Path, undisturbed: str) -> None:
    data = tmp_path / "data"
    command = [script(), "nightly", "--registry", str(CAMPUS), "--data", str(data), "--date", NIGHT]
    environment = os.environ | {"MICROCREDS_PROXY": str(microcreds.proxy)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert any("north-coast: harvesting" in line for line in child.stdout)
        child.send_signal(signal.SIGINT)
        said = child.stderr.read()
    assert child.returncode == 1
    assert said == "microcreds: stopped; the same command goes on where it was\n"
    assert _processes_of(data) == []
    assert digest(some_night(microcreds, data) / "current") == undisturbed
