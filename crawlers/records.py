"""Responses and readings as landing records. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter

from scrapy.http import Response

from crawlers.contract import Field, Offering, Page, Statement
from crawlers.items import PageItem
from crawlers.reading.document import absolute
from crawlers.reading.readings import PageReading, StatementReading


def is_redirect(response: Response) -> bool:
    return response.status in (301, 302, 303, 307, 308)


def page_record(page_no: int, response: Response, reading: PageReading | None = None) -> Page:
    meta = response.meta
    visit = meta.get("visit") if "unchanged" in meta else None  # then the body need not be here
    target = response.headers.get("Location") if is_redirect(response) else None
    return Page(
        page_no=page_no,
        url=response.url,
        status=response.status,
        fetched_at=meta["fetched_at"],
        canonical_url=reading.canonical_url if reading else None,
        redirected_to=absolute(response.url, target.decode("latin-1")) if target else None,
        lang=reading.lang if reading else None,
        alternates=dict(reading.alternates) if reading else {},
        role=meta["role"],
        sha256=visit.sha256 if visit else hashlib.sha256(response.body).hexdigest(),
        bytes=visit.size if visit else len(response.body),
        archive=meta.get("archived"),
    )


def page_item(page: Page, reading: PageReading, scope: str | None) -> PageItem:
    """A page and what it states; `scope`: the words by which its listing calls what it lists a micro-credential."""
    offerings: list[Offering] = []
    statements: list[Statement] = []
    times = Counter(one.key for one in reading.offerings)
    for one in reading.offerings:
        # Several that link one address (all say "Register") are not one offering: their titles tell them apart.
        shared = times[one.key] > 1
        key, url = (f"{reading.url}#{one.title}", reading.url) if shared else (one.key, one.url)
        offerings.append(Offering(key, page.page_no, url, reading.lang))
        statements.extend(statement(key, page.page_no, read, reading.lang) for read in one.statements)
        if scope:
            said = Statement(key, page.page_no, Field.SCOPE, scope, "listing", "listing", lang=reading.lang)
            statements.append(said)
    return PageItem(page, tuple(offerings), tuple(statements))


def statement(key: str, page_no: int, read: StatementReading, lang: str | None) -> Statement:
    return Statement(
        offering_key=key,
        page_no=page_no,
        field=read.field,
        text=read.text,
        reader=read.reader,
        locator=read.locator,
        section_key=read.section_key,
        label=read.label,
        context=read.context,
        marks=read.marks,
        lang=read.lang or lang,
    )
