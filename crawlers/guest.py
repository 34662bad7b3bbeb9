"""What every walk over an institution's site shares: which hosts are its own, how a page is asked for and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar, Self
from urllib.parse import urldefrag, urlsplit

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawlers.archive import ResponseArchive
from crawlers.contract import Institution, Page
from crawlers.reading.document import Document
from crawlers.reading.page import read_document
from crawlers.reading.readings import PageReading
from crawlers.records import page_record
from crawlers.remembered import reading_bytes, reading_from
from crawlers.visits import Visit, Visits

MOST_REDIRECTS = 5


class Guest(scrapy.Spider):
    """One institution's spider before it knows where to go."""

    institution: ClassVar[Institution]
    proxy: ClassVar[str | None] = None

    archive: ResponseArchive | None = None
    visits: Visits | None = None
    unchanged: Counter[str]  # pages of an earlier night that hold: by sitemap, condition or content
    allowed_domains: list[str]
    errors: Counter[str]
    page_no: int
    offering_count: int

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.set("DOWNLOAD_DELAY", cls.institution.delay_seconds, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.errors = Counter()
        spider.unchanged = Counter()
        spider.page_no = 0
        spider.offering_count = 0
        hosts = {urlsplit(url).hostname or "" for url in (cls.institution.home_url, *cls.institution.listing_urls)}
        hosts |= set(cls.institution.platform_options.get("also_hosts", ()))
        # `www.` comes and goes by redirect; it is the same site either way.
        hosts |= {f"www.{host}" for host in hosts} | {host.removeprefix("www.") for host in hosts}
        spider.allowed_domains = sorted(hosts)
        return spider

    def address(self, url: str) -> str:
        """The address by which a page is asked for: without fragment, and without what a platform adds each visit."""
        return urldefrag(url).url

    def own(self, url: str) -> bool:
        """Is this an address at one of the institution's hosts?"""
        return urlsplit(url).hostname in self.allowed_domains

    def ask(
        self, url: str, callback: Any, *, role: str, redirects: int = 0, linked: str = "", known: bool = False
    ) -> Request:
        """`linked`: the address a listing links, whatever redirects lead on from it; `known`: the catalogue has it."""
        meta = {"role": role, "redirects": redirects, "linked": linked, "known": known, "handle_httpstatus_all": True}
        listing = role != "offering"
        # The listing first: then it is known early how much there is, and a site that tires still gave its list.
        return Request(
            url, callback=callback, errback=self.failed, meta=meta, dont_filter=listing, priority=10 if listing else 0
        )

    def failed(self, failure: Failure) -> Iterator[Any]:
        """No response at all."""
        raise NotImplementedError

    def page_record(self, response: Response, reading: PageReading | None = None) -> Page:
        self.page_no += 1
        return page_record(self.page_no, response, reading)

    def document(self, response: Response) -> Document:
        header = response.headers.get("Content-Type")
        return Document(response.body, response.url, content_type=header.decode("latin-1") if header else None)

    def read(self, document: Document) -> PageReading | None:
        """What a page states; None, counted and logged, where that cannot be read: one page never ends a night."""
        try:
            return read_document(document, labels=self.institution.labels, selectors=self.institution.selectors)
        except Exception:
            self.errors["parser"] += 1
            self.logger.exception("cannot read %s", document.url)
            return None

    @property
    def links_matter(self) -> bool:
        """Is more taken from an offering's page than its reading: links to follow?"""
        return False

    def document_and_reading(self, response: Response) -> tuple[Document | None, PageReading | None]:
        """A page and what it states. An unchanged page that the same code has read before is not read again: then
        there is no document."""
        visit: Visit | None = response.meta.get("visit") if "unchanged" in response.meta else None
        if visit is not None and visit.reading is not None:
            return None, reading_from(visit.reading)
        document = self.document(response)
        reading = self.read(document)
        if reading is not None and self.visits is not None and not self.links_matter:
            self.visits.read(response.url, reading_bytes(reading))
        return document, reading

    def count_status(self, response: Response) -> None:
        self.errors["blocked" if response.status in (401, 403, 429) else f"http_{response.status // 100}xx"] += 1
