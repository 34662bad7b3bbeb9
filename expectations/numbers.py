"""Small steps shared by the measures: numbers, changes, bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def number(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column as floats, NULL as NaN. ValueError where it holds words: an error of judging, not a finding."""
    import pandas as pd

    return pd.to_numeric(frame[column]).astype("float64")


def where(truth: pd.Series, applies: pd.Series) -> pd.Series:
    """True or False where the rule applies, NULL elsewhere."""
    return truth.astype(object).where(is_true(applies), None)


def ratio(now: pd.Series, before: pd.Series, applies: pd.Series) -> pd.Series:
    """now / before where both are above 0 and the rule applies; NaN elsewhere."""
    return (now / before).where((now > 0) & (before > 0) & is_true(applies))


def inside(values: Sequence[pd.Series], low: pd.Series | float, high: pd.Series | float) -> pd.Series:
    """True where every value that is not NULL lies within [low, high]; NULL where all values or the band are."""
    import pandas as pd

    ok = pd.Series(True, index=values[0].index)
    any_said = pd.Series(False, index=values[0].index)
    band_known = pd.Series(True, index=values[0].index) & pd.notna(low) & pd.notna(high)
    for value in values:
        ok &= value.isna() | ((value >= low) & (value <= high))
        any_said |= value.notna()
    return where(ok, any_said & band_known)


def band_of(keys: pd.Series, table: Mapping[str, Sequence[float]]) -> tuple[pd.Series, pd.Series]:
    """(low, high) of each key; NaN where the table has none."""
    return (
        keys.map({key: float(ends[0]) for key, ends in table.items()}).astype("float64"),
        keys.map({key: float(ends[1]) for key, ends in table.items()}).astype("float64"),
    )


def is_true(values: pd.Series) -> pd.Series:
    """True only where the value is True; NULL counts as not."""
    return values.astype(object).where(values.notna(), False).astype(bool)


def is_null(value: Any) -> bool:
    """None, NaN, NaT and pandas' NA (which refuses to be compared)."""
    try:
        return value is None or bool(value != value)
    except TypeError:
        return True


def shown(value: Any) -> str:
    """A value as an operator reads it: "nothing" for NULL, 12 for 12.0, long words cut."""
    if is_null(value):
        return "nothing"
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    words = str(value) or "empty"
    return words if len(words) <= 120 else words[:117] + "…"
