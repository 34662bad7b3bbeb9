"""JSON-LD as pages carry it: comments, trailing commas and entities forgiven, contexts only as far as names go."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import orjson

from crawlers.reading.nodes import DEEPEST, MOST_NODES, Node, Value, short

_WRAPPED = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*$")
#: A string is kept as it is; a comment, or a comma before a closing bracket, goes. What is never closed ends with the
#: text, so that each character is looked at once.
_STRING = r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)'
_STRING_OR_COMMENT = re.compile(_STRING + r"|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_STRING_OR_COMMA = re.compile(_STRING + r"|,(?=\s*[}\]])", re.DOTALL)
_LANGUAGE = re.compile(r"(?:en|fr|es|de|it|pt|nl|zh|ja)(?:-[A-Za-z]{2,4})?|und")
_ESCAPED = re.compile(r"&(?:quot|#34|#x22);", re.IGNORECASE)
_IRI = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:|sdo:|@)")


def loads(text: str) -> Any:
    """The value of a block; None where it cannot be understood. Never raises."""
    attempts: list[Callable[[], str]] = [lambda: text, lambda: _mended(text)]
    if _ESCAPED.search(text):
        attempts += [lambda: html.unescape(_mended(text)), lambda: _mended(html.unescape(text))]
    for attempt in attempts:
        try:
            words = attempt()
            try:
                return orjson.loads(words)
            except ValueError:  # control characters in strings, NaN
                return json.loads(words, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _mended(text: str) -> str:
    """Without wrapping, comments and commas before a closing bracket; strings are left alone."""
    text = _WRAPPED.sub("", text).strip().rstrip(";").lstrip("\ufeff")
    text = _STRING_OR_COMMENT.sub(lambda m: m[0] if m[0].startswith('"') else " ", text)
    return _STRING_OR_COMMA.sub(lambda m: m[0] if m[0].startswith('"') else "", text)


class Reader:
    """JSON values -> things. One reader a page: it counts, and stops at `MOST_NODES`."""

    def __init__(self) -> None:
        self.count = 0

    def roots(self, pointer: str, value: Any, aliases: dict[str, str] | None = None, depth: int = 0) -> list[Node]:
        """Top-level things of a block: arrays and `@graph` opened."""
        if depth > DEEPEST:
            return []
        if isinstance(value, list):
            return [n for i, one in enumerate(value) for n in self.roots(f"{pointer}/{i}", one, aliases, depth + 1)]
        if not isinstance(value, dict):
            return []
        aliases = _aliases(value.get("@context"), aliases or {})
        found: list[Node] = []
        if isinstance(value.get("@graph"), list | dict):
            found += self.roots(f"{pointer}/@graph", value["@graph"], aliases, depth + 1)
        if value.keys() - {"@context", "@graph", "@id"}:
            node = self._node(pointer, value, aliases, depth)
            if node is not None:
                found.append(node)
        return found

    def _node(self, pointer: str, value: dict[str, Any], aliases: dict[str, str], depth: int) -> Node | None:
        self.count += 1
        if depth > DEEPEST or self.count > MOST_NODES:
            return None
        aliases = _aliases(value.get("@context"), aliases)
        node = Node(pointer)
        for key, one in value.items():
            name = aliases.get(key) or key
            if name == "@type":
                types = one if isinstance(one, list) else [one]
                node.types |= frozenset(short(t) for t in types if isinstance(t, str))
            elif name == "@id":
                node.id = one.strip() or None if isinstance(one, str) else None
            elif not name.startswith("@"):
                self._fill(node, short(name), f"{pointer}/{_escaped(key)}", one, aliases, depth + 1)
        return node

    def _fill(self, node: Node, name: str, pointer: str, value: Any, aliases: dict[str, str], depth: int) -> None:
        if depth > DEEPEST:
            return
        if isinstance(value, list):
            for i, one in enumerate(value):
                self._fill(node, name, f"{pointer}/{i}", one, aliases, depth + 1)
        elif isinstance(value, dict):
            for wrap in ("@value", "@list", "@set"):
                if wrap in value:
                    self._fill(node, name, pointer, value[wrap], aliases, depth + 1)
                    return
            if value and all(_LANGUAGE.fullmatch(key) for key in value):  # {"en": "Welding", "fr": "Soudage"}
                for key, one in value.items():
                    self._fill(node, name, f"{pointer}/{key}", one, aliases, depth + 1)
                return
            thing = self._node(pointer, value, aliases, depth)
            if thing is not None and (thing.values or thing.id or thing.types):
                node.add(name, thing)
        elif value is not None:
            node.add(name, _plain(value))


def _plain(value: Any) -> Value:
    return value if isinstance(value, str | int | float | bool) else str(value)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _aliases(context: Any, known: dict[str, str]) -> dict[str, str]:
    """Terms that a context written into the block renames: {"title": "schema:name", "type": "@type"}."""
    found: dict[str, str] = {}
    for one in context if isinstance(context, list) else [context]:
        if not isinstance(one, dict):
            continue
        for term, target in one.items():
            iri = target.get("@id") if isinstance(target, dict) else target
            if isinstance(iri, str) and not term.startswith("@") and _IRI.match(iri) and short(iri):
                found[term] = iri
    return known | found if found else known
