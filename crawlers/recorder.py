"""Scrapy extension: landing and archive of one institution's night, and its progress."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, Self

import orjson
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from crawlers.archive import ResponseArchive
from crawlers.contract import CONTRACT_VERSION, Harvest, archive_path, landing_path
from crawlers.fingerprint import reader_fingerprint
from crawlers.items import PageItem
from crawlers.landing import LandingWriter
from crawlers.middlewares import utc_now
from crawlers.remembered import reading_fingerprint
from crawlers.spider import InstitutionSpider
from crawlers.visits import Visits

#: Seconds between two progress lines of one institution.
PROGRESS_EVERY = 0.5


class Recorder:
    """Writes what a spider yields; the harvest line is written however the crawl ends."""

    def __init__(self, crawler: Crawler, data: Path, run_id: str) -> None:
        self._crawler = crawler
        self._data = data
        self._run = run_id
        self._pages = 0
        self._bytes = 0
        self._last_progress = 0.0
        self._broken: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        data, run = crawler.settings.get("MICROCREDS_DATA"), crawler.settings.get("MICROCREDS_RUN")
        if not data or not run:
            raise NotConfigured
        recorder = cls(crawler, Path(data), run)
        crawler.signals.connect(recorder.opened, signal=signals.spider_opened)
        crawler.signals.connect(recorder.scraped, signal=signals.item_scraped)
        crawler.signals.connect(recorder.closed, signal=signals.spider_closed)
        crawler.signals.connect(recorder.downloaded, signal=signals.response_downloaded)
        return recorder

    def downloaded(self, response: Response) -> None:
        """As it came over the line: packed, if it was packed."""
        self._bytes += len(response.body) + sum(len(k) + len(v) + 4 for k, vs in response.headers.items() for v in vs)

    def opened(self, spider: InstitutionSpider) -> None:
        self._started = utc_now()
        institution = spider.institution.id
        self._landing = LandingWriter(landing_path(self._data, self._run, institution))
        if self._crawler.settings.get("MICROCREDS_REPLAY"):
            return
        spider.archive = ResponseArchive(self._data, archive_path(self._data, self._run, institution))
        spider.visits = Visits(self._data, institution, self._run, reading_fingerprint(spider.institution))

    def scraped(self, item: Any, spider: InstitutionSpider) -> None:
        if not isinstance(item, PageItem):
            return
        try:
            self._landing.write(*([item.page] if item.page else []), *item.offerings, *item.statements)
        except OSError as error:  # the disk: what is written is not the night, and must not pass for it
            self._broken = str(error)
            raise
        self._pages += item.page is not None
        now = time.monotonic()
        if now - self._last_progress >= PROGRESS_EVERY:
            self._last_progress = now
            self._progress("page", spider)

    def closed(self, spider: InstitutionSpider, reason: str) -> None:
        stats = self._crawler.stats
        get = stats.get_value if stats else (lambda key, default=0: default)
        if spider.archive is not None:
            spider.archive.close()
        if self._broken:
            if spider.visits is not None:
                spider.visits.close()
            self._landing.close()  # stays a part file: the harvest of this institution is not done
            spider.logger.error("cannot write landing: %s", self._broken)
            return
        self._landing.finish(
            Harvest(
                institution_id=spider.institution.id,
                run_id=self._run,
                contract_version=CONTRACT_VERSION,
                reader_fingerprint=reader_fingerprint(),
                started_at=self._started,
                ended_at=utc_now(),
                listing_ended=spider.listing_ended,
                finish_reason=reason,
                pages=self._pages,
                offerings=spider.offering_count,
                # A page that the site's sitemap answers for counts as asked for: errors are a share of these.
                requests=int(get("downloader/request_count", 0)) + spider.unchanged["sitemap"],
                bytes=self._bytes,
                errors=dict(sorted(spider.errors.items())),
                gone=spider.gone,
                known_checked=spider.known_checked,
            )
        )
        if spider.visits is not None:
            spider.visits.finish()
        facts: dict[str, Any] = {"unchanged": dict(spider.unchanged), "bytes": self._bytes}
        facts |= {"kinds": dict(spider.errors), "requests": int(get("downloader/request_count", 0))}
        self._progress("ended", spider, reason=reason, listing_ended=spider.listing_ended, **facts)

    def _progress(self, event: str, spider: InstitutionSpider, **more: Any) -> None:
        line = {
            "event": event,
            "institution": spider.institution.id,
            "pages": self._pages,
            "offerings": spider.offering_count,
            "errors": sum(spider.errors.values()),
            **more,
        }
        sys.stdout.write(orjson.dumps(line).decode() + "\n")
        sys.stdout.flush()
