"""A search that answers in JSON, page after page: what the page of a script-made list asks its own site for.

`listing_urls` are addresses of such answers. The manifest says where things stand, by names and positions joined by
dots (`data.hits`, `0.url`):

    [platform_options]
    items = "results"             the list
    link = "url"                  in an item, its page's address; or a template: "https://c.example/courses/{slug}"
    page = "page"                 the parameter that counts pages (first = 1), or `offset`, which counts items
    pages = "meta.pages"          how many there are; or `total` items, or `next`, the next answer's address;
                                  without any of these, the list ends with an answer that brings nothing new
    only = { kind = "micro" }     items where this word stands (regular expression, whatever the case)

An item's page is read like any other. With `[platform_options.fields]` (see `crawlers/reading/feeds/path_map.py`) the
answer itself is read, and no page is asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawlers.links import Link
from crawlers.paging import next_number, with_parameters
from crawlers.reading.document import absolute
from crawlers.reading.feeds.read import read_feed
from crawlers.reading.readings import PageReading
from crawlers.spider import InstitutionSpider

_NAME = re.compile(r"\{([^{}]+)\}")


class Platform(InstitutionSpider):
    def read_listing(self, response: Response) -> PageReading | None:
        options = self.institution.platform_options
        if not options.get("fields"):
            return None
        reading = read_feed(response.body, response.url, options=options)
        if reading is None:
            raise ValueError("no JSON")
        stem = "".join(f"/{step}" for step in self._option("items").split(".") if step)
        chosen = {f"{stem}/{n}" for n, item in enumerate(self._items(response)) if self._chosen(item)}
        depth = stem.count("/") + 2
        reading.offerings = [
            one for one in reading.offerings if "/".join(one.statements[0].locator.split("/")[:depth]) in chosen
        ]
        return reading

    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        items = self._items(response)
        links = [url for item in items if self._chosen(item) and self.wanted(url := self._link(response, item))]
        seen = response.meta.get("seen", 0) + len(items)
        if self.institution.platform_options.get("fields"):
            new = items != response.meta.get("before")  # past its end, a search may give its last answer again
        else:
            new = any(self.is_new(url) for url in links)
            for url in links:
                yield Link(url, None)
        following = self._next(response, len(items), seen, new)
        if following and (request := self.listing_request(following)):
            request.meta.update(seen=seen, before=items)
            yield request

    def _items(self, response: Response) -> list[Any]:
        items = at(json.loads(response.body), self._option("items"))
        if not isinstance(items, list):
            raise ValueError(f"there is no list at {self._option('items')!r}")
        return items

    def _option(self, name: str) -> str:
        return str(self.institution.platform_options.get(name, ""))

    def _link(self, response: Response, item: Any) -> str:
        """The address of an item's page; empty where the item does not say all of it."""
        link = self._option("link") or "url"
        if "{" not in link:
            return absolute(response.url, str(at(item, link) or "")) or ""
        values = {name: at(item, name) for name in _NAME.findall(link)}
        if None in values.values():
            return ""
        return absolute(response.url, _NAME.sub(lambda name: str(values[name[1]]), link)) or ""

    def _chosen(self, item: Any) -> bool:
        only = self.institution.platform_options.get("only", {})
        return all(re.search(words, _text(at(item, path)), re.IGNORECASE) for path, words in only.items())

    def _next(self, response: Response, came: int, seen: int, new: bool) -> str | None:
        """The next answer's address; None at the end. ValueError where the list ends before its own total."""
        answer = json.loads(response.body)
        if path := self._option("next"):
            address = at(answer, path)
            return response.urljoin(str(address)) if address else None
        total, pages = self._number(answer, "total"), self._number(answer, "pages")
        first = int(self.institution.platform_options.get("first", 1))
        page = next_number(response.url, self._option("page") or "page", first)
        if total is not None and not came and seen < total:
            raise ValueError(f"{seen} items came of {total}")
        ended = not came
        if total is not None:
            ended = ended or seen >= total
        elif pages is not None:
            ended = ended or page - first >= pages
        else:
            ended = ended or not new
        if ended:
            return None
        if offset := self._option("offset"):
            return with_parameters(response.url, **{offset: seen})
        return with_parameters(response.url, **{self._option("page") or "page": page})

    def _number(self, answer: Any, name: str) -> int | None:
        path = self._option(name)
        if not path:
            return None
        number = at(answer, path)
        if isinstance(number, bool) or not isinstance(number, int | str):
            raise ValueError(f"there is no number at {path!r}")
        return int(number)


def at(value: Any, path: str) -> Any:
    """What stands at a path of names and positions joined by dots; None where nothing does."""
    for step in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
