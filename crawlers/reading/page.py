"""One page -> the offerings it states. Pure: bytes and address in, statements with evidence out.

A page is one offering where it states a cost, a length or a date of its own beside its title; a list of several where
what repeats on it has titles and facts; and neither where it states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urldefrag, urlsplit

from crawlers.contract import Field
from crawlers.reading.attributes import attributes
from crawlers.reading.blocks import Page
from crawlers.reading.cards import Told, families
from crawlers.reading.chrome import Chrome
from crawlers.reading.document import Document
from crawlers.reading.facts import STRONG, TELLING, Fact, once
from crawlers.reading.headline import headline
from crawlers.reading.labelled import labelled, shaped, with_lengths
from crawlers.reading.labels import Labels
from crawlers.reading.listing import listed
from crawlers.reading.prose import prose, said_by, sentences, speaks_of_itself
from crawlers.reading.readings import OfferingReading, PageReading, StatementReading, bounded_readings
from crawlers.reading.related import drop_related
from crawlers.reading.schema_org import MachineOffering
from crawlers.reading.scope import scope
from crawlers.reading.sections import sections
from crawlers.reading.segments import segments
from crawlers.reading.selected import selected
from crawlers.reading.several import NEWS, OFFERS, Group, elsewhere, groups
from crawlers.reading.shapes import fits, names_a_time
from crawlers.reading.structured import machine_offerings
from crawlers.reading.tables import grids_of, tables_of
from crawlers.reading.walk import read_blocks
from crawlers.reading.years import lengths_by_days, with_years

_PLURAL = re.compile(
    r"\b(?:courses|classes|programs|programmes|workshops|trainings|webinars|seminars|certificates|micro-?credentials|"
    r"badges|events|upcoming|all|catalogue|catalog|offerings|options|list|schedule|cours|formations|ateliers|"
    r"webinaires|"
    r"certificats|activités|micro-?certifications|liste|calendrier)\b",
    re.IGNORECASE,
)
#: Pages that every house has, about all its offerings and none.
_OTHER_PAGE = re.compile(
    r"^\W*(?:faqs?|frequently asked.*|(?:tuition|fees|costs?)(?:\W+(?:and|&)\W+(?:fees|tuition|costs|"
    r"payments?).*)?|admissions?|"
    r"how to (?:apply|pay|register).*|contact.*|(?:\w+ ){0,2}polic(?:y|ies)|payments?.*|important dates.*|"
    r"(?:academic )?(?:dates|deadlines|calendar).*|paiements?.*|dates importantes.*|calendrier (?:scolaire|"
    r"universitaire).*|"
    r"refunds?.*|financial aid|"
    r"scholarships.*|parking|"
    r"about(?: us)?|home|welcome.*|search.*|site ?map|privacy.*|terms.*|accessibility|news.*|blog|careers?|jobs|"
    r"staff|people|"
    r"foire aux questions|frais(?: de scolarité)?|droits de scolarité|nous joindre|politiques?.*|remboursements?.*|"
    r"aide financière|bourses.*|stationnement|à propos|accueil|bienvenue.*|recherche|nouvelles|actualités|emplois)\W*$",
    re.IGNORECASE,
)
#: Pages about one offering say these; lists and their filters do not.
_PAGE_LONG = {Field.CODE, Field.OUTCOME, Field.PREREQUISITES, Field.ASSESSMENT}
_HOME = re.compile(r"^/?(?:(?:en|fr|home|accueil|index)(?:\.\w+)?/?)?$", re.IGNORECASE)
_LONG_WORD = re.compile(r"\w{4,}")
#: Bare facts of one kind stand within this many lines.
_TOGETHER = 6


def read_page(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    labels: Mapping[str, str] | None = None,
    selectors: Mapping[str, str] | None = None,
) -> PageReading:
    """What one HTML page states. An empty list of offerings where it offers nothing; never an error for bad HTML."""
    return read_document(Document(body, url, content_type=content_type), labels=labels, selectors=selectors)


def read_document(
    document: Document, *, labels: Mapping[str, str] | None = None, selectors: Mapping[str, str] | None = None
) -> PageReading:
    """`read_page` for a page that is parsed already."""
    own_url = document.canonical_url or urldefrag(document.url).url
    reading = PageReading(own_url, document.lang, own_url, document.alternates)
    reading.offerings = bounded_readings(_Reader(document, Labels(labels), own_url).offerings(selectors or {}))
    return reading


class _Reader:
    """One page being read."""

    def __init__(self, document: Document, labels: Labels, url: str) -> None:
        self.document, self.labels, self.url = document, labels, url
        self.page: Page = read_blocks(document.body, Chrome(document.body, document.title()))
        drop_related(self.page)
        tables = tables_of(self.page, labels)
        grids = grids_of(self.page, tables, labels)
        said = list(with_lengths([*labelled(self.page, labels, tables, grids), *sections(self.page, grids)]))
        self.known = {fact.line for fact in said}
        self.facts: list[Fact] = said + list(shaped(self.page, labels, self.known))
        self.facts += attributes(self.page, self.facts)
        self.facts.sort(key=lambda fact: fact.line)
        self.machine = machine_offerings(document)
        told = Told({fact.line for fact in self.facts if fact.field in STRONG or fact.field == Field.CREDENTIAL})
        self.families = list(
            families(
                self.page,
                labels,
                told,
                {id(row[0].parent and row[0].parent.parent) for grid in grids for row in grid.table.rows},
            )
        )
        courses = [one for one in self.machine if not one.is_event]
        named = next((s for s in courses[0].statements if s.field == Field.TITLE), None) if len(courses) == 1 else None
        self.title = headline(self.page, document, labels, said, named)
        self.about = (document.title() or "", self.title.text if self.title else "", url.rsplit("://", 1)[-1])
        # What a part of a page is called may be the first card's title.
        own = self.title.text if self.title and self.title.locator in ("h1", "title") else None
        self.groups: list[Group] = groups(self.page, self.families, grids, self.facts, " ".join(self.about), own)

    def offerings(self, selectors: Mapping[str, str]) -> list[OfferingReading]:
        chosen = list(selected(self.document, selectors)) if selectors else []
        machine = self.machine
        heading = self.title.text if self.title else None
        places = (self.url, self.document.url, *self.document.alternates.values())
        about_page = _of_the_page(machine, heading, places)
        own = self._own_facts()
        if chosen or self._is_one(own, about_page):
            return self._one(chosen, own, about_page)
        if self.groups and not _is_home(self.url):
            return listed(self.page, self.groups, self.url, machine, self.about, heading)
        if (spoken := self._spoken_of()) and not _is_home(self.url):
            return listed(self.page, spoken, self.url, machine, self.about, heading)
        told = segments(self.page, self.labels)
        if told:
            group = Group(told, [self._prose_facts(card.first, card.last) for card in told])
            return listed(self.page, [group], self.url, machine, self.about, heading)
        courses = [one for one in machine if not one.is_event and _says_enough(one)]
        if len(courses) > 1:
            return [OfferingReading(one.key, one.url, one.title, one.statements) for one in courses]
        if self._speaks(own):
            return self._one(chosen, own, about_page)
        return []

    def _spoken_of(self) -> list[Group]:
        """Groups of cards whose facts stand in sentences only."""
        said = list(prose(self.page, 0, len(self.page.lines), {str(field) for field in STRONG}, set()))
        if len(said) < 2:
            return []
        likely = list(families(self.page, self.labels, Told(fact.line for fact in said)))
        return groups(
            self.page, likely, [], self.facts + said, " ".join(self.about), self.title.text if self.title else None
        )

    def _own_facts(self) -> list[Fact]:
        """Facts outside all cards of other offerings."""
        if not self.families and not self.groups:
            return [fact for fact in self.facts if not fact.part]
        away = set().union(*(group.lines for group in self.groups)) if self.groups else set()
        told = Told({fact.line for fact in self.facts if fact.field in STRONG})
        linked = [[card for card in cards if told.within(card.first, card.last)] for cards in self.families]
        away |= elsewhere(self.page, [[card for card, _ in group.told] for group in self.groups] + linked)
        return [fact for fact in self.facts if fact.line not in away and not fact.part]

    def _is_one(self, own: list[Fact], machine: list[MachineOffering]) -> bool:
        """Does the page state facts of its own under labels, or does a machine-readable thing bear its name?"""
        if self.title is not None and _OTHER_PAGE.search(self.title.text):
            return any(_says_enough(one) for one in machine)
        if self.title is None and not own:
            return any(_says_enough(one) for one in machine)
        said = [fact for fact in own if not fact.shaped and fits(fact.field, fact.statement.text)]
        strong = {fact.field for fact in said if fact.field in STRONG}
        if self.groups:
            many = sum(len(group.told) for group in self.groups)
            if many < 6 and any(not one.is_event for one in machine):
                return True
            if any(fact.field in _PAGE_LONG for fact in said):
                return True
            return len(strong) > 1 or (len(strong) == 1 and many < 6 and not self._is_plural())
        if strong or any(_says_enough(one) for one in machine):
            return True
        return any(fact.field in TELLING for fact in said)

    def _is_plural(self) -> bool:
        return self.title is not None and _PLURAL.search(self.title.text) is not None

    def _speaks(self, own: list[Fact]) -> bool:
        """Without a label: bare facts beside a title that names a course, or sentences in which the page speaks of
        itself."""
        if self.title and _OTHER_PAGE.search(self.title.text):
            return False
        bare = [fact for fact in own if fact.shaped and fact.field in STRONG and not self._is_named(fact.line)]
        if bare and (self.title is None or not self.document.title()):
            return True
        if NEWS.search(self.url) or (self.title and NEWS.search(self.title.text)):
            return False
        kinds = {fact.field for fact in bare}
        if len(kinds) > 1:
            return True
        names = self.title is not None and OFFERS.search(self.title.text) is not None and not self._is_plural()
        if bare and names and any(names_a_time(line.text) for line in self.page.lines):
            return True
        texts = [line.text for line in self.page.lines if len(line.text) < 2000 and not line.rank]
        if any(speaks_of_itself(text) for text in texts):
            return True
        said = {field for text in texts for one in sentences(text) for field in said_by(one)} if names else set()
        return len((said & STRONG) | kinds) > 1

    def _is_named(self, index: int) -> bool:
        """Does a bare fact stand under a heading, a term or beside a cell that says what it is, in words we do not
        know?"""
        line, before = self.page.lines[index], self.page.lines[index - 1] if index else None
        tag = line.element.tag
        if before is None or before is line or self.labels.field(before.text) is not None:
            return False
        if tag == "dd" or (tag == "td" and line.element.number > 1):
            return True
        if before.text.endswith(":") and len(before.text) < 60:
            return True
        return before.rank > 1 and not (self.title and before.text in self.title.text)

    def _prose_facts(self, first: int, last: int) -> list[Fact]:
        said = [fact for fact in self.facts if first <= fact.line < last and not fact.shaped]
        silent = {str(field) for field in STRONG} - {fact.field for fact in said}
        return said + list(prose(self.page, first, last, silent, set()))

    def _one(
        self, chosen: list[StatementReading], own: list[Fact], machine: list[MachineOffering]
    ) -> list[OfferingReading]:
        statements = list(chosen)
        if self.title is not None:
            statements.append(self.title)
        said = once([fact for fact in own if not fact.shaped and fact.field != Field.TITLE])
        statements += with_years([fact.statement for fact in said], self.about)
        spoken = {fact.field for fact in said} | {s.field for s in chosen}
        silent = {str(field) for field in (*STRONG, Field.RECOGNITION)} - spoken
        bare = [fact for fact in own if fact.shaped and fact.field in silent and not self._is_named(fact.line)]
        if bare:
            bare = once(_near_the_title(bare))
            statements += with_years([fact.statement for fact in bare], self.about)
            silent -= {fact.field for fact in bare}
        for one in machine:
            statements += [s for s in one.statements if not (s.field == Field.TITLE and self.title)]
        statements += scope(self.page, self.document, self.title.text if self.title else None)
        if silent:
            lines = len(self.page.lines)
            away = set().union(*(group.lines for group in self.groups)) if self.groups else set()
            found = prose(self.page, 0, lines, silent, away)
            statements += with_years([fact.statement for fact in found], self.about)
        statements += lengths_by_days(statements)
        summary = self.document.meta("description")
        if summary and not any(s.field == Field.SUMMARY for s in statements):
            statements.append(StatementReading(Field.SUMMARY, summary, "structured", "meta[name=description]"))
        title = next((s.text for s in statements if s.field == Field.TITLE), None)
        code = next((s.text for s in statements if s.field == Field.CODE), None)
        key = code if code and len(code) <= 40 else self.url
        return [OfferingReading(key, self.url, title, statements)]


def _is_home(url: str) -> bool:
    """A house's front page shows some of what it has; its lists have pages of their own."""
    return _HOME.match(urlsplit(url).path) is not None


