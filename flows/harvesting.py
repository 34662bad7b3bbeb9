"""The harvest stage: one crawling process, supervised from outside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crawlers.contract import known_path, landing_path
from flows.errors import CommandError
from flows.night import Night

Progress = Callable[[dict[str, Any]], None]

#: Seconds a crawl that was asked to stop may take to write its last lines.
PATIENCE = 15
_ROOT = Path(__file__).resolve().parents[1]


def write_known_pages(night: Night, urls: dict[str, list[str]]) -> None:
    """Addresses of the catalogue for the crawler: pages no listing links tonight are asked for again."""
    for institution, known in urls.items():
        path = known_path(night.data, night.run_id, institution)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(known, ensure_ascii=False))


def harvest(night: Night, progress: Progress) -> list[str]:
    """Crawl the institutions that have no finished landing file yet; their ids.

    Raises CommandError when the crawl ended without a landing file for one of them.
    """
    wanted = [one.id for one in night.institutions if not landing_path(night.data, night.run_id, one.id).exists()]
    if not wanted:
        return []
    command = [
        sys.executable, "-m", "crawlers.harvest", "--registry", str(night.registry.folder), "--data", str(night.data),
        "--run", night.run_id, "--only", *wanted,
    ]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))}
    stderr_path = night.folder / "harvest.log"
    with stderr_path.open("ab") as stderr:
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=stderr, env=environment, text=True, start_new_session=True
        )
        try:
            assert child.stdout is not None
            for line in child.stdout:
                _tell(line, night, progress)
            code = child.wait()
        finally:
            _end(child)
    missing = [name for name in wanted if not landing_path(night.data, night.run_id, name).exists()]
    if missing:
        last = stderr_path.read_text(errors="replace").strip().splitlines()
        why = f": {last[-1][:200]}" if last else ""
        raise CommandError(f"the harvest ended early (exit {code}), without {', '.join(missing)}{why}")
    return wanted


def _tell(line: str, night: Night, progress: Progress) -> None:
    try:
        event = json.loads(line)
    except ValueError:
        return
    progress(event)
    if event.get("event") == "ended":
        facts = {name: value for name, value in event.items() if name not in ("event", "institution", "reason")}
        night.log.write("info", f"harvest ended: {event['reason']}", event["institution"], **facts)


def _end(child: subprocess.Popen[str]) -> None:
    """Leave no crawl behind, whatever ended us: first ask, then insist."""
    for sign, patience in ((signal.SIGTERM, PATIENCE), (signal.SIGKILL, PATIENCE)):
        if child.poll() is not None:
            return
        os.killpg(child.pid, sign)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            continue
