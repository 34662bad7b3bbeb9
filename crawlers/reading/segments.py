"""Several offerings in running text: a news page where each paragraph names a class and says what it costs and
when it meets."""

from __future__ import annotations

import re

from crawlers.contract import Field
from crawlers.reading.blocks import Line, Page
from crawlers.reading.cards import Card
from crawlers.reading.labels import Labels
from crawlers.reading.prose import said_by, sentences
from crawlers.reading.titles import names_an_offering

_QUOTED = re.compile(r"^[^“\"«.]{0,60}?(?:“([^”]{3,150})”|\"([^\"]{3,150})\"|«\s?([^»]{3,150}?)\s?»)")
_EDGES = " \"“”«»'‘’,.:;–—-"
_LEAD = 60
_SHORTEST = 60


def segments(page: Page, labels: Labels) -> list[Card]:
    """Lines that begin with a title and state a cost or a day, each with the untitled lines that follow it; two at
    least."""
    starts: list[tuple[int, str, str | None]] = []
    for index, line in enumerate(page.lines):
        if line.rank or len(line.text) < _SHORTEST or line.element.tag in ("td", "th", "select"):
            continue
        title = lead_title(line, labels)
        if title is not None:
            link = next((run.linked for run in line.runs if run.linked and run.words.strip() in title), None)
            starts.append((index, title, link))
    cards = []
    for number, (index, title, link) in enumerate(starts):
        limit = starts[number + 1][0] if number + 1 < len(starts) else index + 1
        end = index + 1
        while end < limit and not page.lines[end].rank and _tells(page.lines[end].text):
            end += 1
        if any(_tells(page.lines[k].text) for k in range(index, end)):
            cards.append(Card(index, end, title, index, page.lines[index].element, link))
    return cards if len(cards) > 1 else []


def lead_title(line: Line, labels: Labels) -> str | None:
    """The title a line begins with: in bold or in quotation marks, before the first sentence ends."""
    before = 0
    for run in line.runs:
        if run.label:
            continue
        words = " ".join(run.words.split())
        if run.bold and words:
            title = words.strip(_EDGES)
            if before <= _LEAD and len(title) < len(line.text) - 30 and names_an_offering(title, labels):
                return title
            break
        before += len(words)
        if before > _LEAD:
            break
    if match := _QUOTED.match(line.text):
        title = next(group for group in match.groups() if group).strip(_EDGES)
        if names_an_offering(title, labels):
            return title
    return None


def _tells(text: str) -> bool:
    return any(said_by(sentence) & {Field.COST, Field.START_DATE} for sentence in sentences(text))
