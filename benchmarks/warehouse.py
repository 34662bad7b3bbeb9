"""The warehouse under load: readers while releases are swapped, kills, a year of nights, a million offerings.

`make bench-warehouse`; `--smoke`: a minute's worth; `--only million`: one part; `--nights`, `--offerings`: other sizes.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.warehouse_million import million
from benchmarks.warehouse_swaps import kills, swaps
from benchmarks.warehouse_year import year


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--smoke", action="store_true", help="small sizes, the same checks")
    arguments.add_argument("--only", choices=("swaps", "kills", "year", "million"))
    arguments.add_argument("--nights", type=int, help="of the year (365)")
    arguments.add_argument("--offerings", type=int, help="of the year (20,000) or the million")
    asked = arguments.parse_args()
    smoke = asked.smoke
    parts: dict[str, Callable[[Path], list[str]]] = {
        "swaps": lambda data: swaps(data, reads=600 if smoke else 20_000, releases=5 if smoke else 50),
        "kills": lambda data: kills(data, times=3 if smoke else 40),
        "year": lambda data: year(
            data, nights=asked.nights or (12 if smoke else 365), offerings=asked.offerings or (500 if smoke else 20_000)
        ),
        "million": lambda data: million(data, offerings=asked.offerings or (5_000 if smoke else 1_000_000)),
    }
    failed: list[str] = []
    for name, part in parts.items():
        if asked.only in (None, name):
            print(f"== {name}", flush=True)
            with tempfile.TemporaryDirectory(prefix="microcreds-bench-") as folder:
                failed += part(Path(folder) / "data")
    if failed:
        raise SystemExit("; ".join(failed))


if __name__ == "__main__":
    main()
