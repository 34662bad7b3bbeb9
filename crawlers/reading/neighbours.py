"""Cards of other offerings on an offering's page: told by structure, for the boxes whose class and heading say nothing.

A card is one of several like siblings, is headed by a link to another page, and states a price or a length of its own.
Those are somebody else's. Only for reading an offering: on a listing the cards are what it lists.
"""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborNode

_CARDS = ("div", "li", "article", "section", "a")
_HEADINGS = "h2, h3, h4, h5, h6"
_OWN_FACT = re.compile(
    r"[$€£]\s?\d|\d\s?[$€£]|\bCAD\b|\b(?:free|gratuite?)\b|"
    r"\b\d+\s*-?\s*(?:hours?|hrs?|days?|weeks?|months?|heures?|jours?|semaines?|mois)\b",
    re.IGNORECASE,
)
#: Links of an offering's own runs: what one does there, or when it is.
_OWN_LINK = re.compile(
    r"^\W*(?:register|enrol|apply|add to|buy|book|sign up|learn more|read more|view|details|more|s[’']inscri|inscri|"
    r"ajouter|réserver|en savoir|voir)\b|\b20\d\d\b|\d:\d\d|\bsection \d",
    re.IGNORECASE,
)


#: Steps from a link up to the card it heads.
_HIGHEST = 8


def strip_neighbours(content: LexborNode, url: str) -> None:
    """Take such cards off, in place; nothing that holds the page's h1 goes."""
    families: dict[tuple[int, str, str], list[LexborNode]] = defaultdict(list)
    targets: dict[int, str] = {}
    seen: set[int] = set()
    for link in content.css("a[href]"):
        target = _elsewhere(link, url)
        if target is None:
            continue
        card: LexborNode | None = link
        for _ in range(_HIGHEST):
            if card is None or card.tag in ("body", "main", "html") or card.mem_id in seen:
                break
            if card.tag in _CARDS:
                if not _heads(link, card):
                    break  # nor does it head anything larger
                seen.add(card.mem_id)
                targets[card.mem_id] = target
                if card.parent is not None:
                    families[card.parent.mem_id, card.tag, card.attributes.get("class") or ""].append(card)
            card = card.parent
    doomed: dict[int, LexborNode] = {}
    for cards in families.values():
        if len({targets[card.mem_id] for card in cards}) < 2:
            continue
        for card in cards:
            if card.css_first("h1") is None and _OWN_FACT.search(card.text(separator=" ")):
                doomed[card.mem_id] = card
    for card in doomed.values():
        if not _inside(card, doomed):
            card.decompose()


def _elsewhere(link: LexborNode, url: str) -> str | None:
    """The other page a link leads to; None for this page, for mail and telephone, and for links of own runs."""
    href = (link.attributes.get("href") or "").strip()
    words = link.text(separator=" ").strip()
    if not words or href.startswith(("#", "mailto:", "tel:", "javascript:")) or _OWN_LINK.search(words):
        return None
    try:
        target = urldefrag(urljoin(url, href)).url
    except ValueError:
        return None
    return None if target == urldefrag(url).url else target


def _heads(link: LexborNode, card: LexborNode) -> bool:
    """Is the card titled by the link: its first heading, or its first words?"""
    heading = card.css_first(_HEADINGS)
    if heading is not None:
        inside = heading.css_first("a")
        return (inside is not None and inside.mem_id == link.mem_id) or link.css_first(_HEADINGS) is not None
    first = link.text(separator=" ").split()
    return card.text(separator=" ").split()[: len(first)] == first


def _inside(card: LexborNode, doomed: dict[int, LexborNode]) -> bool:
    parent = card.parent
    while parent is not None:
        if parent.mem_id in doomed:
            return True
        parent = parent.parent
    return False
