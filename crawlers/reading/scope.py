"""Does the page call what it offers a micro-credential or a badge? Kept as words; the warehouse decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.contract import Field
from crawlers.reading.document import Document, fold_space
from crawlers.reading.readings import StatementReading

_MICRO = re.compile(
    r"\bmicro[- ]?(?:credentials?|certificates?|certifications?|certificats?|titres?|attestations?|programs?)\b"
    r"|\bdigital badges?\b|\bbadges? numériques?\b|\bletter of proficiency\b",
    re.IGNORECASE,
)
#: Where a page says what it is: its heading, its kicker or badge of type. Running text talks of other things too.
_PLACES = (
    "h1, [class*='kicker'], [class*='eyebrow'], [class*='credential-type'], [class*='badge'], [class*='tag--type']"
)


def scope(document: Document, title: str | None) -> Iterator[StatementReading]:
    """At most one statement: the first place that says so."""
    if title and _MICRO.search(title):
        yield StatementReading(Field.SCOPE, title, "labelled", "h1")
        return
    for node in document.css(_PLACES):
        text = fold_space(node.text(separator=" "))
        if len(text) < 120 and _MICRO.search(text):
            yield StatementReading(Field.SCOPE, text, "labelled", node.tag or "")
            return
    heading = document.title()
    if heading and _MICRO.search(heading.split("|")[0]):
        yield StatementReading(Field.SCOPE, heading, "structured", "title")
