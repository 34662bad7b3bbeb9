"""The offerings of a page that lists several: one reading a card, each once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urldefrag, urljoin

from crawlers.contract import Field
from crawlers.reading.blocks import Page
from crawlers.reading.cards import Card
from crawlers.reading.facts import STRONG, Fact
from crawlers.reading.labels import fold_label
from crawlers.reading.prose import prose
from crawlers.reading.readings import OfferingReading, StatementReading
from crawlers.reading.schema_org import MachineOffering
from crawlers.reading.scope import calls_itself_micro
from crawlers.reading.several import Group
from crawlers.reading.shapes import says_when_it_starts, shape
from crawlers.reading.years import lengths_by_days, month_of_year, with_years

_IN_BRACKETS = re.compile(r"\(([^()]{2,60})\)")
#: Facts that tell one run of an offering from the next, where a list has a row for each.
_OF_A_RUN = frozenset(
    (Field.START_DATE, Field.END_DATE, Field.LOCATION, Field.AVAILABILITY, Field.SCHEDULE, Field.APPLY_BY)
)


def listed(
    page: Page,
    groups: list[Group],
    url: str,
    machine: list[MachineOffering],
    about: tuple[str, ...],
    heading: str | None,
) -> list[OfferingReading]:
    """What each card states. A thing listed twice (for wide and narrow screens, under two tabs, a row a run) is one."""
    found: dict[tuple[str, str], OfferingReading] = {}
    micro = heading if heading and calls_itself_micro(heading) else None
    by_title = {fold_label(one.title): one for one in machine if one.title}
    shared = _shared(groups, url)
    for group in groups:
        for card, facts in group.told:
            address = _absolute(url, card.link)
            one = _offering(page, card, facts, url, about, url if address in shared else address)
            key = (fold_label(card.title), one.key)
            if key in found:
                _add(found[key], one)
                continue
            if twin := by_title.get(fold_label(card.title)):
                one.statements += [s for s in twin.statements if s.field != Field.TITLE]
            if micro and not calls_itself_micro(card.title):
                one.statements.append(StatementReading(Field.SCOPE, micro, "listing", "h1"))
            found[key] = one
    return list(found.values())


def _shared(groups: list[Group], url: str) -> set[str]:
    """Addresses that cards of different titles link: where all of them are booked or listed, none's own page."""
    titles: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for card, _ in group.told:
            titles[_absolute(url, card.link)].add(fold_label(card.title))
    return {address for address, names in titles.items() if len(names) > 1}


def _offering(
    page: Page, card: Card, facts: list[Fact], url: str, about: tuple[str, ...], address: str
) -> OfferingReading:
    statements = [StatementReading(Field.TITLE, card.title, "labelled", page.lines[card.title_line].element.path())]
    if calls_itself_micro(card.title):
        statements.append(StatementReading(Field.SCOPE, card.title, "labelled", statements[0].locator))
    kept = list(_kept(facts))
    silent = {str(field) for field in STRONG} - {fact.field for fact in kept}
    kept += prose(page, card.first, card.last, silent, {card.title_line}) if silent else ()
    kept += _in_the_title(card, statements[0].locator, {fact.field for fact in kept})
    month = month_of_year(page.lines[k].text for k in range(card.first, card.last))
    said = [fact.statement for fact in kept if fact.statement.text != month]
    statements += dict.fromkeys(with_years(said, (month, *about) if month else about))
    statements += lengths_by_days(statements)
    code = next((s.text for s in statements if s.field == Field.CODE and len(s.text) <= 40), None)
    return OfferingReading(
        code or (address if address != url else f"{url}#{card.title}"), address, card.title, statements
    )


def _kept(facts: list[Fact]) -> Iterator[Fact]:
    """Labelled facts; of the bare ones those of fields no label speaks of, and of bare days those said to be the
    first."""
    labelled = {fact.field for fact in facts if not fact.shaped}
    cued = any(f.field == Field.START_DATE and says_when_it_starts(f.statement.text) for f in facts)
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        s = fact.statement
        if fact.field == Field.TITLE or (fact.shaped and fact.field in labelled):
            continue
        if fact.shaped and fact.field == Field.START_DATE and cued and not says_when_it_starts(s.text):
            continue
        if (s.field, s.text) in seen and not s.context:
            continue
        seen.add((s.field, s.text))
        yield fact


def _in_the_title(card: Card, locator: str, stated: set[str]) -> Iterator[Fact]:
    """ "Welding (4 weeks)"."""
    for words in _IN_BRACKETS.findall(card.title):
        field = shape(words)
        if field in STRONG and field not in stated:
            yield Fact(card.title_line, StatementReading(str(field), words, "labelled", locator), shaped=True)


def _add(known: OfferingReading, again: OfferingReading) -> None:
    """What the second mention says that the first did not; a row a run makes sections."""
    said = {(s.field, s.text) for s in known.statements}
    new = [s for s in again.statements if (s.field, s.text) not in said]
    run = next((s.text for s in new if s.field == Field.START_DATE), None)
    known.statements += [replace(s, section_key=run) if run and s.field in _OF_A_RUN else s for s in new]


def _absolute(url: str, link: str | None) -> str:
    if not link or link.startswith(("#", "mailto:", "tel:", "javascript:")):
        return url
    try:
        address = urldefrag(urljoin(url, link.strip())).url
    except ValueError:
        return url
    return address if address.startswith(("http://", "https://")) else url
