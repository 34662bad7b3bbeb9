"""Texts of elements, within a budget: a page that nests the same words a hundred thousand times stays cheap."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawlers.reading.document import fold_space

#: Characters read of one page's properties, repetitions counted.
BUDGET = 2_000_000
#: Properties that are words even on a link: who writes `<a itemprop="name" href="…">` means what the link says.
WORDS = frozenset(("name", "headline", "description", "courseCode", "courseMode", "price", "startDate", "endDate"))


class Texts:
    """Reads texts until the page's budget is spent; after that every element is empty."""

    def __init__(self) -> None:
        self.left = BUDGET

    def of(self, element: LexborNode) -> str:
        """The element's words, white space folded."""
        if self.left <= 0:
            return ""
        text = element.text(separator=" ")
        self.left -= len(text) + 1
        return fold_space(text)
