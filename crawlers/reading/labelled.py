"""Statements that stand under a label we know."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.contract import Field
from crawlers.reading.document import Document
from crawlers.reading.labels import Labels
from crawlers.reading.pairs import Pair, pairs
from crawlers.reading.readings import LONGEST_TEXT, StatementReading

#: Each entry of a list is a statement of its own for these.
_ONE_EACH = {Field.OUTCOME, Field.SUBJECT, Field.STACKS_INTO, Field.PART_OF, Field.FUNDING}
#: A page gives these in a few words; a long text under such a label is about something else.
_SHORT = {Field.COST, Field.DURATION, Field.DELIVERY, Field.CODE, Field.CREDITS, Field.LEVEL, Field.CREDENTIAL}
_LONGEST_SHORT = 600


def labelled(document: Document, labels: Labels) -> Iterator[StatementReading]:
    """Statements in page order within each layout, each once.

    The same words under another column header are another statement: two audiences may pay the same.
    """
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for pair in pairs(document, labels):
        field = labels.field(pair.label)
        if field is None:
            continue
        for text, marks in _texts(field, pair):
            if (field, text, pair.context) in seen or (field in _SHORT and len(text) > _LONGEST_SHORT):
                continue
            seen.add((field, text, pair.context))
            yield StatementReading(
                field=field,
                text=text[:LONGEST_TEXT],
                reader="labelled",
                locator=pair.locator,
                label=pair.label,
                context=pair.context,
                marks=marks,
            )


def _texts(field: str, pair: Pair) -> Iterator[tuple[str, tuple[str, ...]]]:
    for old in pair.struck:
        yield old, ("struck",)
    if field in _ONE_EACH and pair.items:
        yield from ((item, ()) for item in pair.items)
    elif field == Field.SUBJECT:
        yield from ((word.strip(), ()) for word in pair.text.replace(";", ",").split(",") if word.strip())
    elif pair.text:
        yield pair.text, ()
