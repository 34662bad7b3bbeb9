"""Links of a listing and what the listing calls what it lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawlers.reading.document import Document

_MICRO = re.compile(
    r"micro[- ]?credential|micro[- ]?certif|micro[- ]?titre|digital badge|badge numérique", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Link:
    """Where an offering is, and the words by which its listing says that it is a micro-credential."""

    url: str
    scope: str | None


def scope_words(document: Document) -> str | None:
    """The listing's heading, where it says "micro-credentials" or the like; None where it does not."""
    heading = document.heading() or document.title()
    return heading if heading and _MICRO.search(heading) else None


#: Pagers of Drupal, WordPress and Bootstrap, and any that says what it is.
_NEXT = (
    "a[rel~='next'], link[rel~='next'], .pager__item--next a, .pager-next a, a.next.page-numbers, "
    ".pagination .next a, .pagination a.next, .page-item.next a"
)


#: What counts the pages of one listing in its path: `/page/2/`, `/2`, `list-2.html`, or the folder's own slash.
_COUNT = re.compile(r"(?:/page)?/\d+/?$|[-_]\d+(?=\.\w+$)|/$", re.IGNORECASE)


def next_page(document: Document, selector: str = _NEXT) -> str | None:
    """The address of the listing's next page; None where the listing ends here. `rel=next` that leads to another page
    altogether (the next article, the next chapter) is no part of the listing."""
    here = _COUNT.sub("", urlsplit(document.url).path)
    links = document.chrome_links(selector)
    return next((url for url in links if _COUNT.sub("", urlsplit(url).path) == here), None)
