"""What of a run is done: one JSON line a step, so that the same command after a kill goes on where it stopped."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class Ledger:
    """`runs/<run>/ledger.jsonl`. A torn last line (the power went) counts as not written."""

    def __init__(self, run: Path) -> None:
        self.path = run / "ledger.jsonl"
        self._steps: list[dict[str, Any]] = []
        if self.path.exists():
            for line in self.path.read_text(encoding="utf-8", errors="replace").split("\n"):
                with suppress(ValueError):
                    self._steps.append(json.loads(line))

    def record(self, step: str, institution: str | None = None, **facts: Any) -> None:
        """Write a step down, and to the disk, before anything builds on it."""
        line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "step": step, "institution": institution} | facts
        self.path.parent.mkdir(parents=True, exist_ok=True)
        torn = self.path.exists() and not self.path.read_bytes().endswith(b"\n") and self.path.stat().st_size > 0
        with self.path.open("a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._steps.append(line)

    def last(self, step: str, institution: str | None = None) -> dict[str, Any] | None:
        """The newest line of a step, or None."""
        lines = [one for one in self._steps if one["step"] == step and one["institution"] == institution]
        return lines[-1] if lines else None

    def count(self, step: str, institution: str | None = None) -> int:
        """How many lines of a step there are."""
        return sum(one["step"] == step and one["institution"] == institution for one in self._steps)

    def done(self, step: str, institution: str | None = None) -> bool:
        return self.last(step, institution) is not None

    def done_since(self, step: str, since: str, institution: str | None = None) -> dict[str, Any] | None:
        """The newest line of `step` (of one institution, or any), if no line of `since`, its ground, is newer."""
        for line in reversed(self._steps):
            if line["step"] in (step, since) and institution in (None, line["institution"]):
                return line if line["step"] == step else None
        return None

    @property
    def finished(self) -> bool:
        """Did the run come to its end, released or refused?"""
        return self.done("finished")
