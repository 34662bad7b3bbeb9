"""From a list of institutions to manifests: only what was seen, and never over somebody's own work."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.manifest import load_manifest
from crawlers.reading.labels import Labels
from crawlers.registry import load_registry
from crawlers.seeding.__main__ import is_as_made, seed
from crawlers.seeding.rows import CLEAR

COLUMNS = [
    "id",
    "name",
    "short_name",
    "province",
    "kind",
    "language",
    "home_domain",
    "listing_url",
    "example_offering_url",
    "platform",
    "platform_evidence",
    "field_labels",
    "sample_cost_text",
    "sample_duration_text",
    "seen",
    "source_urls",
]
#: A clear label that the vocabulary of all sites does not have.
UNKNOWN = next(label for label in CLEAR if Labels().field(label) is None)
SEEN = {
    "id": "lakeside",
    "name": "Lakeside College",
    "province": "ON",
    "kind": "college",
    "language": "bilingual",
    "home_domain": "lakeside.example",
    "listing_url": "https://www.lakeside.example/courses?page=3",
    "example_offering_url": "https://www.lakeside.example/courses/first-aid",
    "platform": "drupal",
    "platform_evidence": "[page text: listing] Drupal Views, /courses/{slug} {mc-page-read=offering}",
    "field_labels": f"Tuition|{UNKNOWN}|Our promise",
    "seen": "yes",
}


def _table(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "list.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    folder = tmp_path / "registry"
    folder.mkdir()
    return folder


def test_a_row_that_was_seen_becomes_a_manifest(tmp_path: Path, registry: Path) -> None:
    assert seed(_table(tmp_path, SEEN), registry) == (1, 0)
    one = load_manifest(registry / "ON" / "lakeside.toml")
    assert (one.status, one.platform, one.languages) == ("unverified", "drupal", ("en", "fr"))
    assert one.listing_urls == ("https://www.lakeside.example/courses",)  # from its first page
    assert one.offering_pattern == r"^https?://(?:www\.)?lakeside\.example/courses/[^/?#]+/?$"
    assert one.labels == {UNKNOWN: CLEAR[UNKNOWN]}  # "Tuition" is known to all, the other means nothing clear


def test_what_was_only_heard_of_is_not_claimed(tmp_path: Path, registry: Path) -> None:
    known = SEEN | {"seen": "known", "platform_evidence": "[scraper code 2019-20] (Drupal Views - inference)"}
    seed(_table(tmp_path, known), registry)
    one = load_manifest(registry / "ON" / "lakeside.toml")
    assert (one.platform, one.offering_pattern, one.offering_examples) == ("generic", None, ())
    assert not one.labels
    assert "not read" in one.notes


def test_labels_of_a_program_are_not_taken_for_labels_of_the_page(tmp_path: Path, registry: Path) -> None:
    named = SEEN | {"platform_evidence": "[page text: offering] NOTE: field_labels are column names"}
    seed(_table(tmp_path, named), registry)
    assert not load_manifest(registry / "ON" / "lakeside.toml").labels


def test_a_site_without_listing_is_kept_only_where_a_page_of_it_was_seen(tmp_path: Path, registry: Path) -> None:
    seen = SEEN | {"listing_url": ""}
    unseen = seen | {"id": "unseen", "home_domain": "unseen.example", "example_offering_url": ""}
    assert seed(_table(tmp_path, seen, unseen), registry) == (1, 1)
    (one,) = load_registry(registry).institutions
    assert (one.id, one.status, one.listing_urls) == ("lakeside", "no_listing", ())


def test_a_rerun_changes_nothing_and_leaves_what_somebody_touched(tmp_path: Path, registry: Path) -> None:
    table = _table(tmp_path, SEEN)
    seed(table, registry)
    path = registry / "ON" / "lakeside.toml"
    made = path.read_text()
    seed(table, registry)
    assert path.read_text() == made
    assert is_as_made(path)
    path.write_text(made.replace('status = "unverified"', 'status = "verified"'))
    assert not is_as_made(path)
    assert seed(table, registry) == (0, 1)
    assert load_manifest(path).status == "verified"


def test_an_institution_written_by_hand_under_another_id_gets_no_second_manifest(
    tmp_path: Path, registry: Path
) -> None:
    (registry / "ON").mkdir()
    hand = 'id = "lake"\nname = "Lakeside"\nprovince = "ON"\nstatus = "no_listing"\n'
    (registry / "ON" / "lake.toml").write_text(hand + 'home_url = "https://www.lakeside.example/"\n')
    assert seed(_table(tmp_path, SEEN), registry) == (0, 1)
    assert [one.id for one in load_registry(registry).institutions] == ["lake"]


def test_a_list_without_our_columns_is_wrong_usage(tmp_path: Path, registry: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    command = [sys.executable, "-m", "crawlers.seeding", str(tmp_path / "other.csv"), "--registry", str(registry)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "no column 'id'" in run.stderr
