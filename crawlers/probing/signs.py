"""Which platform a page was made by, told by what such systems write into every page."""

from __future__ import annotations

import re

from crawlers.manifest import platforms

_SIGNS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("wordpress", re.compile(r'name="generator" content="WordPress|/wp-(?:content|includes|json)/', re.I), "WordPress"),
    ("drupal", re.compile(r'name="generator" content="Drupal|/sites/default/files/|data-drupal-', re.I), "Drupal"),
    ("destiny_one", re.compile(r"/public/\w+/\w+\.do\b|courseSearch\.do|publicCourseSearch", re.I), "Destiny One"),
    ("canvas_catalog", re.compile(r"instructure\.com|canvas[- ]catalog", re.I), "Canvas Catalog"),
)


def signs_of(html: str) -> tuple[str, str] | None:
    """(platform, what the sign is of) for the first sign found; the platform may be one we have no module for."""
    for platform, sign, name in _SIGNS:
        if sign.search(html):
            return platform, name
    return None


def have(platform: str) -> bool:
    """Is there a module of ours for it?"""
    return platform in platforms()
