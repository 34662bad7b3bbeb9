"""WordPress: its sitemaps (`wp-sitemap.xml`), kept to the addresses of offerings (`offering_pattern`)."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.sitemap import Sitemap

from crawlers.links import Link
from crawlers.spider import InstitutionSpider


class Platform(InstitutionSpider):
    """`listing_urls` name the sitemap index. Which of its pages are offerings, the pattern says."""

    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        sitemap = Sitemap(response.body)
        for entry in sitemap:
            url = response.urljoin(entry["loc"])
            if sitemap.type == "sitemapindex":
                yield self.listing_request(url, role="sitemap")
            elif self.wanted(url):
                yield Link(url, None)
