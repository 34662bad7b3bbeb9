"""Lists that a script fills in: what their page tells machines, and what an answer to them holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawlers.manifest import is_address
from crawlers.reading.document import absolute

_MICRO = "micro-?(?:credential|certif)"
_LINKS = ("url", "link", "path", "href", "permalink", "uri")
_TOTALS = re.compile(r"(?:total|count|nb_?hits|num_?found|total_?(?:items|results|count|hits))$", re.IGNORECASE)
_PAGES = re.compile(r"(?:pages|total_?pages|nb_?pages|last_?page|page_?count)$", re.IGNORECASE)
_COUNTERS = ("page", "p", "pg", "paged", "page_number")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|pdf)$", re.IGNORECASE)
#: How deep in an answer lists are looked for.
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class JsonList:
    """A list in a JSON answer: the options by which `json_search` reads it, and the addresses it names."""

    options: dict[str, Any]
    urls: list[str]


def json_list(body: bytes, url: str) -> JsonList | None:
    """The longest list of things with addresses; None where the answer is no JSON or has none."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    nodes = list(_nodes(answer, (), 0))
    best: tuple[int, tuple[str, ...], str, list[dict[str, Any]]] = (0, (), "", [])
    for path, value in nodes:
        if isinstance(value, list) and len(items := [one for one in value if isinstance(one, dict)]) >= 3:
            link, count = max(((key, _linked(items, key)) for key in _keys(items)), key=lambda pair: pair[1])
            if count > best[0]:
                best = (count, path, link, items)
    count, path, link, items = best
    if count < 3:
        return None
    options: dict[str, Any] = {"items": ".".join(path), "link": link}
    options |= _counts(nodes, len(items))
    query = dict(parse_qsl(urlsplit(url).query))
    if page := next((name for name in _COUNTERS if query.get(name, "").isdecimal()), None):
        options["page"] = page
    if only := _only(items):
        options["only"] = only
    chosen = [one for one in items if all(re.search(w, str(one.get(k)), re.IGNORECASE) for k, w in only.items())]
    urls = [absolute(url, one[link]) for one in chosen if isinstance(one.get(link), str)]
    return JsonList(options, [one for one in urls if one and is_address(one)])


def _nodes(value: Any, path: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, value
    if isinstance(value, dict) and depth < _DEPTH:
        for key, below in value.items():
            yield from _nodes(below, (*path, str(key)), depth + 1)


def _keys(items: list[dict[str, Any]]) -> list[str]:
    """Keys that may hold an address, those that are called so first."""
    return sorted({str(key) for one in items[:50] for key in one} | {"url"}, key=lambda key: (key not in _LINKS, key))


def _linked(items: list[dict[str, Any]], key: str) -> int:
    values = (one.get(key) for one in items)
    return sum(isinstance(v, str) and bool(re.match(r"https?://|/\w", v)) and not _FILE.search(v) for v in values)


def _counts(nodes: list[tuple[tuple[str, ...], Any]], least: int) -> dict[str, str]:
    for name, words in (("total", _TOTALS), ("pages", _PAGES)):
        for path, value in nodes:
            number = isinstance(value, int) and not isinstance(value, bool) and path and words.match(path[-1])
            if number and (name == "pages" or value >= least):
                return {name: ".".join(path)}
    return {}


def _only(items: list[dict[str, Any]]) -> dict[str, str]:
    """The key that tells micro-credentials from what else the list holds; nothing where it holds nothing else."""
    for key in sorted({str(key) for one in items for key in one}):
        values = [str(one.get(key, "")) for one in items]
        micro = sum(bool(re.search(_MICRO, value, re.IGNORECASE)) for value in values)
        if 0 < micro < len(values) and len(set(values)) <= 12:
            return {key: _MICRO}
    return {}


def drupal_views(html: str, url: str) -> list[str]:
    """The addresses at which Drupal answers with the rows of a page's views, by the page's own settings."""
    at = html.find("drupal-settings-json")
    start = html.find(">", at) + 1
    if at < 0 or start == 0:
        return []
    try:
        views = json.loads(html[start : html.find("</script", start)])["views"]["ajaxViews"].values()
        asked = [{k: v for k, v in view.items() if k.startswith(("view_", "pager_"))} for view in views]
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return []
    return [
        urljoin(url, "/views/ajax")
        + "?"
        + urlencode({k: "" if v is None else v for k, v in one.items()} | {"page": 0, "_wrapper_format": "drupal_ajax"})
        for one in asked
    ]


def pieces(body: bytes) -> str:
    """The HTML that stands anywhere in an answer: in texts of its JSON, or as it is."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")
    return " ".join(_texts(answer, 0))


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict) and depth < _DEPTH:
        for below in value.values() if isinstance(value, dict) else value:
            yield from _texts(below, depth + 1)


def load_more(html: str, url: str) -> list[dict[str, Any]]:
    """What a button for more of a WordPress list may send: `load_more` of a manifest, by ways to name the page."""
    # Bounded in every part: a page may be long and hostile.
    at = re.search(r"""ajax_?url["']?\s{0,9}[:=]\s{0,9}["']([^"']{1,300})""", html, re.IGNORECASE)
    more = r"""<[^<>]{0,300}\bload[-_ ]?more\b[^<>]{0,300}\bdata-action=["']([\w-]{1,60})["']"""
    button = re.search(more, html, re.IGNORECASE)
    if at is None or button is None:
        return []
    target = absolute(url, at[1].replace("\\/", "/"))
    if target is None:
        return []
    return [{"url": target, "page": name, "data": {"action": button[1]}} for name in ("paged", "page")]
