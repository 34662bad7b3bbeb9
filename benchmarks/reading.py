"""`make bench-reading`: what reading a page costs beside parsing it with lxml and taking it apart with extruct.

Bounds: at most 4 x the one and 1/5 of the other, in one run. Pages of one site in turn, each another; the contenders
take turns too. The figure is the median of CPU time: on a busy machine the clock on the wall slows the longest most.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

import extruct
import lxml.html

from benchmarks.course_page import course_page
from crawlers.reading.document import Document
from crawlers.reading.page import read_page

_URL = "http://college.example/courses/1"
MOST_OF_LXML, MOST_OF_EXTRUCT = 4.0, 0.2
#: (rounds, of which extruct takes part in): it takes tens of milliseconds a page.
FULL, SMOKE = (600, 60), (60, 6)


def _milliseconds(call: Callable[[bytes], Any], body: bytes) -> float:
    start = process_time()
    call(body)
    return (process_time() - start) * 1e3


def measure(rounds: int, slow_rounds: int) -> dict[str, Any]:
    """Median milliseconds of CPU a page of each contender."""
    contenders: dict[str, Callable[[bytes], Any]] = {
        "lxml": lambda body: lxml.html.document_fromstring(body),
        "document": lambda body: Document(body, _URL),
        "read_page": lambda body: read_page(body, _URL),
        "extruct": lambda body: extruct.extract(body, base_url=_URL),
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for call in contenders.values():  # imports and first uses
        call(course_page(0))
    for number in range(1, rounds + 1):
        body = course_page(number)
        for name, call in contenders.items():
            if name != "extruct" or number % (rounds // slow_rounds) == 0:
                times[name].append(_milliseconds(call, body))
    return {name: round(median(values), 3) for name, values in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="a tenth of the rounds; the same bounds")
    smoke = parser.parse_args().smoke
    body = course_page(1)
    offerings = read_page(body, _URL).offerings
    times = measure(*(SMOKE if smoke else FULL))
    figures = {
        "bench": "reading",
        "page_bytes": len(body),
        "statements": sum(len(one.statements) for one in offerings),
        **{f"{name}_ms": value for name, value in times.items()},
        "of_lxml": round(times["read_page"] / times["lxml"], 2),
        "of_extruct": round(times["read_page"] / times["extruct"], 3),
        "pages_per_second": round(1e3 / times["read_page"]),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "python": platform.python_version(),
    }
    print(f"one page of {len(body):,} bytes, {figures['statements']} statements; median milliseconds of CPU")
    print(f"parse with lxml.html   {times['lxml']:>8.2f}")
    print(f"parse for reading      {times['document']:>8.2f}")
    print(f"read_page              {times['read_page']:>8.2f}")
    print(f"extruct, all syntaxes  {times['extruct']:>8.2f}")
    print(f"read_page / lxml       {figures['of_lxml']:>8.2f}   at most {MOST_OF_LXML}")
    print(f"read_page / extruct    {figures['of_extruct']:>8.3f}   at most {MOST_OF_EXTRUCT}")
    print(json.dumps(figures))
    # Few rounds tell the factor of extruct, not that of lxml: CI holds the one, a full run both.
    if figures["of_extruct"] > MOST_OF_EXTRUCT or (figures["of_lxml"] > MOST_OF_LXML and not smoke):
        raise SystemExit("reading costs more than it may")


if __name__ == "__main__":
    main()
