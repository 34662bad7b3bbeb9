"""What a page is called: its first heading that is no label; else its `<title>`; of a part of a page, its first words."""

from __future__ import annotations

import re

from crawlers.contract import Field
from crawlers.reading.blocks import Page
from crawlers.reading.cards import names_an_offering
from crawlers.reading.document import Document
from crawlers.reading.facts import Fact
from crawlers.reading.labels import Labels
from crawlers.reading.readings import StatementReading

_SENTENCE_LENGTH = 120
_HOUSE = re.compile(
    r"^(?:faculty|department|school|division|office|college|university|faculté|département|école)\b", re.I
)
_TITLED = re.compile(r"(?:^|[\s_-])(?:title|titre|heading|headline)(?:$|[\s_-])", re.IGNORECASE)


def headline(page: Page, document: Document, labels: Labels, facts: list[Fact]) -> StatementReading | None:
    """The title statement; None where the page has no name at all."""
    lang = document.lang
    for line in page.lines:
        if line.rank == 1 and line.text and (names_an_offering(line.text, labels) or _only(page)):
            words = line.text.split(" | ")[0] if len(line.text.split(" | ")[0]) > 7 else line.text
            return StatementReading(Field.TITLE, words, "labelled", "h1", lang=lang)
    if labelled := next((fact.statement for fact in facts if fact.field == Field.TITLE), None):
        return labelled
    title = document.title()
    if social := document.meta("og:title"):
        return StatementReading(Field.TITLE, social, "labelled", "meta[property='og:title']", lang=lang)
    named = _first_words(page, labels, title)
    if named is not None:
        return named
    return StatementReading(Field.TITLE, title, "structured", "title", lang=lang) if title else None


def _only(page: Page) -> bool:
    return sum(line.rank == 1 for line in page.lines) == 1


def _first_words(page: Page, labels: Labels, title: str | None) -> StatementReading | None:
    """The first heading or titled line, unless it is what `<title>` says too; without a `<title>`, the first short line."""
    for line in page.lines[:60]:
        if (line.rank or _TITLED.search(line.element.words)) and names_an_offering(line.text, labels):
            if title and _same(line.text, title):
                return None
            if title and not line.rank:
                continue
            return StatementReading(Field.TITLE, line.text, "labelled", line.element.path())
    if title:
        return None
    found = None
    for line in page.lines[:12]:
        if len(line.text) > _SENTENCE_LENGTH:
            break
        if names_an_offering(line.text, labels) and not _HOUSE.match(line.text) and ":" not in line.text:
            found = line
    return StatementReading(Field.TITLE, found.text, "labelled", found.element.path()) if found else None


def _same(heading: str, title: str) -> bool:
    return heading.lower() in title.lower() or title.lower() in heading.lower()
