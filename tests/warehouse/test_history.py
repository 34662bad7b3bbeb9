"""Nights go by: what is added, changed, withdrawn, returned, moved, stale, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.warehouse.landing_kit import HOST, Said, priced
from tests.warehouse.night_kit import Warehouse

N1, N2, N3, N4, N5 = (f"2026-11-{day}.1" for day in (20, 21, 22, 23, 24))


def test_the_first_night_adds_everything(warehouse: Warehouse) -> None:
    counts = warehouse.night(N1, {"coast": [priced("A1", "495.00"), priced("B2", "100.00")]})
    assert counts.merged
    assert counts.changes == {"added": 2}
    assert warehouse.states() == {"Course A1": "current", "Course B2": "current"}
    assert warehouse.price("Course A1") == Decimal("495.00")


def test_a_night_with_nothing_new_changes_nothing(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00")]})
    counts = warehouse.night(N2, {"coast": [priced("A1", "495.00")]})
    assert counts.changes == {}
    assert warehouse.all("SELECT first_seen, last_seen, last_changed FROM catalog.offering") == [
        (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 20))
    ]
    assert len(warehouse.all("FROM catalog.offering_version")) == 1


def test_evidence_of_an_unchanged_page_stays_what_it_was(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00")]})
    before = warehouse.all("FROM catalog.evidence")
    warehouse.night(N2, {"coast": [priced("A1", "495.00")]})
    assert sorted(warehouse.all("FROM catalog.evidence"), key=repr) == sorted(before, key=repr)
    assert warehouse.all("SELECT run_id, last_seen FROM catalog.offering") == [(N2, date(2026, 11, 21))]


def test_evidence_of_a_page_with_other_bytes_is_tonights(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00", sha256="one"), priced("B2", "1.00", sha256="same")]})
    warehouse.night(N2, {"coast": [priced("A1", "495.00", sha256="two"), priced("B2", "1.00", sha256="same")]})
    found = warehouse.all(
        "SELECT o.title, e.archive_file FROM catalog.evidence e JOIN catalog.offering o USING (offering_id) "
        "GROUP BY ALL ORDER BY ALL"
    )
    assert found == [("Course A1", f"archive/{N2}.warc.gz"), ("Course B2", f"archive/{N1}.warc.gz")]


def test_a_price_change_has_before_after_and_a_new_version(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00")]})
    warehouse.night(N2, {"coast": [priced("A1", "525.50")]})
    changed = {(c[2], c[3], c[4], c[5]) for c in warehouse.changes(N2)}
    assert ("cost_min", "495.00", "525.50", "source") in changed
    assert warehouse.all("SELECT valid_from, valid_to, cost_min FROM catalog.offering_version ORDER BY valid_from") == [
        (date(2026, 11, 20), date(2026, 11, 21), Decimal("495.00")),
        (date(2026, 11, 21), None, Decimal("525.50")),
    ]


def test_a_price_no_longer_stated_becomes_unknown_and_not_zero(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00")]})
    warehouse.night(N2, {"coast": [Said("A1", "Course A1")]})
    assert warehouse.all("SELECT cost_status, cost_min FROM catalog.offering") == [("unknown", None)]
    assert ("Course A1", "changed", "cost_min", "495.00", None, "source") in warehouse.changes(N2)


def test_an_offering_is_withdrawn_after_two_complete_harvests_without_it(warehouse: Warehouse) -> None:
    both, one = [priced("A1", "1.00"), priced("B2", "2.00")], [priced("A1", "1.00")]
    warehouse.night(N1, {"coast": both})
    assert warehouse.night(N2, {"coast": one}).changes == {}
    assert warehouse.states()["Course B2"] == "stale"
    assert warehouse.all("SELECT missing_since FROM catalog.offering WHERE title = 'Course B2'") == [
        (date(2026, 11, 21),)
    ]
    assert warehouse.night(N3, {"coast": one}).changes == {"withdrawn": 1}
    assert warehouse.all(
        "SELECT state, withdrawn_at, missing_since FROM catalog.offering WHERE title = 'Course B2'"
    ) == [("withdrawn", date(2026, 11, 22), date(2026, 11, 21))]
    assert warehouse.all("SELECT valid_to FROM catalog.offering_version WHERE title = 'Course B2'") == [
        (date(2026, 11, 22),)
    ]
    assert warehouse.night(N4, {"coast": one}).changes == {}


def test_nights_that_are_not_complete_do_not_count_as_absence(warehouse: Warehouse) -> None:
    both, one = [priced("A1", "1.00"), priced("B2", "2.00")], [priced("A1", "1.00")]
    warehouse.night(N1, {"coast": both})
    warehouse.night(N2, {"coast": one}, outcomes={"coast": "partial"})
    warehouse.night(N3, {"coast": one}, outcomes={"coast": "failed"})
    warehouse.night(N4, {"coast": one})
    assert warehouse.states()["Course B2"] == "stale"


def test_an_offering_seen_again_between_two_absences_is_not_withdrawn(warehouse: Warehouse) -> None:
    both, one = [priced("A1", "1.00"), priced("B2", "2.00")], [priced("A1", "1.00")]
    for run_id, sites in ((N1, both), (N2, one), (N3, both), (N4, one)):
        warehouse.night(run_id, {"coast": sites})
    assert warehouse.states()["Course B2"] == "stale"


def test_an_offering_seen_but_quarantined_between_two_absences_is_not_withdrawn(warehouse: Warehouse) -> None:
    both, one = [priced("A1", "1.00"), priced("B2", "2.00")], [priced("A1", "1.00")]
    warehouse.night(N1, {"coast": both})
    warehouse.night(N2, {"coast": one})
    warehouse.night(N3, {"coast": both}, failing=["B2"])
    warehouse.night(N4, {"coast": one})
    assert warehouse.states()["Course B2"] == "stale"


def test_a_page_that_is_404_withdraws_at_once(warehouse: Warehouse) -> None:
    b2 = priced("B2", "2.00")
    warehouse.night(N1, {"coast": [priced("A1", "1.00"), b2]})
    counts = warehouse.night(N2, {"coast": [priced("A1", "1.00")]}, landing={"gone": [b2.address]})
    assert counts.changes == {"withdrawn": 1}


def test_many_404_in_one_night_are_not_believed(warehouse: Warehouse) -> None:
    courses = [priced(f"C{i}", "10.00") for i in range(10)]
    warehouse.night(N1, {"coast": courses})
    gone = [one.address for one in courses[:4]]
    counts = warehouse.night(N2, {"coast": courses[4:]}, landing={"gone": gone})
    assert counts.changes == {}
    assert list(warehouse.states().values()).count("stale") == 4


def test_three_404_are_believed_however_small_the_institution(warehouse: Warehouse) -> None:
    courses = [priced(f"C{i}", "10.00") for i in range(4)]
    warehouse.night(N1, {"coast": courses})
    counts = warehouse.night(N2, {"coast": courses[3:]}, landing={"gone": [one.address for one in courses[:3]]})
    assert counts.changes == {"withdrawn": 3}


def test_a_404_in_a_partial_harvest_removes_nothing(warehouse: Warehouse) -> None:
    b2 = priced("B2", "2.00")
    warehouse.night(N1, {"coast": [priced("A1", "1.00"), b2]})
    warehouse.night(
        N2, {"coast": [priced("A1", "1.00")]}, outcomes={"coast": "partial"}, landing={"gone": [b2.address]}
    )
    assert warehouse.states() == {"Course A1": "current", "Course B2": "stale"}


def test_a_withdrawn_offering_returns_under_its_old_id(warehouse: Warehouse) -> None:
    b2 = priced("B2", "2.00")
    warehouse.night(N1, {"coast": [priced("A1", "1.00"), b2]})
    before = warehouse.offering_id("Course B2")
    warehouse.night(N2, {"coast": [priced("A1", "1.00")]}, landing={"gone": [b2.address]})
    counts = warehouse.night(N3, {"coast": [priced("A1", "1.00"), b2]})
    assert counts.changes == {"returned": 1}
    assert warehouse.offering_id("Course B2") == before
    assert warehouse.all(
        "SELECT state, withdrawn_at, missing_since, first_seen FROM catalog.offering WHERE title = 'Course B2'"
    ) == [("current", None, None, date(2026, 11, 20))]
    assert warehouse.all(
        "SELECT valid_from, valid_to FROM catalog.offering_version WHERE title = 'Course B2' ORDER BY ALL"
    ) == [
        (date(2026, 11, 20), date(2026, 11, 21)),
        (date(2026, 11, 22), None),
    ]


def test_a_partial_harvest_updates_what_it_saw_and_removes_nothing(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "1.00"), priced("B2", "2.00")]})
    for run_id in (N2, N3, N4):
        warehouse.night(run_id, {"coast": [priced("A1", "9.00")]}, outcomes={"coast": "partial"})
    assert warehouse.states() == {"Course A1": "current", "Course B2": "stale"}
    assert warehouse.price("Course A1") == Decimal("9.00")
    assert warehouse.price("Course B2") == Decimal("2.00")


@pytest.mark.parametrize("outcome", ["held", "failed"])
def test_a_held_institution_keeps_its_last_good_rows_marked_stale(warehouse: Warehouse, outcome: str) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "1.00"), priced("B2", "2.00")], "hill": [priced("H1", "7.00")]})
    warehouse.night(
        N2,
        {"coast": [priced("A1", "900.00"), priced("Z9", "1.00")], "hill": [priced("H1", "7.00")]},
        outcomes={"coast": outcome},
    )
    assert warehouse.states() == {"Course A1": "stale", "Course B2": "stale", "Course H1": "current"}
    assert warehouse.price("Course A1") == Decimal("1.00")
    assert warehouse.changes(N2) == []
    assert warehouse.all(
        "SELECT last_outcome, last_complete, stale_days FROM catalog.institution ORDER BY institution_id"
    ) == [
        (outcome, date(2026, 11, 20), 1),
        ("complete", date(2026, 11, 21), 0),
    ]


def test_a_held_night_leaves_no_identity_behind(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "1.00")]})
    keys = warehouse.all("SELECT offering_key FROM catalog.identity ORDER BY ALL")
    warehouse.night(N2, {"coast": [priced("Z9", "1.00")]}, outcomes={"coast": "held"})
    assert warehouse.all("SELECT offering_key FROM catalog.identity ORDER BY ALL") == keys


def test_an_institution_not_asked_tonight_stays_as_it_was(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "1.00")], "hill": [priced("H1", "7.00")]})
    warehouse.night(N2, {"coast": [priced("A1", "1.00")]})
    assert warehouse.states()["Course H1"] == "current"


def test_a_quarantined_row_keeps_its_last_good_version(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00"), priced("B2", "2.00")]})
    warehouse.night(
        N2, {"coast": [priced("A1", "9999999.00"), priced("B2", "2.00"), priced("C3", "3.00")]}, failing=["A1", "C3"]
    )
    assert warehouse.price("Course A1") == Decimal("495.00")
    assert warehouse.states() == {"Course A1": "stale", "Course B2": "current"}
    assert warehouse.changes(N2) == []
    rows = warehouse.all(
        "SELECT q.status, q.rule, q.row ->> 'title', q.row ->> 'cost_min' FROM quality.quarantine q ORDER BY ALL"
    )
    assert rows == [("open", "COST-001", "Course A1", "9999999.00"), ("open", "COST-001", "Course C3", "3.00")]


def test_a_row_that_passes_again_closes_its_quarantine(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00")]})
    warehouse.night(N2, {"coast": [priced("A1", "9999999.00")]}, failing=["A1"])
    warehouse.night(N3, {"coast": [priced("A1", "500.00")]})
    assert warehouse.all("SELECT run_id, status FROM quality.quarantine") == [(N2, "superseded")]
    assert warehouse.states() == {"Course A1": "current"}


def test_a_page_reached_by_a_redirect_has_moved_and_keeps_its_id(warehouse: Warehouse) -> None:
    old = Said("http://northcoast.example/old/welding", "Welding Basics", url=f"{HOST}/old/welding")
    new = Said("http://northcoast.example/new/welding", "Welding  basics", url=f"{HOST}/new/welding")
    warehouse.night(N1, {"coast": [old]})
    before = warehouse.offering_id("Welding Basics")
    counts = warehouse.night(N2, {"coast": [new]}, landing={"redirects": {old.address: new.address}})
    assert warehouse.all("SELECT offering_id, url, state FROM catalog.offering") == [(before, new.address, "current")]
    assert counts.changes["moved"] == 1
    assert "added" not in counts.changes
    moved = warehouse.all("""SELECT before, after FROM catalog."change" WHERE "change" = 'moved'""")
    assert moved == [(old.address, new.address)]


def test_merging_a_run_twice_is_merging_it_once(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "1.00"), priced("B2", "2.00")]})
    warehouse.night(N2, {"coast": [priced("A1", "3.00")]})
    before = warehouse.snapshot()
    again = warehouse.merge(N2)
    assert not again.merged
    assert again.changes == {"changed": 1}
    assert warehouse.snapshot() == before
    warehouse.night(N2, {"coast": [priced("A1", "3.00")]})
    assert warehouse.snapshot() == before


def test_our_better_reading_of_an_unchanged_page_is_not_a_change_of_the_source(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00", sha256="same")]}, code="n1")
    warehouse.night(N2, {"coast": [priced("A1", "500.00", sha256="same")]}, code="n2")
    assert {change[5] for change in warehouse.changes(N2)} == {"reader"}


def test_a_new_reading_of_the_same_words_is_the_readers_even_on_a_page_with_other_bytes(warehouse: Warehouse) -> None:
    said = {"cost_text": "Fee: $495 + GST"}
    warehouse.night(N1, {"coast": [priced("A1", "495.00", sha256="one", row=said)]}, code="n1")
    warehouse.night(N2, {"coast": [priced("A1", "500.00", sha256="two", row=said)]}, code="n2")
    causes = {change[2]: change[5] for change in warehouse.changes(N2)}
    assert causes["cost_min"] == "reader"


def test_other_words_on_a_changed_page_are_the_sources_change_whoever_reads(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00", sha256="one")]}, code="n1")
    warehouse.night(N2, {"coast": [priced("A1", "500.00", sha256="two")]}, code="n2")
    assert {change[5] for change in warehouse.changes(N2)} == {"source"}


def test_the_same_code_never_blames_the_reader(warehouse: Warehouse) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00", sha256="same")]})
    warehouse.night(N2, {"coast": [priced("A1", "500.00", sha256="same")]})
    assert {change[5] for change in warehouse.changes(N2)} == {"source"}


def test_an_institution_that_missed_the_night_the_code_changed_is_still_compared_with_the_old_code(
    warehouse: Warehouse,
) -> None:
    warehouse.night(N1, {"coast": [priced("A1", "495.00", sha256="same")]}, code="n1")
    warehouse.night(N2, {"coast": []}, outcomes={"coast": "failed"}, code="n2")
    warehouse.night(N3, {"coast": [priced("A1", "500.00", sha256="same")]}, code="n2")
    assert {change[5] for change in warehouse.changes(N3)} == {"reader"}
