"""Statements about one offering -> one row, its sections, prices, relations and evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from crawlers.contract import READERS, Field, Institution
from warehouse.identity import Group, fold
from warehouse.normalise.choose import choose_cost, choose_duration
from warehouse.normalise.completeness import completeness
from warehouse.normalise.derive import cost_total, span_days, total_hours
from warehouse.normalise.draft import Draft, fitting
from warehouse.normalise.quote import quote
from warehouse.normalise.runs import dates_of, run_days
from warehouse.normalise.statements import Stated

Item = tuple[Stated, Any]  # a statement and its reading; None where its field has no reader of its own

_RANK = {reader: rank for rank, reader in enumerate(READERS)}
_QUOTED = {
    "location": Field.LOCATION,
    "attendance": Field.ATTENDANCE,
    "prerequisites": Field.PREREQUISITES,
    "assessment": Field.ASSESSMENT,
    "audience": Field.AUDIENCE,
    "level": Field.LEVEL,
    "badge": Field.BADGE,
}
_COST = {
    "cost_status": "status",
    "cost_min": "min",
    "cost_max": "max",
    "currency": "currency",
    "cost_basis": "basis",
    "cost_tax": "tax",
}
_DURATION = {
    "hours_min": "hours_min",
    "hours_max": "hours_max",
    "span_min": "span_min",
    "span_max": "span_max",
    "span_unit": "span_unit",
    "weekly_hours_min": "weekly_hours_min",
    "weekly_hours_max": "weekly_hours_max",
    "meetings": "sessions",
}


@dataclass(slots=True)
class Assembled:
    """Rows of one offering, by table of `stage.*`, and findings of choosing between statements."""

    offering: dict[str, Any]
    sections: list[dict[str, Any]] = field(default_factory=list)
    prices: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    disagreements: list[dict[str, Any]] = field(default_factory=list)


def assemble(group: Group, items: Sequence[Item], institution: Institution, run_id: str) -> Assembled:
    """One offering. `items` are its statements with their readings, in page order."""
    main = group.members[0]
    draft = Draft(group.offering_id, institution.id, run_id)
    ordered = _main_first(items, main.key, main.page_no)
    by_field: dict[str, list[Item]] = {}
    for item in ordered:
        if item[0].section_key is None:
            by_field.setdefault(item[0].field, []).append(item)

    _identity(draft, group, by_field, institution)
    disagreements: list[dict[str, Any]] = []
    of_sections = [item for item in ordered if item[0].section_key is not None and item[0].field == Field.COST]
    prices = _cost(draft, by_field.get(Field.COST, []), of_sections, institution, disagreements)
    _duration(draft, [*by_field.get(Field.DURATION, []), *run_days(ordered)], disagreements)
    _delivery_and_substance(draft, by_field, group)
    section_rows, section_evidence = _sections(group, ordered, institution, run_id)
    relations = _relations(draft, by_field)
    draft.values["completeness"] = completeness(draft.values, has_section=bool(section_rows))
    offering = draft.values | {
        "offering_id": group.offering_id,
        "institution_id": institution.id,
        "offering_key": main.key,
        "page_sha256": main.sha256,
        "run_id": run_id,
    }
    return Assembled(offering, section_rows, prices, relations, draft.evidence + section_evidence, disagreements)


def _main_first(items: Sequence[Item], key: str, page_no: int) -> list[Item]:
    """The main language's page first, then trust in the reader, then page order (sorting is stable)."""

    def order(item: Item) -> tuple[bool, bool, int]:
        stated = item[0]
        return (stated.offering_key != key, stated.page_no != page_no, _RANK.get(stated.reader, len(_RANK)))

    return sorted(items, key=order)


def _first(items: Iterable[Item], wanted: Callable[[Any], bool]) -> Item | None:
    return next((item for item in items if wanted(item[1])), None)


