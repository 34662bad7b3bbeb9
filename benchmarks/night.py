"""`make bench-night`: a campus night against its politeness bound, with its parts, pages a second and memory.

The bound is what politeness alone costs: the slowest institution's requests x its delay. Everything above it is ours
or a library's. Memory is the highest seen of each process, sampled from outside.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from crawlers.registry import load_registry
from tests.campus.rehearse import PROGRAM, REGISTRY
from tests.campus.server import serve
from tests.campus.sites import SITES

_SAMPLE = 0.1


def _role(process: psutil.Process) -> str:
    try:
        line = " ".join(process.cmdline())
    except psutil.Error:
        return "gone"
    for part, name in (("crawlers.harvest", "harvest"), ("uvicorn", "prefect server"), ("prefect", "prefect server")):
        if part in line:
            return name
    return "microcreds"


def _watch(child: subprocess.Popen[str]) -> dict[str, float]:
    """Highest resident MB by kind of process, until the child ends."""
    peaks: dict[str, float] = {}
    root = psutil.Process(child.pid)
    while child.poll() is None:
        try:
            family = [root, *root.children(recursive=True)]
        except psutil.Error:
            break
        for process in family:
            try:
                megabytes = process.memory_info().rss / 1e6
            except psutil.Error:
                continue
            name = _role(process)
            peaks[name] = max(peaks.get(name, 0.0), megabytes)
        time.sleep(_SAMPLE)
    return {name: round(peak) for name, peak in sorted(peaks.items()) if name != "gone"}


def _parts(data: Path, run: str, began: float) -> dict[str, float]:
    """Seconds from the start of the command to the end of each step, by the run's own log and ledger."""
    steps: dict[str, float] = {}
    for line in (data / "runs" / run / "log.jsonl").read_text().splitlines():
        entry = json.loads(line)
        at = time.mktime(time.strptime(entry["time"][:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone - began
        if entry["message"].startswith("harvest ended"):
            steps["harvest ended"] = at
        elif entry["message"].startswith("released"):
            steps["released"] = at
    return {name: round(at, 1) for name, at in steps.items()}


def measure() -> dict[str, object]:
    """One night 1 in a fresh folder, Prefect's own start included."""
    delays = {one.id: one.delay_seconds for one in load_registry(REGISTRY).institutions}
    hosts = {host: site.institution for site in SITES for host in (site.host, *site.others)}
    with tempfile.TemporaryDirectory() as folder, serve(1) as campus:
        data = Path(folder) / "data"
        command = [str(PROGRAM), "nightly", "--registry", str(REGISTRY), "--data", str(data), "--date", "2026-11-24"]
        began, start = time.time(), time.perf_counter()
        child = subprocess.Popen(
            command,
            env=os.environ | {"MICROCREDS_PROXY": campus.proxy},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        peaks = _watch(child)
        output, _ = child.communicate()
        wall = time.perf_counter() - start
        if child.returncode != 0:
            print(output, file=sys.stderr)
            raise SystemExit(f"the night ended with {child.returncode}")
        asked = [(request.host, request.at) for request in campus.requests]
        counts = Counter(hosts[host] for host, _ in asked)
        bound = max(counts[name] * delays[name] for name in counts)
        crawl = max(at for _, at in asked) - min(at for _, at in asked)
        parts = _parts(data, "2026-11-24.1", began)
    return {
        "bench": "night",
        "wall_seconds": round(wall, 1),
        "bound_seconds": round(bound, 1),
        "over_bound_seconds": round(wall - bound, 1),
        "crawl_seconds": round(crawl, 1),
        "requests": len(asked),
        "pages_per_second": round(len(asked) / crawl, 1),
        "peak_mb": peaks,
        "seconds_to": parts,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="the same: a campus night is small")
    parser.parse_args()
    figures = measure()
    print(f"night          {figures['wall_seconds']:>8} s, politeness bound {figures['bound_seconds']} s")
    speed = f"{figures['requests']} requests, {figures['pages_per_second']} a second"
    print(f"crawl          {figures['crawl_seconds']:>8} s for {speed}")
    print(f"seconds to     {figures['seconds_to']}")
    print(f"peak memory MB {figures['peak_mb']}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
