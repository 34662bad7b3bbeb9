"""What an element passes on to all it holds, asked only of the elements that matter: the rest is never visited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from selectolax.lexbor import LexborNode

T = TypeVar("T")


class Inherited(Generic[T]):
    """Values by element, in document order. Each element between two that matter is passed once, however many ask."""

    def __init__(self, outside: T) -> None:
        self._outside = outside
        self._values: dict[int, T] = {}

    def above(self, element: LexborNode) -> T:
        """The value of the nearest element around this one that has one."""
        passed: list[int] = []
        node = element.parent
        while node is not None and node.mem_id not in self._values:
            passed.append(node.mem_id)
            node = node.parent
        value = self._values[node.mem_id] if node is not None else self._outside
        self._values.update(dict.fromkeys(passed, value))
        return value

    def within(self, element: LexborNode, value: T) -> None:
        """From here on `value` holds within the element."""
        self._values[element.mem_id] = value


def each(content: LexborNode, selector: str) -> Iterator[LexborNode]:
    """Elements that match, in document order, each once (a list of selectors gives some twice)."""
    last = None
    for element in content.css(selector):
        if element.mem_id != last:
            yield element
        last = element.mem_id
