"""What the campus answers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = field(default=())


def page(text: str, *, encoding: str = "utf-8", declared: bool = True) -> Answer:
    """An HTML page; `declared` False leaves the charset to the page's own meta element."""
    kind = f"text/html; charset={encoding}" if declared else "text/html"
    return Answer(200, text.encode(encoding), kind)


def xml(text: str) -> Answer:
    return Answer(200, text.encode(), "application/xml; charset=utf-8")


def robots(*lines: str) -> Answer:
    return Answer(200, "\n".join(("User-agent: *", *lines, "")).encode(), "text/plain; charset=utf-8")


def moved(target: str) -> Answer:
    return Answer(301, b"", headers=(("Location", target),))


NOT_FOUND = Answer(404, b"<html><title>Not found</title><h1>Page not found</h1></html>")
BROKEN = Answer(503, b"<html><title>503</title><h1>Service Unavailable</h1></html>")
