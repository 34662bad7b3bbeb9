"""Measures of duration: status against values, bands, effort against span x pace, changes, sections' dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.bands import bands
from expectations.numbers import band_of, inside, is_true, number, ratio, where

if TYPE_CHECKING:
    import pandas as pd

_DAYS_A_WEEK = 7


def measures(frame: pd.DataFrame, sections: pd.DataFrame) -> dict[str, pd.Series]:
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
        **_against_dates(frame, days, sections),
        "fits_ontario": _ontario(frame, hours, days),
        **_bands(frame["credential_kind"], hours=hours, span_days=days, weekly_hours=pace),
    }


def section_measures(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """`section_days`, last day minus first day, and `section_age`, days from the last day it names
    to the night of the run; NaN where no day is stated."""
    import pandas as pd

    first, last = pd.to_datetime(frame["start_date"]), pd.to_datetime(frame["end_date"])
    night = pd.to_datetime(frame["run_id"].astype(str).str[:10])
    return {
        "section_days": (last - first).dt.days.astype("float64"),
        "section_age": (night - last.fillna(first)).dt.days.astype("float64"),
    }


Ends = tuple["pd.Series", "pd.Series"]


def _against_pace(hours: Ends, days: Ends, pace: Ends) -> pd.Series:
    """Stated hours as a multiple of span x pace, middles of ranges compared; NaN unless all three are stated."""
    middle = [low.fillna(high) / 2 + high.fillna(low) / 2 for low, high in (hours, days, pace)]
    return middle[0] / (middle[1] / _DAYS_A_WEEK * middle[2]).where(lambda product: product > 0)


def _against_dates(frame: pd.DataFrame, days: Ends, sections: pd.DataFrame) -> dict[str, pd.Series]:
    """Meetings and span against the days of the sections; the longest section speaks for meetings, and for the span
    the one that is nearest (`span_to_dates`, span as a multiple of it)."""
    import pandas as pd

    length = section_measures(sections)["section_days"] + 1
    by_offering = length.where(length > 0).groupby(sections["offering_id"])
    longest = frame["offering_id"].map(by_offering.max()).astype("float64")
    shortest = frame["offering_id"].map(by_offering.min()).astype("float64")
    meetings, most = number(frame, "meetings"), longest.fillna(days[1]).fillna(days[0])
    fits = meetings <= most * bands()["duration"]["meetings_a_day"]
    span = days[0].where(longest > 1)
    nearest = pd.concat((span, longest), axis=1).min(axis=1).where(span > longest, span.clip(lower=shortest))
    return {"meetings_fit_dates": where(fits, meetings.notna() & most.notna()), "span_to_dates": span / nearest}


def _ontario(frame: pd.DataFrame, hours: Ends, days: Ends) -> pd.Series:
    """Within the province's measure of a micro-credential; NULL elsewhere, and where nothing is stated."""
    band = bands()["duration"]
    ok = ~((hours[1] > band["ontario_hours"][1]) | (hours[0] < band["ontario_hours"][0]))
    ok &= ~(days[0] >= band["ontario_days_below"])
    own = (frame["country"] == "CA") & (frame["province"] == "ON")
    kind = frame["credential_kind"].isin(["micro_credential", "digital_badge"])
    return where(ok, own & kind & (hours[0].notna() | hours[1].notna() | days[0].notna()))


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
