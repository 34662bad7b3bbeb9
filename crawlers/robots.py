"""robots.txt as RFC 9309 has it, where Scrapy is laxer, and Crawl-delay, which the RFC leaves out and hosts mean."""

from __future__ import annotations

from typing import Self, cast
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from twisted.internet.defer import Deferred

from crawlers.failures import RobotsUnreachable, exception_class
from crawlers.spider import InstitutionSpider

MOST_REDIRECTS = 5  # RFC 9309, 2.3.1.2
_MOVED = (301, 302, 303, 307, 308)


class _Closed(RobotParser):
    """A host whose rules could not be had: to be taken as closed (RFC 9309, 2.3.1.4)."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls("robots")

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        return False


class GuestRules(RobotsTxtMiddleware):
    """Scrapy's middleware, and: redirects of robots.txt are followed (Scrapy's own following is off here, and a 301's
    empty body would pass for "everything is allowed"); 5xx, 429 and no answer close the host; Crawl-delay is kept."""

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Scrapy gives the rules to the first request that waits for them, and None ("everything is allowed") to the
        others that wait: a Deferred's result is used up by its first reader. All get the rules."""
        await super().robot_parser(request)
        parser = self._parsers[urlsplit(request.url).netloc]
        assert not isinstance(parser, Deferred)
        return parser

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        for _ in range(MOST_REDIRECTS):
            target = response.headers.get("Location")
            if response.status not in _MOVED or target is None:
                break
            response = await self._fetch(urljoin(response.url, target.decode("latin-1")))
        if response.status >= 500 or response.status == 429:
            raise RobotsUnreachable("blocked" if response.status == 429 else "http_5xx")
        # A 4xx (and a chain of redirects without end) means that there are no rules, whatever the body says.
        rules = response.body if response.status < 300 else b""
        await super()._parse_robots(response.replace(body=rules), netloc, request)
        parser = self._parsers[netloc]
        if isinstance(parser, RobotParser):
            self._keep_delay(parser)

    async def _fetch(self, url: str) -> Response:
        again = Request(url, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK)
        return await self.crawler.engine.download_async(again)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        waiting = self._parsers[netloc]
        closed = _Closed(exception_class(exc))
        self._parsers[netloc] = closed
        self._stats.inc_value(f"robotstxt/unreachable/{closed.kind}")
        if isinstance(waiting, Deferred):
            waiting.callback(closed)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        if isinstance(rp, _Closed):
            raise RobotsUnreachable(rp.kind)
        super().process_request_2(rp, request)

    def _keep_delay(self, parser: RobotParser) -> None:
        """The host's Crawl-delay, where it is longer than the manifest's and the manifest has no `delay_reason`."""
        spider = cast(InstitutionSpider, self.crawler.spider)
        asked = parser.crawl_delay(self._robotstxt_useragent or self._default_useragent)
        if not asked or asked <= spider.institution.delay_seconds:
            return
        if spider.institution.platform_options.get("delay_reason"):
            return
        downloader, slot = self.crawler.engine.downloader, spider.institution.id
        downloader.per_slot_settings[slot] = {"concurrency": 1, "delay": asked, "jitter": 0}
        if slot in downloader.slots:
            downloader.slots[slot].delay = asked
