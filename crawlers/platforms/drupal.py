"""Drupal Views: a listing in pages (`?page=1`), each row a card that links its offering.

A theme may rename the row: `[platform_options] row = ".card"`. Where the page is filled by script only,
`views_ajax = true` asks for the rows at `/views/ajax`, by the names that the page's own settings give.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response
from selectolax.lexbor import LexborHTMLParser

from crawlers.links import Link, next_page, scope_words
from crawlers.paging import next_number, with_parameters
from crawlers.reading.document import Document
from crawlers.spider import InstitutionSpider

#: Views' own markup.
ROW = ".views-row"
NEXT = "a[rel='next'], .pager__item--next a, .pager-next a"
_SETTINGS = "script[data-drupal-selector='drupal-settings-json']"


class Platform(InstitutionSpider):
    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        if "/views/ajax" in response.url:
            yield from self._follow_rows(response)
            return
        document = self.document(response)
        scope = scope_words(document)
        for url in self._offerings_of(document):
            yield Link(url, scope)
        if (following := next_page(document, NEXT)) and (request := self.listing_request(following)):
            yield request
        if self.institution.platform_options.get("views_ajax"):
            for request in self._ask_for_rows(response, scope):
                yield request

    def _offerings_of(self, document: Document) -> Iterator[str]:
        row = self.institution.platform_options.get("row")
        if row is None and not self.institution.platform_options.get("views_ajax") and not document.css(ROW):
            return (url for url in document.links() if self.wanted(url))  # no list of Views: what its content links
        links = document.links(within=row or ROW)
        return (url for url in links if self.wanted(url))

    def _ask_for_rows(self, response: Response, scope: str | None) -> Iterator[Request]:
        for view in _views(response):
            values = {key: value for key, value in view.items() if key.startswith(("view_", "pager_"))}
            url = with_parameters(response.urljoin("/views/ajax"), **values, page=0, _wrapper_format="drupal_ajax")
            if request := self.listing_request(url):
                request.meta["scope"] = scope
                yield request

    def _follow_rows(self, response: Response) -> Iterator[Link | Request]:
        """An answer is a list of commands; those that insert bring HTML. The page after the last brings none."""
        pieces = "".join(
            one["data"]
            for one in json.loads(response.body)
            if one.get("command") == "insert" and isinstance(one.get("data"), str)
        )
        document = Document(pieces.encode(), response.url, content_type="text/html; charset=utf-8")
        found = list(self._offerings_of(document))
        ended = not any(self.is_new(url) for url in found)
        scope = response.meta.get("scope")
        for url in found:
            yield Link(url, scope)
        following = with_parameters(response.url, page=next_number(response.url, "page", first=0))
        if not ended and (request := self.listing_request(following)):
            request.meta["scope"] = scope
            yield request


def _views(response: Response) -> list[dict[str, Any]]:
    """The views of a page that are filled by script, as Drupal's settings on it name them."""
    node = LexborHTMLParser(response.body).css_first(_SETTINGS)
    settings = json.loads(node.text()) if node else {}
    return list(settings.get("views", {}).get("ajaxViews", {}).values())
