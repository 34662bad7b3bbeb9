"""A command that must not outlive whoever started it: `python -m flows.leash COMMAND ARGUMENT…`.

Its standard input is a pipe from the starter. The kernel closes that pipe however the starter ends, `kill -9`
included, and then the command is killed too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_ROOT = Path(__file__).resolve().parents[1]


def start(
    command: Sequence[str], *, stdout: int | IO[bytes], stderr: int | IO[bytes], environment: Mapping[str, str]
) -> subprocess.Popen[str]:
    """Start a command on the leash, in a process group of its own. It sees `environment` and finds our packages."""
    path = os.pathsep.join(filter(None, [str(_ROOT), environment.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "flows.leash", *command],
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=stderr,
        env=dict(environment) | {"PYTHONPATH": path},
        text=True,
        start_new_session=True,
    )


def end(child: subprocess.Popen[str]) -> None:
    """Kill the command and wait for it; nothing happens when it has ended."""
    assert child.stdin is not None
    child.stdin.close()
    child.wait()


def main() -> int:
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)

    def hold() -> None:
        os.read(0, 1)  # not sys.stdin: a thread that waits in it stops the interpreter from ending
        child.kill()

    threading.Thread(target=hold, daemon=True).start()
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
