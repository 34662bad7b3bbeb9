"""What repeats on a page: likely siblings, runs of text under headings of one rank. Each may be an offering, or not.

A card is a range of lines with a title. Whether it offers anything is asked in `several.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from crawlers.reading.blocks import INLINE, Element, Line, Page
from crawlers.reading.labels import Labels
from crawlers.reading.titles import title_of

_NO_CARDS = INLINE | frozenset(
    [
        "p",
        "td",
        "th",
        "dt",
        "dd",
        "select",
        "form",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tbody",
        "thead",
        "tfoot",
        "table",
    ]
)
_VARYING = re.compile(
    r"\b(?:odd|even|first|last|active|open|closed|in|show|current|is-\w+|[\w-]*\d[\w-]*|views-row-\w+|post-\w+)(?=\s|$)"
)
#: Pages on which one does something, with whatever one has chosen: no page of one offering. A query may name one.
_ACTION = re.compile(
    r"(?:^|/)(?:register|registration|enrol+|enrol+ment|apply|apply-now|application|admissions?|book|booking|cart|"
    r"checkout|log-?in|sign-?(?:in|up)|contact|contact-us|inscriptions?|s-inscrire|panier|connexion|nous-joindre)"
    r"(?:\.\w+)?/?(?:#.*)?$",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Card:
    """Lines `first` to `last` (not included) under a title, which stands on line `title_line`."""

    first: int
    last: int
    title: str
    title_line: int
    element: Element
    link: str | None = None
    seen: bool = True  # a title of its own; False: none was found


class Told:
    """Where facts stand that may make an offering; asked of ranges of lines."""

    def __init__(self, lines: Iterable[int]) -> None:
        self.lines = sorted(lines)

    def within(self, first: int, last: int) -> bool:
        place = bisect_left(self.lines, first)
        return place < len(self.lines) and self.lines[place] < last

    def twice(self, first: int, last: int) -> bool:
        place = bisect_left(self.lines, first) + 1
        return place < len(self.lines) and self.lines[place] < last


def families(page: Page, labels: Labels, told: Told, known: Collection[int] = ()) -> Iterator[list[Card]]:
    """Groups of like ranges, the members with a title only; at least two members hold facts.

    `known` (ids of elements): what holds rows that are read already.
    """
    for members in (*_siblings(page, told, known), *_under_headings(page, told)):
        if sum(told.within(first, last) for first, last, _ in members) < 2:
            continue
        cards = [card for first, last, element in members if (card := read_card(page, labels, first, last, element))]
        if len(cards) > 1:
            yield cards


def _siblings(page: Page, told: Told, known: Collection[int]) -> Iterator[list[tuple[int, int, Element]]]:
    for parent in page.elements:
        children = parent.children
        if len(children) < 2 or id(parent) in known or not told.twice(parent.first, parent.last):
            continue
        like: dict[tuple[str, str], list[Element]] = defaultdict(list)
        for child in children:
            lines = child.last - child.first
            if lines and (child.tag not in _NO_CARDS or (child.tag == "a" and lines > 1)):
                like[child.tag, signature(child.words)].append(child)
        for members in like.values():
            if len(members) > 1:
                yield [(child.first, child.last, child) for child in members]


@lru_cache(maxsize=20_000)
def signature(words: str) -> str:
    """Class names without those that tell one member of a list from the next."""
    return " ".join(_VARYING.sub(" ", words).split()) if words else ""


def _under_headings(page: Page, told: Told) -> Iterator[list[tuple[int, int, Element]]]:
    """Ranges from one heading to the next of its rank, within what holds them both. Bold lines and terms are
    headings too."""
    heads: dict[tuple[int, int], list[tuple[int, Element]]] = defaultdict(list)
    holders: dict[int, Element] = {}
    ranks: dict[int, int] = {}
    for index, line in enumerate(page.lines):
        rank = heading_rank(line)
        if not rank:
            continue
        ranks[index] = rank
        holder = line.element
        while holder.parent is not None and holder.parent.last - holder.parent.first == 1:
            holder = holder.parent
        around = holder.parent
        if (line.rank == 0 and line.element.tag in ("td", "th")) or around is None:
            continue
        holders[id(around)] = around
        heads[id(around), rank].append((index, line.element))
    for (around_id, rank), found in heads.items():
        if len(found) < 2:
            continue
        stop = holders[around_id].last
        if not told.twice(found[0][0], stop):
            continue
        members = []
        for number, (index, element) in enumerate(found):
            following = found[number + 1][0] if number + 1 < len(found) else stop
            end = next((k for k in range(index + 1, following) if 0 < page.lines[k].rank < rank), following)
            if end > index + 1:
                members.append((index, end, element))
        yield members


def heading_rank(line: Line) -> int:
    """1 to 6; 7 for a line all in bold, 8 for a term; 0 for other lines."""
    if line.rank:
        return line.rank
    if line.element.tag == "dt":
        return 8
    spoken = [run for run in line.runs if not run.label]
    return 7 if spoken and len(line.text) < 150 and all(run.bold or not run.words.strip() for run in spoken) else 0


def read_card(page: Page, labels: Labels, first: int, last: int, element: Element) -> Card | None:
    """The card that a range of lines is; None where it has no title."""
    found = title_of(page, labels, first, last)
    if found is None:
        return None
    index, title, link = found
    if link is None:
        linked = (run.linked for k in range(first, min(last, first + 30)) for run in page.lines[k].runs if run.linked)
        link = next((address for address in linked if not _ACTION.search(address)), None)
    if link is None and element.tag == "a":
        link = element.attrs.get("href")
    return Card(first, last, title, index, element, link)
