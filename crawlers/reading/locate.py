"""Where on the page a node stands: a short CSS path that finds it again."""

from __future__ import annotations

from collections import Counter

from selectolax.lexbor import LexborNode

_DEEP = 6


def css_path(node: LexborNode, numbers: dict[int, int] | None = None) -> str:
    """`div#facts>dl>dd:nth-of-type(2)`: up to the nearest id, at most six steps.

    `numbers` remembers the places of siblings while one page is read: with it, many paths take linear time.
    """
    numbers = {} if numbers is None else numbers
    steps: list[str] = []
    current: LexborNode | None = node
    while current is not None and current.tag not in ("html", "body", None) and len(steps) < _DEEP:
        identity = current.attributes.get("id")
        if identity and identity.replace("-", "").replace("_", "").isalnum():
            steps.append(f"{current.tag}#{identity}")
            break
        steps.append(_step(current, numbers))
        current = current.parent
    return ">".join(reversed(steps)) or (node.tag or "?")


def _step(node: LexborNode, numbers: dict[int, int]) -> str:
    if node.mem_id not in numbers:
        counts: Counter[str | None] = Counter()
        for sibling in node.parent.iter() if node.parent is not None else [node]:
            counts[sibling.tag] += 1
            numbers[sibling.mem_id] = counts[sibling.tag]
    number = numbers[node.mem_id]
    return f"{node.tag}:nth-of-type({number})" if number > 1 else str(node.tag)
