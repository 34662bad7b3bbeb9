"""`runs/<run>/log.jsonl`: what happened, a JSON line each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class RunLog:
    def __init__(self, run: Path) -> None:
        self.path = run / "log.jsonl"
        run.mkdir(parents=True, exist_ok=True)

    def write(self, level: str, message: str, institution: str | None = None, **more: Any) -> None:
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": level,
            "run": self.path.parent.name,
            "institution": institution,
            "message": message,
            **more,
        }
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
