"""What a saved page states is what a person has looked at: a reading that changed fails until somebody has looked."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.registry import LIVE, load_registry
from flows.saved_page import PAGES, SavedPage
from tests.conftest import CAMPUS

_KEPT = sorted(path.parent for path in PAGES.glob("*/reading.json"))
_KNOWN = {one.id: one for folder in (LIVE, CAMPUS) for one in load_registry(folder).institutions}


@pytest.mark.parametrize("folder", _KEPT, ids=lambda folder: folder.name)
def test_a_saved_page_reads_as_somebody_has_seen_it(folder: Path) -> None:
    page = SavedPage.of(_KNOWN[folder.name])
    assert not page.differs, f"microcreds institutions review {folder.name} --accept\n{page.show()}"
    assert page.today, "a page that states nothing shows nothing"


def test_pages_in_both_languages_are_kept() -> None:
    assert {language for folder in _KEPT for language in _KNOWN[folder.name].languages[:1]} >= {"en", "fr"}
