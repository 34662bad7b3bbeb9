"""What the downloader middlewares of a crawl share: each is made of its crawler and knows its institution's spider."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawlers.spider import InstitutionSpider


class OfInstitution:
    """A downloader middleware of an institution's crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def _spider(self) -> InstitutionSpider:
        spider = self._crawler.spider
        assert isinstance(spider, InstitutionSpider)
        return spider
