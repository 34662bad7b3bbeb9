"""Each row rule catches its fault, names the row, and lets a clean frame through. Great Expectations is real here."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from expectations.gate import judge_many, judge_rows
from expectations.rules import BY_ID, RULES
from expectations.verdicts import Finding, Verdict
from tests.expectations.frames import offerings, prices, sections

TBA = {"cost_status": "unknown", "cost_min": None, "cost_max": None, "currency": None, "cost_basis": None}
NO_LENGTH = dict.fromkeys(
    (
        "hours_min", "hours_max", "span_min", "span_max", "span_unit", "span_days_min", "span_days_max",
        "weekly_hours_min", "weekly_hours_max",
    )
)  # fmt: skip
FREE = {"cost_status": "free", "cost_min": 0.0, "cost_max": 0.0, "cost_text": "Free", "prev_cost_min": 0.0}


def cost(amount: float, **values: Any) -> dict[str, Any]:
    return {"cost_min": amount, "cost_max": amount, "prev_cost_min": None, "cost_text": f"${amount:,.0f}", **values}


def hours(low: float, high: float | None = None, **values: Any) -> dict[str, Any]:
    return NO_LENGTH | {"hours_min": low, "hours_max": high or low, "prev_hours_min": None, **values}


#: rule -> faults of one offering that it must catch
FAULTS: dict[str, list[dict[str, Any]]] = {
    "ID-003": [{"title": ""}, {"title": "  "}, {"title": None}],
    "ID-004": [{"title": "Page not found"}, {"title": "404"}, {"title": "Error 404 - Not Found"},
               {"title": "Just a moment..."}, {"title": "Page introuvable | Collège du Nord"}],
    "ID-005": [{"title": "Gestion de lâ€™eau"}, {"title": "Ã‰nergie"}, {"title": "Mati\u00c3\u00a8res"},
               {"title": "<b>Welding</b>"}, {"title": "http://northcoast.example/x"}, {"title": "word " * 60}],
    "ID-006": [{"url": "/courses/1"}, {"url": None}, {"url": "ftp://northcoast.example/1"},
               {"url": "javascript:void(0)"}],
    "ID-008": [{"evidence_missing": "cost_min, currency"}, {"evidence_missing": None}],
    "COST-001": [{"cost_min": None, "cost_max": None}],
    "COST-002": [{"currency": None}, {"currency": "$"}],
    "COST-003": [{"cost_basis": None}],
    "COST-004": [FREE | {"cost_min": 50.0}, FREE | {"cost_min": None}, FREE | {"cost_max": 10.0},
                 {"cost_min": 0.0, "cost_max": 0.0}],
    "COST-005": [TBA | {"cost_min": 0.0}, TBA | {"cost_max": 495.0}],
    "COST-006": [{"cost_min": 600.0, "cost_max": 495.0}],
    "COST-007": [{"cost_min": -5.0}],
    "COST-008": [{"currency": "USD"}],
    "COST-009": [cost(0.5), cost(900_000), cost(40_000, cost_basis="per_credit"),
                 cost(75_000)],
    "COST-010": [cost(15), cost(12_000), cost(900, cost_basis="per_hour")],
    "COST-011": [FREE | {"cost_text": None}, FREE | {"cost_text": " "}],
    "COST-012": [FREE | {"cost_text": "Contact us"}],
    "COST-013": [cost(2026, cost_text="Fees for Fall 2026"), cost(2027, cost_text="Droits pour 2027")],
    "COST-014": [cost(604, cost_text="Call 604-555-0142"), cost(555, cost_text="Fee: call (604) 555-0142")],
    "COST-015": [cost(2026, cost_text="2026")],
    "COST-016": [{"prev_cost_min": 100.0}, {"prev_cost_min": 4950.0}],
    "COST-017": [{"cost_total_min": 900.0, "cost_total_max": 495.0}],
    "ID-009": [{"summary": "Apprendre Ã  souder â€” niveau 1"}, {"cost_text": "DurÃ©e et coÃ»t : 495 $"}],
    "ID-011": [{"lang": "english"}, {"lang": "EN"}],
    "COST-020": [cost(4_950, cost_text="$495"), cost(1.5, cost_text="$1,500"), cost(1_495, cost_text="1 500 $"),
                 {"cost_max": 945.0}],
    "COST-021": [cost(1495, code="MGMT 1495", cost_text="MGMT 1495 fees"),
                 cost(210, cost_text="See BUSI-210 for fees")],
    "COST-023": [{"prev_cost_min": 100.0, "cost_confirmed": True}],
    "COST-024": [{"cost_text": "US$495"}, {"currency": "USD", "country": "US", "cost_text": "495 $ CAD"}],
    "JOINT-001": [cost(495) | hours(0.15, duration_text="0.15 hours"),
                  cost(1.0, cost_total_min=1.0) | hours(30, duration_text="30 hours")],
    "JOINT-002": [cost(2_000, cost_total_min=2_000) | hours(2, duration_text="2 hours")],
    "DUR-018": [{"duration_text": "6 hours"}, {"span_unit": "month", "duration_text": "6 semaines"}],
    "DUR-020": [{"meetings": 400}],
    "DUR-021": [hours(300, duration_text="30 hours"), hours(30, duration_text="De 40 à 60 heures")],
    "DUR-022": [{"span_days_min": 400.0, "span_days_max": 400.0}],
    "ON-001": [{"province": "ON"} | hours(301, duration_text="301 hours"),
               {"province": "ON", "span_days_min": 84.0, "span_days_max": 84.0}],
    "DUR-001": [NO_LENGTH],
    "DUR-002": [{"duration_status": "unknown"}, NO_LENGTH | {"duration_status": "unknown", "hours_min": 0.0}],
    "DUR-003": [{"hours_min": 40.0}],
    "DUR-004": [{"span_min": 8.0}],
    "DUR-005": [{"weekly_hours_min": 8.0}],
    "DUR-006": [{"span_unit": None}, hours(30, span_unit="week")],
    "DUR-007": [hours(0), hours(20_000), hours(-4)],
    "DUR-008": [hours(2_000), hours(200, credential_kind="workshop")],
    "DUR-009": [{"span_days_min": 0.0}, {"span_days_max": 7_000.0}],
    "DUR-010": [{"span_days_max": 1_400.0}],
    "DUR-011": [{"weekly_hours_max": 200.0}],
    "DUR-012": [{"weekly_hours_max": 80.0}],
    "DUR-013": [{"hours_min": 300.0, "hours_max": 300.0}, {"hours_min": 3.0, "hours_max": 3.0}],
    "DUR-014": [{"prev_hours_min": 300.0}, {"prev_hours_min": 5.0}],
    "DUR-015": [{"prev_span_days_min": 294.0}],
    "VOC-001": [{"credential_kind": "mikro"}, {"credential_kind": None}],
    "VOC-002": [{"recognition": "yes"}],
    "VOC-003": [{"cost_status": "Free"}, {"cost_status": None}],
    "VOC-004": [{"cost_basis": "weekly"}],
    "VOC-005": [{"cost_tax": "maybe"}],
    "VOC-006": [{"duration_status": None}],
    "VOC-007": [{"span_unit": "fortnight"}],
    "VOC-008": [{"delivery_mode": "Online"}],
}  # fmt: skip
#: What is right and must not be taken for a fault.
CLEAN: list[dict[str, Any]] = [
    {},
    TBA | {"cost_text": "Contact us"},
    FREE,
    FREE | {"cost_max": None, "cost_text": "Sans frais"},
    NO_LENGTH | {"duration_status": "unknown", "duration_text": None},
    NO_LENGTH | {"self_paced": True},
    NO_LENGTH | {"meetings": 6},
    NO_LENGTH | {"span_min": 2.0, "span_max": 2.0, "span_unit": "term", "duration_text": "Two terms"},
    {"cost_text": "Fee: four hundred and ninety-five dollars"},
    {"cost_text": "495 $ CA, MGMT 1495"},
    cost(1295, code="MCR 1295", cost_text="Tuition Course Fee $1,295.00 CAD."),
    cost(1295, code="MCR-1295", cost_text="Coût : 1 295 $"),
    {"prev_cost_min": 100.0, "page_changed": False, "cost_confirmed": True},
    {"province": "ON", "country": "CA"},
    {"province": "ON"} | hours(301, duration_text="301 hours", credential_kind="certificate"),
    {"code": "495", "cost_text": "$495"},
    {"cost_min": None, "cost_text": "Up to $495"},
    {"prev_cost_min": 100.0, "page_changed": False},
    {"prev_cost_min": 100.0, "page_changed": None},
    {"prev_cost_min": 100.0, "prev_cost_basis": "per_credit"},
    {"currency": "USD", "country": "US"},
    {"country": "JP"},
    cost(2026, cost_text="$2,026"),
    cost(2026, cost_text="Tuition: 2026 CAD"),
    cost(604, cost_text="$604, call 604-555-0142"),
    cost(60_000, credential_kind="degree", cost_basis="per_year"),
    {"title": "500-Hour Yoga Teacher Training"},
    {"title": "Error Analysis & Forbidden Zones: Électricité"},
]


Case = tuple[str, dict[str, Any]]
CASES: list[Case] = [(rule, fault) for rule, faults in FAULTS.items() for fault in faults]


def judge(values: dict[str, Any], **other: pd.DataFrame) -> Verdict:
    frame = offerings(**values)
    return judge_rows(frame, other.get("sections", sections(frame)), other.get("prices", prices(frame)))


@pytest.fixture(scope="module")
def judged() -> Verdict:
    """Every fault and every clean case, each an offering of its own, judged at once."""
    cases = [values for _, values in CASES] + CLEAN
    frame = offerings(len(cases))
    rows = [row | values for row, values in zip(frame.to_dict("records"), cases, strict=True)]
    spoiled = pd.DataFrame(rows, columns=frame.columns, dtype=object)
    return judge_rows(spoiled, sections(frame), prices(spoiled))


def of(verdict: Verdict, number: int) -> list[Finding]:
    return [f for f in verdict.findings if f.offering_id == f"northcoast-{number:04}"]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{rule} {fault}" for rule, fault in CASES])
def test_a_rule_catches_its_fault_and_names_the_row(judged: Verdict, number: int) -> None:
    rule = CASES[number][0]
    found = [f for f in of(judged, number) if f.rule == rule]
    assert len(found) == 1, of(judged, number)
    assert (found[0].severity, found[0].level, found[0].institution_id) == (BY_ID[rule].severity, "row", "northcoast")
    assert found[0].field == BY_ID[rule].subject
    assert found[0].message.endswith(".")


@pytest.mark.parametrize("number", range(len(CLEAN)), ids=[str(values) for values in CLEAN])
def test_what_is_right_passes_without_a_word(judged: Verdict, number: int) -> None:
    assert of(judged, len(CASES) + number) == []


def test_clean_frames_give_a_clean_verdict() -> None:
    assert judge({}) == Verdict((), (), 6)


def test_all_rules_could_be_judged(judged: Verdict) -> None:
    assert (judged.errors, judged.rows) == ((), len(CASES) + len(CLEAN))


def test_an_id_twice_and_an_id_missing_are_critical() -> None:
    twice = judge({"offering_id": "northcoast-0001"})
    assert [(f.rule, f.offering_id) for f in twice.findings] == [("ID-001", "northcoast-0001")] * 2
    missing = judge({"offering_id": None})
    assert [(f.rule, f.offering_id) for f in missing.findings] == [("ID-002", None)]


def test_two_offerings_at_one_address_are_warned_of_both() -> None:
    verdict = judge({"url": "http://northcoast.example/courses/1"})
    found = [(f.rule, f.severity, f.offering_id) for f in verdict.findings]
    assert found == [("ID-007", "warning", "northcoast-0000"), ("ID-007", "warning", "northcoast-0001")]


def test_an_institution_that_puts_several_offerings_on_a_page_is_not_warned_of() -> None:
    frame = offerings().assign(url="http://northcoast.example/courses")
    assert judge_rows(frame, sections(frame), prices(frame)).findings == ()


@pytest.mark.parametrize(
    ("rule", "start", "end"),
    [("DUR-016", "2026-10-20", "2026-09-08"), ("DUR-017", "2026-09-08", "2036-10-20"),
     ("DUR-019", "2024-09-08", "2024-10-20"), ("DUR-019", "2024-09-08", None)],
)  # fmt: skip
def test_sections_whose_days_cannot_be_right_are_warned_of(rule: str, start: str, end: str) -> None:
    verdict = judge({}, sections=sections(offerings(), start, end))
    found = [f for f in verdict.findings if f.rule == rule]
    assert [(f.severity, f.offering_id) for f in found] == [("warning", "northcoast-0000")]
    assert start in found[0].message
    assert verdict.worst == "warning"


def test_sections_without_an_end_or_any_day_pass() -> None:
    assert judge({}, sections=sections(offerings(), "2026-09-08", None)).findings == ()
    assert judge({}, sections=sections(offerings(), None, None)).findings == ()


def test_a_negative_price_among_all_prices_is_critical() -> None:
    verdict = judge({}, prices=prices(offerings(), -5.0))
    assert [(f.rule, f.value) for f in verdict.findings if f.severity == "critical"] == [("COST-018", "-5")]
    assert verdict.failed_rows == {"northcoast-0000"}


def test_a_headline_that_no_price_says_is_warned_of() -> None:
    verdict = judge({}, prices=prices(offerings(), 50.0))
    assert [(f.rule, f.severity, f.value) for f in verdict.findings] == [("COST-019", "warning", "495")]


@pytest.mark.parametrize(("total", "wrong"), [(540.0, False), (495.0, False), (840.0, True)])
def test_parts_make_the_total_stated_or_are_warned_of(total: float, wrong: bool) -> None:
    base = prices(offerings(1))
    parts = [base.assign(component=c, amount=a) for c, a in (("tuition", 495.0), ("materials", 45.0), ("total", total))]
    verdict = judge({}, prices=pd.concat(parts, ignore_index=True))
    assert [f.rule for f in verdict.findings] == (["COST-022"] if wrong else [])


def test_one_offering_under_two_ids_is_warned_of_unless_its_codes_tell_them_apart() -> None:
    twin = {"title": "welding  Fundamentals 1", "code": None}
    assert {(f.rule, f.offering_id) for f in judge(twin).findings} == {
        ("ID-010", "northcoast-0000"), ("ID-010", "northcoast-0001")}  # fmt: skip
    assert judge(twin | {"code": "WELD-2"}).findings == ()
    assert judge(twin | {"cost_min": 480.0, "cost_max": 480.0, "cost_text": "$480"}).findings == ()


def test_what_a_person_released_is_information_and_its_next_value_is_not() -> None:
    verdict = judge({"prev_cost_min": 100.0})
    assert verdict.failed_rows == {"northcoast-0000"}
    assert verdict.excused(frozenset({("northcoast-0000", "COST-016", "495")})).failed_rows == frozenset()
    assert verdict.excused(frozenset({("northcoast-0000", "COST-016", "500")})).failed_rows == {"northcoast-0000"}


def test_many_institutions_judged_at_once_get_what_each_gets_alone() -> None:
    coast, hill = offerings(3, title=""), offerings(3, currency="USD")
    for column in ("institution_id", "offering_id", "url"):
        hill[column] = hill[column].str.replace("northcoast", "hill")
    coast_alone, hill_alone = (judge_rows(f, sections(f), prices(f)) for f in (coast, hill))
    both = pd.concat([coast, hill], ignore_index=True)
    many = judge_many(both, sections(both), prices(both))
    assert many == {"northcoast": coast_alone, "hill": hill_alone}
    assert many["hill"].measures == hill_alone.measures


def test_the_worst_severity_speaks_and_only_critical_rows_fail() -> None:
    warned = judge({"currency": "USD"})
    assert warned.worst == "warning"
    assert warned.failed_rows == frozenset()
    failed = judge({"currency": "USD", "title": ""})
    assert failed.worst == "critical"
    assert failed.failed_rows == {"northcoast-0000"}
    assert judge({}).worst is None


def test_a_message_says_what_holds_and_what_was_read() -> None:
    message = judge({"cost_min": 600.0}).findings[0].message
    assert message == "Expected: The lowest price is not above the highest. Read: cost_min 600, cost_max 495."


def test_every_row_rule_has_a_fault_that_it_catches() -> None:
    elsewhere = {"CHOICE-001", "CORR-001", "ID-001", "ID-002", "ID-007", "ID-010", "COST-018", "COST-019", "COST-022",
                 "DUR-016", "DUR-017", "DUR-019"}  # fmt: skip
    assert {rule.id for rule in RULES if rule.level == "row"} == FAULTS.keys() | elsewhere
