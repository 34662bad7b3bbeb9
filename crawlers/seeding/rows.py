"""A row of the list of institutions -> the values of a manifest: only what the list says was seen.

Conventions of the list: `seen` is `yes` where pages of the site were read, `known` where it is known by its address.
`platform_evidence` says by what: `[page text: …]`, `[URL in repo]`, `[scraper code 2019-20]`, `[scraped data 2020]`,
`[general knowledge]`; "inferred" where nobody saw it; `{mc-page-read=…}` whether a page of a micro-credential was read;
"NOTE: field_labels …" where labels are a program's names for things and not words of a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self
from urllib.parse import urldefrag, urlsplit

from crawlers.manifest import is_address
from crawlers.reading.labels import Labels, fold_label
from crawlers.seeding.notes import notes_of
from crawlers.seeding.platform import platform_of

_LANGUAGES = {"en": ["en"], "fr": ["fr"], "bilingual": ["en", "fr"]}
_KINDS = {"portal": "other", "consortium": "other"}
#: Labels of sites that our vocabulary has not, and that mean one thing.
CLEAR = {
    "approx tuition cost": "cost",
    "available intake": "start_date",
    "intake date": "start_date",
    "intake term": "start_date",
    "program date": "start_date",
    "starting": "start_date",
    "starting month": "start_date",
    "trimestre d admission": "start_date",
    "day time": "schedule",
    "course delivery mode": "delivery",
    "delivery model": "delivery",
    "delivery option": "delivery",
    "method of study": "delivery",
    "program delivery": "delivery",
    "training mode": "delivery",
    "credential received": "credential",
    "program credential": "credential",
    "admission criteria": "prerequisites",
    "participation requirement": "prerequisites",
    "overall learning outcome": "outcome",
    "what will you learn": "outcome",
    "about the program": "summary",
    "full program description": "summary",
    "program summary": "summary",
    "who should take this certificate": "audience",
    "who should take this program": "audience",
    "department": "subject",
}
_PAGE_NUMBER = re.compile(r"([?&])page=\d+(&|$)")
_TEMPLATE = re.compile(r"/[\w./{}-]*\{[\w-]+\}[\w./{}-]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One row, as the list writes it."""

    id: str
    name: str
    short_name: str
    province: str
    kind: str
    language: str
    home_domain: str
    listing_url: str
    example_offering_url: str
    platform: str
    platform_evidence: str
    field_labels: str
    seen: str

    @classmethod
    def of(cls, record: Mapping[str, str]) -> Self:
        """KeyError where the list lacks a column."""
        return cls(**{f.name: (record[f.name] or "").strip() for f in fields(cls)})

    @property
    def was_read(self) -> bool:
        return self.seen == "yes"

    @property
    def example(self) -> str | None:
        """The address of an offering that was seen on the institution's own site."""
        url = urldefrag(self.example_offering_url).url
        if not self.was_read or not is_address(url) or "/faqs" in url or "frequently-asked" in url:
            return None
        host = urlsplit(url).hostname or ""
        return url if host == self.home_domain or host.endswith(f".{self.home_domain}") else None

    @property
    def listing(self) -> str | None:
        """The listing's address from its beginning: without a fragment and a page's number."""
        url = urldefrag(self.listing_url).url
        return _PAGE_NUMBER.sub(lambda m: m[1] if m[2] else "", url) if is_address(url) else None


def values_of(row: Row) -> dict[str, Any] | None:
    """A manifest's values; None where the list has neither a listing nor a page to go by."""
    listing, example = row.listing, row.example
    if listing is None and example is None:
        return None
    platform, options = platform_of(row.platform, row.platform_evidence, listing or "")
    home = urlsplit(listing or example or "")
    own = home.hostname in (row.home_domain, f"www.{row.home_domain}")
    values: dict[str, Any] = {
        "id": row.id,
        "name": row.name,
        "short_name": row.short_name,
        "province": row.province,
        "kind": "cegep" if row.name.startswith("Cégep") else _KINDS.get(row.kind, row.kind),
        "languages": _LANGUAGES[row.language],
        "home_url": f"{home.scheme}://{home.hostname}/" if own else f"https://{row.home_domain}/",
        "status": "unverified" if listing else "no_listing",
        "platform": platform,
        "listing_urls": [listing] if listing else [],
    }
    micro = "{mc-page-read=offering}" in row.platform_evidence
    if listing and example and micro and (pattern := pattern_of(row.platform_evidence, example)):
        values["offering_pattern"] = pattern
    here = example is not None and own_site(example, values)
    if example and example != listing and (here or micro or not listing):
        values["offering_examples"] = [example]
    values["notes"] = notes_of(row.platform_evidence, row, listing, platform)
    if example and (micro or not listing) and not here:
        options = options | {"also_hosts": [urlsplit(example).hostname]}
    return values | {"labels": _labels(row), "platform_options": options}


def own_site(url: str, values: Mapping[str, Any]) -> bool:
    """Is this on the home page's or a listing's host, with or without `www.`?"""
    hosts = {urlsplit(u).hostname or "" for u in (values["home_url"], *values["listing_urls"])}
    return (urlsplit(url).hostname or "").removeprefix("www.") in {h.removeprefix("www.") for h in hosts}


def pattern_of(evidence: str, example: str) -> str | None:
    """The shape of offerings' addresses, where the list gives one (`/programs/{slug}/`) that fits the page seen.

    Asked only where that page was a micro-credential's: degrees may stand elsewhere on the same site.
    """
    parts = urlsplit(example)
    for template in _TEMPLATE.findall(evidence):
        shape = re.sub(r"\\\{[\w-]+\\\}", "[^/?#]+", re.escape(template.rstrip("/.")).replace(r"\-", "-"))
        if len(shape.split("[^/?#]+")[0].strip("/")) < 4:
            continue  # `/{area}/{page}`: any page at all
        if re.fullmatch(shape + "/?", parts.path):
            host = re.escape((parts.hostname or "").removeprefix("www."))
            return f"^https?://(?:www\\.)?{host}{shape}/?$"
    return None


def _labels(row: Row) -> dict[str, str]:
    if not row.was_read or re.search(r"NOTE: (?:only|field_labels)|field_labels (?:are|mix)", row.platform_evidence):
        return {}
    known = Labels()
    seen = [label.strip().rstrip(":?").strip() for label in row.field_labels.split("|") if label.strip()]
    return {
        label: CLEAR[fold_label(label)] for label in seen if known.field(label) is None and fold_label(label) in CLEAR
    }
