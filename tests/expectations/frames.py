"""Clean frames to put faults into: plain offerings of a fictional college."""

from __future__ import annotations

from typing import Any

import pandas as pd

from expectations.columns import OFFERINGS, PRICES, SECTIONS

CLEAN: dict[str, Any] = {
    "institution_id": "northcoast",
    "evidence_missing": "",
    "page_changed": True,
    "country": "CA",
    "province": "BC",
    "lang": "en",
    "summary": "Weld plates in four positions.",
    "completeness": 0.8,
    "cost_confirmed": False,
    "cost_reader": "labelled",
    "credential_kind": "micro_credential",
    "recognition": "stackable",
    "cost_status": "priced",
    "cost_basis": "total",
    "cost_tax": "excluded",
    "duration_status": "stated",
    "span_unit": "week",
    "delivery_mode": "online",
    "cost_min": 495.0,
    "cost_max": 495.0,
    "currency": "CAD",
    "cost_text": "Tuition: $495 + GST",
    "cost_total_min": 495.0,
    "cost_total_max": 495.0,
    "hours_min": 30.0,
    "hours_max": 30.0,
    "span_min": 6.0,
    "span_max": 6.0,
    "span_days_min": 42.0,
    "span_days_max": 42.0,
    "weekly_hours_min": 5.0,
    "weekly_hours_max": 5.0,
    "meetings": None,
    "self_paced": None,
    "duration_text": "6 weeks, 5 hours a week (30 hours)",
    "prev_cost_min": 450.0,
    "prev_currency": "CAD",
    "prev_cost_basis": "total",
    "prev_hours_min": 30.0,
    "prev_span_days_min": 42.0,
    "prev_title": None,
}


def offerings(count: int = 6, **values: Any) -> pd.DataFrame:
    """`count` clean offerings; `values` replace a column of the first one."""
    rows = [
        {
            "offering_id": f"northcoast-{n:04}",
            "title": f"Welding fundamentals {n}",
            "url": f"http://northcoast.example/courses/{n}",
            "code": f"WELD-{n:04}",
            **CLEAN,
        }
        for n in range(count)
    ]
    if rows:
        rows[0] |= values
    return pd.DataFrame(rows, columns=list(OFFERINGS))


def sections(of: pd.DataFrame, start: str | None = "2026-09-08", end: str | None = "2026-10-20") -> pd.DataFrame:
    """One section an offering; the first one's days as given."""
    rows = [
        {
            "offering_id": row.offering_id,
            "institution_id": row.institution_id,
            "section_id": f"{row.offering_id}/1",
            "start_date": pd.Timestamp("2026-09-08"),
            "end_date": pd.Timestamp("2026-10-20"),
            "run_id": "2026-09-01.1",
        }
        for row in of.itertuples()
    ]
    if rows:
        rows[0] |= {"start_date": pd.Timestamp(start or "NaT"), "end_date": pd.Timestamp(end or "NaT")}
    return pd.DataFrame(rows, columns=list(SECTIONS))


def prices(of: pd.DataFrame, amount: float | None = None) -> pd.DataFrame:
    """One price an offering, its headline; the first one's amount as given."""
    rows = [
        {
            "offering_id": row.offering_id,
            "institution_id": row.institution_id,
            "price_no": 1,
            "amount": cost if cost is not None and cost == cost else 495.0,
            "currency": "CAD",
            "audience": "domestic",
            "component": "tuition",
            "text": "$495",
        }
        for row, cost in zip(of.itertuples(), of["cost_min"].tolist(), strict=True)
    ]
    if rows and amount is not None:
        rows[0]["amount"] = amount
    return pd.DataFrame(rows, columns=list(PRICES))
