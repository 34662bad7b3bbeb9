"""`[platform_options]` of a manifest: which there are, what is wrong with one. What each does, its platform says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crawlers.second_pages import rules

#: Every option any platform (or the walk itself) knows. A platform with a new one adds it here.
OPTIONS: Mapping[str, type] = {
    "also_hosts": list,
    "also_read": list,
    "delay_reason": str,
    "fields": dict,
    "first": int,
    "follow": bool,
    "items": str,
    "link": str,
    "listing_pattern": str,
    "load_more": dict,
    "next": str,
    "offset": str,
    "only": dict,
    "page": str,
    "pages": str,
    "read_listing": bool,
    "request_budget": int,
    "row": str,
    "section_fields": dict,
    "sections": str,
    "total": str,
    "views_ajax": bool,
}
_SAMPLES: Mapping[type, str] = {
    list: '["www.college.example"]',
    str: '"…"',
    int: "1",
    bool: "true",
    dict: '{ name = "…" }',
}


def fault(options: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """(option, what is wrong, remedy) for the first fault; None where all is well. An unknown option's remedy is ''."""
    for name, value in options.items():
        kind = OPTIONS.get(name)
        if kind is None:
            return name, f"unknown option {name!r}", ""
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            return name, f"option {name!r} is {value!r}", f"write {name} = {_SAMPLES[kind]}"
    try:
        re.compile(options.get("listing_pattern", ""))
    except re.error as error:
        return "listing_pattern", f"'listing_pattern' is no regular expression: {error}", "put it in single quotes"
    try:
        rules(options)
    except ValueError as error:
        return "also_read", str(error), "see crawlers/second_pages.py"
    return None
