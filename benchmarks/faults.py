"""`make bench-faults`: nights that are killed, nights without room, and nights on which institutions break.

Crash matrix: `kill -9` at points over all stages (each line of the ledger, and a moment after it), and a disk that is
full. Asked after the same command was run again: is the catalogue digest that of an undisturbed night, does a process
stay behind? Fault matrix: every fault of `tests/campus/faulty.py` on one night, among three times as many well
institutions. Asked: are the others complete, is each fault called by its name, told once, and once when it is over?
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from flows.ledger import Ledger
from tests.campus import faulty, quiet
from tests.campus.rehearse import PROGRAM

NIGHT = "2026-11-24"
RUN = f"{NIGHT}.1"
#: A well institution for each of these, and one more: less than 30 % of all may be held.
_WELL_EACH = 2.4
_ROOMS = (0, 200_000, 400_000, 1_000_000, 2_000_000, 6_000_000)
_FULL = """
disk=$1 room=$2 out=$3; shift 3
mount -t tmpfs -o size=60m tmpfs "$disk"
mkdir "$disk/data"
free=$(df --output=avail -B1 "$disk" | tail -1)
head -c $((free - room)) /dev/zero > "$disk/filler"
code=0; "$@" > "$out/full.log" 2>&1 || code=$?
echo $code > "$out/full.code"
rm "$disk/filler"
code=0; "$@" > "$out/again.log" 2>&1 || code=$?
echo $code > "$out/again.code"
cp "$disk/data/current/manifest.json" "$out/" || true
"""


def _command(registry: Path, data: Path, night: str = NIGHT) -> list[str]:
    return [str(PROGRAM), "nightly", "--registry", str(registry), "--data", str(data), "--date", night]


def _digest(manifest: Path) -> str:
    return str(json.loads(manifest.read_text())["catalogue_digest"])


def _left_behind(data: Path) -> int:
    """Processes of this data folder that live on, ten seconds after a kill."""
    until = time.monotonic() + 10
    while True:
        found = 0
        for process in psutil.process_iter():
            try:
                told = " ".join(process.cmdline()) + process.environ().get("PREFECT_HOME", "")
            except psutil.Error:
                continue
            found += str(data) in told and process.pid != os.getpid()
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.1)


def _lines(data: Path) -> int:
    path = Ledger(data / "runs" / RUN).path
    return len(path.read_bytes().splitlines()) if path.exists() else 0


def _killed(command: list[str], environment: dict[str, str], data: Path, line: int, after: float) -> bool:
    """Kill the night `after` seconds after this line of the ledger; False where it ended before."""
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while child.poll() is None and _lines(data) < line:
        time.sleep(0.005)
    time.sleep(after)
    alive = child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.wait()
    return alive


def crashes(points: int, rooms: tuple[int, ...]) -> dict[str, Any]:
    """The crash matrix."""
    with tempfile.TemporaryDirectory() as name, quiet.serve_quiet() as site:
        folder = Path(name)
        registry = quiet.write_registry(folder / "registry", ("silent", "etag"))
        environment = os.environ | {"MICROCREDS_PROXY": site.proxy}
        whole = folder / "whole"
        subprocess.run(_command(registry, whole), env=environment, check=True, stdout=subprocess.DEVNULL)
        expected, steps = _digest(whole / "current" / "manifest.json"), _lines(whole)
        wrong: list[str] = []
        killed = 0
        for point in range(points):
            line, after = 1 + point * steps // points, 0.0 if point % 2 else 0.4
            data = folder / f"killed-{point}"
            command = _command(registry, data)
            alive = _killed(command, environment, data, line, after)
            killed += alive
            left = _left_behind(data)
            again = subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL).returncode
            same = (data / "current").exists() and _digest(data / "current" / "manifest.json") == expected
            verdict = "same" if same and not left and again == 0 else "WRONG"
            print(
                f"kill -9 at line {line:>2} + {after:.1f} s   {verdict}   processes left {left}, then exit {again}",
                flush=True,
            )
            if verdict == "WRONG":
                wrong.append(f"line {line}")
            shutil.rmtree(data, ignore_errors=True)
        for room in rooms:
            wrong += _full_disk(folder, registry, environment, room, expected)
    return {"killed": killed, "points": points, "full_disks": len(rooms), "steps": steps, "wrong": wrong}


def _full_disk(folder: Path, registry: Path, environment: dict[str, str], room: int, expected: str) -> list[str]:
    disk, out = folder / f"disk-{room}", folder / f"out-{room}"
    disk.mkdir()
    out.mkdir()
    arguments = [str(disk), str(room), str(out), *_command(registry, disk / "data")]
    subprocess.run(["unshare", "--mount", "sh", "-euc", _FULL, "sh", *arguments], env=environment, check=True)
    code, again = ((out / f"{name}.code").read_text().strip() for name in ("full", "again"))
    manifest = out / "manifest.json"
    well = again == "0" and manifest.exists() and _digest(manifest) == expected
    # A disk that still holds the night is no failure of it: then the first run ended well, and the second is another.
    well = well and (code == "1" or code == "0")
    print(f"disk with {room:>9} bytes left   {'same' if well else 'WRONG'}   exit {code}, then {again}", flush=True)
    return [] if well else [f"disk {room}"]


@contextmanager
def _some(faults: int) -> Iterator[tuple[list[str], list[str]]]:
    names = list(faulty.FAULTS)[:: max(1, len(faulty.FAULTS) // faults)][:faults]
    yield names, [f"well-{number}" for number in range(int(len(names) * _WELL_EACH) + 1)]


def faults(count: int) -> dict[str, Any]:
    """The fault matrix: a good night, two nights with every fault, a good night."""
    with tempfile.TemporaryDirectory() as name, faulty.serve_faulty() as site, _some(count) as (broken, others):
        folder = Path(name)
        data, registry = folder / "data", faulty.write_registry(folder / "registry", [*broken, *others])
        environment = os.environ | {"MICROCREDS_PROXY": site.proxy, "MICROCREDS_TIMEOUT": "3"}
        codes, told = [], []
        for day, breaks in ((24, False), (25, True), (26, True), (27, False)):
            site.broken = set(broken) if breaks else set()
            command = _command(registry, data, f"2026-11-{day}")
            codes.append(subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL).returncode)
            told.append(_alerts(data / "runs" / f"2026-11-{day}.1"))
        second = Ledger(data / "runs" / "2026-11-25.1")
        wrong = []
        for fault in broken:
            expected = faulty.FAULTS[fault][0]
            called = (second.last("judge", fault) or {}).get("failure")
            times = [night[fault] for night in told]
            well = called == expected and times == [0, 1, 0, 1]
            print(
                f"{fault:<16}{expected:<12}{called or '-':<12}told {times}   {'right' if well else 'WRONG'}", flush=True
            )
            if not well:
                wrong.append(fault)
        hurt = [one for one in others if (second.last("judge", one) or {}).get("outcome") != "complete"]
    return {"faults": len(broken), "others": len(others), "others_hurt": hurt, "wrong": wrong, "exit_codes": codes}


def _alerts(run: Path) -> Counter[str]:
    lines = (json.loads(line) for line in (run / "log.jsonl").read_text().splitlines())
    return Counter(line["institution"] for line in lines if "alert" in line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=26, help="kills (default 26)")
    parser.add_argument("--faults", type=int, default=len(faulty.FAULTS), help="faults (default: all)")
    parser.add_argument("--smoke", action="store_true", help="a few of each")
    arguments = parser.parse_args()
    points, count, rooms = (2, 6, _ROOMS[2:3]) if arguments.smoke else (arguments.points, arguments.faults, _ROOMS)
    sited = faults(count)
    crashed = crashes(points, rooms)
    print(json.dumps({"bench": "faults", "crashes": crashed, "faults": sited}))
    return 1 if crashed["wrong"] or sited["wrong"] or sited["others_hurt"] else 0


if __name__ == "__main__":
    sys.exit(main())