def _identity(draft: Draft, group: Group, by_field: dict[str, list[Item]], institution: Institution) -> None:
    main = group.members[0]
    page = next((s for items in by_field.values() for s, _ in items if s.page_no == main.page_no), None)
    for name, source_field in (("code", Field.CODE), ("title", Field.TITLE), ("summary", Field.SUMMARY)):
        found = next((s for s, _ in by_field.get(source_field, [])), None)
        draft.put(name, quote(found.text) if found else None, found)
    if draft.values["title"] is None:
        draft.values["title"] = ""  # a title is required: judging quarantines the row
    draft.put("url", main.url, page, words=main.url)
    draft.put("lang", main.lang, page, words=main.lang)
    subjects = by_field.get(Field.SUBJECT, [])
    draft.put(
        "subjects",
        sorted({q for s, _ in subjects if (q := quote(s.text, longest=80))}),
        subjects[0][0] if subjects else None,
        words="; ".join(s.text for s, _ in subjects),
    )
    _scope(draft, by_field, institution)
    found_credits = _first(by_field.get(Field.CREDITS, []), lambda reading: reading[0] is not None)
    draft.put("credits", found_credits[1][0] if found_credits else None, found_credits[0] if found_credits else None)
    draft.put(
        "credit_unit", found_credits[1][1] if found_credits else None, found_credits[0] if found_credits else None
    )
    recognition = _first(by_field.get(Field.RECOGNITION, []), lambda reading: reading != "unknown")
    stacks = by_field.get(Field.STACKS_INTO, [])
    if recognition:
        draft.put("recognition", recognition[1], recognition[0])
    elif stacks:
        draft.put("recognition", "stackable", stacks[0][0], how="derived")
    else:
        draft.put("recognition", "unknown", None)


def _scope(draft: Draft, by_field: dict[str, list[Item]], institution: Institution) -> None:
    """In scope: the page or the listing that links it says so in words, or the manifest declares the listing so."""
    scope = by_field.get(Field.SCOPE, [])
    credential = _first(by_field.get(Field.CREDENTIAL, []), lambda reading: reading != "unknown")
    if credential is None:
        credential = _first(scope, lambda reading: reading != "unknown")
    draft.put("credential_kind", credential[1] if credential else "unknown", credential[0] if credential else None)
    draft.put(
        "credential_text", quote(credential[0].text) if credential else None, credential[0] if credential else None
    )
    by_page = next((s for s, _ in scope if s.reader != "listing"), None)
    named = credential is not None and credential[1] in ("micro_credential", "digital_badge")
    if by_page is None and credential and named and credential[0].reader != "listing":
        by_page = credential[0]
    by_listing = next((s for s, _ in scope if s.reader == "listing"), None)
    said = by_page or by_listing
    if said:
        draft.put("in_scope", True, said)
        draft.put("scope_source", "page" if by_page else "listing", said)
    elif institution.listing_in_scope:
        words = f"the manifest of {institution.id} declares its listing in scope"
        draft.put("in_scope", True, None, how="default", words=words)
        draft.put("scope_source", "manifest", None, how="default", words=words)
    else:
        draft.put("in_scope", False, None, how="derived", words="neither page, listing nor manifest says so")
        draft.put("scope_source", None, None)


