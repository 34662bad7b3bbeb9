"""Offerings as CTDL (Credential Engine's `ceterms:`) says them: learning opportunity, what it awards, who offers it.

Mapping: STANDARDS (c). Effort and calendar length never share a DurationProfile's property; a price that is not
stated is left out, never 0. CTIDs are minted from our ids, so that they stay the same from release to release.
"""

from __future__ import annotations

import hashlib
import uuid
from decimal import Decimal
from typing import Any

from warehouse.exports.isotime import effort, span
from warehouse.exports.records import stated

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
_RESOURCES = "https://credentialengineregistry.org/resources/"
_CREDENTIALS = {
    "micro_credential": "ceterms:MicroCredential",
    "digital_badge": "ceterms:DigitalBadge",
    "certificate": "ceterms:Certificate",
    "professional_certificate": "ceterms:ProfessionalCertificate",
    "diploma": "ceterms:Diploma",
    "degree": "ceterms:Degree",
}
_PROGRAMS = frozenset({"certificate", "professional_certificate", "diploma", "degree"})
_MODES = {
    "in_person": "deliveryType:InPerson",
    "online": "deliveryType:OnlineOnly",
    "online_live": "deliveryType:OnlineOnly",
    "online_self_paced": "deliveryType:OnlineOnly",
    "blended": "deliveryType:BlendedDelivery",
}


def ctid(kind: str, key: str) -> str:
    """`ce-` and a UUID of version 4's form, the same for the same key in every release."""
    digest = hashlib.sha256(f"microcreds\0{kind}\0{key}".encode()).digest()
    return f"ce-{uuid.UUID(bytes=digest[:16], version=4)}"


def as_organization(institution: dict[str, Any]) -> dict[str, Any]:
    """One institution."""
    return _entity("institution", institution["institution_id"], "ceterms:CredentialOrganization") | {
        "ceterms:name": {"en": institution["name"]},
        "ceterms:subjectWebpage": institution["home_url"],
    }


def as_learning(row: dict[str, Any]) -> list[dict[str, Any]]:
    """One offering: the learning opportunity, and the credential it awards where the page names one."""
    lang = row["lang"] or "en"
    offered_by = [_address("institution", row["institution_id"])]
    kind = _CREDENTIALS.get(row["credential_kind"])
    course = _entity(
        "offering",
        row["offering_id"],
        "ceterms:LearningProgram" if row["credential_kind"] in _PROGRAMS else "ceterms:Course",
    )
    common: dict[str, Any] = {
        "ceterms:name": {lang: row["title"]},
        "ceterms:description": {lang: row["summary"]} if row["summary"] else None,
        "ceterms:subjectWebpage": row["url"],
        "ceterms:offeredBy": offered_by,
    }
    learning = stated(
        course
        | common
        | {
            "ceterms:codedNotation": row["code"],
            "ceterms:inLanguage": [row["instruction_language"]] if row["instruction_language"] else None,
            "ceterms:keyword": {lang: row["subjects"]} if row["subjects"] else None,
            "ceterms:deliveryType": _delivery(row["delivery_mode"]),
            "ceterms:estimatedCost": _costs(row, lang),
            "ceterms:estimatedDuration": _durations(row, lang),
            "ceterms:creditValue": _credits(row, lang),
            "ceterms:entryCondition": [
                {"@type": "ceterms:ConditionProfile", "ceterms:description": {lang: row["prerequisites"]}}
            ]
            if row["prerequisites"]
            else None,
            "ceterms:hasOffering": [_run_address(row, run) for run in row["sections"]],
        }
    )
    runs = [_run(row, run, lang, offered_by) for run in row["sections"]]
    if kind is None:
        return [learning, *runs]
    credential = stated(
        _entity("credential", row["offering_id"], kind)
        | common
        | {
            "ceterms:requires": [
                {"@type": "ceterms:ConditionProfile", "ceterms:targetLearningOpportunity": [course["@id"]]}
            ]
        }
    )
    return [learning, *runs, credential]


def _address(kind: str, key: str) -> str:
    return _RESOURCES + ctid(kind, key)


def _entity(kind: str, key: str, type: str) -> dict[str, Any]:
    return {"@id": _address(kind, key), "@type": type, "ceterms:ctid": ctid(kind, key)}


def _delivery(mode: str) -> list[dict[str, Any]] | None:
    if mode not in _MODES:
        return None
    return [{"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": _MODES[mode]}]


def _costs(row: dict[str, Any], lang: str) -> list[dict[str, Any]] | None:
    if row["cost_status"] == "unknown":
        return None
    profile: dict[str, Any] = {"@type": "ceterms:CostProfile", "ceterms:costDetails": row["url"]}
    profile["ceterms:description"] = {lang: row["cost_text"]} if row["cost_text"] else None
    if row["cost_status"] == "priced" and row["currency"] and row["cost_min"] is not None:
        profile["ceterms:currency"] = row["currency"]
        if row["cost_min"] == row["cost_max"]:
            profile["ceterms:price"] = str(row["cost_min"])
        if row["cost_basis"] not in (None, "total"):
            profile["ceterms:paymentPattern"] = {"en": row["cost_basis"].replace("_", " ")}
    return [stated(profile)]


def _durations(row: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    text = {lang: row["duration_text"]} if row["duration_text"] else None
    made = []
    if row["hours_min"] is not None and row["hours_min"] == row["hours_max"] and (hours := effort(row["hours_min"])):
        made.append({"ceterms:timeRequired": hours})
    low, high = span(row["span_min"], row["span_unit"]), span(row["span_max"], row["span_unit"])
    if low and low == high:
        made.append({"ceterms:exactDuration": low})
    elif low or high:
        made.append(stated({"ceterms:minimumDuration": low, "ceterms:maximumDuration": high}))
    if not made and text:
        made.append({})
    return [stated({"@type": "ceterms:DurationProfile", **one, "ceterms:description": text}) for one in made]


def _credits(row: dict[str, Any], lang: str) -> list[dict[str, Any]] | None:
    if row["credits"] is None:
        return None
    value: Decimal = row["credits"]
    unit = {lang: row["credit_unit"]} if row["credit_unit"] else None
    return [stated({"@type": "ceterms:ValueProfile", "schema:value": float(value), "schema:description": unit})]


def _run_address(row: dict[str, Any], run: dict[str, Any]) -> str:
    return _address("section", f"{row['offering_id']}\0{run['section_id']}")


def _run(row: dict[str, Any], run: dict[str, Any], lang: str, offered_by: list[str]) -> dict[str, Any]:
    """A scheduled run. CTDL gives it no dates of its own; they stand in its description."""
    first, last = run["start_date"], run["end_date"]
    dates = " to ".join(day.isoformat() for day in (first, last) if day)
    return stated(
        _entity("section", f"{row['offering_id']}\0{run['section_id']}", "ceterms:ScheduledOffering")
        | {
            "ceterms:name": {lang: row["title"]},
            "ceterms:description": {"en": dates} if dates else None,
            "ceterms:offeredBy": offered_by,
            "ceterms:deliveryType": _delivery(run["delivery_mode"]),
            "ceterms:estimatedCost": [
                {
                    "@type": "ceterms:CostProfile",
                    "ceterms:costDetails": row["url"],
                    "ceterms:price": str(run["price"]),
                    "ceterms:currency": run["currency"],
                }
            ]
            if run["price"] is not None and run["currency"]
            else None,
        }
    )
