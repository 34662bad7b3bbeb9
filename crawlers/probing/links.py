"""Links with their words, and addresses of sitemaps: what a first look goes by."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy.utils.sitemap import Sitemap
from selectolax.lexbor import LexborHTMLParser

from crawlers.manifest import is_address
from crawlers.probing.groups import words_score
from crawlers.reading.bounded import bounded

#: Addresses taken of one sitemap; a larger site shows its shapes in fewer.
MOST_ADDRESSES = 20_000


def links_of(html: str, url: str) -> Iterator[tuple[str, str]]:
    """(address, words) of every link of a page, navigation included, each address once."""
    seen: set[str] = set()
    for node in LexborHTMLParser(bounded(html).html).css("a[href]"):
        try:
            target = urldefrag(urljoin(url, (node.attributes.get("href") or "").strip())).url
        except ValueError:
            continue
        if is_address(target) and target not in seen:
            seen.add(target)
            yield target, " ".join(node.text(separator=" ").split())[:200]


def same_site(url: str, home: str) -> bool:
    """Is this the home page's host or one below its domain?"""
    if not is_address(url):
        return False
    host, own = ((urlsplit(u).hostname or "").removeprefix("www.") for u in (url, home))
    return host == own or host.endswith(f".{own}")


def sitemap_of(body: bytes) -> tuple[str, list[str]]:
    """(`urlset` | `sitemapindex` | `none`, its addresses)."""
    try:
        sitemap = Sitemap(body)
    except Exception:  # lxml's own kinds for what is no XML at all
        return "none", []
    if sitemap.type not in ("urlset", "sitemapindex"):
        return "none", []
    urls = []
    for entry in sitemap:
        urls.append(str(entry.get("loc", "")).strip())
        if len(urls) >= MOST_ADDRESSES:
            break
    return sitemap.type, [url for url in urls if is_address(url)]


def best_children(urls: list[str], most: int) -> list[str]:
    """The sitemaps of an index that sound like offerings first, in their own order otherwise."""
    return sorted(urls, key=lambda url: -words_score(url))[:most]
