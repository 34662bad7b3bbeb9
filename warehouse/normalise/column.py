"""A whole column of statements: each distinct one is read once, and mapped back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from warehouse.normalise.cost import read_cost
from warehouse.normalise.duration import read_duration

COST_FIELDS = ("status", "min", "max", "currency", "basis", "tax")
DURATION_FIELDS = (
    "status", "hours_min", "hours_max", "span_min", "span_max", "span_unit", "weekly_hours_min", "weekly_hours_max",
    "sessions", "self_paced",
)  # fmt: skip
_NUMBERS = {name for name in DURATION_FIELDS if name.endswith(("_min", "_max"))} | {"min", "max", "sessions"}


def read_cost_column(text: pd.Series, country: pd.Series, lang: pd.Series) -> pd.DataFrame:
    """COST_FIELDS for each row, on the index of `text`. A missing statement is unknown."""
    keys = pd.DataFrame({"text": text, "country": country, "lang": lang})
    return _mapped(keys, lambda words, where, lang: read_cost(words, country=where, lang=lang).as_dict(), COST_FIELDS)


def read_duration_column(text: pd.Series, lang: pd.Series) -> pd.DataFrame:
    """DURATION_FIELDS for each row, on the index of `text`. A missing statement is unknown."""
    keys = pd.DataFrame({"text": text, "lang": lang})
    return _mapped(keys, lambda words, lang: read_duration(words, lang=lang).as_dict(), DURATION_FIELDS)


def _mapped(keys: pd.DataFrame, read: Callable[..., dict[str, Any]], fields: tuple[str, ...]) -> pd.DataFrame:
    # Categories are found once a column in C; only the distinct combinations are Python's.
    number = keys.groupby(list(keys.columns), sort=False, dropna=False, observed=True).ngroup()
    distinct = keys[~number.duplicated()]
    said = distinct.astype("object").where(distinct.notna(), None)
    rows = [read(text or "", *more) for text, *more in said.itertuples(index=False, name=None)]
    readings = pd.DataFrame.from_records(rows, columns=list(fields)) if rows else pd.DataFrame(columns=list(fields))
    for name in fields:
        if name in _NUMBERS:
            readings[name] = readings[name].astype("float64")
        elif name == "self_paced":
            readings[name] = readings[name].astype("bool")
        else:
            readings[name] = readings[name].astype("category")
    mapped = readings.take(number.to_numpy())
    mapped.index = keys.index
    return mapped
