"""When nights run: `schedule.json` in the data folder, as `serve` was asked; for `status` and `doctor`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.cron import Cron
from flows.errors import UsageError

_NAME = "schedule.json"


@dataclass(frozen=True, slots=True)
class Schedule:
    """`cron`: five fields. `timezone`: IANA name; at a change of the clocks the night keeps its local hour."""

    cron: str
    timezone: str

    def next_after(self, moment: datetime) -> datetime:
        """The next start, in the schedule's time zone. `moment` is aware."""
        zone = ZoneInfo(self.timezone)
        by_the_clock = moment.astimezone(zone).replace(tzinfo=None)
        return Cron.parse(self.cron).next_after(by_the_clock).replace(tzinfo=zone)


def checked(cron: str, timezone: str) -> Schedule:
    """Raises UsageError for what is no schedule."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise UsageError(f"--timezone {timezone!r} is none; write one like America/Vancouver") from None
    try:
        Cron.parse(cron)
    except ValueError:
        raise UsageError(f"--cron {cron!r} is none; write five fields, as '0 2 * * *' for 2 a.m.") from None
    return Schedule(cron, timezone)


def keep(data: Path, schedule: Schedule) -> None:
    """Write it down."""
    data.mkdir(parents=True, exist_ok=True)
    hidden = data / f".{_NAME}.writing"
    hidden.write_text(json.dumps(asdict(schedule)) + "\n")
    os.replace(hidden, data / _NAME)


def kept(data: Path) -> Schedule | None:
    """As last written; None where nights were never scheduled."""
    path = data / _NAME
    return Schedule(**json.loads(path.read_text())) if path.exists() else None
