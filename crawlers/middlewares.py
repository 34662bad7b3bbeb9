"""What happens to each request and response of an institution, on its way to and from the network."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawlers.spider import InstitutionSpider


def utc_now() -> str:
    """ISO 8601 with `Z`, to the second: the form of every time in landing and archive."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class InstitutionQueue:
    """One queue an institution, its proxy, and every response into the archive.

    Stands between HttpCompression and Retry, so that each response is archived decoded, retried ones as well.
    """

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

    def process_request(self, request: Request) -> None:
        request.meta.setdefault("download_slot", self._spider.institution.id)
        if self._spider.proxy:
            request.meta["proxy"] = self._spider.proxy

    def process_response(self, request: Request, response: Response) -> Response:
        now = utc_now()
        request.meta["fetched_at"] = now
        archive = self._spider.archive
        if archive is not None:
            headers = [
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            ]
            reason = {200: "OK", 404: "Not Found"}.get(response.status, "-")
            request.meta["archived"] = archive.add(response.url, response.status, reason, headers, response.body, now)
        return response
