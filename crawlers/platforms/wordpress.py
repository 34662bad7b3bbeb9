"""WordPress: a sitemap (`wp-sitemap.xml`), its REST interface, or a page with a "load more" button.

Which of them, the listing's address says:

- `…/wp-sitemap.xml` (or what a plug-in calls it): all pages there are, kept to `offering_pattern`
- `…/wp-json/wp/v2/<type>`: a hundred a page; the header `X-WP-TotalPages` says how many pages there are
- `…/wp-admin/admin-ajax.php?action=…&paged=1`: pieces of HTML, page after page, until one brings nothing new
- any other: a page of links. Its further pages by its pager, or by the button, where the manifest says how:

      [platform_options.load_more]
      url = "https://college.example/wp-admin/admin-ajax.php"
      page = "paged"                  # the parameter that counts; the page itself is 1
      data = { action = "load_more" } # what else the button sends
      method = "POST"                 # default GET
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawlers.links import Link, scope_words
from crawlers.paging import next_number, parameter, with_parameters
from crawlers.platforms.generic import Platform as Generic
from crawlers.reading.document import Document, absolute

_COUNTERS = ("paged", "page", "pg", "page_number")
#: WordPress gives no more a page (rest_invalid_param beyond).
A_PAGE = 100


class Platform(Generic):
    def address(self, url: str) -> str:
        """The REST interface is asked for full pages, whatever the address says."""
        url = super().address(url)
        if "/wp-json/wp/v2/" in url and parameter(url, "per_page") is None:
            return with_parameters(url, per_page=A_PAGE)
        return url

    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        if "/wp-json/" in response.url:
            yield from self._follow_rest(response)
        elif "/admin-ajax.php" in response.url:
            yield from self._follow_pieces(response)
        else:
            yield from super().follow_listing(response)
            if more := self._load_more(1, scope_words(self.document(response))):
                yield more

    def _follow_rest(self, response: Response) -> Iterator[Link | Request]:
        for item in json.loads(response.body):
            if self.wanted(url := absolute(response.url, item["link"]) or ""):
                yield Link(url, None)
        total = int(response.headers.get("X-WP-TotalPages") or 1)
        page = next_number(response.url, "page", first=1)
        if page <= total and (request := self.listing_request(with_parameters(response.url, page=page))):
            yield request

    def _follow_pieces(self, response: Response) -> Iterator[Link | Request]:
        found = [url for url in _links(response) if self.wanted(url)]
        ended = not any(self.is_new(url) for url in found)  # a button that goes on for ever brings the last page again
        scope = response.meta.get("scope")
        for url in found:
            yield Link(url, scope)
        if ended:
            return
        sent = response.meta.get("sent")
        if sent is not None:
            request = self._load_more(sent, scope)
        else:
            name = next((one for one in _COUNTERS if parameter(response.url, one) is not None), _COUNTERS[0])
            request = self.listing_request(with_parameters(response.url, **{name: next_number(response.url, name)}))
        if request is not None:
            yield request

    def _load_more(self, page: int, scope: str | None) -> Request | None:
        """What the button sends after this page; None without a button, or where that was sent already."""
        more: Mapping[str, Any] = self.institution.platform_options.get("load_more", {})
        if not more:
            return None
        values = {**more.get("data", {}), more.get("page", _COUNTERS[0]): str(page + 1)}
        if more.get("method", "GET") == "POST":
            request = self.listing_request(more["url"], form=values)
        else:
            request = self.listing_request(with_parameters(more["url"], **values))
        if request is not None:
            request.meta.update(sent=page + 1, scope=scope)
        return request


def _links(response: Response) -> Iterator[str]:
    """What a piece links: HTML, or JSON with HTML (or addresses) somewhere in it."""
    text = response.text.strip()
    if not text.startswith(("{", "[", '"')):
        return Document(response.body, response.url).links()
    pieces = " ".join(_texts(json.loads(text)))
    return Document(pieces.encode(), response.url, content_type="text/html; charset=utf-8").links()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield f'<a href="{value}"></a>' if value.startswith(("http://", "https://")) else value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