def _of_the_page(machine: list[MachineOffering], heading: str | None, urls: tuple[str, ...]) -> list[MachineOffering]:
    """Those that are about what the page is about: of its name, or the only course there is, unless both its name and
    its address are another page's."""
    named = [one for one in machine if heading and one.title and one.title.lower() == heading.lower()]
    courses = [one for one in machine if not one.is_event]
    if len(courses) == 1:
        return courses if _may_be_of(courses[0], heading, urls) else []
    return [one for one in courses if one in named] or named


def _may_be_of(course: MachineOffering, heading: str | None, urls: tuple[str, ...]) -> bool:
    if not heading or not course.title or _place(course.url) in {_place(url) for url in urls}:
        return True
    words, own = (set(_LONG_WORD.findall(text.lower())) for text in (heading, course.title))
    return not words or not own or bool(words & own)


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")


def _near_the_title(bare: list[Fact]) -> list[Fact]:
    """Of bare facts the first of each kind that stand together: others are further down, in news and dates of the
    house."""
    first: dict[str, int] = {}
    for fact in bare:
        first.setdefault(fact.field, fact.line)
    return [fact for fact in bare if fact.line <= first[fact.field] + _TOGETHER]


def _says_enough(machine: MachineOffering) -> bool:
    """A name alone is no offering: a cost, a length, a day or a code makes it one."""
    return any(s.field in STRONG or s.field == Field.CODE for s in machine.statements)
