"""The page of institutions says what the manifests say."""

from __future__ import annotations

from crawlers.directory import directory
from crawlers.registry import LIVE, load_registry
from tests.conftest import ROOT


def test_the_page_of_institutions_is_not_stale() -> None:
    page = ROOT / "docs" / "institutions.md"
    made = directory(load_registry(LIVE).institutions)
    assert page.read_text(encoding="utf-8") == made, "python -m crawlers.directory > docs/institutions.md"


def test_every_institution_stands_on_it_once() -> None:
    institutions = load_registry(LIVE).institutions
    page = directory(institutions)
    assert all(page.count(f"| `{one.id}` |") == 1 for one in institutions)
