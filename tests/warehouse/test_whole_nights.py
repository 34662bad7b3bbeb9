"""From landing files to a release, through the readers: the catalogue says what a page states, with evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crawlers.contract import Institution
from tests.warehouse.landing_kit import HOST, Said, land
from tests.warehouse.night_kit import COAST, Warehouse
from warehouse import schema
from warehouse.changes import text_of
from warehouse.frames import institution_night, offerings_to_judge, release_frame
from warehouse.load import load_landing
from warehouse.normalise.offerings import NormaliseCounts, normalise_institution
from warehouse.quality import as_finding, quarantine_failed_rows, record_findings, record_night
from warehouse.reader_copy import write_reader_copy
from warehouse.release import write_release
from warehouse.trace import trace_lookup

N1, N2 = "2026-11-20.1", "2026-11-21.1"

WELDING = Said(
    "WELD 1000",
    "Welding basics",
    facts={
        "code": "WELD 1000",
        "cost": "$495",
        "duration": "20 hours",
        "delivery": "Online, self-paced",
        "credential": "Micro-credential",
        "credits": "3 credits",
        "subject": ["Trades", "Arts"],
        "summary": "Ask jane.doe@northcoast.example or 604-555-0134.",
        "outcome": ["Weld", "Cut"],
        "stacks_into": "Diploma in Welding",
    },
    sections=[
        {"start_date": "January 12, 2027", "end_date": "February 20, 2027", "availability": "Open", "cost": "$450"}
    ],
)
SILENT = Said("NONE 1", "A course that says nothing")


def night(warehouse: Warehouse, run_id: str, said: list[Said], institution: Institution = COAST) -> NormaliseCounts:
    land(warehouse.data, run_id, institution.id, said)
    load_landing(warehouse.con, warehouse.data, run_id, institution.id)
    counts = normalise_institution(warehouse.con, run_id, institution)
    record_findings(warehouse.con, run_id, institution.id, [as_finding(one) for one in counts.disagreements])
    bad = quarantine_failed_rows(warehouse.con, run_id, institution.id)
    facts = institution_night(warehouse.con, run_id, institution.id, expected_minimum=1)
    record_night(warehouse.con, run_id, institution.id, "complete", None, facts, bad)
    warehouse.merge(run_id)
    return counts


def test_what_is_stated_is_what_the_catalogue_says(warehouse: Warehouse) -> None:
    night(warehouse, N1, [WELDING])
    row = warehouse.all(
        "SELECT code, title, cost_status, cost_min, currency, hours_min, delivery_mode, credential_kind, credits, "
        "subjects, outcomes, recognition, in_scope, scope_source FROM catalog.offering"
    )
    assert row == [
        (
            "WELD 1000", "Welding basics", "priced", Decimal("495.00"), "CAD", Decimal("20.00"), "online_self_paced",
            "micro_credential", Decimal("3.00"), ["Arts", "Trades"], ["Weld", "Cut"], "stackable", True, "page",
        )
    ]  # fmt: skip
    assert warehouse.all("SELECT start_date, end_date, availability, price, currency FROM catalog.section") == [
        (date(2027, 1, 12), date(2027, 2, 20), "open", Decimal("450.00"), "CAD")
    ]
    assert warehouse.all("SELECT relation, target_text FROM catalog.relation") == [
        ("stacks_into", "Diploma in Welding")
    ]


def test_what_is_not_stated_is_unknown(warehouse: Warehouse) -> None:
    night(warehouse, N1, [SILENT])
    row = warehouse.all(
        "SELECT cost_status, cost_min, currency, duration_status, hours_min, delivery_mode, self_paced, "
        "cost_total_min, credential_kind, in_scope FROM catalog.offering"
    )
    assert row == [("unknown", None, None, "unknown", None, "unknown", None, None, "unknown", False)]


def test_every_value_has_evidence_spelled_as_the_value(warehouse: Warehouse) -> None:
    night(warehouse, N1, [WELDING, SILENT])
    assert set(offerings_to_judge(warehouse.con, N1, "coast")["evidence_missing"]) == {""}
    for column in schema.SUBSTANCE:
        value = text_of(column, "o")
        differing = warehouse.all(
            f"SELECT e.value, {value} FROM catalog.offering o JOIN catalog.evidence e USING (offering_id) "
            f"WHERE e.field = '{column.name}' AND e.section_id = '' AND e.value <> {value}"
        )
        assert differing == []


def test_evidence_points_to_words_page_reader_and_archived_response(warehouse: Warehouse) -> None:
    night(warehouse, N1, [WELDING])
    write_reader_copy(warehouse.con, warehouse.data)
    for name in ("WELD 1000", WELDING.address, warehouse.offering_id("Welding basics"), "welding"):
        rows = [r for r in trace_lookup(warehouse.data / "warehouse.duckdb", name, "cost_min") if r["section_id"] == ""]
        assert [(r["value"], r["how"], r["words"], r["reader"], r["page_url"]) for r in rows] == [
            ("495.00", "stated", "$495", "labelled", WELDING.address)
        ]
        assert rows[0]["archive_file"] == f"archive/coast/{N1}.warc.gz"
        assert rows[0]["archive_record"]
        assert rows[0]["fetched_at"]


@pytest.mark.parametrize("name", ["no such thing", "course"])
def test_a_trace_of_nothing_or_of_several_says_so(warehouse: Warehouse, name: str) -> None:
    night(warehouse, N1, [Said("A", "First course"), Said("B", "Second course")])
    write_reader_copy(warehouse.con, warehouse.data)
    with pytest.raises(LookupError, match=name):
        trace_lookup(warehouse.data / "warehouse.duckdb", name, "cost_min")


def test_a_bare_dollar_sign_gives_a_derived_currency_that_says_so(warehouse: Warehouse) -> None:
    night(warehouse, N1, [WELDING])
    rows = warehouse.all(
        "SELECT section_id = '', how, words FROM catalog.evidence WHERE field = 'currency' ORDER BY ALL"
    )
    assert rows == [(False, "derived", "$450 (in CA)"), (True, "derived", "$495 (in CA)")]


def test_a_release_names_no_mail_address_and_no_phone_number(warehouse: Warehouse) -> None:
    night(warehouse, N1, [WELDING])
    write_release(warehouse.con, warehouse.data, N1, {})
    for table in ("offering", "evidence", "section"):
        for row in warehouse.all(f"FROM catalog.{table}"):
            assert "jane.doe" not in repr(row)
            assert "555-0134" not in repr(row)


def test_quotations_are_short(warehouse: Warehouse) -> None:
    long = "An outcome, and then " + "more and more words " * 100
    night(warehouse, N1, [replace(WELDING, facts={"summary": long, "outcome": [long, "Cut"], "prerequisites": long})])
    for name in ("summary", "prerequisites", "outcomes[1]"):
        assert len(warehouse.all(f"SELECT {name} FROM catalog.offering")[0][0]) <= 300
    assert warehouse.all("SELECT max(len(words)) <= 300 FROM catalog.evidence") == [(True,)]


def test_an_absurd_amount_breaks_no_night_and_is_no_price(warehouse: Warehouse) -> None:
    absurd = replace(SILENT, facts={"cost": "$" + "9" * 40, "duration": "9" * 30 + " hours"})
    counts = night(warehouse, N1, [absurd, WELDING])
    assert counts.offerings == 2
    assert warehouse.all("SELECT cost_min, hours_min FROM catalog.offering WHERE title = ?", [SILENT.title]) == [
        (None, None)
    ]


def test_the_other_language_fills_in_what_the_main_page_does_not_say(warehouse: Warehouse) -> None:
    en, fr = f"{HOST}/en/baking", f"{HOST}/fr/boulangerie"
    alternates = {"en": en, "fr": fr}
    pages = [
        Said(
            fr,
            "Boulangerie",
            url=fr,
            lang="fr",
            alternates=alternates,
            facts={"duration": "20 heures", "cost": "495 $"},
        ),
        Said(en, "Baking", url=en, lang="en", alternates=alternates, facts={"cost": "$495"}),
    ]
    night(warehouse, N1, pages)
    assert warehouse.all("SELECT title, lang, url, cost_min, hours_min FROM catalog.offering") == [
        ("Baking", "en", en, Decimal("495.00"), Decimal("20.00"))
    ]
    assert warehouse.all("SELECT page_url FROM catalog.evidence WHERE field = 'hours_min'") == [(fr,)]


def test_the_manifest_can_declare_a_listing_in_scope(warehouse: Warehouse) -> None:
    night(warehouse, N1, [SILENT], replace(COAST, listing_in_scope=True))
    assert warehouse.all("SELECT in_scope, scope_source FROM catalog.offering") == [(True, "manifest")]
    assert warehouse.all("SELECT how FROM catalog.evidence WHERE field = 'in_scope'") == [("default",)]


def test_words_in_the_listing_put_an_offering_in_scope(warehouse: Warehouse) -> None:
    night(warehouse, N1, [replace(SILENT, facts={"scope": "Micro-credentials"}, reader="listing")])
    assert warehouse.all("SELECT in_scope, scope_source FROM catalog.offering") == [(True, "listing")]


def test_normalising_again_gives_the_same_rows(warehouse: Warehouse) -> None:
    land(warehouse.data, N1, "coast", [WELDING, SILENT])
    load_landing(warehouse.con, warehouse.data, N1, "coast")
    normalise_institution(warehouse.con, N1, COAST)
    tables = [f'stage."{table.name}"' for table in schema.STAGE]
    before = [sorted(warehouse.all(f"FROM {name}"), key=repr) for name in tables]
    normalise_institution(warehouse.con, N1, COAST)
    assert [sorted(warehouse.all(f"FROM {name}"), key=repr) for name in tables] == before


def test_a_second_equal_night_changes_nothing(warehouse: Warehouse) -> None:
    night(warehouse, N1, [WELDING, SILENT])
    night(warehouse, N2, [WELDING, SILENT])
    assert warehouse.changes(N2) == []
    assert len(warehouse.all("FROM catalog.offering_version")) == 2
    assert warehouse.all("SELECT count(*) FROM catalog.section") == [(1,)]


def test_a_partial_landing_file_is_told_to_the_judges(warehouse: Warehouse, tmp_path: Path) -> None:
    land(warehouse.data, N1, "coast", [WELDING], harvest=False)
    load_landing(warehouse.con, warehouse.data, N1, "coast")
    normalise_institution(warehouse.con, N1, COAST)
    facts = institution_night(warehouse.con, N1, "coast", expected_minimum=5)
    assert (facts["has_harvest"], facts["listing_ended"], facts["offerings"]) == (False, False, 1)
    assert (facts["known_offerings"], facts["expected_minimum"]) == (0, 5)


def test_the_release_frame_says_how_much_was_not_seen(warehouse: Warehouse) -> None:
    night(warehouse, N1, [WELDING, SILENT])
    land(warehouse.data, N2, "coast", [WELDING])
    load_landing(warehouse.con, warehouse.data, N2, "coast")
    normalise_institution(warehouse.con, N2, COAST)
    facts = institution_night(warehouse.con, N2, "coast", expected_minimum=1)
    record_night(warehouse.con, N2, "coast", "partial", "broke off", facts, 0)
    frame = release_frame(warehouse.con, N2)
    assert frame.to_dict("records") == [
        {"institution_id": "coast", "outcome": "partial", "offerings_tonight": 1, "known_offerings": 2, "not_seen": 1}
    ]
