"""What a night may cost at one institution, and when a guest sees that it does not suit."""

from __future__ import annotations

import email.utils
import time
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import call_later
from scrapy.utils.defer import _schedule_coro  # as Scrapy's own CloseSpider does it
from twisted.python.failure import Failure

from crawlers.failures import LeftAlone
from crawlers.of_institution import OfInstitution

#: Failed answers in a row after which the site is left in peace for the night.
MOST_FAILURES = 100
#: Seconds a site may ask us to wait (Retry-After); who asks for more is left for the night.
LONGEST_WAIT = 600.0
#: How many times its own delay the queue slows down to, for a site that says 429 without saying how long.
SLOWEST = 8


class Bounds(OfInstitution):
    """Ends an institution's night when its budget of requests or bytes is used up, when it only fails, or when it asks
    to be left alone; waits when it asks us to wait.

    `finish_reason` then is `budget_requests`, `budget_bytes`, `only_failures` or `asked_to_wait`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._most_bytes = crawler.settings.getint("MICROCREDS_MOST_BYTES")
        self._most_requests = crawler.settings.getint("MICROCREDS_MOST_REQUESTS")
        self._bytes = self._requests = self._failures = 0
        self._closing = False
        crawler.signals.connect(self.came, signal=signals.response_downloaded)

    def process_request(self, request: Request) -> None:
        self._requests += 1
        own = self._spider.institution.platform_options.get("request_budget", self._most_requests)
        if self._requests >= min(own, self._most_requests):
            self._close("budget_requests")

    def process_response(self, request: Request, response: Response) -> Response:
        if "unchanged" not in request.meta:  # else it came from the archive
            self._bytes += len(response.body)
        if self._bytes >= self._most_bytes:
            self._close("budget_bytes")
        self._count(failed=response.status >= 500 or response.status in (403, 429))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        self._count(failed=True)

    def came(self, response: Response) -> None:
        """Before the queue asks for the next page: is that to wait?"""
        if response.status not in (429, 503):
            return
        asked = retry_after(response)
        slot = self._crawler.engine.downloader.slots.get(self._spider.institution.id)
        if asked is not None and asked > LONGEST_WAIT:
            self._close("asked_to_wait")
        elif slot is None:
            return
        elif asked is not None:
            slot.lastseen = time.monotonic() + asked - slot.delay
        elif response.status == 429:
            slot.delay = min(slot.delay * 2, self._spider.institution.delay_seconds * SLOWEST)

    def _count(self, *, failed: bool) -> None:
        self._failures = self._failures + 1 if failed else 0
        if self._failures >= MOST_FAILURES:
            self._close("only_failures")

    def _close(self, reason: str) -> None:
        if self._closing:
            return
        self._closing = True
        call_later(0, self._end, reason)

    def _end(self, reason: str) -> None:
        engine: Any = self._crawler.engine
        slot = engine.downloader.slots.get(self._spider.institution.id)
        while slot is not None and slot.queue:  # what waits there would still be asked for
            _, waiting = slot.queue.popleft()
            waiting.errback(Failure(LeftAlone(reason)))  # type: ignore[no-untyped-call]
        _schedule_coro(engine.close_spider_async(reason=reason))


def retry_after(response: Response) -> float | None:
    """Seconds that `Retry-After` asks for, as a number or a date (RFC 9110, 10.2.3); None where it says nothing."""
    said = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if said.isascii() and said.isdecimal():
        return float(said[:9])
    when = email.utils.parsedate_tz(said) if said else None
    return max(0.0, email.utils.mktime_tz(when) - time.time()) if when else None
