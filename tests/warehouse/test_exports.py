"""A release in the field's own formats, read back by other programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD

from tests.warehouse.release_kit import release_of_every_kind
from warehouse.exports.ctdl import ctid
from warehouse.exports.isotime import effort, span
from warehouse.exports.write import export_release, packaged_context
from warehouse.release import ReleaseError

SCHEMA = "https://schema.org/"
CETERMS = "https://purl.org/ctdl/terms/"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("exported")
    folder = release_of_every_kind(data)
    export_release(folder, data / "exports")
    return data / "exports"


def document(exported: Path, name: str) -> dict[str, Any]:
    """The document with the packaged context in place of the address of the online one."""
    read: dict[str, Any] = json.loads((exported / f"{name}.jsonld").read_text(encoding="utf-8"))
    assert read["@context"].startswith("https://")
    return read | packaged_context(name)


def graph(exported: Path, name: str) -> Graph:
    return Graph().parse(data=json.dumps(document(exported, name)), format="json-ld")


def named(nodes: Iterable[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(node for node in nodes if node.get("name") == name)


@pytest.mark.parametrize("name", ["schema-org", "ctdl"])
def test_json_ld_comes_back_the_same_from_a_round_trip(exported: Path, name: str) -> None:
    before = graph(exported, name)
    again = Graph().parse(data=before.serialize(format="json-ld"), format="json-ld")
    assert len(before) > 50
    assert before.isomorphic(again)
    assert not [term for term in before.predicates() if "microcreds" in str(term)]


def test_a_stated_price_is_exact_and_one_not_stated_is_left_out(exported: Path) -> None:
    nodes = document(exported, "schema-org")["@graph"]
    assert named(nodes, "Course A1")["offers"]["price"] == "495.00"
    assert "offers" not in named(nodes, '+Soudage "de base"; l\'essentiel')
    between = named(nodes, "Range")["offers"]
    assert "price" not in between
    assert (between["priceSpecification"]["minPrice"], between["priceSpecification"]["maxPrice"]) == (
        "100.10",
        "250.00",
    )
    assert named(nodes, "Free of charge")["offers"]["category"] == "Free"
    by_credit = named(nodes, "Course B2")
    assert "price" not in by_credit["offers"]
    assert by_credit["offers"]["priceSpecification"]["unitText"] == "per credit"
    for name in ("schema-org", "ctdl"):
        assert '"0' not in (exported / f"{name}.jsonld").read_text(encoding="utf-8")


def test_effort_and_calendar_length_stay_apart(exported: Path) -> None:
    course = named(document(exported, "schema-org")["@graph"], "Course A1")
    assert course["timeRequired"] == "PT30H"
    assert course["hasCourseInstance"][0]["courseSchedule"]["duration"] == "P6W"
    found = graph(exported, "ctdl")
    assert {str(o) for o in found.objects(None, URIRef(CETERMS + "timeRequired"))} == {"PT30H"}
    assert {str(o) for o in found.objects(None, URIRef(CETERMS + "exactDuration"))} == {"P6W"}


@pytest.mark.parametrize(
    ("hours", "written"), [("30", "PT30H"), ("1.50", "PT1H30M"), ("0.75", "PT45M"), ("0", None), ("0.01", None)]
)
def test_hours_are_written_to_the_minute_or_not_at_all(hours: str, written: str | None) -> None:
    assert effort(Decimal(hours)) == written
    assert span(Decimal(hours), "term") is None


def test_a_run_has_its_day_and_its_price(exported: Path) -> None:
    course = named(document(exported, "schema-org")["@graph"], "Course A1")
    assert course["hasCourseInstance"][0]["startDate"] == "2027-01-11"
    found = graph(exported, "ctdl")
    prices = [str(price) for price in found.objects(None, URIRef(CETERMS + "price"), unique=False)]
    assert sorted(prices) == ["170.25", "495.00", "495.00"]
    assert (None, URIRef(CETERMS + "price"), Literal("170.25", datatype=XSD.decimal)) in found


def test_a_credential_is_named_only_where_the_page_names_one(exported: Path) -> None:
    found = graph(exported, "ctdl")
    assert len(list(found.subjects(RDF.type, URIRef(CETERMS + "MicroCredential")))) == 4
    assert len(list(found.subjects(RDF.type, URIRef(CETERMS + "Certificate")))) == 1


def test_ctids_are_the_same_in_every_release_and_of_the_asked_form() -> None:
    assert ctid("offering", "coast-1") == ctid("offering", "coast-1") != ctid("credential", "coast-1")
    head, _, rest = ctid("offering", "coast-1").partition("-")
    assert (head, len(rest), rest[14]) == ("ce", 36, "4")


def test_ctdl_validate_finds_nothing_wrong(exported: Path) -> None:
    validate = pytest.importorskip("ctdl_validate", reason="wants Python 3.12").validate_document
    findings = validate(json.loads((exported / "ctdl.jsonld").read_text(encoding="utf-8")))
    assert [(f.code, f.prop, f.value) for f in findings] == []


def test_no_cell_of_a_sheet_is_a_formula_and_numbers_stay_numbers(exported: Path) -> None:
    raw = (exported / "offerings.csv").read_bytes()
    assert raw.startswith("\ufeff".encode())
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert not [
        cell for row in rows for cell in row.values() if cell.lstrip(" '\"")[:1] in "=+-@" and cell[:1] not in ("'", "")
    ]
    by_title = {row["title"]: row for row in rows}
    assert by_title["Course A1"]["code"] == "'=1+1"
    assert by_title["Course A1"]["subjects"] == "'@SUM(A1); Trades"
    assert by_title["Course A1"]["cost_min"] == "495.00"
    french = by_title["'+Soudage \"de base\"; l'essentiel"]
    assert french["cost_min"] == ""  # not stated, never 0
    assert french["subjects"] == "Métiers"


def test_an_export_is_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = release_of_every_kind(tmp_path / "data")
    export_release(folder, tmp_path / "out")
    assert (tmp_path / "out" / "SUCCESS").exists()
    with pytest.raises(ReleaseError, match="already"):
        export_release(folder, tmp_path / "out")
    (folder / "prices.parquet").write_bytes(b"broken")
    with pytest.raises(ReleaseError, match="not exported"):
        export_release(folder, tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out"]


def test_only_schema_org_words_are_used(exported: Path) -> None:
    found = graph(exported, "schema-org")
    assert all(str(predicate).startswith((SCHEMA, str(RDF))) for predicate in found.predicates())
