"""RSS 0.9–2.0 and Atom: an item is an offering only where it states more than a title, a link and some text.

What counts as stated: elements of extensions with names we know (event calendars, product feeds), labels in the
description, and sentences in it about what the offering costs or how long it takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.contract import Field
from crawlers.reading.feeds.descriptions import described
from crawlers.reading.feeds.keys import TELLING, Key, key_of
from crawlers.reading.feeds.xml_tree import Element
from crawlers.reading.readings import LONGEST_TEXT, OfferingReading, StatementReading
from crawlers.reading.runs import Keys
from crawlers.reading.schema_org import absolute
from crawlers.reading.schema_words import plain

#: Extensions that speak of the file or of how often the feed changes, not of an offering.
_OTHERS = re.compile(r"itunes|mrss|yahoo|syndication|podcast|wellformedweb|slash|georss", re.IGNORECASE)
#: The feed's own elements: their names mean other things than elsewhere.
_OWN = frozenset(
    ("title", "link", "guid", "id", "description", "summary", "content", "encoded", "pubdate", "updated", "published",
     "author", "creator", "comments", "enclosure", "source", "category", "subject", "date", "rights", "contributor")
)  # fmt: skip
#: Items of one feed.
_MOST = 5_000


def is_rss(root: Element) -> bool:
    return root.name.lower() in ("rss", "feed", "rdf") and any(True for _ in _items(root))


def rss_offerings(root: Element, url: str) -> list[OfferingReading]:
    """One offering an item that states something, in the order of the feed."""
    found: list[OfferingReading] = []
    keys = Keys()
    for item in _items(root):
        title = next((text for one in item.all("title") if (text := plain(one.raw))), None)
        if title is None:
            continue
        address = _link(item, url) or url
        statements = list(_facts(item, title, address))
        if not any(s.field in TELLING for s in statements):
            continue
        key = keys.give(address if address != url else None, f"{url}#{title}")
        first = item.first("title")
        named = StatementReading(Field.TITLE, title, "labelled", first.path if first else item.path, label="title")
        found.append(OfferingReading(key, address, title, [named, *statements]))
    return found


def _items(root: Element) -> Iterator[Element]:
    wanted = "entry" if root.name.lower() == "feed" else "item"
    count = 0
    for parent in (root, *root.all("channel")):
        for item in parent.all(wanted):
            count += 1
            if count > _MOST:
                return
            yield item


def _link(item: Element, url: str) -> str | None:
    """The item's page: Atom's `href` (alternate before others), RSS's text, a permalink guid, RDF's `about`."""
    links = sorted(item.all("link"), key=lambda one: one.attributes.get("rel", "alternate") != "alternate")
    candidates = [one.attributes.get("href") or one.text for one in links]
    candidates += [one.text for one in item.all("guid") if one.attributes.get("isPermaLink") != "false"]
    candidates.append(item.attributes.get("about", ""))
    return next((address for one in candidates if one and (address := absolute(url, one))), None)


def _facts(item: Element, title: str, address: str) -> Iterator[StatementReading]:
    said: set[str] = set()
    for element in item.children:
        name = element.name.lower()
        if name in ("category", "subject"):
            if text := plain(element.attributes.get("term") or element.raw):
                yield _statement(Field.SUBJECT, text, element, "labelled", None)
        elif name not in _OWN and not _OTHERS.search(element.namespace):
            known = key_of(element.name)
            if known is not None and known.field is not None and (one := _extension(element, known)):
                said.add(one.field)
                yield one
    longest = max((one for one in item.children if _is_text(one)), key=lambda one: len(one.raw), default=None)
    if longest is not None and (summary := plain(longest.raw)):
        yield _statement(Field.SUMMARY, summary, longest, "labelled", None)
        unsaid = [field for field in Field if field not in said]
        yield from described(title, longest.raw, address, longest.path, unsaid=unsaid)


def _is_text(element: Element) -> bool:
    return element.name.lower() in ("description", "summary", "content", "encoded")


def _extension(element: Element, known: Key) -> StatementReading | None:
    """`<ev:startdate>2027-01-11</ev:startdate>`, `<g:price>499.00 CAD</g:price>`."""
    text = known.words(element.text) if element.text else ""
    if not text or known.field is None:
        return None
    section = "whole" if known.field in (Field.START_DATE, Field.END_DATE) else None
    return _statement(known.field, text, element, "structured", section)


def _statement(field: str, text: str, element: Element, reader: str, section: str | None) -> StatementReading:
    return StatementReading(field, text[:LONGEST_TEXT], reader, element.path, label=element.name, section_key=section)
