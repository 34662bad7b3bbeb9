"""One offering as schema.org says it: Course, or EducationalOccupationalProgram where several make one.

Mapping: STANDARDS (c). A price that is not stated is left out, never 0. Amounts are text with two decimals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from warehouse.exports.isotime import effort, span
from warehouse.exports.records import stated

CONTEXT = "https://schema.org/"
_PROGRAMS = frozenset({"certificate", "professional_certificate", "diploma", "degree"})
_MODES = {
    "in_person": "Onsite",
    "online": "Online",
    "online_live": "Online",
    "online_self_paced": "Online",
    "blended": "Blended",
    "hybrid_choice": "Blended",
    "workplace": "Onsite",
}


def as_course(row: dict[str, Any]) -> dict[str, Any]:
    """One node; its `@id` is a URN of the offering's id, the same in every release."""
    program = row["credential_kind"] in _PROGRAMS
    kind = row["credential_kind"]
    return stated(
        {
            "@type": "EducationalOccupationalProgram" if program else "Course",
            "@id": f"urn:microcreds:{row['offering_id']}",
            "identifier": row["offering_id"],
            "courseCode": None if program else row["code"],
            "name": row["title"],
            "url": row["url"],
            "description": row["summary"],
            "inLanguage": None if program else row["instruction_language"],
            "provider": {"@type": "Organization", "name": row["institution"], "url": row["home_url"]},
            "educationalCredentialAwarded": stated(
                {
                    "@type": "EducationalOccupationalCredential",
                    "credentialCategory": row["credential_text"] or kind.replace("_", " "),
                }
            )
            if kind not in ("unknown", "course", "workshop")
            else None,
            "numberOfCredits": _credits(row),
            "coursePrerequisites": None if program else row["prerequisites"],
            "programPrerequisites": row["prerequisites"] if program else None,
            "teaches": None if program else row["outcomes"],
            "timeRequired": None if program or row["hours_min"] != row["hours_max"] else effort(row["hours_min"]),
            "timeToComplete": span(row["span_min"], row["span_unit"])
            if program and row["span_min"] == row["span_max"]
            else None,
            "offers": _offer(row),
            "hasCourseInstance": None if program else _instances(row),
            "sdDatePublished": row["last_seen"].isoformat(),
            "sdPublisher": {"@type": "Organization", "name": "microcreds"},
        }
    )


def _credits(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["credits"] is None:
        return None
    return stated({"@type": "StructuredValue", "value": _plain(row["credits"]), "unitText": row["credit_unit"]})


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _offer(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["cost_status"] == "unknown":
        return None
    if row["cost_status"] == "free":
        return {"@type": "Offer", "category": "Free", "url": row["url"]}
    one = row["cost_min"] == row["cost_max"]
    whole = row["cost_basis"] in (None, "total", "per_course")
    offer: dict[str, Any] = {"@type": "Offer", "category": "Paid", "url": row["url"]}
    if one and whole:
        offer |= {"price": str(row["cost_min"]), "priceCurrency": row["currency"]}
    else:
        amounts = (
            {"price": str(row["cost_min"])}
            if one
            else {"minPrice": _text(row["cost_min"]), "maxPrice": _text(row["cost_max"])}
        )
        offer["priceSpecification"] = stated(
            {
                "@type": "PriceSpecification" if whole else "UnitPriceSpecification",
                **amounts,
                "priceCurrency": row["currency"],
                "unitText": None if whole else row["cost_basis"].replace("_", " "),
                "valueAddedTaxIncluded": {"included": True, "excluded": False}.get(row["cost_tax"] or ""),
            }
        )
    return stated(offer)


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _instances(row: dict[str, Any]) -> list[dict[str, Any]]:
    runs = row["sections"] or [{"delivery_mode": "unknown", "start_date": None, "end_date": None, "location": None}]
    made = []
    for run in runs:
        mode = run["delivery_mode"] if run["delivery_mode"] != "unknown" else row["delivery_mode"]
        length = span(row["span_min"], row["span_unit"]) if row["span_min"] == row["span_max"] else None
        made.append(
            stated(
                {
                    "courseMode": _MODES.get(mode),
                    "courseWorkload": _workload(row),
                    "courseSchedule": {"@type": "Schedule", "duration": length} if length else None,
                    "startDate": run["start_date"].isoformat() if run["start_date"] else None,
                    "endDate": run["end_date"].isoformat() if run["end_date"] else None,
                    "location": run["location"] or row["location"],
                }
            )
        )
    return [{"@type": "CourseInstance", **one} for one in made if one]


def _workload(row: dict[str, Any]) -> str | None:
    low, high = row["weekly_hours_min"], row["weekly_hours_max"]
    if low is None:
        return None
    return (
        f"{_plain(low)} hours a week"
        if low == high or high is None
        else f"{_plain(low)} to {_plain(high)} hours a week"
    )
