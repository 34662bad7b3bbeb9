"""Which offering is this? Ids minted once, aliases kept, translations joined, moved pages followed."""

from __future__ import annotations

import re

from tests.warehouse.landing_kit import HOST, Said, land, priced
from tests.warehouse.night_kit import Warehouse
from warehouse.identity import mint, resolve
from warehouse.load import load_landing

N1, N2, N3 = "2026-11-20.1", "2026-11-21.1", "2026-11-22.1"


def twins(key_en: str = "e", key_fr: str = "f") -> tuple[Said, Said]:
    en, fr = f"{HOST}/en/baking", f"{HOST}/fr/boulangerie"
    alternates = {"en": en, "fr": fr}
    return (
        Said(en if key_en == "e" else key_en, "Baking", url=en, lang="en", alternates=alternates),
        Said(fr if key_fr == "f" else key_fr, "Boulangerie", url=fr, lang="fr", alternates=alternates),
    )


def test_an_id_is_the_institution_and_ten_letters_and_the_same_on_every_machine() -> None:
    assert mint("coast", "A1") == mint("coast", "A1")
    assert re.fullmatch(r"coast-[a-z2-7]{10}", mint("coast", "A1"))
    assert mint("coast", "A1") != mint("hill", "A1")


def test_a_known_key_keeps_its_id_whatever_else_changes(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [Said("A1", "Welding", url=f"{HOST}/a")]})
    before = warehouse.offering_id("Welding")
    warehouse.night(N2, {"coast": [Said("A1", "Advanced joining of metals", url=f"{HOST}/b")]})
    assert warehouse.offering_id("Advanced joining of metals") == before


def test_a_code_that_appears_later_renames_nothing(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [Said(f"{HOST}/welding", "Welding", url=f"{HOST}/welding")]})
    before = warehouse.offering_id("Welding")
    warehouse.night(N2, {"coast": [Said("WELD 1000", "Welding", url=f"{HOST}/welding")]})
    assert warehouse.offering_id("Welding") == before
    warehouse.night(N3, {"coast": [Said("WELD 1000", "Welding", url=f"{HOST}/elsewhere")]})
    assert warehouse.offering_id("Welding") == before


