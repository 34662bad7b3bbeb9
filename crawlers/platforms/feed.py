"""A course feed: XCRI-CAP, RSS or Atom, or schema.org in JSON. What it states of an offering is read from it.

With `[platform_options] follow = true` it is a list of addresses only, and the pages are read instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response

from crawlers.links import Link
from crawlers.reading.feeds.read import read_feed
from crawlers.reading.readings import PageReading
from crawlers.spider import InstitutionSpider


class Platform(InstitutionSpider):
    def read_listing(self, response: Response) -> PageReading | None:
        return None if self.institution.platform_options.get("follow") else self._read(response)

    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        reading = self._read(response) if self.institution.platform_options.get("follow") else None
        for one in reading.offerings if reading else ():
            if self.address(one.url) != response.url and self.wanted(one.url):
                yield Link(one.url, None)

    def _read(self, response: Response) -> PageReading:
        """ValueError where it is no feed: the address answers something else tonight."""
        header = response.headers.get("Content-Type")
        reading = read_feed(
            response.body,
            response.url,
            content_type=header.decode("latin-1") if header else None,
            options=self.institution.platform_options,
        )
        if reading is None:
            raise ValueError("no feed")
        return reading
