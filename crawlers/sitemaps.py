"""Sitemaps (sitemaps.org): an index of them, or a set of addresses; packed or not."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from scrapy.http import Response
from scrapy.utils.sitemap import Sitemap

from crawlers.reading.document import absolute

#: No sitemap is larger (sitemaps.org: 50,000 addresses), and a bomb is.
LARGEST = 50 * 1024 * 1024
#: The parser forgives a file that ends early; we do not: what is missing would look withdrawn.
_END = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\s*>")


def entries(response: Response) -> Iterator[tuple[str, bool]]:
    """Absolute addresses, and whether each is a further sitemap. ValueError at the end of one that is torn off, or at
    once where it is no sitemap: what came before holds, that this is all does not."""
    body = _unpacked(response.body)
    sitemap = Sitemap(body)
    if sitemap.type not in ("sitemapindex", "urlset"):
        raise ValueError("no sitemap")
    for entry in sitemap:
        if url := absolute(response.url, entry["loc"]):
            yield url, sitemap.type == "sitemapindex"
    if not _END.search(body[-4096:]):
        raise ValueError("the sitemap is torn off")


def _unpacked(body: bytes) -> bytes:
    """A `.xml.gz` unpacked, up to the size any page may have; anything else as it is."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    return zlib.decompressobj(wbits=31).decompress(body, LARGEST)