def test_pages_that_name_each_other_as_translations_are_one_offering(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": list(reversed(twins()))})
    assert warehouse.all("SELECT title, lang FROM catalog.offering") == [("Baking", "en")]
    keys = warehouse.all("SELECT offering_key, count(DISTINCT offering_id) OVER () FROM catalog.identity ORDER BY ALL")
    assert keys == [(f"{HOST}/en/baking", 1), (f"{HOST}/fr/boulangerie", 1)]


def test_a_translation_seen_alone_first_gives_the_id_to_both(warehouse: Warehouse) -> None:
    en, fr = twins()
    warehouse.night(N1, {"coast": [fr]})
    before = warehouse.offering_id("Boulangerie")
    warehouse.night(N2, {"coast": [en, fr]})
    assert warehouse.all("SELECT offering_id, title FROM catalog.offering") == [(before, "Baking")]


def test_many_pages_naming_one_page_as_their_translation_stay_apart(warehouse: Warehouse) -> None:
    en = Said("E", "Programs", url=f"{HOST}/en/programs", lang="en")
    french = [
        Said(f"F{i}", f"Cours {i}", url=f"{HOST}/fr/{i}", lang="fr", alternates={"en": en.address}) for i in range(3)
    ]
    warehouse.night(N1, {"coast": [en, *french]})
    assert warehouse.all("SELECT count(*) FROM catalog.offering") == [(4,)]


def test_a_moved_page_with_another_title_is_a_removal_and_an_addition(warehouse: Warehouse) -> None:
    old = Said(f"{HOST}/old", "Welding", url=f"{HOST}/old")
    new = Said(f"{HOST}/new", "Bookkeeping", url=f"{HOST}/new")
    warehouse.night(N1, {"coast": [old]})
    counts = warehouse.night(N2, {"coast": [new]}, landing={"redirects": {old.address: new.address}})
    assert counts.changes == {"added": 1}
    assert warehouse.states() == {"Bookkeeping": "current", "Welding": "stale"}


def test_a_redirect_that_many_old_pages_share_moves_none_of_them(warehouse: Warehouse) -> None:
    old = [Said(f"{HOST}/old/{i}", "Welding", url=f"{HOST}/old/{i}") for i in range(3)]
    new = Said(f"{HOST}/new", "Welding", url=f"{HOST}/new")
    warehouse.night(N1, {"coast": old})
    counts = warehouse.night(N2, {"coast": [new]}, landing={"redirects": {one.address: new.address for one in old}})
    assert counts.changes == {"added": 1}


def test_a_redirect_to_a_listing_moves_nothing(warehouse: Warehouse) -> None:
    old = Said(f"{HOST}/old", "Welding", url=f"{HOST}/old")
    listing = f"{HOST}/courses"
    warehouse.night(N1, {"coast": [old]})
    counts = warehouse.night(
        N2,
        {"coast": [Said("Z", "Welding", url=listing)]},
        landing={"redirects": {old.address: listing}, "listings": [listing]},
    )
    assert "moved" not in counts.changes


def test_a_redirect_over_two_steps_is_followed(warehouse: Warehouse) -> None:
    old = Said(f"{HOST}/old", "Welding", url=f"{HOST}/old")
    new = Said(f"{HOST}/new", "Welding", url=f"{HOST}/new")
    warehouse.night(N1, {"coast": [old]})
    steps = {old.address: f"{HOST}/between", f"{HOST}/between": new.address}
    counts = warehouse.night(N2, {"coast": [new]}, landing={"redirects": steps})
    assert counts.changes == {"moved": 1}


def test_a_moved_offering_is_found_again_by_its_new_address_alone(warehouse: Warehouse) -> None:
    old = Said(f"{HOST}/old", "Welding", url=f"{HOST}/old")
    new = Said(f"{HOST}/new", "Welding", url=f"{HOST}/new")
    warehouse.night(N1, {"coast": [old]})
    before = warehouse.offering_id("Welding")
    warehouse.night(N2, {"coast": [new]}, landing={"redirects": {old.address: new.address}})
    assert warehouse.night(N3, {"coast": [new]}).changes == {}
    assert warehouse.offering_id("Welding") == before


def test_an_address_given_to_another_course_is_another_offering(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [Said("WELD 1", "Welding", url=f"{HOST}/slot", row={"code": "WELD 1"})]})
    warehouse.night(N2, {"coast": [Said("BOOK 1", "Bookkeeping", url=f"{HOST}/slot", row={"code": "BOOK 1"})]})
    assert warehouse.all("SELECT count(DISTINCT offering_id) FROM catalog.offering") == [(2,)]


def test_several_offerings_on_one_page_are_several(warehouse: Warehouse) -> None:
    page = f"{HOST}/all"
    warehouse.night(N1, {"coast": [Said(f"{page}#a", "Welding", url=page), Said(f"{page}#b", "Baking", url=page)]})
    assert warehouse.all("SELECT count(DISTINCT offering_id) FROM catalog.offering") == [(2,)]


def test_the_same_key_at_two_institutions_is_two_offerings(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "1.00")], "hill": [priced("A1", "1.00", url="http://hill.example/a1")]})
    assert warehouse.all("SELECT count(DISTINCT offering_id) FROM catalog.offering") == [(2,)]


def test_resolving_alone_persists_nothing_in_the_catalogue(warehouse: Warehouse) -> None:
    land(warehouse.data, N1, "coast", [priced("A1", "1.00")])
    load_landing(warehouse.con, warehouse.data, N1, "coast")
    first = resolve(warehouse.con, N1, "coast", main_lang="en")
    again = resolve(warehouse.con, N1, "coast", main_lang="en")
    assert [group.offering_id for group in first] == [group.offering_id for group in again]
    assert warehouse.all("FROM catalog.identity") == []
