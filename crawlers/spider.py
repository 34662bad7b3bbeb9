"""The walk every platform shares: listing, its offerings, then known pages no listing linked tonight.

A platform (`crawlers/platforms/`) says which links of a listing are offerings and which lead on; nothing else.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.failures import failure_class
from crawlers.guest import MOST_REDIRECTS
from crawlers.items import PageItem
from crawlers.known import known_urls
from crawlers.links import Link
from crawlers.reading.document import Document
from crawlers.reading.readings import PageReading
from crawlers.records import is_redirect, page_item
from crawlers.second_walk import SecondWalk

#: Pages of one listing. What goes on beyond has no end; the count is refused, what was listed is taken.
MOST_LISTING_PAGES = 1000


class InstitutionSpider(SecondWalk):
    """Base of all platforms; `crawlers.loader` makes one subclass an institution."""

    #: URL of an offering page where the manifest does not say; None: whatever the platform's listing links.
    default_pattern: ClassVar[str | None] = None

    listing_pending: int
    listing_pages: int
    listing_failed: bool
    gone: int
    known_checked: int
    pattern: re.Pattern[str] | None
    listings: set[str]  # asked for so far
    _asked: set[str]
    _met: set[str]
    _scopes: dict[str, str]
    _known: list[str]
    _known_ever: frozenset[str]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.listing_pending = 0
        spider.listing_pages = 0
        spider.listing_failed = False
        spider.gone = 0
        spider.known_checked = 0
        spider.listings = set()
        spider._asked = set()
        spider._met = set()
        spider._scopes = {}
        spider._known = known_urls(spider.settings, cls.institution.id)
        spider._known_ever = frozenset(spider._known)
        pattern = cls.institution.offering_pattern or cls.default_pattern
        spider.pattern = re.compile(pattern) if pattern else None
        crawler.signals.connect(spider.idle, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        for url in self.institution.listing_urls:
            if request := self.listing_request(url):
                yield request

    def listing_request(self, url: str, role: str = "listing", form: Mapping[str, str] | None = None) -> Request | None:
        """A request for a page of the listing; None where it was asked for before (a pager that leads back) or is
        another site's. `form`: asked for by POST, as some "load more" buttons do."""
        url = self.address(url)
        body = urlencode(form) if form is not None else None
        asked = url if body is None else f"{url} {body}"
        if asked in self.listings or not self.own(url):
            return None
        if len(self.listings) >= MOST_LISTING_PAGES:
            self.listing_broke(f"more than {MOST_LISTING_PAGES} pages, {url} among them")
            return None
        self.listings.add(asked)
        self.listing_pending += 1
        request = self.ask(url, self.parse_listing, role=role)
        if body is None:
            return request
        return request.replace(method="POST", body=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    def listing_broke(self, why: str) -> None:
        """The listing came but cannot be read to its end: what it links is taken, its end is not claimed."""
        self.errors["parser"] += 1
        self.listing_failed = True
        self.logger.error("listing cannot be read to its end: %s", why)

    def document(self, response: Response) -> Document:
        """The page; a listing of which a part was left unread has not ended."""
        document = super().document(response)
        if document.cut and response.meta["role"] not in ("offering", "other") and not self.listing_failed:
            self.listing_broke(f"{response.url}: {document.cut}")
        return document

    def offering_request(self, link: Link) -> Request | None:
        """A request for an offering page; None where it was asked for before."""
        url = self.address(link.url)
        if link.scope is not None:  # of several listings that link it, the one that says what it is may come second
            self._scopes.setdefault(url, link.scope)
        if url in self._asked:
            return None
        self._asked.add(url)
        return self.ask(url, self.parse_offering, role="offering", linked=url, known=url in self._known_ever)

    def is_new(self, url: str) -> bool:
        """No listing page linked this offering until now."""
        return self.address(url) not in self._asked

    def scope_of(self, linked: str) -> str | None:
        """The words by which a listing that links this address calls it a micro-credential; None where none does."""
        return self._scopes.get(linked)

    def parse_listing(self, response: Response) -> Iterator[Any]:
        self.listing_pending -= 1
        if is_redirect(response):
            yield from self._redirected(response, listing=True)
            return
        if response.status != 200:
            self.listing_failed = True
            self.count_status(response)
            yield PageItem(self.page_record(response))
            return
        self.listing_pages += 1
        item: PageItem | None = None
        try:
            if reading := self.read_listing(response):
                item = page_item(self.page_record(response, reading), reading, None)
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
        if is_redirect(response):
            yield from self._redirected(response, listing=False)
            return
        if response.status != 200:
            if response.status in (404, 410):
                # A dead link to a page we never knew says nothing about what there was.
                self.gone += response.meta["known"]
            else:
                self.count_status(response)
            yield PageItem(self.page_record(response))
            return
        document, reading = self.document_and_reading(response)
        if reading is None:
            yield PageItem(self.page_record(response))
            return
        if reading.canonical_url:
            self._met.add(reading.canonical_url)  # the catalogue knows the page by this address
        scope = self.scope_of(response.meta["linked"])
        yield self.hold(page_item(self.page_record(response, reading), reading, scope), document, reading)
        for link in self.twins(reading):
            request = self.offering_request(link)
            if request is not None:
                yield request

    def twins(self, reading: PageReading) -> Iterator[Link]:
        """The same page in the institution's other languages."""
        for lang, url in reading.alternates.items():
            if lang[:2] in self.institution.languages and self.own(url):
                yield Link(url, None)

    def failed(self, failure: Failure) -> Iterator[Any]:
        """No response at all: count why, and remember when it was a listing that failed."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        kind = failure_class(failure)
        self.logger.warning("%s: %s", kind, request.url)
        if "held" in request.meta and kind == "robots":  # a rule, no fault: what waited comes without that page
            yield self.released(None, request.meta["held"])
            return
        self.errors[kind] += 1
        if request.meta["role"] not in ("offering", "other"):
            self.listing_pending -= 1
            self.listing_failed = True

    def idle(self) -> None:
        """Nothing is under way: is there more to ask for?"""
        if self.ask_for_known() or self.ask_for_second_pages():
            raise DontCloseSpider

    def ask_for_known(self) -> bool:
        """Once, when the listing has ended well: a broken site is not asked for more. Says whether anything was."""
        if not self.listing_ended:
            return False
        met = self._asked | self._met
        waiting = [self.offering_request(Link(url, None)) for url in self._known if url not in met]
        requests = [request for request in waiting if request is not None]
        self._known = []
        self.known_checked += len(requests)
        assert self.crawler.engine is not None
        for request in requests:
            self.crawler.engine.crawl(request)
        return bool(requests)

    @property
    def listing_ended(self) -> bool:
        return self.listing_pages > 0 and self.listing_pending == 0 and not self.listing_failed

    def _redirected(self, response: Response, *, listing: bool) -> Iterator[Any]:
        page = self.page_record(response)
        yield PageItem(page)
        redirects = response.meta["redirects"] + 1
        lost = page.redirected_to is None or not self.own(page.redirected_to)
        if redirects > MOST_REDIRECTS or (listing and lost) or page.redirected_to is None:
            self.errors["redirect"] += 1
            self.listing_failed = self.listing_failed or listing
            return
        if listing:
            self.listing_pending += 1
            target = self.address(page.redirected_to)
            yield self.ask(target, self.parse_listing, role=response.meta["role"], redirects=redirects)
            return
        target = self.address(page.redirected_to)
        if target in self._asked or not self.own(target):
            return
        if self.pattern is not None and not self.pattern.search(target):
            return  # to the listing or the home page: recorded, and no offering
        self._asked.add(target)
        linked, known = response.meta["linked"], response.meta["known"]
        yield self.ask(target, self.parse_offering, role="offering", redirects=redirects, linked=linked, known=known)

    def wanted(self, url: str) -> bool:
        """Is this the address of an offering page of this institution?"""
        return self.own(url) and (self.pattern is None or bool(self.pattern.search(self.address(url))))
