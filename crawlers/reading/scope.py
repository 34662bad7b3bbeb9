"""Does the page call what it offers a micro-credential or a badge? Kept as words; the warehouse decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.contract import Field
from crawlers.reading.blocks import Page
from crawlers.reading.document import Document
from crawlers.reading.readings import StatementReading

_MICRO = re.compile(
    r"\bmicro[- ]?(?:credentials?|certificates?|certifications?|certificats?|titres?|attestations?|programs?)\b"
    r"|\bdigital badges?\b|\bbadges? numériques?\b|\bletter of proficiency\b",
    re.IGNORECASE,
)
#: Where a page says what it is: its heading, its kicker or badge of type. Running text talks of other things too.
_PLACES = re.compile(r"kicker|eyebrow|credential-type|badge|tag--type|pill|chip", re.IGNORECASE)
_LONGEST = 120
#: Told quickly: without one of these letters in a row nothing is one.
_MAY = re.compile(r"icro|adge|roficiency", re.IGNORECASE)


def calls_itself_micro(words: str) -> bool:
    """Do the words name a micro-credential or a badge?"""
    return _MICRO.search(words) is not None


def scope(page: Page, document: Document, title: str | None) -> Iterator[StatementReading]:
    """At most one statement: the first place that says so."""
    if title and _MICRO.search(title):
        yield StatementReading(Field.SCOPE, title, "labelled", "h1")
        return
    for line in page.lines:
        if len(line.text) > _LONGEST or not _MAY.search(line.text) or not _MICRO.search(line.text):
            continue
        places = [line.element, *(run.element for run in line.runs)]
        if line.rank == 1 or any(_PLACES.search(one.words) for one in places if one.words):
            yield StatementReading(Field.SCOPE, line.text, "labelled", line.element.path())
            return
    heading = document.title()
    if heading and _MICRO.search(heading.split("|")[0]):
        yield StatementReading(Field.SCOPE, heading, "structured", "title")
