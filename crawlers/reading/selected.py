"""Statements under the selectors of a manifest: for the odd site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crawlers.reading.document import Document, fold_space
from crawlers.reading.readings import LONGEST_TEXT, StatementReading


def selected(document: Document, selectors: Mapping[str, str]) -> Iterator[StatementReading]:
    for field, selector in selectors.items():
        for node in document.css(selector):
            text = fold_space(node.text(separator=" "))
            if text:
                yield StatementReading(field, text[:LONGEST_TEXT], "selected", selector)
