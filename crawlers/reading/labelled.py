"""Statements that stand under a label we know, and lines that look like a fact by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawlers.contract import Field
from crawlers.reading.blocks import Page
from crawlers.reading.facts import STRONG, Fact
from crawlers.reading.labels import Labels
from crawlers.reading.pairs import Pair, pairs
from crawlers.reading.readings import LONGEST_TEXT, StatementReading
from crawlers.reading.shapes import fits, is_length, names_a_number, parts, shape
from crawlers.reading.tables import Grid, Table
from crawlers.reading.titles import names_an_offering

#: Each entry of a list is a statement of its own for these.
_ONE_EACH = {Field.OUTCOME, Field.SUBJECT, Field.STACKS_INTO, Field.PART_OF, Field.FUNDING}
#: A page gives these in a few words; a long text under such a label is about something else.
_SHORT = {
    Field.COST, Field.DURATION, Field.DELIVERY, Field.CODE, Field.CREDITS, Field.LEVEL, Field.CREDENTIAL, Field.TITLE,
    Field.START_DATE, Field.END_DATE, Field.APPLY_BY, Field.AVAILABILITY,
}  # fmt: skip
#: Of these a page may say how long instead.
_MODES = (Field.DELIVERY, Field.ATTENDANCE)
_LONGEST_SHORT = 600
_ONE_LINE = 200
_ITEMS = frozenset(("li", "p", "div", "a"))
#: "Members: $90": who pays is no title, and so the label of a price.
_PAID = re.compile(r"^([^\W\d][^:\d]{2,30}?)\s*:\s*(\S.{1,40})$")
_BRACKETS = re.compile(r"^([^()]{3,}?)\s*\(\s*([^()]{3,60}?)\s*\)$")
#: A longer list under such a label is a form's or a menu's, to choose from.
_CHOICES: dict[str, int] = {
    Field.CREDENTIAL: 3,
    Field.LEVEL: 3,
    Field.DELIVERY: 4,
    Field.SUBJECT: 15,
    Field.LOCATION: 8,
}


def labelled(page: Page, labels: Labels, tables: list[Table], grids: list[Grid]) -> Iterator[Fact]:
    """Facts in page order. The same words under another column header are another fact: two audiences may pay the
    same."""
    for pair in pairs(page, labels, tables, grids):
        label, about = _apart(pair.label)
        for text, marks in _texts(pair):
            if (pair.field in _SHORT and len(text) > _LONGEST_SHORT) or len(pair.items) > _CHOICES.get(
                pair.field, 1000
            ):
                continue
            yield Fact(
                pair.line,
                StatementReading(
                    field=pair.field,
                    text=text[:LONGEST_TEXT],
                    reader="labelled",
                    locator=pair.element.path(),
                    label=label,
                    context=(*pair.context, *about),
                    marks=marks,
                ),
            )


def with_lengths(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts; a mode that is a length ("Mode of study: 1Y full time") is a length as well, and what stands under
    "Attendance" and is no pattern of it (a rule of conduct) is left out."""
    for fact in facts:
        text = fact.statement.text
        if fact.field == Field.ATTENDANCE and not fits(fact.field, text):
            continue
        if fact.field in _MODES and is_length(text):
            yield replace(fact, statement=replace(fact.statement, field=Field.DURATION))
        yield fact


def _apart(label: str) -> tuple[str, tuple[str, ...]]:
    """ "Length (full time)": the label, and what it holds in brackets."""
    match = _BRACKETS.match(label)
    return (match[1], (match[2],)) if match else (label, ())


def _texts(pair: Pair) -> Iterator[tuple[str, tuple[str, ...]]]:
    for old in pair.struck:
        yield old, ("struck",)
    if pair.field in _ONE_EACH and pair.items:
        yield from ((item, ()) for item in pair.items)
    elif pair.field == Field.SUBJECT:
        yield from ((word.strip(), ()) for word in pair.text.replace(";", ",").split(",") if word.strip())
    elif pair.text:
        yield pair.text, ()


def shaped(page: Page, labels: Labels, known: set[int]) -> Iterator[Fact]:
    """Lines (and parts of lines) that look like a fact. Lines in `known` are under a label already."""
    for index, line in enumerate(page.lines):
        if index in known or line.element.tag == "select" or len(line.text) > 300:
            continue
        if (paid := _PAID.match(line.text)) and not names_an_offering(paid[1], labels) and shape(paid[2]) == Field.COST:
            yield _shaped(index, Field.COST, paid[2], line.element.path(), paid[1])
            continue
        field = shape(line.text)
        if field is not None:
            yield _shaped(index, field, line.text, line.element.path())
        elif (
            line.element.tag in _ITEMS
            and len(line.runs) == 1
            and len(line.text) < _ONE_LINE
            and names_a_number(line.text)
        ):
            for part in parts(line.text)[1:]:
                if (field := shape(part)) in STRONG:
                    yield replace(_shaped(index, str(field), part, line.element.path()), part=True)
        elif 1 < len(line.runs) <= 12:
            for run in line.runs:
                words = " ".join(run.words.split()).strip(" |•·,–—-")
                if run.tag and not run.label and (field := shape(words)) is not None:
                    yield _shaped(index, field, words, run.element.path())


def _shaped(index: int, field: str, text: str, locator: str, label: str | None = None) -> Fact:
    return Fact(index, StatementReading(field, text, "labelled", locator, label=label), shaped=True)
