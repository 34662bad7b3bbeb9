"""The landing record: what an institution stated on one night, nothing interpreted.

The producer owns the contract, so this module stands in `crawlers/` and is the one module of it
that another room may import. It imports the standard library only; importing it costs nothing.

One gzip JSON-lines file an institution and run, four kinds of line, told apart by the key `line`:
`page`, `offering`, `statement` and, once and last, `harvest`. A file without its `harvest` line is
partial. Lines of one file may come in any order but the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

CONTRACT_VERSION = 1


class Field(StrEnum):
    """The canonical names a statement may carry: what the words are about, not what they mean.

    Offering level unless said otherwise. Names follow the field's usage (schema.org, CTDL, MLO).
    """

    # identity
    TITLE = "title"
    CODE = "code"
    SUMMARY = "summary"
    SUBJECT = "subject"  # the institution's own category words; one statement a word
    CREDENTIAL = "credential"  # "Micro-credential", "Digital badge", "Certificate"
    CREDITS = "credits"
    RECOGNITION = "recognition"  # stackable, for credit, transcripted
    SCOPE = "scope"  # words of the page or listing that call this a micro-credential
    # what it costs and how long it takes
    COST = "cost"
    CURRENCY = "currency"  # only where a machine-readable source keeps it apart from the amount
    DURATION = "duration"  # effort, calendar span, pace, meetings: the warehouse tells them apart
    # how it is taught
    DELIVERY = "delivery"
    LOCATION = "location"
    ATTENDANCE = "attendance"
    # substance
    OUTCOME = "outcome"  # one statement an outcome
    PREREQUISITES = "prerequisites"
    ASSESSMENT = "assessment"
    AUDIENCE = "audience"
    LEVEL = "level"
    INSTRUCTION_LANGUAGE = "instruction_language"
    FUNDING = "funding"
    BADGE = "badge"
    # one scheduled run of it (statements with a section_key), or said of the whole offering
    START_DATE = "start_date"
    END_DATE = "end_date"
    SCHEDULE = "schedule"
    AVAILABILITY = "availability"
    APPLY_BY = "apply_by"
    # relations
    STACKS_INTO = "stacks_into"
    PART_OF = "part_of"
    REQUIRES = "requires"


#: Who found the words. Order is trust when all else is equal: words shown to people first.
READERS = ("selected", "labelled", "prose", "structured", "listing")


@dataclass(frozen=True, slots=True)
class Institution:
    """One manifest, validated (`crawlers/manifest.py` makes it). `id` is lower-case kebab."""

    id: str
    name: str
    province: str  # "BC"; with country, ISO 3166-2 ("CA-BC")
    home_url: str
    short_name: str = ""
    country: str = "CA"  # ISO 3166-1 alpha-2
    kind: str = "college"  # university | college | institute | polytechnic | cegep | school | other
    languages: tuple[str, ...] = ("en",)  # ISO 639-1, the main one first
    status: str = "unverified"  # verified | unverified | no_listing
    platform: str = "generic"  # a module of crawlers/platforms
    listing_urls: tuple[str, ...] = ()
    offering_pattern: str | None = None  # regular expression on URLs; None: the platform's own
    offering_examples: tuple[str, ...] = ()  # addresses of offerings that were seen; the pattern matches each
    delay_seconds: float = 1.0  # between two requests to this institution
    expected_minimum: int = 1  # offerings; the baseline before there is one
    expected_titles: tuple[str, ...] = ()  # offerings somebody will look for first; not a claim that they are there
    verified_on: str | None = None  # ISO 8601 date of the live crawl that somebody looked at
    listing_in_scope: bool = False  # everything the listing links is a micro-credential
    labels: Mapping[str, str] = field(default_factory=dict)  # site's own label -> Field
    selectors: Mapping[str, str] = field(default_factory=dict)  # Field -> CSS selector
    platform_options: Mapping[str, Any] = field(default_factory=dict)
    terms_url: str | None = None
    opt_out: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ArchivePointer:
    """Where the response that was read stands: WARC file (relative to the data folder), record id, byte offset."""

    file: str
    record_id: str
    offset: int


@dataclass(frozen=True, slots=True)
class Page:
    """One response, 404s and redirects included. Times are UTC, ISO 8601 with `Z`."""

    page_no: int
    url: str  # as requested
    status: int  # HTTP status of this very response
    fetched_at: str
    canonical_url: str | None = None
    redirected_to: str | None = None  # absolute target of a 3xx
    lang: str | None = None
    alternates: Mapping[str, str] = field(default_factory=dict)  # hreflang -> URL
    role: str = "other"  # listing | offering | robots | sitemap | feed | other
    sha256: str | None = None  # of the body
    bytes: int = 0
    archive: ArchivePointer | None = None


@dataclass(frozen=True, slots=True)
class Offering:
    """One thing offered. `offering_key` is raw: its code, else the canonical URL (with a fragment or
    `#raw-title` where a page holds several). Never cleaned, so that ids survive better cleaning."""

    offering_key: str
    page_no: int
    url: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Some words a page states about one field of one offering (or one section of it)."""

    offering_key: str
    page_no: int
    field: str  # a value of Field
    text: str  # whitespace folded, otherwise as written; at most 4,000 characters
    reader: str  # one of READERS
    locator: str  # CSS path, JSON pointer, or "offset:N"
    section_key: str | None = None
    label: str | None = None  # as printed: "Tuition fee:"
    context: tuple[str, ...] = ()  # row and column headers of a table cell, outermost first
    marks: tuple[str, ...] = ()  # "struck"
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Harvest:
    """How the harvest of one institution ended. Written once, last."""

    institution_id: str
    run_id: str
    contract_version: int
    reader_fingerprint: str  # hash over the reading code
    started_at: str
    ended_at: str
    listing_ended: bool  # every listing page was read to its natural end
    finish_reason: str  # Scrapy's word: finished, shutdown, ...
    pages: int
    offerings: int
    requests: int
    bytes: int
    errors: Mapping[str, int] = field(default_factory=dict)  # class (dns, timeout, http_5xx, robots ...) -> count
    gone: int = 0  # 404 and 410 among known offering pages
    known_checked: int = 0  # known pages asked for again because no listing linked them


LINES: Mapping[str, type[Page] | type[Offering] | type[Statement] | type[Harvest]] = {
    "page": Page,
    "offering": Offering,
    "statement": Statement,
    "harvest": Harvest,
}


def line_fields(line: str) -> tuple[str, ...]:
    """The keys a landing line of this kind has, besides `line`. KeyError when there is no such kind."""
    return tuple(f.name for f in fields(LINES[line]))


def landing_path(data: Path, run_id: str, institution_id: str) -> Path:
    """`landing/<run>/<institution>.jsonl.gz` in the data folder."""
    return data / "landing" / run_id / f"{institution_id}.jsonl.gz"


def archive_path(data: Path, run_id: str, institution_id: str) -> Path:
    """`archive/<institution>/<run>.warc.gz` in the data folder."""
    return data / "archive" / institution_id / f"{run_id}.warc.gz"


def known_path(data: Path, run_id: str, institution_id: str) -> Path:
    """`runs/<run>/known/<institution>.json`: addresses of offerings in the catalogue, `["https://…", …]`.

    Written before the harvest (by `flows/`, from the catalogue); pages that no listing links tonight
    are asked for again, so that *moved* (301) and *gone* (404, 410) are seen and not guessed.
    """
    return data / "runs" / run_id / "known" / f"{institution_id}.json"
