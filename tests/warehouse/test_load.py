"""Landing files become tables as they are, or are refused whole."""

from __future__ import annotations

import gzip
import json

import pytest

from crawlers.contract import LINES, landing_path, line_fields
from tests.warehouse.landing_kit import Said, land, priced
from tests.warehouse.night_kit import Warehouse
from warehouse.frames import institution_night
from warehouse.landing_tables import COLUMNS
from warehouse.load import LandingError, forget, load_landing

RUN = "2026-11-20.1"


@pytest.mark.parametrize("kind", list(LINES))
def test_landing_tables_have_the_columns_of_the_contract(kind: str) -> None:
    assert tuple(COLUMNS[kind]) == line_fields(kind)


def test_every_line_is_loaded_with_its_words_unchanged(warehouse: Warehouse) -> None:
    said = Said(
        "A1", "Soudure – niveau 1", facts={"cost": ["495 $", "35 $ de frais"]}, sections=[{"start_date": "12 mai"}]
    )
    land(warehouse.data, RUN, "coast", [said])
    counts = load_landing(warehouse.con, warehouse.data, RUN, "coast")
    assert (counts.pages, counts.offerings, counts.statements, counts.harvest) == (1, 1, 4, True)
    assert warehouse.all("SELECT field, text, section_key FROM landing.statement ORDER BY line_no") == [
        ("title", "Soudure – niveau 1", None),
        ("cost", "495 $", None),
        ("cost", "35 $ de frais", None),
        ("start_date", "12 mai", "s0"),
    ]


def test_loading_again_replaces_and_does_not_add(warehouse: Warehouse) -> None:
    land(warehouse.data, RUN, "coast", [priced("A1", "1.00"), priced("B2", "1.00")])
    load_landing(warehouse.con, warehouse.data, RUN, "coast")
    land(warehouse.data, RUN, "coast", [priced("A1", "1.00")])
    load_landing(warehouse.con, warehouse.data, RUN, "coast")
    assert warehouse.all("SELECT offering_key FROM landing.offering") == [("A1",)]


def test_a_file_without_its_harvest_line_is_loaded_as_partial(warehouse: Warehouse) -> None:
    land(warehouse.data, RUN, "coast", [priced("A1", "1.00")], harvest=False)
    assert not load_landing(warehouse.con, warehouse.data, RUN, "coast").harvest


def test_an_empty_file_is_loaded_as_partial(warehouse: Warehouse) -> None:
    land(warehouse.data, RUN, "coast", [], harvest=False)
    counts = load_landing(warehouse.con, warehouse.data, RUN, "coast")
    assert (counts.offerings, counts.harvest) == (0, False)


def test_a_missing_file_is_said_by_name(warehouse: Warehouse) -> None:
    with pytest.raises(LandingError, match=r"coast\.jsonl\.gz"):
        load_landing(warehouse.con, warehouse.data, RUN, "coast")


@pytest.mark.parametrize("damage", ["cut", "noise", "kind", "other run"])
def test_a_damaged_file_is_refused_and_what_was_loaded_before_stays(warehouse: Warehouse, damage: str) -> None:
    path = land(warehouse.data, RUN, "coast", [priced("A1", "1.00")])
    load_landing(warehouse.con, warehouse.data, RUN, "coast")
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-20])
    elif damage == "noise":
        path.write_bytes(gzip.compress(b'{"line": "page", \n'))
    elif damage == "kind":
        path.write_bytes(gzip.compress(json.dumps({"line": "gossip"}).encode() + b"\n"))
    else:
        other = land(warehouse.data, "2026-11-19.1", "coast", [priced("A1", "1.00")])
        other.replace(landing_path(warehouse.data, RUN, "coast"))
    with pytest.raises(LandingError, match=r"coast\.jsonl\.gz"):
        load_landing(warehouse.con, warehouse.data, RUN, "coast")
    assert warehouse.all("SELECT offering_key FROM landing.offering") == [("A1",)]


def test_what_could_not_be_understood_is_forgotten_and_the_night_then_counts_as_failed(warehouse: Warehouse) -> None:
    warehouse.stage(RUN, "coast", [priced("A1", "1.00")])
    warehouse.stage(RUN, "hill", [priced("H1", "1.00", url="http://hill.example/h1")])
    forget(warehouse.con, "coast")
    facts = institution_night(warehouse.con, RUN, "coast", expected_minimum=1)
    assert (facts["has_harvest"], facts["offerings"]) == (False, 0)
    assert institution_night(warehouse.con, RUN, "hill", expected_minimum=1)["offerings"] == 1
