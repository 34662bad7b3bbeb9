"""What a spider yields: one page and everything it states."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawlers.contract import Offering, Page, Statement


@dataclass(frozen=True, slots=True)
class PageItem:
    page: Page | None  # None: offerings of pages that were yielded before, held back until now
    offerings: tuple[Offering, ...] = ()
    statements: tuple[Statement, ...] = field(default=())
