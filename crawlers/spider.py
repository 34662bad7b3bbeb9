"""The walk every platform shares: listing, its offerings, then known pages no listing linked tonight.

A platform (`crawlers/platforms/`) says which links of a listing are offerings and which lead on; nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

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
from crawlers.reading.readings import PageReading, StatementReading
from crawlers.second_pages import Held, SecondPages, rules

MOST_REDIRECTS = 5
#: Pages of one listing. What goes on beyond has no end; the count is refused, what was listed is taken.
MOST_LISTING_PAGES = 1000


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
        spider.listings = set()
        spider.second_pages = SecondPages(rules(cls.institution.platform_options))
        pattern = cls.institution.offering_pattern or cls.default_pattern
        spider.pattern = re.compile(pattern) if pattern else None
        hosts = {urlsplit(url).hostname or "" for url in (cls.institution.home_url, *cls.institution.listing_urls)}
        hosts |= set(cls.institution.platform_options.get("also_hosts", ()))
        # `www.` comes and goes by redirect; it is the same site either way.
        hosts |= {f"www.{host}" for host in hosts} | {host.removeprefix("www.") for host in hosts}
        spider.allowed_domains = sorted(hosts)
        crawler.signals.connect(spider.ask_for_known, signal=signals.spider_idle)
        crawler.signals.connect(spider.ask_for_second_pages, signal=signals.spider_idle)
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
    listings: set[str]  # asked for so far
    _known: list[str]
    _known_ever: frozenset[str]
    second_pages: SecondPages

    # ── the walk ────────────────────────────────────────────────────────────────────────────────────────────────

    async def start(self) -> AsyncIterator[Any]:
        for url in self.institution.listing_urls:
            if request := self.listing_request(url):
                yield request

    def address(self, url: str) -> str:
        """The address by which a page is asked for: without fragment, and without what a platform adds each visit."""
        return urldefrag(url).url

    def listing_request(self, url: str, role: str = "listing", form: Mapping[str, str] | None = None) -> Request | None:
        """A request for a page of the listing; None where it was asked for before (a pager that leads back) or is
        another site's. `form`: asked for by POST, as some "load more" buttons do."""
        url = self.address(url)
        body = urlencode(form) if form is not None else None
        asked = url if body is None else f"{url} {body}"
        if asked in self.listings or urlsplit(url).hostname not in self.allowed_domains:
            return None
        if len(self.listings) >= MOST_LISTING_PAGES:
            self.listing_broke(f"more than {MOST_LISTING_PAGES} pages, {url} among them")
            return None
        self.listings.add(asked)
        self.listing_pending += 1
        request = self._request(url, self.parse_listing, role=role)
        if body is None:
            return request
        return request.replace(method="POST", body=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    def listing_broke(self, why: str) -> None:
        """The listing came but cannot be read to its end: what it links is taken, its end is not claimed."""
        self.errors["parser"] += 1
        self.listing_failed = True
        self.logger.error("listing cannot be read to its end: %s", why)

    def offering_request(self, link: Link) -> Request | None:
        """A request for an offering page; None where it was asked for before."""
        url = self.address(link.url)
        if link.scope is not None:  # of several listings that link it, the one that says what it is may come second
            self._scopes.setdefault(url, link.scope)
        if url in self._asked:
            return None
        self._asked.add(url)
        return self._request(url, self.parse_offering, role="offering", linked=url, known=url in self._known_ever)

    def is_new(self, url: str) -> bool:
        """No listing page linked this offering until now."""
        return self.address(url) not in self._asked

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
        item: PageItem | None = None
        try:
            if reading := self.read_listing(response):
                item = self._page_item(response, reading)
                self.offering_count += len(item.offerings)
                self._met.update(one.url for one in item.offerings)
        except Exception as error:
            self.listing_broke(f"{response.url}: {type(error).__name__}: {error}")
        yield item or PageItem(self.page_record(response))
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

    def read_listing(self, response: Response) -> PageReading | None:
        """Offerings that the listing itself states in full (a feed); None where it only links them."""
        return None

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
        document = self.document(response)
        try:
            reading = read_document(document, labels=self.institution.labels, selectors=self.institution.selectors)
        except Exception:  # one page must never end an institution's night
            self.errors["parser"] += 1
            self.logger.exception("cannot read %s", response.url)
            yield PageItem(self.page_record(response))
            return
        if reading.canonical_url:
            self._met.add(reading.canonical_url)  # the catalogue knows the page by this address
        yield self._hold(self._page_item(response, reading), document, reading)
        for link in self.twins(reading):
            request = self.offering_request(link)
            if request is not None:
                yield request

    def twins(self, reading: PageReading) -> Iterator[Link]:
        """The same page in the institution's other languages."""
        for lang, url in reading.alternates.items():
            if lang[:2] in self.institution.languages and (urlsplit(url).hostname in self.allowed_domains):
                yield Link(url, None)

    def _hold(self, item: PageItem, document: Document, reading: PageReading) -> PageItem:
        """The item; without its offering where that waits for a second page."""
        second = self.second_pages.of(document.links()) if len(item.offerings) == 1 else None
        if second is None or urlsplit(second[0]).hostname not in self.allowed_domains:
            self.offering_count += len(item.offerings)
            return item
        group = min((reading.canonical_url or document.url, *reading.alternates.values()))
        self.second_pages.hold(self.address(second[0]), second[1], item.offerings[0], item.statements, group)
        return PageItem(item.page)

    def failed(self, failure: Failure) -> Iterator[Any]:
        """No response at all: count why, and remember when it was a listing that failed."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        kind = failure_class(failure)
        self.logger.warning("%s: %s", kind, request.url)
        if "held" in request.meta and kind == "robots":  # a rule, no fault: what waited comes without that page
            yield self._with(None, request.meta["held"], ())
            return
        self.errors[kind] += 1
        if request.meta["role"] not in ("offering", "other"):
            self.listing_pending -= 1
            self.listing_failed = True

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

    # ── pages that hold the rest of an offering's facts ─────────────────────────────────────────────────────────

    def ask_for_second_pages(self) -> None:
        """When all offerings are read: only then is it known that a page belongs to one of them, and not to many."""
        if self._known and self.listing_ended:
            return  # those first
        waiting = list(self.second_pages.take())
        assert self.crawler.engine is not None
        for url, held, own in waiting:
            if not own:
                self.logger.warning("%d offerings link %s: nothing is taken from it", len(held), url)
            request = self._request(url, self.parse_second_page, role="other")
            request.meta.update(held=held, own=own)
            self.crawler.engine.crawl(request)
        if waiting:
            raise DontCloseSpider

    def parse_second_page(self, response: Response) -> Iterator[Any]:
        """The offerings that waited for this page, with what it states. Where it failed they stay unseen tonight, so
        that what is known good is kept; where it is not to be had at all, they come without it."""
        page = self.page_record(response)
        target, redirects = page.redirected_to, response.meta["redirects"] + 1
        if target and redirects <= MOST_REDIRECTS and urlsplit(target).hostname in self.allowed_domains:
            yield PageItem(page)
            request = self._request(self.address(target), self.parse_second_page, role="other", redirects=redirects)
            request.meta.update(held=response.meta["held"], own=response.meta["own"])
            yield request
            return
        if response.status not in (200, 404, 410):
            self._count_status(response)
            if response.status not in (401, 403):
                yield PageItem(page)
                return
        yield self._joined(page, response)

    def _joined(self, page: Page, response: Response) -> PageItem:
        held: tuple[Held, ...] = response.meta["held"]
        more: list[Statement] = []
        if response.status == 200 and response.meta["own"]:
            try:
                reading = read_document(
                    self.document(response), labels=self.institution.labels, selectors=self.institution.selectors
                )
            except Exception:
                self.errors["parser"] += 1
                self.logger.exception("cannot read %s", response.url)
                return PageItem(page)
            if len(reading.offerings) == 1:
                read = reading.offerings[0].statements
                more = [
                    self._statement(one.offering.offering_key, page.page_no, s, reading.lang)
                    for one in held
                    for s in read
                    if s.field in one.fields
                ]
        return self._with(page, held, more)

    def _with(self, page: Page | None, held: tuple[Held, ...], more: Iterable[Statement]) -> PageItem:
        self.offering_count += len(held)
        statements = [s for one in held for s in one.statements]
        return PageItem(page, tuple(one.offering for one in held), (*statements, *more))

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
            statements.extend(self._statement(one.key, page.page_no, s, reading.lang) for s in one.statements)
            scope = self.scope_of(response.meta["linked"])
            if scope:
                statements.append(
                    Statement(one.key, page.page_no, Field.SCOPE, scope, "listing", "listing", lang=reading.lang)
                )
        return PageItem(page, tuple(offerings), tuple(statements))

    @staticmethod
    def _statement(key: str, page_no: int, read: StatementReading, lang: str | None) -> Statement:
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
        target = self.address(page.redirected_to)
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

    def document(self, response: Response) -> Document:
        header = response.headers.get("Content-Type")
        return Document(response.body, response.url, content_type=header.decode("latin-1") if header else None)

    def wanted(self, url: str) -> bool:
        """Is this the address of an offering page of this institution?"""
        if (urlsplit(url).hostname or "") not in self.allowed_domains:
            return False
        return self.pattern is None or bool(self.pattern.search(self.address(url)))

    def links_of(self, document: Document) -> Iterator[Link]:
        """Links of a listing page's content that look like offerings, in page order, with the words for its scope."""
        scope = scope_words(document)
        for url in document.links():
            if self.wanted(url):
                yield Link(url, scope)
