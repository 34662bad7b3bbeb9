"""What a night of one institution looks like as a whole: shares and medians, to be compared with its good nights.

bands.toml (drift) says which movement of which measure is wrong. Shares are 0 to 1. A measure nothing can be said of
(no price, no section) is left out, never 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.bands import bands
from expectations.numbers import is_true, number
from expectations.words import is_broken

if TYPE_CHECKING:
    import pandas as pd

_LONG_AGO = 365


def measure(offerings: pd.DataFrame, sections: pd.DataFrame, prices: pd.DataFrame) -> dict[str, float]:
    """Measure -> value. `offerings` with the columns that row rules look at (`gate.measured_frames`).

    KeyError for a missing column of a frame with rows.
    """
    if offerings.empty:
        return {}
    return {name: float(value) for name, value in _all(offerings, sections, prices).items() if value == value}


def _all(offerings: pd.DataFrame, sections: pd.DataFrame, prices: pd.DataFrame) -> dict[str, float]:
    status, count, age = offerings["cost_status"], len(offerings), _age(sections)
    priced = offerings.loc[status == "priced", ["cost_min", "prev_cost_min", "country", "currency"]]
    cost, before = number(priced, "cost_min"), number(priced, "prev_cost_min")
    own = priced["country"].map(bands()["currency"])
    foreign = (priced["currency"] != own)[own.notna() & priced["currency"].notna()]
    stated = offerings.loc[offerings["duration_status"] == "stated", ["hours_min", "span_days_min"]]
    # No length is as long as these: 0 stands for "not stated" here, so that equal pairs count as equal.
    length = number(stated, "hours_min").fillna(0) + 1e6 * number(stated, "span_days_min").fillna(0)
    known = offerings.loc[offerings["prev_title"].notna(), ["title", "prev_title"]]
    return {
        "free": float((status == "free").mean()),
        "foreign_currency": _mean(foreign),
        "same_price": _mode(cost),
        "same_length": _mode(length),
        "broken_text": _mean(~is_true(offerings["words_are_text"]) | offerings["title"].fillna("").map(is_broken)),
        "titles_of_their_own": offerings["title"].nunique() / count,
        "addresses_of_their_own": offerings["url"].nunique() / count,
        "renamed": _mean(known["title"] != known["prev_title"]),
        "twins": _mean(offerings["is_no_twin"] == False),  # noqa: E712 (NULL is neither)
        "mode_unknown": _mean(offerings["delivery_mode"] == "unknown"),
        "same_mode": _mode(offerings["delivery_mode"]),
        "micro_credentials": _mean(offerings["credential_kind"].isin(["micro_credential", "digital_badge"])),
        "with_sections": _mean(offerings["offering_id"].isin(sections["offering_id"])),
        "past_sections": _mean(age > _LONG_AGO),
        "all_sections_ended": float((age.groupby(sections["offering_id"]).min() > 0).sum()) / count,
        "completeness": number(offerings, "completeness").mean(),
        "median_hours": number(offerings, "hours_min").median(),
        "median_span_days": number(offerings, "span_days_min").median(),
        "prices_each": len(prices) / len(priced) if len(priced) else float("nan"),
        "price_changed": _mean((cost != before)[before.notna()]),
        "read_by_label": _mean(offerings["cost_reader"].dropna() != "prose"),
        "main_language": _mode(offerings["lang"].dropna()),
    }


def _mean(truth: pd.Series) -> float:
    return float(truth.astype("float64").mean()) if len(truth) else float("nan")


def _mode(values: pd.Series) -> float:
    """Share of the most frequent value among those there are."""
    values = values.dropna()
    return float(values.value_counts().iloc[0] / len(values)) if len(values) else float("nan")


def _age(sections: pd.DataFrame) -> pd.Series:
    """Days since the last day of each section that names one, on the night of the run."""
    from expectations.duration import section_measures

    age = section_measures(sections)["section_age"]
    return age.dropna()
