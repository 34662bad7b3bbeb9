"""Which of our platforms an institution's listing runs on, as far as the list of institutions says so."""

from __future__ import annotations

import re
from typing import Any

#: Selectors of a listing's rows that public code has used on the site, and what each row is for us.
_ROWS = {
    "table.views-table": "table.views-table tr",
    "div.view-content": ".view-content",
    "div.views-row": "div.views-row",
}
_WEAK = re.compile(r"inference|inferred from|is inferred|weak|not confirmed|is an inference", re.IGNORECASE)


def platform_of(named: str, evidence: str, listing: str) -> tuple[str, dict[str, Any]]:
    """(platform, its options): ours where the list's evidence is of that platform's own listing; else generic."""
    if named == "drupal" and not _WEAK.search(evidence):
        row = next((ours for theirs, ours in _ROWS.items() if theirs in evidence), None)
        if row or "Views" in evidence or "pager" in evidence:
            return "drupal", {"row": row} if row and row != "div.views-row" else {}
    if named == "wordpress" and not _WEAK.search(evidence):
        return "wordpress", {}
    if named == "modern-campus-destiny-one" and re.search(r"/public/\w+.*\.do\b", listing):
        return "destiny_one", {}
    return "generic", {}
