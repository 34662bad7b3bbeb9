"""What readers give: statements as found, before anybody decides between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_TEXT = 4000


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
