"""WordPress: its sitemaps (`wp-sitemap.xml`), kept to the addresses of offerings (`offering_pattern`)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.sitemap import Sitemap

from crawlers.links import Link
from crawlers.reading.encoding import LARGEST
from crawlers.spider import InstitutionSpider

#: The parser forgives a file that ends early; we do not: what is missing would look withdrawn.
_END = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\s*>")


class Platform(InstitutionSpider):
    """`listing_urls` name the sitemap index. Which of its pages are offerings, the pattern says."""

    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        body = _unpacked(response.body)
        sitemap = Sitemap(body)
        if sitemap.type not in ("sitemapindex", "urlset"):
            self.listing_broke(f"{response.url} is no sitemap")
            return
        for entry in sitemap:
            url = response.urljoin(entry["loc"])
            if sitemap.type == "sitemapindex":
                if request := self.listing_request(url, role="sitemap"):
                    yield request
            elif self.wanted(url):
                yield Link(url, None)
        if not _END.search(body[-4096:]):
            self.listing_broke(f"{response.url} is torn off")


def _unpacked(body: bytes) -> bytes:
    """A `.xml.gz` sitemap unpacked, up to the size any page may have; anything else as it is."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    return zlib.decompressobj(wbits=31).decompress(body, LARGEST)
