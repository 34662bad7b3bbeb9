"""The harvest stage: one crawling process, supervised from outside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.contract import known_path, landing_path
from flows import leash
from flows.errors import CommandError
from flows.failures import of_harvest, tries
from flows.night import Night

#: Bytes below which a disk counts as full: what a crawl that found no room leaves.
NO_ROOM = 1 << 18

#: Seconds that crawls may take in one run, retries among them; then each ends with what it has.
NIGHT_SECONDS = float(os.environ.get("MICROCREDS_NIGHT_SECONDS", str(8 * 3600)))
#: Seconds beyond that after which a crawl that does not end is ended.
GRACE = 900.0

Progress = Callable[[dict[str, Any]], None]


def write_known_pages(night: Night, urls: dict[str, list[str]]) -> None:
    """Addresses of the catalogue for the crawler: pages no listing links tonight are asked for again."""
    for institution, known in urls.items():
        path = known_path(night.data, night.run_id, institution)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(known, ensure_ascii=False))


def harvest(night: Night, progress: Progress) -> list[str]:
    """Crawl the institutions that have no finished landing file yet; their ids. Each is written into the ledger.

    Raises CommandError when the crawl ended without a landing file for one of them.
    """
    wanted = [one.id for one in night.institutions if not landing_path(night.data, night.run_id, one.id).exists()]
    if not wanted:
        return []
    command = [
        sys.executable, "-m", "crawlers.harvest", "--registry", str(night.registry.folder), "--data", str(night.data),
        "--run", night.run_id, "--only", *wanted,
    ]  # fmt: skip
    with _log_of(night).open("ab") as stderr:
        child = leash.start(command, stdout=subprocess.PIPE, stderr=stderr, environment=os.environ)
        late = threading.Timer(seconds_left(night) + GRACE, leash.end, [child])
        late.daemon = True
        late.start()
        try:
            assert child.stdout is not None
            for line in child.stdout:
                _tell(line, night, progress)
            code = child.wait()
        finally:
            late.cancel()
            # Killed, not asked: a crawl that is asked writes its harvest line, and would pass for done in a rerun.
            leash.end(child)
    missing = [name for name in wanted if not landing_path(night.data, night.run_id, name).exists()]
    if missing:
        raise CommandError(f"the harvest ended early (exit {code}), without {', '.join(missing)}: {_why(night)}")
    return wanted


def seconds_left(night: Night) -> float:
    """Of the night's time for crawling; a minute at the least, so that a run that is resumed late comes to an end."""
    began = (night.ledger.last("crawling") or {}).get("at")
    if began is None:
        night.ledger.record("crawling")
        return NIGHT_SECONDS
    gone = (datetime.now(UTC) - datetime.fromisoformat(began)).total_seconds()
    return max(60.0, NIGHT_SECONDS - gone)


def to_try_again(night: Night) -> dict[str, str]:
    """Institution -> failure, of crawls that failed as a later try tonight may mend."""
    found = {}
    for one in night.institutions:
        ended = night.ledger.last("harvest", one.id)
        failure = of_harvest(ended) if ended else None
        judged = night.ledger.done_since("judge", "harvest", one.id) is not None
        if failure and not judged and night.ledger.count("try again", one.id) < tries(failure):
            found[one.id] = failure
    return found


def forget_crawl(night: Night, institution: str, failure: str) -> None:
    """Let the next `harvest` crawl this one again."""
    night.ledger.record("try again", institution, failure=failure)
    landing_path(night.data, night.run_id, institution).unlink(missing_ok=True)


def _why(night: Night) -> str:
    if shutil.disk_usage(night.data).free < NO_ROOM:
        return f"there is no space left on the disk of {night.data}"
    said = _log_of(night).read_text(errors="replace").strip().splitlines()
    return said[-1][:200] if said else f"{_log_of(night)} says nothing"


def _log_of(night: Night) -> Path:
    return night.folder / "harvest.log"


def _tell(line: str, night: Night, progress: Progress) -> None:
    try:
        event = json.loads(line)
    except ValueError:
        return
    progress(event)
    if event.get("event") == "ended":
        facts = {name: value for name, value in event.items() if name not in ("event", "institution", "reason")}
        told = {name: event[name] for name in ("pages", "offerings", "requests", "bytes", "listing_ended")}
        told |= {"errors": event["kinds"], "finish_reason": event["reason"], "unchanged": event["unchanged"]}
        night.ledger.record("harvest", event["institution"], **told)
        night.log.write("info", f"harvest ended: {event['reason']}", event["institution"], **facts)
