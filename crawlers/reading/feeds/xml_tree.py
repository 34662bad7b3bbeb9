"""XML of strangers, parsed safely: no entities, no DTD, no network, no huge trees. Names lose their namespace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawlers.reading.document import fold_space
from crawlers.reading.encoding import LARGEST

#: Elements read of one document; beyond this the rest is left out.
MOST_ELEMENTS = 500_000
_DEEPEST = 200
#: The attributes that are read. (To list those of a hostile element takes time with the square of their number.)
_ATTRIBUTES = (
    *("about", "dtf", "href", "identifier", "interval", "isPermaLink", "rel", "term", "type", "lang"),
    "{http://www.w3.org/2001/XMLSchema-instance}type",
    "{http://www.w3.org/XML/1998/namespace}lang",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about",
)


@dataclass(slots=True, eq=False)
class Element:
    """One element. `name` and the names of `attributes` are without namespace; `path` finds it again."""

    name: str
    namespace: str
    path: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    #: Own words and those of children, as they come: text or child.
    content: list[str | Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """Children of this name, whatever their case."""
        wanted = name.lower()
        return (child for child in self.children if child.name.lower() == wanted)

    def first(self, name: str) -> Element | None:
        return next(self.all(name), None)

    def descendants(self) -> Iterator[Element]:
        """The element and all below it, in document order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.children))

    @property
    def text(self) -> str:
        """All words within, white space folded."""
        return fold_space(self.raw)

    @property
    def raw(self) -> str:
        """All words within as they stand: HTML that was escaped or in CDATA is HTML again."""
        words: list[str] = []
        waiting: list[str | Element] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Element):
                waiting.extend(reversed([*one.content, " "]))
            else:
                words.append(one)
        return "".join(words)


def parse_xml(body: bytes) -> Element | None:
    """The root; None where the body is no XML. What is torn off is read as far as it goes."""
    body = body[:LARGEST].lstrip()
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            recover=recover,
        )
        try:
            root = etree.fromstring(body, parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
        if root is not None:
            return _converted(root)
    return None


def _converted(root: etree._Element) -> Element | None:
    """Our own tree, so that nothing of the parser's leaves this module."""
    if not isinstance(root.tag, str):
        return None
    top = _element(root, "")
    count = 1
    waiting = [(root, top, 0)]
    while waiting:
        source, target, depth = waiting.pop()
        if source.text:
            target.content.append(source.text)
        seen: dict[str, int] = {}
        for child in source:
            if isinstance(child.tag, str) and depth < _DEEPEST and count < MOST_ELEMENTS:
                count += 1
                one = _element(child, target.path)
                seen[one.name] = number = seen.get(one.name, 0) + 1
                one.path += f"[{number}]"
                target.children.append(one)
                target.content.append(one)
                waiting.append((child, one, depth + 1))
            if child.tail:
                target.content.append(child.tail)
    return top


def _element(source: etree._Element, path: str) -> Element:
    namespace, _, name = source.tag.rpartition("}")
    name = name.rsplit(":", 1)[-1]  # a prefix that nobody declared
    attributes = {key.rsplit("}", 1)[-1]: value for key in _ATTRIBUTES if (value := source.get(key)) is not None}
    return Element(name, namespace.lstrip("{"), f"{path}/{name}", attributes)
