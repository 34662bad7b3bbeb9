"""Addresses of one shape: what a list of offerings looks like before a page of it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

_MICRO = re.compile(r"micro-?(?:credential|certificat|certification|titre|programme|program)|nanoprogram|badge", re.I)
_COURSES = re.compile(r"course|cours\b|program|formation|continuing|workshop|atelier|certificat|offering|catalog", re.I)
_OTHER = re.compile(
    r"news|nouvelle|actualite|event|evenement|blog|about|a-propos|contact|polic|politique|staff|faculty-profile|login|"
    r"account|cart|panier|privacy|library|parking|alumni|career|emploi|faq|tag|author|donate|site/|wp-content|search",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Addresses that differ in one part of their path (or in the number of a query)."""

    shape: str  # a regular expression that every address of the group matches
    urls: tuple[str, ...]

    @property
    def score(self) -> float:
        """How much it looks like offerings: by its words first, then by how many there are."""
        return words_score(self.shape.replace("\\", "")) + min(len(self.urls), 50) / 10


def words_score(text: str) -> float:
    """How much the words of an address or a link speak of micro-credentials or courses."""
    return 100 * bool(_MICRO.search(text)) + 20 * bool(_COURSES.search(text)) - 60 * bool(_OTHER.search(text))


def order(group: Group) -> tuple[float, int, str]:
    """The best first; of two that are as good, the one nearer to the root of its site."""
    return -group.score, len(group.shape), group.shape


def groups(urls: Iterable[str], least: int = 3) -> list[Group]:
    """The shapes that at least `least` addresses share, best first."""
    found: dict[str, dict[str, None]] = {}
    for url in urls:
        if shape := _shape(url):
            found.setdefault(shape, {})[url] = None
    made = [Group(shape, tuple(members)) for shape, members in found.items() if len(members) >= least]
    return sorted(made, key=order)


def _shape(url: str) -> str | None:
    parts = urlsplit(url)
    host = re.escape((parts.hostname or "").removeprefix("www."))
    try:
        port = parts.port
    except ValueError:  # beyond 65535, or no number
        return None
    if port:
        host += f":{port}"
    begin = f"^https?://(?:www\\.)?{host}"
    path = re.sub(r";jsessionid=[^/]*", "", parts.path, flags=re.IGNORECASE)
    if parts.query:
        query, numbers = re.subn(r"\d+", r"\\d+", re.escape(parts.query).replace(r"\-", "-"))
        return f"{begin}{_escape(path)}(?:;[^?]*)?\\?{query}$" if numbers and len(query) < 200 else None
    folder, _, last = path.rstrip("/").rpartition("/")
    if not last:
        return None
    stem, dot, suffix = last.rpartition(".")
    slug = f"[^/?#]+\\.{re.escape(suffix)}" if dot and stem and len(suffix) <= 5 else "[^/?#]+"
    end = "/" if path.endswith("/") else ""
    return f"{begin}{_escape(folder)}/{slug}{end}$"


def _escape(path: str) -> str:
    return re.escape(path).replace(r"\-", "-")
