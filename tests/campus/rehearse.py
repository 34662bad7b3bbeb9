"""`make nightly` and `make nights`: whole nights of the pipeline on the practice campus.

The campus is served by this process on a free loopback port; each night is the real console script in a
process of its own. Exit 3 of the program (released, some institutions held) counts as success here, and is said.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from tests.campus.server import serve

REGISTRY = Path(__file__).parent / "institutions"
#: The console script of the very environment that runs us.
PROGRAM = Path(sys.executable).with_name("microcreds")


def rehearse(nights: list[int], data: Path, dates: list[date], *, compare: bool) -> int:
    """Run these nights in order in one data folder; the first exit code that is no success, else 0."""
    with serve(night=nights[0], port=0) as campus:
        environment = os.environ | {"MICROCREDS_PROXY": campus.proxy}
        for night, day in zip(nights, dates, strict=True):
            campus.set_night(night)
            print(f"── practice campus, night {night} ({day}) ──", flush=True)
            command = [str(PROGRAM), "nightly", "--registry", str(REGISTRY), "--data", str(data)]
            command += ["--date", day.isoformat()]
            code = subprocess.run(command, env=environment, check=False).returncode
            if code == 3:
                print("exit 3: released, with an institution held back. That is a success for make.", flush=True)
            elif code:
                return code
            if compare:
                command = [sys.executable, "-m", "tests.campus.compare", "--data", str(data), "--night", str(night)]
                code = subprocess.run(command, check=False).returncode
                if code:
                    return code
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--night", type=int, default=1, help="the one night to run (default 1)")
    parser.add_argument("--nights", type=int, help="run nights 1 to N, each compared with the campus's truth")
    parser.add_argument("--fresh", action="store_true", help="start from an empty data folder")
    arguments = parser.parse_args()
    if arguments.fresh and arguments.data.exists():
        if not (arguments.data / "REGISTRY.json").exists():
            print(f"{arguments.data} is no data folder of ours; not removing it", file=sys.stderr)
            return 2
        shutil.rmtree(arguments.data)
    today = date.today()
    if arguments.nights:
        nights = list(range(1, arguments.nights + 1))
        dates = [today - timedelta(days=len(nights) - night) for night in nights]  # the last one is today
        return rehearse(nights, arguments.data, dates, compare=True)
    return rehearse([arguments.night], arguments.data, [today], compare=False)


if __name__ == "__main__":
    sys.exit(main())
