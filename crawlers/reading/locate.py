"""Where on the page a node stands: a short CSS path that finds it again."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

_DEEP = 6


def holds(node: LexborNode, selector: str) -> bool:
    """Does something inside the node match? (selectolax's own search finds the node itself as well.)

    Asked child by child, so that the first match ends it: a hundred thousand nested tags stay cheap.
    """
    return any(child.css_first(selector) is not None for child in node.iter())


def css_path(node: LexborNode) -> str:
    """`div#facts>dl>dd:nth-of-type(2)`: up to the nearest id, at most six steps."""
    steps: list[str] = []
    current: LexborNode | None = node
    while current is not None and current.tag not in ("html", "body", None) and len(steps) < _DEEP:
        identity = current.attributes.get("id")
        if identity and identity.replace("-", "").replace("_", "").isalnum():
            steps.append(f"{current.tag}#{identity}")
            break
        steps.append(_step(current))
        current = current.parent
    return ">".join(reversed(steps)) or (node.tag or "?")


def _step(node: LexborNode) -> str:
    number, sibling = 1, node.prev
    while sibling is not None:
        number += sibling.tag == node.tag
        sibling = sibling.prev
    return f"{node.tag}:nth-of-type({number})" if number > 1 else str(node.tag)
