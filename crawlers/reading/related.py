"""Parts of a page that a heading says are about something else: related courses, news, testimonials."""

from __future__ import annotations

from crawlers.reading.blocks import Element, Page
from crawlers.reading.chrome import HEADING_WORDS

_BLOCKS = frozenset(("section", "aside", "div", "article", "ul", "ol"))


def drop_related(page: Page) -> None:
    """Empty the lines under such headings, in place. What holds the page's h1 stays."""
    lines = page.lines
    for index, line in enumerate(lines):
        if line.rank < 2 or len(line.text) > 80 or not HEADING_WORDS.match(line.text):
            continue
        first, last = _range(page, index)
        if any(one.rank == 1 for one in lines[first:last]):
            continue
        for one in lines[first:last]:
            one.text, one.runs, one.rank, one.struck = "", [], 0, ()


def _range(page: Page, index: int) -> tuple[int, int]:
    """The block that the heading opens; where it opens none, what follows up to the next heading of its rank."""
    heading: Element = page.lines[index].element
    while heading.parent is not None and heading.parent.last - heading.parent.first == 1:
        heading = heading.parent
    around = heading.parent
    if around is None:
        return index, index + 1
    if around.tag in _BLOCKS and all(not line.rank for line in page.lines[around.first : index]) and around.parent:
        return index, around.last
    rank = page.lines[index].rank
    end = next((k for k in range(index + 1, around.last) if 0 < page.lines[k].rank <= rank), around.last)
    return index, end
