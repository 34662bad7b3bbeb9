"""The walk every platform shares: listing, its offerings, then known pages no listing linked tonight.

A platform (`crawlers/platforms/`) says which links of a listing are offerings and which lead on; nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urldefrag, urljoin, urlsplit

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawlers.archive import ResponseArchive
from crawlers.contract import Field, Institution, Offering, Page, Statement, known_path
from crawlers.failures import failure_class
from crawlers.items import PageItem
from crawlers.links import Link, scope_words
from crawlers.reading.document import Document
from crawlers.reading.page import read_document
from crawlers.reading.readings import PageReading

MOST_REDIRECTS = 5


class InstitutionSpider(scrapy.Spider):
    """Base of all platforms; `crawlers.loader` makes one subclass an institution."""

    institution: ClassVar[Institution]
    proxy: ClassVar[str | None] = None
    #: URL of an offering page where the manifest does not say; None: whatever the platform's listing links.
    default_pattern: ClassVar[str | None] = None

    archive: ResponseArchive | None = None
    errors: Counter[str]

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.set("DOWNLOAD_DELAY", cls.institution.delay_seconds, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.errors = Counter()
        spider.listing_pending = 0
        spider.listing_pages = 0
        spider.listing_failed = False
        spider.page_no = 0
        spider.offering_count = 0
        spider.gone = 0
        spider.known_checked = 0
        spider._asked = set()
        spider._met = set()
        spider._scopes = {}
        spider._known = spider._known_urls()
        spider._known_ever = frozenset(spider._known)
        spider._listings = set()
        pattern = cls.institution.offering_pattern or cls.default_pattern
        spider.pattern = re.compile(pattern) if pattern else None
        hosts = {urlsplit(url).hostname or "" for url in (cls.institution.home_url, *cls.institution.listing_urls)}
        hosts |= set(cls.institution.platform_options.get("also_hosts", ()))
        # `www.` comes and goes by redirect; it is the same site either way.
        hosts |= {f"www.{host}" for host in hosts} | {host.removeprefix("www.") for host in hosts}
        spider.allowed_domains = sorted(hosts)
        crawler.signals.connect(spider.ask_for_known, signal=signals.spider_idle)
        return spider

    allowed_domains: list[str]
    listing_pending: int
    listing_pages: int
    listing_failed: bool
    page_no: int
    offering_count: int
    gone: int
    known_checked: int
    pattern: re.Pattern[str] | None
    _asked: set[str]
    _met: set[str]
    _scopes: dict[str, str]
    _listings: set[str]
    _known: list[str]
    _known_ever: frozenset[str]

    # ── the walk ────────────────────────────────────────────────────────────────────────────────────────────────

    async def start(self) -> AsyncIterator[Any]:
        for url in self.institution.listing_urls:
            if request := self.listing_request(url):
                yield request

    def listing_request(self, url: str, role: str = "listing") -> Request | None:
        """A request for a page of the listing; None where it was asked for before (a pager that leads back) or is
        another site's."""
        url = urldefrag(url).url
        if url in self._listings or urlsplit(url).hostname not in self.allowed_domains:
            return None
        self._listings.add(url)
        self.listing_pending += 1
        return self._request(url, self.parse_listing, role=role)

    def listing_broke(self, why: str) -> None:
        """The listing came but cannot be read to its end: what it links is taken, its end is not claimed."""
        self.errors["parser"] += 1
        self.listing_failed = True
        self.logger.error("listing cannot be read to its end: %s", why)

    def offering_request(self, link: Link) -> Request | None:
        """A request for an offering page; None where it was asked for before."""
        url = urldefrag(link.url).url
        if link.scope is not None:  # of several listings that link it, the one that says what it is may come second
            self._scopes.setdefault(url, link.scope)
        if url in self._asked:
            return None
        self._asked.add(url)
        return self._request(url, self.parse_offering, role="offering", linked=url, known=url in self._known_ever)

    def scope_of(self, linked: str) -> str | None:
        """The words by which a listing that links this address calls it a micro-credential; None where none does."""
        return self._scopes.get(linked)

    def _request(
        self,
        url: str,
        callback: Any,
        *,
        role: str,
        redirects: int = 0,
        linked: str = "",
        known: bool = False,
    ) -> Request:
        """`linked`: the address a listing links, whatever redirects lead on from it; `known`: the catalogue has it."""
        meta = {"role": role, "redirects": redirects, "linked": linked, "known": known, "handle_httpstatus_all": True}
        listing = role != "offering"
        # The listing first: then it is known early how much there is, and a site that tires still gave its list.
        return Request(
            url, callback=callback, errback=self.failed, meta=meta, dont_filter=listing, priority=10 if listing else 0
        )

    def parse_listing(self, response: Response) -> Iterator[Any]:
        self.listing_pending -= 1
        if self._is_redirect(response):
            yield from self._redirected(response, listing=True)
            return
        if response.status != 200:
            self.listing_failed = True
            self._count_status(response)
            yield PageItem(self.page_record(response))
            return
        self.listing_pages += 1
        yield PageItem(self.page_record(response))
        links = self.follow_listing(response)
        while True:
            try:
                found = next(links)
            except StopIteration:
                return
            except Exception as error:
                self.listing_broke(f"{response.url}: {type(error).__name__}: {error}")
                return
            request = self.offering_request(found) if isinstance(found, Link) else found
            if request is not None:
                yield request

    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        """What a listing page leads to: links of offerings, and requests for further listing pages."""
        raise NotImplementedError(f"{type(self).__name__} does not say how it lists")

    def parse_offering(self, response: Response) -> Iterator[Any]:
        if self._is_redirect(response):
            yield from self._redirected(response, listing=False)
            return
        if response.status != 200:
            if response.status in (404, 410):
                # A dead link to a page we never knew says nothing about what there was.
                self.gone += response.meta["known"]
            else:
                self._count_status(response)
            yield PageItem(self.page_record(response))
            return
        try:
            reading = read_document(
                self.document(response), labels=self.institution.labels, selectors=self.institution.selectors
            )
        except Exception:  # one page must never end an institution's night
            self.errors["parser"] += 1
            self.logger.exception("cannot read %s", response.url)
            yield PageItem(self.page_record(response))
            return
        if reading.canonical_url:
            self._met.add(reading.canonical_url)  # the catalogue knows the page by this address
        yield self._page_item(response, reading)
        for link in self.twins(reading):
            request = self.offering_request(link)
            if request is not None:
                yield request

    def twins(self, reading: PageReading) -> Iterator[Link]:
        """The same page in the institution's other languages."""
        for lang, url in reading.alternates.items():
            if lang[:2] in self.institution.languages and (urlsplit(url).hostname in self.allowed_domains):
                yield Link(url, None)

    def failed(self, failure: Failure) -> None:
        """No response at all: count why, and remember when it was a listing that failed."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        kind = failure_class(failure)
        self.errors[kind] += 1
        if request.meta["role"] != "offering":
            self.listing_pending -= 1
            self.listing_failed = True
        self.logger.warning("%s: %s", kind, request.url)

    # ── pages the catalogue knows and no listing linked tonight ─────────────────────────────────────────────────

    def _known_urls(self) -> list[str]:
        data, run = self.settings.get("MICROCREDS_DATA"), self.settings.get("MICROCREDS_RUN")
        if not data or not run:
            return []
        path = known_path(Path(data), run, self.institution.id)
        return list(json.loads(path.read_text())) if path.exists() else []

    def ask_for_known(self) -> None:
        """Once, when the listing has ended well: a broken site is not asked for more."""
        if not self.listing_ended:
            return
        met = self._asked | self._met
        waiting = [url for url in self._known if url not in met]
        self._known = []
        if not waiting:
            return
        assert self.crawler.engine is not None
        for url in waiting:
            request = self.offering_request(Link(url, None))
            if request is not None:
                self.known_checked += 1
                self.crawler.engine.crawl(request)
        raise DontCloseSpider

    @property
    def listing_ended(self) -> bool:
        return self.listing_pages > 0 and self.listing_pending == 0 and not self.listing_failed

    # ── records ─────────────────────────────────────────────────────────────────────────────────────────────────

    def page_record(self, response: Response, reading: PageReading | None = None) -> Page:
        self.page_no += 1
        meta = response.meta
        target = response.headers.get("Location")
        return Page(
            page_no=self.page_no,
            url=response.url,
            status=response.status,
            fetched_at=meta["fetched_at"],
            canonical_url=reading.canonical_url if reading else None,
            redirected_to=urljoin(response.url, target.decode("latin-1"))
            if self._is_redirect(response) and target
            else None,
            lang=reading.lang if reading else None,
            alternates=dict(reading.alternates) if reading else {},
            role=meta["role"],
            sha256=hashlib.sha256(response.body).hexdigest(),
            bytes=len(response.body),
            archive=meta.get("archived"),
        )

    def _page_item(self, response: Response, reading: PageReading) -> PageItem:
        page = self.page_record(response, reading)
        offerings: list[Offering] = []
        statements: list[Statement] = []
        for one in reading.offerings:
            offerings.append(Offering(one.key, page.page_no, one.url, reading.lang))
            statements.extend(
                Statement(
                    offering_key=one.key,
                    page_no=page.page_no,
                    field=s.field,
                    text=s.text,
                    reader=s.reader,
                    locator=s.locator,
                    section_key=s.section_key,
                    label=s.label,
                    context=s.context,
                    marks=s.marks,
                    lang=s.lang or reading.lang,
                )
                for s in one.statements
            )
            scope = self.scope_of(response.meta["linked"])
            if scope:
                statements.append(
                    Statement(one.key, page.page_no, Field.SCOPE, scope, "listing", "listing", lang=reading.lang)
                )
        self.offering_count += len(offerings)
        return PageItem(page, tuple(offerings), tuple(statements))

    # ── small things ────────────────────────────────────────────────────────────────────────────────────────────

    @staticmethod
    def _is_redirect(response: Response) -> bool:
        return response.status in (301, 302, 303, 307, 308)

    def _redirected(self, response: Response, *, listing: bool) -> Iterator[Any]:
        page = self.page_record(response)
        yield PageItem(page)
        redirects = response.meta["redirects"] + 1
        lost = page.redirected_to is None or urlsplit(page.redirected_to).hostname not in self.allowed_domains
        if redirects > MOST_REDIRECTS or (listing and lost) or page.redirected_to is None:
            self.errors["redirect"] += 1
            self.listing_failed = self.listing_failed or listing
            return
        if listing:
            self.listing_pending += 1
            yield self._request(page.redirected_to, self.parse_listing, role=response.meta["role"], redirects=redirects)
            return
        target = urldefrag(page.redirected_to).url
        if target in self._asked or urlsplit(target).hostname not in self.allowed_domains:
            return
        if self.pattern is not None and not self.pattern.search(target):
            return  # to the listing or the home page: recorded, and no offering
        self._asked.add(target)
        linked, known = response.meta["linked"], response.meta["known"]
        yield self._request(
            target, self.parse_offering, role="offering", redirects=redirects, linked=linked, known=known
        )

    def _count_status(self, response: Response) -> None:
        self.errors["blocked" if response.status in (401, 403, 429) else f"http_{response.status // 100}xx"] += 1

    @staticmethod
    def document(response: Response) -> Document:
        header = response.headers.get("Content-Type")
        return Document(response.body, response.url, content_type=header.decode("latin-1") if header else None)

    def wanted(self, url: str) -> bool:
        """Is this the address of an offering page of this institution?"""
        if (urlsplit(url).hostname or "") not in self.allowed_domains:
            return False
        return self.pattern is None or bool(self.pattern.search(url))

    def links_of(self, document: Document) -> Iterator[Link]:
        """Links of a listing page's content that look like offerings, in page order, with the words for its scope."""
        scope = scope_words(document)
        for url in document.links():
            if self.wanted(url):
                yield Link(url, scope)
