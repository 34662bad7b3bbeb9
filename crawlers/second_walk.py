"""The walk to second pages: when all offerings are read, what waits for one is completed by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Response

from crawlers.contract import Page, Statement
from crawlers.guest import MOST_REDIRECTS, Guest
from crawlers.items import PageItem
from crawlers.reading.document import Document
from crawlers.reading.readings import PageReading
from crawlers.records import statement
from crawlers.second_pages import Held, SecondPages, rules


class SecondWalk(Guest):
    """A guest that reads a linked page for what an offering's own page lacks (see `second_pages.py`)."""

    second_pages: SecondPages

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.second_pages = SecondPages(rules(cls.institution.platform_options))
        return spider

    @property
    def links_matter(self) -> bool:
        return bool(self.second_pages.rules)

    def hold(self, item: PageItem, document: Document | None, reading: PageReading) -> PageItem:
        """The item; without its offering where that waits for a second page (never where there is no document)."""
        waits = self.links_matter and len(item.offerings) == 1
        second = self.second_pages.of(document.links()) if document is not None and waits else None
        if document is None or second is None or not self.own(second[0]):
            self.offering_count += len(item.offerings)
            return item
        group = min((reading.canonical_url or document.url, *reading.alternates.values()))
        self.second_pages.hold(self.address(second[0]), second[1], item.offerings[0], item.statements, group)
        return PageItem(item.page)

    def ask_for_second_pages(self) -> bool:
        """Once all offerings are read: only then is it known that a page belongs to one of them, and not to many.
        Says whether anything was asked for."""
        waiting = list(self.second_pages.take())
        assert self.crawler.engine is not None
        for url, held, own in waiting:
            if not own:
                self.logger.warning("%d offerings link %s: nothing is taken from it", len(held), url)
            request = self.ask(url, self.parse_second_page, role="other")
            request.meta.update(held=held, own=own)
            self.crawler.engine.crawl(request)
        return bool(waiting)

    def parse_second_page(self, response: Response) -> Iterator[Any]:
        """The offerings that waited for this page, with what it states. Where it failed they stay unseen tonight, so
        that what is known good is kept; where it is not to be had at all, they come without it."""
        page = self.page_record(response)
        target, redirects = page.redirected_to, response.meta["redirects"] + 1
        if target and redirects <= MOST_REDIRECTS and self.own(target):
            yield PageItem(page)
            request = self.ask(self.address(target), self.parse_second_page, role="other", redirects=redirects)
            request.meta.update(held=response.meta["held"], own=response.meta["own"])
            yield request
            return
        if response.status not in (200, 404, 410):
            self.count_status(response)
            if response.status not in (401, 403):
                yield PageItem(page)
                return
        yield self._joined(page, response)

    def _joined(self, page: Page, response: Response) -> PageItem:
        held: tuple[Held, ...] = response.meta["held"]
        more: list[Statement] = []
        if response.status == 200 and response.meta["own"]:
            reading = self.read(self.document(response))
            if reading is None:
                return PageItem(page)
            if len(reading.offerings) == 1:
                more = [
                    statement(one.offering.offering_key, page.page_no, read, reading.lang)
                    for one in held
                    for read in reading.offerings[0].statements
                    if read.field in one.fields
                ]
        return self.released(page, held, more)

    def released(self, page: Page | None, held: tuple[Held, ...], more: Iterable[Statement] = ()) -> PageItem:
        """What waited, and what the second page adds."""
        self.offering_count += len(held)
        statements = [s for one in held for s in one.statements]
        return PageItem(page, tuple(one.offering for one in held), (*statements, *more))
