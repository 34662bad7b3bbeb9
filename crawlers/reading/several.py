"""Which of the things that repeat on a page are offerings, and which facts are theirs.

An offering on a list states at least a title and a cost, a length, a date or a credential; a bare list of links is
none. What one has inside another (rows of runs in a card, cards in a column) belongs to the inner one, unless the
outer ones have titles and facts of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from crawlers.contract import Field
from crawlers.reading.blocks import Page
from crawlers.reading.cards import Card
from crawlers.reading.facts import STRONG, Fact
from crawlers.reading.labels import fold_label
from crawlers.reading.shapes import fits, names_a_time, says_when_it_starts
from crawlers.reading.tables import Grid, words_of

#: What a page of offerings is about, in its title, heading or address.
OFFERS = re.compile(
    r"\b(?:courses?|classes|class|programs?|programmes?|workshops?|trainings?|webinars?|seminars?|certificates?|"
    r"micro-?credentials?|badges?|boot ?camps?|events?|calendar|schedule|sessions?|lessons?|continuing|catalogue?|"
    r"education|learning|study|degrees?|cours|formations?|ateliers?|webinaires?|séminaires?|certificats?|"
    r"perfectionnement|"
    r"activités?|calendrier|horaires?|agenda|micro-?certifications?|apprentissage|études?)\b",
    re.IGNORECASE,
)
NEWS = re.compile(
    r"\b(?:news|newsroom|blog|press|media|stories|story|announcements?|nouvelles|actualités|actualites|communiqués?|"
    r"publications?|articles?|archives? of|people|staff|directory|jobs|careers|emplois)\b",
    re.IGNORECASE,
)
#: Words of a heading that name no offering of their own: "Spring courses".
_GENERAL = re.compile(
    r"\b(?:all|our|the|new|spring|summer|fall|autumn|winter|upcoming|20\d\d)\b|\W|" + OFFERS.pattern, re.IGNORECASE
)
#: Lists of other things that have a title and a sum or a day.
_OTHER_THINGS = re.compile(
    r"\b(?:bursar(?:y|ies)|scholarships?|awards?|grants|prizes?|jobs?|vacanc\w+|positions|housing|residences?|parking|"
    r"bookstore|shop|rentals?|donations?|bourses?|prix et distinctions|emplois|logements?|résidences?|boutique)\b",
    re.IGNORECASE,
)
_SHARE = 0.4


@dataclass(slots=True, eq=False)
class Group:
    """Like cards with the facts of each."""

    cards: list[Card]
    facts: list[list[Fact]] = field(default_factory=list)
    headed: bool = False

    @property
    def told(self) -> list[tuple[Card, list[Fact]]]:
        return [(card, facts) for card, facts in zip(self.cards, self.facts, strict=True) if tells(facts)]

    @property
    def lines(self) -> set[int]:
        return {k for card in self.cards for k in range(card.first, card.last)}


def tells(facts: Iterable[Fact]) -> bool:
    """Do facts make a thing with a title an offering?"""
    return any(
        (fact.field in STRONG and fits(fact.field, fact.statement.text)) or fact.field == Field.CREDENTIAL
        for fact in facts
    )


def groups(
    page: Page, likely: list[list[Card]], grids: list[Grid], facts: list[Fact], about: str, heading: str | None
) -> list[Group]:
    """The groups of cards that are offerings, none inside another. `about` are the page's title, heading, address."""
    if not likely and not any(grid.kind == "offerings" for grid in grids):
        return []
    by_line: dict[int, list[Fact]] = {}
    for fact in facts:
        by_line.setdefault(fact.line, []).append(fact)
    found = [Group(cards) for cards in _grid_cards(page, grids)] + [Group(list(cards)) for cards in likely]
    found.sort(key=lambda group: sum(card.last - card.first for card in group.cards) / len(group.cards))
    own = fold_label(heading or "")
    accepted: list[Group] = []
    claimed: set[int] = set()
    for group in found:
        inner = [one for one in accepted if _inside(one, group)]
        if not inner and group.lines & claimed:
            continue
        taken = set().union(*(one.lines for one in inner)) if inner else set()
        group.cards = [card for card in group.cards if card.title_line not in taken]
        group.facts = [
            [fact for k in range(card.first, card.last) if k not in taken for fact in by_line.get(k, ())]
            for card in group.cards
        ]
        if not _accept(group, about, own):
            continue
        accepted = [one for one in accepted if one not in inner]
        accepted.append(group)
        claimed |= group.lines
    return sorted(accepted, key=lambda group: group.cards[0].first)


