"""A night again without the network: every request is answered by what that night's landing file says was archived.

The same spiders walk the same way, so what is read is what today's code makes of the very same responses.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawlers.archive import ArchiveError, read_response
from crawlers.contract import ArchivePointer, landing_path
from crawlers.failures import NotArchived
from crawlers.landing import read_landing
from crawlers.spider import InstitutionSpider


class FromArchive:
    """Answers in place of the network. Times and archive pointers are those of the night."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._data = Path(crawler.settings["MICROCREDS_REPLAY"])
        self._run: str = crawler.settings["MICROCREDS_RUN"]
        self._pages: dict[str, deque[dict[str, Any]]] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response:
        pages = self._landed().get(request.url)
        if not pages:
            raise NotArchived(request.url)
        # A form that was sent several times was answered in this order; any other page has one answer.
        page = pages.popleft() if len(pages) > 1 else pages[0]
        pointer = ArchivePointer(**page["archive"])
        try:
            headers, body = read_response(self._data, pointer)
        except (ArchiveError, OSError, EOFError) as error:
            raise NotArchived(request.url) from error
        request.meta.update(fetched_at=page["fetched_at"], archived=pointer)
        kind = responsetypes.from_args(headers=Headers(headers), url=request.url, body=body)
        return kind(request.url, status=page["status"], headers=headers, body=body, request=request)

    def _landed(self) -> dict[str, deque[dict[str, Any]]]:
        if self._pages is None:
            spider = self._crawler.spider
            assert isinstance(spider, InstitutionSpider)
            self._pages = {}
            for line in read_landing(landing_path(self._data, self._run, spider.institution.id)):
                if line["line"] == "page" and line["archive"]:
                    self._pages.setdefault(line["url"], deque()).append(line)
        return self._pages


#: What a replay leaves out of `crawlers/settings.py`, and what it puts in its place.
SETTINGS: dict[str, Any] = {
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "crawlers.replay.FromArchive": 590,
    },
    "RETRY_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
}
