"""`make bench-soak`: many nights in one data folder, through the real flow: do time, memory and files stay flat?

Some offerings change each night, and one institution is down now and then. Every night has to be released, or held for
a stated reason.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flows.ledger import Ledger
from tests.campus.quiet import NAMES, OFFERINGS, serve_quiet, write_registry
from tests.campus.rehearse import PROGRAM

_FIRST = date(2026, 11, 24)
#: Every so many nights `silent` answers 503.
_DOWN_EVERY = 9


def _size(path: Path) -> float:
    """MB of a file or folder."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file() and not one.is_symlink()]
    return sum(one.stat().st_size for one in files) / 1e6


def soak(nights: int) -> list[dict[str, Any]]:
    """One line a night."""
    lines = []
    with tempfile.TemporaryDirectory() as name, serve_quiet() as site:
        data, registry = Path(name) / "data", write_registry(Path(name) / "registry")
        for number in range(nights):
            day = (_FIRST + timedelta(days=number)).isoformat()
            for institution in NAMES:
                site.changes[institution, number % OFFERINGS] += 1
            site.down = {"silent"} if number % _DOWN_EVERY == _DOWN_EVERY - 1 else set()
            command = [str(PROGRAM), "nightly", "--registry", str(registry), "--data", str(data), "--date", day]
            began = time.perf_counter()
            child = subprocess.Popen(
                command, env=os.environ | {"MICROCREDS_PROXY": site.proxy}, stdout=subprocess.DEVNULL, stderr=sys.stderr
            )
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = code = os.waitstatus_to_exitcode(status)
            ledger = Ledger(data / "runs" / f"{day}.1")
            held = [one for one in NAMES if (ledger.last("judge", one) or {}).get("outcome") != "complete"]
            line = {
                "night": number + 1,
                "exit": code,
                "held": held,
                "stated": all((ledger.last("judge", one) or {}).get("reason") for one in held),
                "seconds": round(time.perf_counter() - began, 1),
                "peak_mb": round(used.ru_maxrss / 1e3),
                "work_mb": round(_size(data / "work.duckdb"), 2),
                "release_mb": round(_size(data / "releases" / f"{day}.1"), 2),
                "landing_mb": round(_size(data / "landing" / f"{day}.1"), 2),
                "prefect_mb": round(_size(data / ".prefect"), 2),
                "data_mb": round(_size(data), 1),
            }
            lines.append(line)
            print("  ".join(f"{key} {value}" for key, value in line.items()), flush=True)
    return lines


def _growth(lines: list[dict[str, Any]], name: str) -> float:
    """Median of the last third by that of the second third: 1 is flat."""
    third = max(1, len(lines) // 3)
    middle, end = lines[third : 2 * third] or lines, lines[-third:]
    before = statistics.median(line[name] for line in middle)
    return round(statistics.median(line[name] for line in end) / before, 2) if before else 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nights", type=int, default=30)
    parser.add_argument("--smoke", action="store_true", help="three nights")
    arguments = parser.parse_args()
    lines = soak(3 if arguments.smoke else arguments.nights)
    bad = [line["night"] for line in lines if line["exit"] not in (0, 3) or not line["stated"]]
    growth = {name: _growth(lines, name) for name in ("seconds", "peak_mb", "work_mb", "release_mb", "landing_mb")}
    last = {name: lines[-1][name] for name in ("seconds", "peak_mb", "work_mb", "prefect_mb", "data_mb")}
    print(json.dumps({"bench": "soak", "nights": len(lines), "bad_nights": bad, "growth": growth, "last": last}))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
