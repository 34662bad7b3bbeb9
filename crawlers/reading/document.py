"""A page as a tree: decoded, its machine-readable blocks set aside, its chrome taken off."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.reading.bounded import bounded
from crawlers.reading.chrome import strip_chrome
from crawlers.reading.encoding import decode

#: Characters of an address; what is longer is data (`data:`) or an attack.
LONGEST_ADDRESS = 2_000
_MOST_TWINS = 200
_LOG = logging.getLogger(__name__)
#: Escapes in JSON that are no characters: NUL, and halves of a pair without the other.
_NO_CHARACTER = re.compile(
    r"\\u(?:0000|[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..\\u)[dD][c-fC-F][0-9a-fA-F]{2})"
)


def fold_space(text: str | None) -> str:
    """White space folded, no-break spaces among it; otherwise as written."""
    return " ".join((text or "").split())


def absolute(base: str, href: str | None) -> str | None:
    """A link's whole address without its fragment; None where it is none (`http://[x`), or longer than any is."""
    if not href or len(href) > LONGEST_ADDRESS:
        return None
    try:
        return urldefrag(urljoin(base, href.strip())).url
    except ValueError:
        return None


class Document:
    """One HTML page. `body` is what people read of it; `json_ld` what it tells machines."""

    def __init__(self, body: bytes, url: str, *, content_type: str | None = None) -> None:
        self.url = url
        page = bounded(decode(body, content_type))
        #: What was left unread of a page beyond all measure; None where all was read.
        self.cut = page.cut
        if page.cut:
            _LOG.warning("%s is larger than is read: %s", url, page.cut)
        self._html = page.html
        self._tree = LexborHTMLParser(self._html)
        blocks = page.json_ld
        if blocks is None:
            blocks = [node.text() for node in self._tree.css("script[type*='ld+json']")]
        self.json_ld: list[str] = [_NO_CHARACTER.sub(" ", text) for text in blocks if text.strip()]

    @property
    def body(self) -> LexborNode | None:
        """The page's body as it is now."""
        return self._tree.body

    @cached_property
    def has_marked_words(self) -> bool:
        """May it hold microdata or RDFa?"""
        return "itemscope" in self._html or "typeof=" in self._html

    @cached_property
    def content(self) -> LexborNode | None:
        """The page's body without scripts, navigation, banners and boxes about other offerings."""
        body = self._tree.body
        if body is not None:
            strip_chrome(body, self.title())
        return body

    def css(self, selector: str) -> list[LexborNode]:
        """Nodes of the content that match. An invalid selector matches nothing."""
        if self.content is None:
            return []
        try:
            return self.content.css(selector)
        except Exception:  # lexbor raises its own kinds for selectors it cannot read
            return []

    @cached_property
    def lang(self) -> str | None:
        html = self._tree.css_first("html")
        value = (html.attributes.get("lang") or html.attributes.get("xml:lang")) if html else None
        return value[:2].lower() if value else None

    @cached_property
    def canonical_url(self) -> str | None:
        """`rel=canonical`, where it names a page of the same host."""
        node = self._tree.css_first("link[rel='canonical']")
        url = absolute(self.url, node.attributes.get("href")) if node else None
        return url if url and urlsplit(url).hostname == urlsplit(self.url).hostname else None

    @cached_property
    def alternates(self) -> dict[str, str]:
        """Language -> address of the same page, by `hreflang`."""
        found: dict[str, str] = {}
        for node in self._tree.css("link[rel='alternate'][hreflang]")[:_MOST_TWINS]:
            lang, href = node.attributes.get("hreflang"), node.attributes.get("href")
            if lang and lang != "x-default" and (url := absolute(self.url, href)):
                found[lang.lower()] = url
        return found

    def title(self) -> str | None:
        node = self._tree.css_first("title")
        return fold_space(node.text()) or None if node else None

    def meta(self, name: str) -> str | None:
        node = self._tree.css_first(f"meta[name='{name}'], meta[property='{name}']")
        return fold_space(node.attributes.get("content")) or None if node else None

    def heading(self) -> str | None:
        """The first h1 of the content."""
        for node in self.css("h1"):
            text = fold_space(node.text(separator=" "))
            if text:
                return text
        return None

    def links(self, *, within: str | None = None) -> Iterator[str]:
        """Absolute http(s) addresses the content links, each once, in page order, without fragment.

        `within` (a selector) narrows to parts of it.
        """
        roots = self.css(within) if within else ([self.content] if self.content is not None else [])
        yield from self._addresses(node for root in roots for node in root.css("a[href]"))

    def chrome_links(self, selector: str) -> Iterator[str]:
        """Addresses of the whole page as it came, navigation included: where pagers stand."""
        yield from self._addresses(iter(LexborHTMLParser(self._html).css(selector)))

    def _addresses(self, nodes: Iterator[LexborNode]) -> Iterator[str]:
        seen: set[str] = set()
        for node in nodes:
            url = absolute(self.url, node.attributes.get("href"))
            if url and url.startswith(("http://", "https://")) and url not in seen:
                seen.add(url)
                yield url
