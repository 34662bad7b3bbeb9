"""Canvas Catalog, where the price of an offering stands: the institution's own page tells what it is, its "Enrol now"
leads to a page of the catalogue (`/courses/<slug>`, `/programs/<slug>`, below `/browse/…` where there are several).

`listing_urls` name the institution's own listing; the catalogue's host stands in `also_hosts`. Where a manifest has
rules of its own (`also_read`), they hold instead.
"""

from __future__ import annotations

import re
from typing import Any, Self

from scrapy.crawler import Crawler

from crawlers.contract import Field
from crawlers.platforms.generic import Platform as Generic
from crawlers.second_pages import Rule

_PAGE = r"(?:/browse(?:/[^/?#]+)*)?/(?:courses|programs)/[^/?#]+/?(?:[?#].*)?$"


class Platform(Generic):
    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        hosts = cls.institution.platform_options.get("also_hosts", ())
        if not spider.second_pages.rules:
            places = "|".join(re.escape(host) for host in hosts) or r"[^/]+\.catalog\.instructure\.com"
            spider.second_pages.rules = (Rule(re.compile(rf"^https?://(?:{places}){_PAGE}"), frozenset({Field.COST})),)
        return spider
