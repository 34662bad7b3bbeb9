"""What is said on each line of a page, before anybody asks of which offering it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawlers.contract import Field
from crawlers.reading.readings import StatementReading


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement and the line it stands on. `shaped`: its words only look like such a fact, no label says so."""

    line: int
    statement: StatementReading
    shaped: bool = False
    part: bool = False  # of a line that holds more: counts in a list only

    @property
    def field(self) -> str:
        return self.statement.field


#: What makes a thing with a title an offering. A place or a way of teaching alone does not.
STRONG = frozenset((Field.COST, Field.DURATION, Field.START_DATE))
TELLING = STRONG | {Field.CREDITS, Field.CREDENTIAL, Field.DELIVERY}


def once(facts: Iterable[Fact]) -> list[Fact]:
    """The same words of the same field, under the same label's context, once for each section."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for fact in facts:
        s = fact.statement
        key = (s.field, s.text, s.context, s.section_key)
        if key not in seen:
            seen.add(key)
            kept.append(fact)
    return kept
