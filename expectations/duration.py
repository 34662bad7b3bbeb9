"""Measures of duration: status against values, bands, effort against span x pace, changes, sections' dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.bands import bands
from expectations.numbers import band_of, inside, is_true, number, ratio, where

if TYPE_CHECKING:
    import pandas as pd

_DAYS_A_WEEK = 7


def measures(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Columns rules look at, one value an offering; NULL where a rule does not apply. KeyError for a missing column."""
    import pandas as pd

    hours = number(frame, "hours_min"), number(frame, "hours_max")
    spans = number(frame, "span_min"), number(frame, "span_max")
    days = number(frame, "span_days_min"), number(frame, "span_days_max")
    pace = number(frame, "weekly_hours_min"), number(frame, "weekly_hours_max")
    status = frame["duration_status"].fillna("")
    some_length = pd.concat((*hours, *spans, *pace), axis=1).notna().any(axis=1)
    said = some_length | number(frame, "meetings").notna() | is_true(frame["self_paced"])
    has_span, has_unit = spans[0].notna() | spans[1].notna(), frame["span_unit"].notna()
    changed = is_true(frame["page_changed"])
    return {
        "stated_has_length": where(said, status == "stated"),
        "unknown_has_no_length": where(~some_length, status == "unknown"),
        "span_has_unit": where(has_span == has_unit, has_span | has_unit),
        "hours_to_pace": _against_pace(hours, days, pace),
        "hours_change": ratio(hours[0], number(frame, "prev_hours_min"), changed),
        "span_change": ratio(days[0], number(frame, "prev_span_days_min"), changed),
        **_bands(frame["credential_kind"], hours=hours, span_days=days, weekly_hours=pace),
    }


def section_measures(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """`section_days`, last day minus first day; NaN where either is not stated."""
    import pandas as pd

    length = pd.to_datetime(frame["end_date"]) - pd.to_datetime(frame["start_date"])
    return {"section_days": length.dt.days.astype("float64")}


Ends = tuple["pd.Series", "pd.Series"]


def _against_pace(hours: Ends, days: Ends, pace: Ends) -> pd.Series:
    """Stated hours as a multiple of span x pace, middles of ranges compared; NaN unless all three are stated."""
    middle = [low.fillna(high) / 2 + high.fillna(low) / 2 for low, high in (hours, days, pace)]
    return middle[0] / (middle[1] / _DAYS_A_WEEK * middle[2]).where(lambda product: product > 0)


def _bands(kind: pd.Series, **quantities: Ends) -> dict[str, pd.Series]:
    band = bands()["duration"]
    measured: dict[str, pd.Series] = {}
    for name, ends in quantities.items():
        possible = measured[f"{name}_possible"] = inside(ends, *band[f"{name}_possible"])
        low, high = band_of(kind, band.get(f"{name}_usual_by_kind", {}))
        usual = band[f"{name}_usual"]
        ok = inside(ends, low.fillna(usual[0]), high.fillna(usual[1]))
        measured[f"{name}_usual"] = where(ok, is_true(possible))
    return measured
