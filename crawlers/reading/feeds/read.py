"""Feeds: bytes and address in, offerings out. Catalogues in XCRI-CAP, RSS and Atom, JSON-LD, and JSON answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawlers.reading.feeds.detect import kind_of, load_json
from crawlers.reading.feeds.json_feed import json_offerings
from crawlers.reading.feeds.path_map import PathMap
from crawlers.reading.feeds.rss import is_rss, rss_offerings
from crawlers.reading.feeds.xcri import is_xcri, xcri_offerings
from crawlers.reading.feeds.xml_tree import Element, parse_xml
from crawlers.reading.readings import OfferingReading, PageReading


def read_feed(
    body: bytes, url: str, *, content_type: str | None = None, options: Mapping[str, Any] | None = None
) -> PageReading | None:
    """What a feed states; None where the body is no feed (HTML, a sitemap, anything else).

    `options` are a manifest's `platform_options`: with `fields` (and `items`) a JSON answer is read by that map, see
    `path_map.py`. Never an error for a bad feed; ValueError for a bad map.
    """
    kind = kind_of(body)
    found: list[OfferingReading] | None = None
    lang = None
    if kind == "json":
        answer = load_json(body, content_type)
        if isinstance(answer, dict | list):
            found = json_offerings(answer, url, PathMap.of(options or {}))
    elif kind == "xml" and (root := parse_xml(body)) is not None:
        lang = _language(root)
        if is_xcri(root):
            found = xcri_offerings(root, url)
        elif is_rss(root):
            found = rss_offerings(root, url)
    if found is None:
        return None
    return PageReading(url, lang, None, {}, found)  # the address of a feed is that of no offering


def _language(root: Element) -> str | None:
    """`xml:lang` of the root, or the `language` of an RSS channel, as two letters."""
    for channel in (root, *root.all("channel")):
        language = channel.first("language")
        said = channel.attributes.get("lang") or (language.text if language is not None else "")
        if len(said) >= 2 and said[:2].isalpha():
            return said[:2].lower()
    return None
