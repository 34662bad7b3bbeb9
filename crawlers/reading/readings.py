"""What readers give: statements as found, before anybody decides between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

LONGEST_TEXT = 4000
#: Characters of a label, a locator, a key; statements of one page. More is no page but an attack.
LONGEST_NAME = 400
MOST_STATEMENTS = 20_000


@dataclass(frozen=True, slots=True)
class StatementReading:
    """A `crawlers.contract.Statement` without its page and offering."""

    field: str
    text: str
    reader: str
    locator: str
    label: str | None = None
    context: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    section_key: str | None = None
    lang: str | None = None


@dataclass(slots=True)
class OfferingReading:
    """One offering of a page. `key` is raw: its code, else the page's canonical address."""

    key: str
    url: str
    title: str | None
    statements: list[StatementReading] = field(default_factory=list)


@dataclass(slots=True)
class PageReading:
    """A page: its language, its own address, its twins in other languages, and the offerings it states."""

    url: str
    lang: str | None
    canonical_url: str | None
    alternates: Mapping[str, str]
    offerings: list[OfferingReading] = field(default_factory=list)


def bounded_readings(offerings: Iterable[OfferingReading]) -> list[OfferingReading]:
    """The same with every text cut to its measure, and no more statements than a page may make."""
    kept, left = [], MOST_STATEMENTS
    for one in offerings:
        if left <= 0:
            break
        title = one.title[:LONGEST_TEXT] if one.title else one.title
        statements = [_cut(s) if _is_long(s) else s for s in one.statements[:left]]
        left -= len(statements) + 1
        kept.append(OfferingReading(one.key[:LONGEST_TEXT], one.url, title, statements))
    return kept


def _is_long(s: StatementReading) -> bool:
    return (
        len(s.text) > LONGEST_TEXT
        or len(s.locator) > LONGEST_NAME
        or (s.label is not None and len(s.label) > LONGEST_NAME)
        or (s.section_key is not None and len(s.section_key) > LONGEST_NAME)
        or any(len(part) > LONGEST_NAME for part in s.context)
    )


def _cut(s: StatementReading) -> StatementReading:
    return replace(
        s,
        text=s.text[:LONGEST_TEXT],
        locator=s.locator[:LONGEST_NAME],
        label=s.label and s.label[:LONGEST_NAME],
        section_key=s.section_key and s.section_key[:LONGEST_NAME],
        context=tuple(part[:LONGEST_NAME] for part in s.context),
    )