def _cost(
    draft: Draft,
    items: list[Item],
    of_sections: list[Item],
    institution: Institution,
    disagreements: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """The headline, from what is said of the whole offering; every price stated, those of sections as well."""
    chosen = choose_cost(items)
    reading, sources = chosen.reading, chosen.sources
    speaks = sources.get("status") or next(iter(sources.values()), None)
    for name, attribute in _COST.items():
        if name == "currency":
            _currency(draft, reading.currency, sources.get(attribute, speaks), institution)
        else:
            draft.put(name, getattr(reading, attribute), sources.get(attribute, speaks))
    draft.put("cost_text", quote(speaks.text) if speaks else None, speaks)
    low, high, how = cost_total(reading.min, reading.max, reading.basis, draft.values.get("credits"))
    words = None
    if how == "derived":
        words = (
            f"{speaks.text if speaks else ''} × {draft.values['credits']} {draft.values['credit_unit'] or 'credits'}"
        )
    draft.put("cost_total_min", low, speaks, how=how or "stated", words=words)
    draft.put("cost_total_max", high, speaks, how=how or "stated", words=words)
    draft.put("cost_total_source", how, speaks, how=how or "stated", words=words)
    _note(draft, disagreements, chosen.disagreements)
    rows: list[dict[str, Any]] = []
    seen: set[tuple[Any, ...]] = set()
    for stated, one in (*items, *of_sections):
        for price in one.prices:
            key = (price.amount, price.currency, price.audience, price.component, price.basis)
            amount = fitting(price.amount)
            if amount is None or price.currency is None or key in seen:
                continue
            seen.add(key)
            rows.append(
                {
                    "offering_id": draft.offering_id,
                    "institution_id": draft.institution_id,
                    "price_no": len(rows) + 1,
                    "amount": amount,
                    "currency": price.currency,
                    "audience": price.audience,
                    "component": price.component,
                    "basis": price.basis,
                    "text": quote(price.text) or quote(stated.text),
                    "run_id": draft.run_id,
                }
            )
    return rows


def _currency(draft: Draft, currency: str | None, source: Stated | None, institution: Institution) -> None:
    """Stated where the words name it; read from a bare sign by the institution's country, it is derived."""
    if currency is not None and source is not None and not _names_currency(source, currency):
        draft.put("currency", currency, source, how="derived", words=f"{source.text} (in {institution.country})")
    else:
        draft.put("currency", currency, source)


def _names_currency(source: Stated, currency: str) -> bool:
    """Do the words themselves name the currency, or was a bare sign read by the institution's country?"""
    words = f"{source.label or ''} {' '.join(source.context)} {source.text}".upper()
    own = {"CAD": ("CAD", "CA$", "CAN$", "C$", "$ CA", "CDN"), "EUR": ("EUR", "€"), "GBP": ("GBP", "£")}
    return any(sign in words for sign in own.get(currency, (currency,)))


def _duration(draft: Draft, items: list[Item], disagreements: list[dict[str, Any]]) -> None:
    chosen = choose_duration(items)
    reading, sources = chosen.reading, chosen.sources
    speaks = next(iter(sources.values()), None)
    known = "derived" if reading.derived else "stated"
    draft.put("duration_status", reading.status, sources.get("status", speaks), how=known)
    for name, attribute in _DURATION.items():
        draft.put(name, getattr(reading, attribute), sources.get(attribute, speaks), how=known)
    draft.put("self_paced", True if reading.self_paced else None, sources.get("self_paced", speaks))
    span_source = sources.get("span_min") or sources.get("span_max") or speaks
    low, high = span_days(reading.span_min, reading.span_max, reading.span_unit)
    draft.put("span_days_min", low, span_source, how="derived")
    draft.put("span_days_max", high, span_source, how="derived")
    hours_low, hours_high, how = total_hours(reading)
    words = None
    if how == "derived":
        words = " × ".join(dict.fromkeys(sources[n].text for n in ("span_min", "weekly_hours_min") if n in sources))
    draft.put("total_hours_min", hours_low, speaks, how=how or "stated", words=words)
    draft.put("total_hours_max", hours_high, speaks, how=how or "stated", words=words)
    draft.put("total_hours_source", how, speaks, how=how or "stated", words=words)
    texts = list(dict.fromkeys(s.text for s in sources.values()))
    draft.put("duration_text", quote(" | ".join(texts)) if texts else None, speaks, words=" | ".join(texts))
    _note(draft, disagreements, chosen.disagreements)


def _note(draft: Draft, into: list[dict[str, Any]], disagreements: Iterable[Any]) -> None:
    into.extend(
        {"offering_id": draft.offering_id, "institution_id": draft.institution_id, "disagreement": one}
        for one in disagreements
    )


def _delivery_and_substance(draft: Draft, by_field: dict[str, list[Item]], group: Group) -> None:
    delivery = _first(by_field.get(Field.DELIVERY, []), lambda reading: reading != "unknown")
    draft.put("delivery_mode", delivery[1] if delivery else "unknown", delivery[0] if delivery else None)
    for name, source_field in _QUOTED.items():
        found = next((s for s, _ in by_field.get(source_field, [])), None)
        draft.put(name, quote(found.text) if found else None, found)
    language = _first(by_field.get(Field.INSTRUCTION_LANGUAGE, []), lambda reading: reading is not None)
    draft.put("instruction_language", language[1] if language else None, language[0] if language else None)
    main = group.members[0]
    outcomes = [s for s, _ in by_field.get(Field.OUTCOME, []) if s.offering_key == main.key]
    draft.put(
        "outcomes",
        list(dict.fromkeys(q for s in outcomes if (q := quote(s.text)))),
        outcomes[0] if outcomes else None,
        words="; ".join(s.text for s in outcomes),
    )
    funding = [s for s, _ in by_field.get(Field.FUNDING, [])]
    draft.put(
        "funding",
        sorted({q for s in funding if (q := quote(s.text))}),
        funding[0] if funding else None,
        words="; ".join(s.text for s in funding),
    )


def _relations(draft: Draft, by_field: dict[str, list[Item]]) -> list[dict[str, Any]]:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for relation in (Field.STACKS_INTO, Field.PART_OF, Field.REQUIRES):
        for stated, _ in by_field.get(relation, []):
            target = quote(stated.text)
            if target:
                rows.setdefault(
                    (relation.value, target),
                    {
                        "offering_id": draft.offering_id,
                        "institution_id": draft.institution_id,
                        "relation": relation.value,
                        "target_text": target,
                        "target_offering_id": None,
                        "run_id": draft.run_id,
                    },
                )
    return list(rows.values())


def _sections(
    group: Group, items: list[Item], institution: Institution, run_id: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Scheduled runs: statements with a section key, and start dates said of the whole offering."""
    of_section: dict[str, list[Item]] = {}
    for stated, reading in items:
        if stated.section_key is not None:
            of_section.setdefault(f"{stated.offering_key}\0{stated.section_key}", []).append((stated, reading))
        elif stated.field == Field.START_DATE:
            of_section.setdefault(f"\0start\0{stated.page_no}\0{stated.text}", []).append((stated, reading))
    rows: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    # Rows of one table are runs of their own, on one day even; only another page or reader says the same again.
    known: list[tuple[date | None, date | None, tuple[int, str]]] = []
    for key, said in of_section.items():
        for start, end, source in dates_of(said):
            draft = Draft(group.offering_id, institution.id, run_id)
            whole = key.startswith("\0start\0")
            if start is None and (whole or not any(s.field != Field.START_DATE for s, _ in said)):
                continue  # a start that could not be read as a day is no scheduled run
            where = (said[0][0].page_no, said[0][0].reader)
            if start is not None and any(
                start == s and where != w and (end is None or e is None or end == e) for s, e, w in known
            ):
                continue  # the twin in the other language, or the machine's copy, says the same
            known.append((start, end, where))
            draft.section_id = _section_id(group.offering_id, start, key, {row["section_id"] for row in rows})
            draft.put("start_date", start, source)
            end_source = next((s for s, _ in said if s.field == Field.END_DATE), source)
            draft.put("end_date", end, end_source)
            _section_facts(draft, said, institution)
            rows.append(
                draft.values
                | {
                    "section_id": draft.section_id,
                    "offering_id": group.offering_id,
                    "institution_id": institution.id,
                    "run_id": run_id,
                }
            )
            evidence.extend(draft.evidence)
    return rows, evidence


def _section_facts(draft: Draft, said: list[Item], institution: Institution) -> None:
    by_field: dict[str, list[Item]] = {}
    for item in said:
        by_field.setdefault(item[0].field, []).append(item)
    schedule = next((s for s, _ in by_field.get(Field.SCHEDULE, [])), None)
    draft.put("schedule_text", quote(schedule.text) if schedule else None, schedule)
    delivery = _first(by_field.get(Field.DELIVERY, []), lambda reading: reading != "unknown")
    draft.put("delivery_mode", delivery[1] if delivery else "unknown", delivery[0] if delivery else None)
    place = next((s for s, _ in by_field.get(Field.LOCATION, [])), None)
    draft.put("location", quote(place.text) if place else None, place)
    seats = _first(by_field.get(Field.AVAILABILITY, []), lambda reading: reading != "unknown")
    draft.put("availability", seats[1] if seats else "unknown", seats[0] if seats else None)
    apply_by = _first(by_field.get(Field.APPLY_BY, []), lambda reading: reading is not None)
    draft.put("apply_by", apply_by[1] if apply_by else None, apply_by[0] if apply_by else None)
    cost = choose_cost(by_field.get(Field.COST, []))
    price: Decimal | None = cost.reading.min if cost.reading.min == cost.reading.max else None
    draft.put("price", price, cost.sources.get("min"))
    _currency(draft, cost.reading.currency if price is not None else None, cost.sources.get("min"), institution)


def _section_id(offering_id: str, start: date | None, key: str, taken: set[str]) -> str:
    """The start where there is one, so that a section keeps its id when its words change."""
    suffix = start.strftime("%Y%m%d") if start else hashlib.sha256(fold(key).encode()).hexdigest()[:8]
    base = candidate = f"{offering_id}-{suffix}"
    number = 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate
