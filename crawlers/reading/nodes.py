"""Things and their properties, whichever syntax stated them: JSON-LD, microdata and RDFa come to this one form.

Names lose their vocabulary ("https://schema.org/name", "schema:name" and "name" are one), references between things
are followed. What is deeper or more than any page needs is left out, so that reading stays bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

#: Properties within properties; beyond this a thing is left out.
DEEPEST = 32
#: Things of one page or feed.
MOST_NODES = 200_000
_VOCABULARY = re.compile(r"^(?:https?://[^\s#]*[/#]|[A-Za-z][\w.-]*:)(?=[A-Za-z@])")


@dataclass(slots=True, eq=False)
class Node:
    """One thing. `types` are short ("Course"); `pointer` says where it stands (JSON pointer or CSS path)."""

    pointer: str
    types: frozenset[str] = frozenset()
    id: str | None = None
    values: dict[str, list[Value]] = field(default_factory=dict)

    def add(self, name: str, value: Value) -> None:
        self.values.setdefault(name, []).append(value)

    def things(self, name: str) -> Iterator[Node]:
        """The values of a property that are things themselves."""
        return (value for value in self.values.get(name, ()) if isinstance(value, Node))

    def plain(self, name: str) -> Iterator[str | int | float | bool]:
        """The values of a property that are no things."""
        return (value for value in self.values.get(name, ()) if not isinstance(value, Node))

    def first(self, name: str) -> str | None:
        """The first plain value of a property as text, trimmed; None where there is none."""
        for value in self.plain(name):
            if not isinstance(value, bool) and (text := str(value).strip()):
                return text
        return None


Value = str | int | float | bool | Node


@lru_cache(maxsize=4096)
def short(name: str) -> str:
    """A type or property without its vocabulary: "https://schema.org/Course" and "schema:Course" are "Course"."""
    return _VOCABULARY.sub("", name.strip().rstrip("/"), count=1)


def linked(roots: list[Node]) -> list[Node]:
    """The same things with references followed: things that say only their id give way to the thing of that id,
    and what several blocks say of one id is put together (unless they call it by different names)."""
    known: dict[str, Node] = {}
    for node in everything(roots):
        if node.id and node.values:
            first = known.setdefault(node.id, node)
            if first is not node and _same_thing(first, node):
                for name, values in node.values.items():
                    first.values.setdefault(name, values)
                first.types |= node.types
    for node in everything(roots):
        for name, values in node.values.items():
            node.values[name] = [_target(value, known) for value in values]
    result: list[Node] = []
    taken: set[int] = set()
    for node in roots:
        one = known.get(node.id, node) if node.id else node
        if one is not node and not _same_thing(one, node):
            one = node
        if id(one) not in taken:
            taken.add(id(one))
            result.append(one)
    return result


def everything(roots: list[Node]) -> list[Node]:
    """All things reachable, each once, parents before children."""
    seen: set[int] = set()
    found: list[Node] = []
    waiting = list(reversed(roots))
    while waiting and len(found) < MOST_NODES:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        found.append(node)
        for values in reversed(node.values.values()):
            waiting.extend(value for value in reversed(values) if isinstance(value, Node))
    return found


def _same_thing(one: Node, other: Node) -> bool:
    """Publishers give one id to many things: those are told apart by type, name and first day."""
    if one.types and other.types and not one.types & other.types:
        return False
    said = [(one.first(name), other.first(name)) for name in ("name", "startDate")]
    return all(None in both or both[0] == both[1] for both in said)


def _target(value: Value, known: dict[str, Node]) -> Value:
    if isinstance(value, Node) and value.id and not value.values:
        return known.get(value.id, value)
    return value
