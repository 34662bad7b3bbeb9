"""Drupal Views: a listing in pages (`?page=1`), each row a card that links its offering."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response

from crawlers.links import Link, scope_words
from crawlers.spider import InstitutionSpider

#: Views' own markup; a theme may rename the row, a manifest can name it (`[platform_options] row`).
ROW = ".views-row"
NEXT = "a[rel='next'], .pager__item--next a, .pager-next a"


class Platform(InstitutionSpider):
    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        document = self.document(response)
        scope = scope_words(document)
        row = self.institution.platform_options.get("row", ROW)
        for url in document.links(within=row):
            if self.wanted(url):
                yield Link(url, scope)
        for url in document.chrome_links(NEXT):
            if request := self.listing_request(url):
                yield request
            break
