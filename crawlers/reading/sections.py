"""Scheduled runs of an offering: tables with one row a run."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.contract import Field
from crawlers.reading.document import Document
from crawlers.reading.labels import Labels
from crawlers.reading.locate import css_path
from crawlers.reading.pairs import node_text
from crawlers.reading.readings import StatementReading
from crawlers.reading.tables import rows_of

#: A table of runs says when they start.
_NEEDED = Field.START_DATE


def sections(document: Document, labels: Labels) -> Iterator[StatementReading]:
    """One statement a cell; `section_key` is the row's code, else its words."""
    for table in document.css("table"):
        rows = rows_of(table)
        if len(rows) < 2:
            continue
        heads = [node_text(cell) for cell in rows[0]]
        fields = [labels.field(head) for head in heads]
        if _NEEDED not in fields or len(fields) < 2 or (rows[0][0].tag == "td" and fields.count(None) > 1):
            continue
        for cells in rows[1:]:
            texts = [node_text(cell) for cell in cells]
            code = next((t for t, f in zip(texts, fields, strict=False) if f == Field.CODE and t), None)
            key = code or " | ".join(texts)[:200]
            for cell, text, field, head in zip(cells, texts, fields, heads, strict=False):
                if field is not None and text and field != Field.CODE:
                    yield StatementReading(
                        field=field,
                        text=text,
                        reader="labelled",
                        locator=css_path(cell),
                        label=head,
                        section_key=key,
                    )
