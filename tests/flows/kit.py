"""What tests of whole nights share."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.conftest import CAMPUS, Program

NIGHT = "2026-11-24"
NEXT_NIGHT = "2026-11-25"
RUN = f"{NIGHT}.1"


def script() -> str:
    """The console script of this environment."""
    return str(Path(sys.executable).with_name("microcreds"))


def some_night(microcreds: Program, data: Path, date: str = NIGHT) -> Path:
    """The campus's night under way run to its end in this data folder."""
    done = microcreds("nightly", "--registry", CAMPUS, "--data", data, "--date", date)
    assert done.returncode == 0, done.stderr + done.stdout
    return data


def digest(release: Path) -> str:
    """The catalogue digest of a release folder."""
    return str(json.loads((release / "manifest.json").read_text())["catalogue_digest"])
