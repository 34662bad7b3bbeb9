"""One offering reached by two addresses is one; a portal's copy is linked to the institution's own, not counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawlers.contract import Institution
from tests.warehouse.landing_kit import HOST, Said, priced
from tests.warehouse.night_kit import COAST, HILL, Warehouse
from warehouse.identity import plain_address
from warehouse.reader_copy import write_reader_copy

N1, N2 = "2026-11-20.1", "2026-11-21.1"
PORTAL = Institution("portal", "Plan Your Learning", "BC", "http://plan.example/", kind="portal")


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Warehouse]:
    one = Warehouse(tmp_path / "data", (COAST, HILL, PORTAL))
    yield one
    one.con.close()


def at(address: str, title: str = "Welding basics", key: str | None = None, **more: Any) -> Said:
    return Said(key or address, title, url=address, **more)


@pytest.mark.parametrize(
    "other",
    [
        f"{HOST}/welding/",
        "https://www.northcoast.example/welding",
        f"{HOST}/welding?utm_source=mail&utm_campaign=x",
        f"{HOST}/welding/index.html",
    ],
)
def test_an_address_written_another_way_is_the_same_offering(warehouse: Warehouse, other: str) -> None:
    warehouse.night(N1, {"coast": [at(f"{HOST}/welding", sha256="one"), at(other, sha256="two")]})
    assert len(warehouse.all("FROM catalog.offering")) == 1
    assert len(warehouse.all("FROM catalog.identity WHERE offering_key LIKE '%welding%'")) >= 2


def test_the_same_bytes_at_two_addresses_are_one_offering_and_stay_it(warehouse: Warehouse) -> None:
    both = [at(f"{HOST}/course/5", sha256="same"), at(f"{HOST}/course?id=5", sha256="same")]
    warehouse.night(N1, {"coast": both})
    before = warehouse.offering_id("Welding basics")
    warehouse.night(N2, {"coast": both[1:]})  # only the second address is linked now
    assert warehouse.all("SELECT offering_id, state FROM catalog.offering") == [(before, "current")]


def test_another_title_or_query_or_code_is_another_offering(warehouse: Warehouse) -> None:
    warehouse.night(
        N1,
        {
            "coast": [
                at(f"{HOST}/course?id=5", sha256="a"),
                at(f"{HOST}/course?id=6", sha256="b"),
                at(f"{HOST}/w1", "Welding one", sha256="c"),
                at(f"{HOST}/w1/", "Welding two", sha256="d"),
                at(f"{HOST}/x1", "Shared", key="X-1", sha256="e"),
                at(f"{HOST}/x2", "Shared", key="X-2", sha256="e"),
            ]
        },
    )
    assert len(warehouse.all("FROM catalog.offering")) == 6


def test_a_shell_that_many_pages_share_makes_them_no_one_offering(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [at(f"{HOST}/app/{n}", "Course", sha256="shell") for n in range(5)]})
    assert len(warehouse.all("FROM catalog.offering")) == 5


def test_an_address_that_is_none_stays_as_it_is() -> None:
    assert plain_address("http://[broken") == "http://[broken"


def copies(warehouse: Warehouse) -> dict[str, str | None]:
    """Portal address -> the offering it repeats."""
    return dict(warehouse.all("SELECT url, copy_of FROM catalog.offering WHERE institution_id = 'portal'"))


def test_a_portals_copy_is_linked_and_not_counted_twice(three: Warehouse) -> None:
    own = priced("A1", "495.00", "Welding Basics!")
    copy = at("http://plan.example/program/coast-college/welding-basics", "Welding basics")
    three.night(N1, {"coast": [own], "portal": [copy]})
    assert copies(three) == {copy.url: three.offering_id("Welding Basics!")}
    write_reader_copy(three.con, three.data)
    three.con.execute(f"ATTACH '{three.data / 'warehouse.duckdb'}' AS shown (READ_ONLY)")
    assert three.all("SELECT title FROM shown.offerings") == [("Welding Basics!",)]
    assert len(three.all("FROM shown.all_offerings")) == 2
    three.con.execute("DETACH shown")


def test_the_words_of_a_location_name_the_institution_as_well(three: Warehouse) -> None:
    copy = at("http://plan.example/p/1", row={"location": "Hill University, Hilltown"})
    other = at("http://plan.example/p/2", "Bookkeeping", row={"location": "Hill University, Hilltown"})
    three.night(N1, {"hill": [at("http://hill.example/w")], "portal": [copy, other]})
    assert copies(three)[copy.url] is not None
    assert copies(three)[other.url] is None


def test_a_title_alone_links_nothing(three: Warehouse) -> None:
    three.night(N1, {"coast": [at(f"{HOST}/w")], "portal": [at("http://plan.example/p/1")]})
    assert set(copies(three).values()) == {None}


def test_two_that_it_could_repeat_are_none(three: Warehouse) -> None:
    twice = [at(f"{HOST}/w1", sha256="1"), at(f"{HOST}/w2", sha256="2")]
    three.night(N1, {"coast": twice, "portal": [at("http://plan.example/coast-college/w")]})
    assert set(copies(three).values()) == {None}


def test_a_copy_whose_original_is_withdrawn_is_counted_itself(three: Warehouse) -> None:
    copy = at("http://plan.example/coast-college/w")
    three.night(N1, {"coast": [at(f"{HOST}/w")], "portal": [copy]})
    three.night(N2, {"coast": [], "portal": [copy]}, landing={"gone": [f"{HOST}/w"]})
    assert set(copies(three).values()) == {None}
