"""RDFa Lite 1.1 (vocab, typeof, property, resource, prefix), with `rel`, `about`, `content` and `datetime` of RDFa."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from crawlers.reading.inherited import Inherited, each
from crawlers.reading.locate import css_path
from crawlers.reading.nodes import DEEPEST, Node, short
from crawlers.reading.texts import WORDS, Texts


class _Place(NamedTuple):
    """What holds within an element: the thing spoken of, a `rel` that waits for its things, and how deep it is."""

    subject: Node | None
    waiting: tuple[str, ...]
    depth: int


_OUTSIDE = _Place(None, (), 0)


def rdfa(content: LexborNode, url: str) -> list[Node]:
    """Typed things of the content that no other thing has. `url` makes addresses absolute."""
    if content.css_first("[typeof]") is None:
        return []
    roots: list[Node] = []
    texts = Texts()
    places: Inherited[_Place] = Inherited(_OUTSIDE)
    numbers: dict[int, int] = {}  # of siblings, for paths
    for element in each(content, "[typeof], [property], [rel]"):
        place = places.above(element)
        attributes = element.attributes
        if "typeof" in attributes:
            place = _typed(element, place, roots, url, numbers)
        elif "property" in attributes and place.subject is not None:
            names = _names(attributes.get("property"))
            if value := _value(element, names, url, texts):
                for name in names:
                    place.subject.add(name, value)
        elif "rel" in attributes and place.subject is not None:
            place = _related(element, place, url)
        places.within(element, place)
    return roots


def _typed(element: LexborNode, place: _Place, roots: list[Node], url: str, numbers: dict[int, int]) -> _Place:
    """A new thing; what it is to the thing around it says `property` or `rel`, on it or waiting above it."""
    attributes = element.attributes
    if place.depth > DEEPEST:
        return _OUTSIDE
    types = frozenset(short(name) for name in (attributes.get("typeof") or "").split())
    name = attributes.get("resource") or attributes.get("about") or attributes.get("href") or attributes.get("src")
    thing = Node(css_path(element, numbers), types, _address(name, url))
    roles = (*_names(attributes.get("property")), *_names(attributes.get("rel"))) or place.waiting
    if place.subject is not None and roles:
        for role in roles:
            place.subject.add(role, thing)
    else:
        roots.append(thing)
    return _Place(thing, (), place.depth + 1)


def _related(element: LexborNode, place: _Place, url: str) -> _Place:
    """`rel` with an address is a value; without one it waits for the things within. Usual words (`nofollow`) do not."""
    names = tuple(name for name in _names(element.attributes.get("rel")) if name.isidentifier())
    target = element.attributes.get("resource") or element.attributes.get("href")
    if target is None:
        return place._replace(waiting=names) if names else place
    if place.subject is not None and element.tag == "link" and (address := _address(target, url)):
        for name in names:
            place.subject.add(name, Node(place.subject.pointer, id=address))
    return place


def _names(value: str | None) -> tuple[str, ...]:
    return tuple(short(name) for name in (value or "").split())


def _value(element: LexborNode, names: tuple[str, ...], url: str, texts: Texts) -> str | None:
    attributes = element.attributes
    for name in ("content", "datetime"):
        if (value := attributes.get(name)) is not None:
            return value.strip()
    for name in ("resource", "href", "src"):
        if element.tag == "a" and WORDS.intersection(names):
            break
        if (value := attributes.get(name)) is not None:
            return _address(value, url)
    return None if element.tag == "meta" else texts.of(element)


def _address(value: str | None, url: str) -> str | None:
    try:
        return urljoin(url, value.strip()) if value else None
    except ValueError:
        return None
