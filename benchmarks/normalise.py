"""`make bench-normalise`: statements a second on one core, price-parser beside it, and a column of a million rows."""

from __future__ import annotations

import argparse
import json
import platform
import resource
from collections.abc import Callable
from time import perf_counter
from typing import Any

from price_parser import Price

from tests.normalise.cases import cases
from warehouse.normalise.cost import read_cost
from warehouse.normalise.duration import read_duration

#: (rows, distinct statements) of the column.
FULL, SMOKE = (1_000_000, 20_000), (20_000, 400)


def _rate(call: Callable[[], Any], count: int, seconds: float) -> float:
    """Calls a second, best of the rounds that fit: the machine's noise only ever slows."""
    best, ends = 0.0, perf_counter() + seconds
    while perf_counter() < ends or not best:
        start = perf_counter()
        call()
        best = max(best, count / (perf_counter() - start))
    return best


def _column(rows: int, distinct: int) -> dict[str, float]:
    import pandas as pd

    from warehouse.normalise.column import read_cost_column, read_duration_column

    texts = [text for text, *_ in cases("cost")]
    lengths = [text for text, *_ in cases("duration")]
    unlike = pd.Series([f"{texts[i % len(texts)]} (section {i})" for i in range(distinct // 2)], dtype="str")
    spans = pd.Series([f"{lengths[i % len(lengths)]} (section {i})" for i in range(distinct // 2)], dtype="str")
    half = pd.Series(range(rows // 2)) % (distinct // 2)
    cost, duration = unlike.take(half).reset_index(drop=True), spans.take(half).reset_index(drop=True)
    country = pd.Series("CA", index=cost.index, dtype="str")
    lang = pd.Series("en", index=cost.index, dtype="str")
    start = perf_counter()
    read_cost_column(cost, country, lang)
    read_duration_column(duration, lang)
    return {"column_seconds": perf_counter() - start, "rows": rows, "distinct": distinct}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true")
    arguments = parser.parse_args()
    seconds = 0.5 if arguments.smoke else 5.0
    cost = [(text, country, lang) for text, lang, country, _ in cases("cost")]
    duration = [(text, lang) for text, lang, _, _ in cases("duration")]
    ours = _rate(lambda: [read_cost(t, country=c, lang=g) for t, c, g in cost], len(cost), seconds)
    lengths = _rate(lambda: [read_duration(t, lang=g) for t, g in duration], len(duration), seconds)
    theirs = _rate(lambda: [Price.fromstring(t) for t, _, _ in cost], len(cost), seconds)
    both = (len(cost) + len(duration)) / (len(cost) / ours + len(duration) / lengths)
    figures = {
        "bench": "normalise",
        "statements_per_second": round(both),
        "cost_per_second": round(ours),
        "duration_per_second": round(lengths),
        "price_parser_per_second": round(theirs),
        **{k: round(v, 2) for k, v in _column(*(SMOKE if arguments.smoke else FULL)).items()},
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "python": platform.python_version(),
    }
    print(f"our cost reader        {ours:>10,.0f} statements a second, one core")
    print(f"our duration reader    {lengths:>10,.0f}")
    print(f"price-parser (amounts) {theirs:>10,.0f}")
    print(
        f"pandas column          {figures['rows']:>10,.0f} rows, {figures['distinct']:,.0f} distinct: "
        f"{figures['column_seconds']} s, peak {figures['peak_mb']} MB"
    )
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
