"""HTML microdata (itemscope, itemprop, itemtype, itemid, itemref) -> things. After the HTML standard, section 5."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from crawlers.reading.inherited import Inherited, each
from crawlers.reading.locate import css_path
from crawlers.reading.nodes import DEEPEST, Node, short
from crawlers.reading.texts import WORDS, Texts

_SCOPES = "[itemscope]"
#: Items that one element may be of by `itemref`, and names of its property.
_MOST_OWNERS, _MOST_ROLES = 50, 16


def microdata(content: LexborNode, url: str) -> list[Node]:
    """Top-level items of the content. `url` makes addresses absolute."""
    if content.css_first(_SCOPES) is None:
        return []
    return _Walk(content, url).roots


class _Walk:
    """One pass in document order: each element's items are those of its parent, or its own where it opens one."""

    def __init__(self, content: LexborNode, url: str) -> None:
        self.url = url
        self.roots: list[Node] = []
        self.texts = Texts()
        self.numbers: dict[int, int] = {}  # of siblings, for paths
        self.items: dict[int, Node] = {}  # made early, because something else refers to parts of them
        self.wanted: dict[str, list[Node]] = defaultdict(list)  # id of an element -> items whose itemref names it
        for element in content.css("[itemscope][itemref]"):
            item = self.items[element.mem_id] = self._item(element)
            for identity in (element.attributes.get("itemref") or "").split():
                if len(self.wanted[identity]) < _MOST_OWNERS:
                    self.wanted[identity].append(item)
        owners: Inherited[tuple[Node, ...]] = Inherited(())
        depths: dict[int, int] = {}  # by id of the item
        for element in each(content, "[itemscope], [itemprop]" + (", [id]" if self.wanted else "")):
            of = owners.above(element)
            attributes = element.attributes
            if self.wanted and (name := attributes.get("id")) and name in self.wanted:
                of = (*of, *(item for item in self.wanted[name] if item not in of))[:_MOST_OWNERS]
            if "itemscope" in attributes or "itemprop" in attributes:
                of = self._stated(element, of, depths)
            owners.within(element, of)

    def _stated(self, element: LexborNode, of: tuple[Node, ...], depths: dict[int, int]) -> tuple[Node, ...]:
        """Note what the element states of its items; the items of what it holds."""
        attributes = element.attributes
        names = (attributes.get("itemprop") or "").split()[:_MOST_ROLES] if of else []
        if "itemscope" not in attributes:
            value = self._value(element, names) if names else None
            if value:
                for item in of:
                    for name in names:
                        item.add(short(name), value)
            return of
        item = self.items.get(element.mem_id) or self._item(element)
        depths[id(item)] = 1 + max((depths.get(id(one), 0) for one in of), default=0) if names else 0
        if depths[id(item)] > DEEPEST:
            return ()
        if not names:
            self.roots.append(item)
        for owner in of:
            for name in names:
                owner.add(short(name), item)
        return (item,)

    def _item(self, element: LexborNode) -> Node:
        attributes = element.attributes
        types = frozenset(short(t) for t in (attributes.get("itemtype") or "").split())
        return Node(css_path(element, self.numbers), types, attributes.get("itemid") or None)

    def _value(self, element: LexborNode, names: list[str]) -> str | None:
        """The value of a property, by the kind of element that states it."""
        attributes = element.attributes
        for name in ("content", "datetime"):
            if (value := attributes.get(name)) is not None:
                return value.strip()
        tag = element.tag
        if tag in ("area", "link") or (tag == "a" and not WORDS.intersection(names)):
            return self._address(attributes.get("href"))
        if tag in ("img", "audio", "embed", "iframe", "source", "track", "video"):
            return self._address(attributes.get("src"))
        if tag in ("data", "meter") and (value := attributes.get("value")) is not None:
            return value.strip()
        if tag == "meta":
            return None
        return self.texts.of(element)

    def _address(self, href: str | None) -> str | None:
        try:
            return urljoin(self.url, href.strip()) if href else None
        except ValueError:
            return None
