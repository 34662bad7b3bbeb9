"""Which platform a page was made by, told by what such systems write into every page."""

from __future__ import annotations

import re

from crawlers.manifest import platforms

_SIGNS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("wordpress", re.compile(r'name="generator" content="WordPress|/wp-(?:content|includes|json)/', re.I), "WordPress"),
    ("drupal", re.compile(r'name="generator" content="Drupal|/sites/default/files/|data-drupal-', re.I), "Drupal"),
    ("destiny_one", re.compile(r"/(?:public|portal|search)/[\w/]{1,80}\.do\b|/contentManagement\.do\b"), "Destiny One"),
)
#: Where a platform keeps its own list of everything, on every site.
LISTS = {"destiny_one": "/public/listProgramAreas.do?method=load"}
#: What its offerings' addresses hold, where a list of everything is a list of lists first.
OFFERINGS = {"destiny_one": re.compile(r"[?&]courseId=\d+")}
#: A page of Canvas Catalog that sells what another page describes.
SHOP = re.compile(r"^https?://[^/]+(?:/browse(?:/[^/?#]+)*)?/(?:courses|programs)/[^/?#]+/?(?:[?#].*)?$")


def signs_of(html: str) -> tuple[str, str] | None:
    """(platform, what the sign is of) for the first sign found; the platform may be one we have no module for."""
    for platform, sign, name in _SIGNS:
        if sign.search(html):
            return platform, name
    return None


def have(platform: str) -> bool:
    """Is there a module of ours for it?"""
    return platform in platforms()