def _grid_cards(page: Page, grids: list[Grid]) -> list[list[Card]]:
    found = []
    for grid in grids:
        if grid.kind != "offerings" or grid.title is None:
            continue
        cards = []
        for cells in grid.table.body:
            if grid.title >= len(cells) or cells[0].parent is None:
                continue
            cell, row = cells[grid.title], cells[0].parent
            title = words_of(page, cell)
            link = next((r.linked for k in range(cell.first, cell.last) for r in page.lines[k].runs if r.linked), None)
            if title and len(title) <= 200 and row.last > row.first:
                cards.append(Card(row.first, row.last, title, cell.first, row, link))
        if cards:
            found.append(cards)
    return found


def _inside(inner: Group, outer: Group) -> bool:
    """Does every card of one stand in a card of the other?"""
    return all(any(o.first <= c.first and c.last <= o.last for o in outer.cards) for c in inner.cards) and not all(
        any(o.first == c.first and c.last == o.last for o in outer.cards) for c in inner.cards
    )


def _accept(group: Group, about: str, own: str) -> bool:
    told = group.told
    titles = Counter(fold_label(card.title) for card, _ in told)
    titles.pop(own, None)
    if _OTHER_THINGS.search(about) and not OFFERS.search(about):
        return False
    if sum(_OTHER_THINGS.search(card.title) is not None for card, _ in told) > len(told) / 2:
        return False
    if len(_GENERAL.sub("", own)) > 4 and sum(own in fold_label(card.title) for card, _ in told) > len(told) / 2:
        return False  # its own runs
    if all(any(f.statement.label == card.title for f in facts) for card, facts in told):
        return False  # who pays what
    single_row = len(group.cards) == 1 and group.cards[0].element.tag == "tr"
    if len(titles) < (1 if single_row else 2) or len(told) < _SHARE * len(group.cards):
        return False
    fields = Counter(f for _, facts in told for f in {fact.field for fact in facts})
    shared = max((fields[f] for f in (*STRONG, Field.CREDENTIAL)), default=0)
    if shared < max(min(2, len(told)), 0.5 * len(told)):
        return False
    if any(card.element.tag.startswith("h") or card.element.tag in ("p", "dt", "strong") for card in group.cards):
        strong = max((fields[f] for f in STRONG), default=0)
        if strong < 0.6 * len(group.cards):
            return False
    if set(fields) & {Field.COST, Field.DURATION, Field.CREDENTIAL}:
        return True
    return _dates_of_offerings(told, about)


def _dates_of_offerings(told: list[tuple[Card, list[Fact]]], about: str) -> bool:
    """Titles with nothing but a date may be news: the page is about courses, or the dates are of something that
    starts."""
    dated = [[fact for fact in facts if fact.field == Field.START_DATE] for _, facts in told]
    labelled = sum(any(d.statement.label is not None for d in dates) for dates in dated)
    cued = sum(
        any(says_when_it_starts(d.statement.text) or names_a_time(d.statement.text) for d in dates) for dates in dated
    )
    if NEWS.search(about):
        return labelled > 0 and bool(OFFERS.search(about))
    return max(labelled, cued) >= len(dated) / 2 or bool(OFFERS.search(about))


def elsewhere(page: Page, grouped: list[list[Card]]) -> set[int]:
    """Lines of cards that are headed by links to two or more other pages: somebody else's on an offering's page."""
    lines: set[int] = set()
    for cards in grouped:
        linked = [card for card in cards if _leads_away(page, card)]
        if len({card.link for card in linked}) >= 2:
            lines |= {k for card in linked for k in range(card.first, card.last)}
    return lines


def _leads_away(page: Page, card: Card) -> bool:
    link = card.link or ""
    if not link or link.startswith(("#", "mailto:", "tel:", "javascript:")):
        return False
    return any(run.linked == link for run in page.lines[card.title_line].runs) or card.element.tag == "a"
