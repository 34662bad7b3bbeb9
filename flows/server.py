"""Prefect's server for one night, where the operator has none: on loopback, its database in the data folder.

Prefect would start a temporary one by itself, but without its UI, and it would outlive a killed run.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows import leash
from flows.environment import operators_server
from flows.errors import CommandError

#: Seconds its first start may take: it writes its database, and the machine may be busy.
PATIENCE = 120


@contextmanager
def prefect_server(data: Path, log: Path) -> Iterator[str]:
    """The address of a running server, which this process's flows use until the block ends.

    One that the operator has stays as it is. Raises CommandError when ours does not start; `log` tells why.
    """
    theirs = operators_server(data)
    if theirs:
        yield theirs.removesuffix("/api")
        return
    address = f"http://127.0.0.1:{_free_port()}"
    command = [
        sys.executable, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app", "--host", "127.0.0.1",
        "--port", address.rsplit(":", 1)[1], "--log-level", "error",
    ]  # fmt: skip
    os.environ["PREFECT_API_URL"] = f"{address}/api"
    _reach_loopback_directly()
    environment = os.environ | {"PREFECT_UI_API_URL": f"{address}/api"}
    with log.open("ab") as out:
        child = leash.start(command, stdout=out, stderr=subprocess.STDOUT, environment=environment)
    try:
        import prefect  # noqa: F401  (two seconds, while the server starts)

        _wait(child, address, log)
        yield address
    finally:
        del os.environ["PREFECT_API_URL"]
        leash.end(child)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _reach_loopback_directly() -> None:
    """An operator's `HTTP_PROXY` is for the world outside; Prefect's client would go to our own server by it."""
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), "127.0.0.1"]))


def _wait(child: subprocess.Popen[str], address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until and child.poll() is None:
        try:
            with opener.open(f"{address}/api/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError(f"Prefect's server did not start; {log} says why")
