"""Any site without a platform of its own: sitemaps, and listing pages whose links are followed.

Which of these are offerings is said by `offering_pattern`; without one, by where they stand (under the listing's own
folder, where it has at least three such links; else anywhere on the site), and in the end by what each page states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from crawlers import sitemaps
from crawlers.links import Link, next_page, scope_words
from crawlers.reading.document import Document
from crawlers.reading.readings import PageReading
from crawlers.spider import InstitutionSpider

#: So few links under the listing's folder are its navigation; its offerings stand elsewhere.
FEW = 3
#: Without a pattern, so many pages of a listing are looked at, and no more: a guest does not read a whole site.
MOST_UNPATTERNED = 300
#: Sitemaps of a content system that hold authors, keywords and pictures.
_NO_OFFERINGS = re.compile(
    r"/(?:wp-sitemap-(?:users|taxonomies)-|(?:author|category|post_tag|post_format|attachment)-sitemap)", re.IGNORECASE
)
_XML = re.compile(r"\.xml(?:\.gz)?$", re.IGNORECASE)
_NO_PAGE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|gif|svg|webp|mp[34]|ics|css|js)$"
    r"|/(?:login|signin|sign-in|account|cart|search|recherche|panier|contact|news|nouvelles|events?)(?:[/.]|$)",
    re.IGNORECASE,
)


class Platform(InstitutionSpider):
    """Options: `listing_pattern`, for links of a listing that are listings as well (subjects, pages); `read_listing`,
    where the listing itself tells all of what it lists (a page that holds several offerings in full)."""

    def read_listing(self, response: Response) -> PageReading | None:
        if not self.institution.platform_options.get("read_listing") or _is_sitemap(response):
            return None
        return self.read(self.document(response))

    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        if _is_sitemap(response):
            yield from self.follow_sitemap(response)
            return
        document = self.document(response)
        yield from self.follow_sub_listings(document)
        scope = scope_words(document)
        for url in self.offerings_of(document):
            yield Link(url, scope)
        if (following := next_page(document)) and (request := self.listing_request(following)):
            yield request

    def follow_sitemap(self, response: Response) -> Iterator[Link | Request]:
        for url, further in sitemaps.entries(response):
            if further:
                if not _NO_OFFERINGS.search(url) and (request := self.listing_request(url, role="sitemap")):
                    yield request
            elif self.wanted(url) and (self.pattern is not None or not _NO_PAGE.search(urlsplit(url).path)):
                yield Link(url, None)

    def follow_sub_listings(self, document: Document) -> Iterator[Request]:
        wanted: str | None = self.institution.platform_options.get("listing_pattern")
        if wanted is None:
            return
        for url in document.links():
            if re.search(wanted, url) and (request := self.listing_request(url)):
                yield request

    def offerings_of(self, document: Document) -> list[str]:
        """Addresses of what may be offerings, in page order."""
        links = [url for url in document.links() if self.wanted(url) and self.address(url) not in self.listings]
        if self.pattern is not None:
            return links
        links = [url for url in links if not _NO_PAGE.search(urlsplit(url).path)]
        folders = {_stem(url) for url in self.institution.listing_urls} | {_stem(document.url)}
        under = [url for url in links if any(urlsplit(url).path.startswith(folder) for folder in folders)]
        return (under if len(under) >= FEW else links)[:MOST_UNPATTERNED]


def _is_sitemap(response: Response) -> bool:
    return response.meta["role"] == "sitemap" or bool(_XML.search(urlsplit(response.url).path))


def _stem(listing: str) -> str:
    """The folder whose pages a listing lists: `/courses/` for `/courses`, `/courses/`, `/courses/index.html` and
    `/courses.html`."""
    path = urlsplit(listing).path
    folder, _, name = path.rpartition("/")
    stem = re.sub(r"(?:^|/)(?:index|default|home)\.\w+$|\.\w{2,5}$", "", name)
    return f"{folder}/{stem}/" if stem else f"{folder}/"
