"""What a page is called: its first heading that is no label; else its `<title>`; of a part of a page, its first
words."""

from __future__ import annotations

import re

from crawlers.contract import Field
from crawlers.reading.blocks import Page
from crawlers.reading.cards import read_card
from crawlers.reading.document import Document
from crawlers.reading.facts import Fact
from crawlers.reading.labels import Labels
from crawlers.reading.readings import StatementReading
from crawlers.reading.titles import names_an_offering

_SENTENCE_LENGTH = 120
_HOUSE = re.compile(
    r"^(?:faculty|department|school|division|office|college|university|faculté|département|école)\b", re.I
)
_TITLED = re.compile(r"(?:^|[\s_-])(?:title|titre|heading|headline)(?:$|[\s_-])", re.IGNORECASE)


def headline(
    page: Page, document: Document, labels: Labels, facts: list[Fact], machine: StatementReading | None
) -> StatementReading | None:
    """The title statement; None where the page has no name at all. `machine`: what the page's one course is called."""
    lang = document.lang
    for line in page.lines:
        if line.rank == 1 and line.text and names_an_offering(line.text, labels):
            words = line.text.split(" | ")[0] if len(line.text.split(" | ")[0]) > 7 else line.text
            return StatementReading(Field.TITLE, words, "labelled", "h1", lang=lang)
    if machine is not None:
        return machine
    if only := _only(page):
        return StatementReading(Field.TITLE, only, "labelled", "h1", lang=lang)
    if labelled := next((fact.statement for fact in facts if fact.field == Field.TITLE), None):
        return labelled
    title = document.title()
    if social := document.meta("og:title"):
        return StatementReading(Field.TITLE, social, "labelled", "meta[property='og:title']", lang=lang)
    if confirmed := _described(page, document.meta("description"), labels):
        return confirmed
    named = _first_words(page, labels, title)
    if named is not None:
        return named
    return StatementReading(Field.TITLE, title, "structured", "title", lang=lang) if title else None


def _only(page: Page) -> str | None:
    """The page's only h1, whatever it says."""
    headings = [line.text for line in page.lines if line.rank == 1 and line.text]
    return headings[0] if len(headings) == 1 else None


def _described(page: Page, description: str | None, labels: Labels) -> StatementReading | None:
    """A short line with which the page's description begins."""
    if not description:
        return None
    for line in page.lines:
        text = line.text
        if 8 <= len(text) <= _SENTENCE_LENGTH and description.startswith(text) and names_an_offering(text, labels):
            return StatementReading(Field.TITLE, text, "labelled", line.element.path())
    return None


def _first_words(page: Page, labels: Labels, title: str | None) -> StatementReading | None:
    """The first heading or titled line, unless it is what `<title>` says too; without a `<title>`, the first short
    line."""
    for line in page.lines[:60]:
        if (line.rank or _TITLED.search(line.element.words)) and names_an_offering(line.text, labels):
            if title and _same(line.text, title):
                return None
            return StatementReading(Field.TITLE, line.text, "labelled", line.element.path())
    if title:
        return None
    if (card := read_card(page, labels, 0, len(page.lines), page.root)) is not None and card.link is not None:
        return StatementReading(Field.TITLE, card.title, "labelled", page.lines[card.title_line].element.path())
    found = None
    for line in page.lines[:12]:
        if len(line.text) > _SENTENCE_LENGTH or line.text.endswith("."):
            break
        if names_an_offering(line.text, labels) and not _HOUSE.match(line.text) and ":" not in line.text:
            found = line
    return StatementReading(Field.TITLE, found.text, "labelled", found.element.path()) if found else None


def _same(heading: str, title: str) -> bool:
    return heading.lower() in title.lower() or title.lower() in heading.lower()
