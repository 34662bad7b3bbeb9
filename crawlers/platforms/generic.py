"""A listing page (or several) that links its offerings: static pages, and any site without a platform of its own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawlers.links import Link
from crawlers.spider import InstitutionSpider


class Platform(InstitutionSpider):
    """Without `offering_pattern`, an offering is a link under the listing's own folder."""

    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        document = self.document(response)
        for link in self.links_of(document):
            if urldefrag(link.url).url != response.url and self._under(link.url, response.url):
                yield link

    def _under(self, url: str, listing: str) -> bool:
        if self.pattern is not None:
            return True
        folder = urlsplit(listing).path.rsplit("/", 1)[0] + "/"
        return urlsplit(url).path.startswith(folder) and urlsplit(url).path != folder
