"""Facts in tables whose columns are facts: runs of an offering, one a row, and prices by who pays them."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.contract import Field
from crawlers.reading.blocks import Page
from crawlers.reading.facts import Fact
from crawlers.reading.readings import StatementReading
from crawlers.reading.tables import Grid, words_of


def sections(page: Page, grids: list[Grid]) -> Iterator[Fact]:
    """One fact a cell. Of a run `section_key` is the row's code, else its words; of a price the row's head is
    context."""
    for grid in grids:
        for cells in grid.table.body:
            texts = [words_of(page, cell) for cell in cells]
            pairs = list(zip(cells, texts, grid.fields, grid.table.heads, strict=False))
            code = next((t for _, t, f, _ in pairs if f == Field.CODE and t), None)
            key = (code or " | ".join(texts)[:200]) if grid.kind == "runs" else None
            who = tuple(t for _, t, f, _ in pairs if f is None and t)[:2] if grid.kind == "prices" else ()
            for cell, text, field, head in pairs:
                if field is None or not text or (field == Field.CODE and grid.kind == "runs"):
                    continue
                yield Fact(
                    cell.first,
                    StatementReading(
                        field=field,
                        text=text,
                        reader="labelled",
                        locator=cell.path(),
                        label=head,
                        context=who,
                        section_key=key,
                    ),
                )
