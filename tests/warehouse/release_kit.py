"""A release of a few offerings of every kind: priced, free, a range, by the credit, not stated; French; a formula."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.warehouse.landing_kit import Said, priced
from tests.warehouse.night_kit import Warehouse
from warehouse import schema
from warehouse.bulk import insert_rows
from warehouse.release import publish, write_release

RUN = "2026-11-20.1"
D = Decimal
HOURS = {
    "duration_status": "stated",
    "hours_min": D("30"),
    "hours_max": D("30"),
    "duration_text": "30 hours over 6 weeks",
}
WEEKS = {
    "span_min": D("6"),
    "span_max": D("6"),
    "span_unit": "week",
    "span_days_min": D("42"),
    "span_days_max": D("42"),
}


def offerings() -> list[Said]:
    """What coast college offers in the tests of releases and exports."""
    span = {"cost_status": "priced", "cost_min": D("100.10"), "cost_max": D("250.00"), "currency": "CAD"}
    free = {"cost_status": "free", "cost_min": D("0"), "cost_max": D("0"), "currency": "CAD"}
    credit = {"cost_basis": "per_credit", "credits": D("3"), "credit_unit": "credit", "credential_kind": "certificate"}
    french = {"instruction_language": "fr", "subjects": ["Métiers"], "delivery_mode": "online", "summary": "Bâtir."}
    return [
        priced("A1", "495.00", row=HOURS | WEEKS | {"code": "=1+1", "subjects": ["@SUM(A1)", "Trades"]}),
        priced("B2", "170.25", row=credit | {"prerequisites": "None"}),
        Said("C3", "Range", row=span),
        Said("D4", "Free of charge", row=free | {"delivery_mode": "online_self_paced", "self_paced": True}),
        Said("E5", '+Soudage "de base"; l\'essentiel', lang="fr", row=french),
    ]


def release_of_every_kind(data: Path) -> Path:
    """The folder of a published release."""
    kept = Warehouse(data)
    kept.night(RUN, {"coast": offerings()})
    one = kept.all("SELECT offering_id FROM catalog.offering WHERE cost_min = 495")[0][0]
    common = {"offering_id": one, "institution_id": "coast", "run_id": RUN}
    run = {
        "section_id": f"{one}-1",
        "start_date": date(2027, 1, 11),
        "delivery_mode": "unknown",
        "availability": "open",
    }
    insert_rows(kept.con, "catalog", schema.SECTION, [common | run | {"price": D("495.00"), "currency": "CAD"}])
    price = {"price_no": 1, "amount": D("495.00"), "currency": "CAD", "component": "tuition", "text": "$495.00"}
    insert_rows(kept.con, "catalog", schema.PRICE, [common | price])
    folder = write_release(kept.con, data, RUN, {}).folder
    publish(data, RUN)
    kept.con.close()
    return folder
