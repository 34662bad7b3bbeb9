"""Nights by the clock: what is asked for is checked, and a real Prefect server runs them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.cron import Cron
from flows.ledger import Ledger
from flows.schedule import Schedule
from tests.campus.quiet import serve_quiet, write_registry
from tests.conftest import ROOT, Program
from tests.flows.kit import script

BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--cron", "every night"], "five fields"),
        (["--cron", "61 2 * * *"], "five fields"),
        (["--timezone", "Canada/Nowhere"], "America/Vancouver"),
        (["--only", "nobody"], "no institution 'nobody'"),
    ],
)
def test_what_is_no_schedule_is_one_line_and_exit_2(tmp_path: Path, arguments: list[str], says: str) -> None:
    registry = write_registry(tmp_path / "registry", ("silent",))
    done = Program(None)("serve", "--registry", registry, "--data", tmp_path / "data", *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert says in done.stderr


def test_a_night_keeps_its_local_hour_when_the_clocks_change() -> None:
    nights = Schedule("0 2 * * *", "America/Vancouver")
    summer = nights.next_after(datetime(2026, 10, 31, 0, tzinfo=UTC))
    winter = nights.next_after(datetime(2026, 10, 31, 12, tzinfo=UTC))
    assert (summer.hour, winter.hour) == (2, 2)
    assert summer.utcoffset() != winter.utcoffset()


@pytest.mark.parametrize(
    ("cron", "after", "starts"),
    [
        ("0 2 * * *", "2026-11-24T02:00", "2026-11-25T02:00"),
        ("*/15 * * * *", "2026-11-24T02:50", "2026-11-24T03:00"),
        ("30 4 1,15 * 5", "2026-11-24T00:00", "2026-11-27T04:30"),
        ("0 0 * jan mon-fri", "2026-11-24T00:00", "2027-01-01T00:00"),
        ("0 3 29 2 *", "2026-11-24T00:00", "2028-02-29T03:00"),
        ("0 22 * * 7", "2026-11-24T00:00", "2026-11-29T22:00"),
    ],
)
def test_the_next_start_of_a_schedule(cron: str, after: str, starts: str) -> None:
    assert Cron.parse(cron).next_after(datetime.fromisoformat(after)) == datetime.fromisoformat(starts)


@pytest.mark.parametrize(
    "cron", ["", "* * * *", "60 * * * *", "0 2 30 2 *", "0 2 * * monday", "5-1 * * * *", "*/0 * * * *"]
)
def test_what_never_comes_or_is_no_schedule_is_refused(cron: str) -> None:
    with pytest.raises(ValueError, match=r"fields|range|never|invalid"):
        Cron.parse(cron)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _process(*command: str, environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Started for the test, in a group of its own, and ended with it."""
    with log.open("ab") as out:
        child = subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=ROOT, start_new_session=True)
    try:
        yield child
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _ask(url: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        return json.load(answer)


def _until(what: str, seconds: float, ask: Any) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := ask():
                return found
        except OSError:
            pass
        time.sleep(0.5)
    raise AssertionError(f"{what} did not come in {seconds} s")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment in which a real `prefect server` is the operator's."""
    port = _free_port()
    environment = os.environ | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "NO_PROXY": "127.0.0.1",
    }
    start = (str(BIN / "prefect"), "server", "start", "--host", "127.0.0.1", "--port", str(port))
    with _process(*start, environment=environment, log=tmp_path / "server.log"):
        _until("the server", 120, lambda: _ask(f"{environment['PREFECT_API_URL']}/health"))
        yield environment


def _run_and_wait(api: str, deployment: str) -> dict[str, Any]:
    """Start the deployment's flow now, and wait for its end."""
    found = _until("the deployment", 120, lambda: _ask(f"{api}/deployments/name/night/{deployment}"))
    assert found["schedules"][0]["schedule"]["timezone"] == "America/Vancouver"
    run = _ask(f"{api}/deployments/{found['id']}/create_flow_run", {})
    ended = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")

    def state() -> dict[str, Any] | None:
        now: dict[str, Any] = _ask(f"{api}/flow_runs/{run['id']}")
        return now if now["state_type"] in ended else None

    answer: dict[str, Any] = _until("the end of the run", 240, state)
    return answer


@pytest.mark.slow
def test_serve_runs_a_night_on_a_real_prefect_server(tmp_path: Path, server: dict[str, str]) -> None:
    registry, data = write_registry(tmp_path / "registry", ("silent", "etag")), tmp_path / "data"
    with serve_quiet() as site:
        environment = server | {"MICROCREDS_PROXY": site.proxy}
        start = (script(), "serve", "--registry", str(registry), "--data", str(data), "--cron", "0 2 * * *",
                 "--timezone", "America/Vancouver")  # fmt: skip
        with _process(*start, environment=environment, log=tmp_path / "serve.log"):
            ended = _run_and_wait(server["PREFECT_API_URL"], "nightly")
            planned = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
            ask = f"{server['PREFECT_API_URL']}/flow_runs/filter"
            coming = _until("the coming nights", 120, lambda: _ask(ask, planned))
    assert ended["state_type"] == "COMPLETED", (tmp_path / "serve.log").read_text()
    assert all(datetime.fromisoformat(one["expected_start_time"]) > datetime.now(UTC) for one in coming)
    (run,) = (data / "runs").iterdir()
    assert Ledger(run).finished
    assert (data / "current").is_symlink()
    artifacts = _ask(f"{server['PREFECT_API_URL']}/artifacts/filter", {})
    assert {"night", "report"} <= {one["key"] for one in artifacts}
    tasks = _ask(f"{server['PREFECT_API_URL']}/task_runs/filter", {})
    assert {"silent", "etag"} <= {one["name"] for one in tasks}
    assert "America/Vancouver" in Program(None)("status", "--data", data).stdout


@pytest.mark.slow
def test_a_worker_runs_the_deployment_of_prefect_yaml(tmp_path: Path, server: dict[str, str]) -> None:
    registry, data = write_registry(tmp_path / "registry", ("silent",)), tmp_path / "data"
    with serve_quiet() as site:
        environment = server | {
            "MICROCREDS_PROXY": site.proxy,
            "MICROCREDS_REGISTRY": str(registry),
            "MICROCREDS_DATA": str(data),
            "MICROCREDS_HOME": str(ROOT),
        }
        prefect = str(BIN / "prefect")
        for command in (
            ["work-pool", "create", "--type", "process", "microcreds"],
            ["--no-prompt", "deploy", "--name", "nightly"],
        ):
            done = subprocess.run(
                [prefect, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
            )
            # With the pinned server `deploy` ends in a complaint (422) once the deployment is made.
            assert done.returncode == 0 or "successfully created" in done.stdout, done.stdout + done.stderr
        worker = (prefect, "worker", "start", "--pool", "microcreds")
        with _process(*worker, environment=environment, log=tmp_path / "worker.log"):
            ended = _run_and_wait(server["PREFECT_API_URL"], "nightly")
    assert ended["state_type"] == "COMPLETED", (tmp_path / "worker.log").read_text()
    assert (data / "current").is_symlink()
