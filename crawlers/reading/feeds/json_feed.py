"""JSON bodies: things of schema.org, by their types; a catalogue's answer by a map, or by the names of its keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crawlers.contract import Field
from crawlers.reading.feeds.descriptions import described
from crawlers.reading.feeds.entry import Entry
from crawlers.reading.feeds.json_items import find_items
from crawlers.reading.feeds.path_map import PathMap, mapped_offerings
from crawlers.reading.json_ld import Reader
from crawlers.reading.nodes import DEEPEST, linked
from crawlers.reading.readings import OfferingReading
from crawlers.reading.runs import Keys, shared
from crawlers.reading.schema_org import absolute, offerings

_MOST_VALUES = 200_000
#: Offerings whose descriptions are read; what keys say is read of all.
_MOST_DESCRIPTIONS = 5_000
_FULL_NAME = re.compile(r"https?://(?:www\.)?schema\.org/")


def json_offerings(answer: Any, url: str, mapping: PathMap | None = None) -> list[OfferingReading]:
    """Offerings of a JSON value, in its order."""
    if mapping is not None:
        found: list[OfferingReading] = mapped_offerings(answer, mapping, url)
    else:
        found = [*_typed_offerings(answer, url)]
        if not any(one.title for one in found):
            found = _named_offerings(answer, url)
    for number, one in enumerate(found):
        if number < _MOST_DESCRIPTIONS:
            _read_descriptions(one, answer)
        one.statements = list(dict.fromkeys(one.statements + shared(one.statements)))
    return found


def _typed_offerings(answer: Any, url: str) -> list[OfferingReading]:
    reader = Reader()
    roots = [node for pointer, value in _typed(answer) for node in reader.roots(pointer, value)]
    return [one for one in offerings(linked(roots), url) if one.title]


def _typed(answer: Any) -> Iterator[tuple[str, Any]]:
    """The outermost things that say their type (or are graphs), in order."""
    waiting: list[tuple[str, Any, int]] = [("", answer, 0)]
    looked = 0
    while waiting and looked < _MOST_VALUES:
        pointer, value, depth = waiting.pop()
        looked += 1
        if isinstance(value, dict):
            if "@type" in value or "@graph" in value or any(_FULL_NAME.match(key) for key in value):
                yield pointer, value
                continue
            inner = [(f"{pointer}/{key}", one) for key, one in value.items()]
        elif isinstance(value, list):
            inner = [(f"{pointer}/{i}", one) for i, one in enumerate(value)]
        else:
            continue
        if depth < DEEPEST:
            waiting.extend((where, one, depth + 1) for where, one in reversed(inner) if isinstance(one, dict | list))


def _named_offerings(answer: Any, url: str) -> list[OfferingReading]:
    found: list[OfferingReading] = []
    keys = Keys()
    for item in find_items(answer):
        entry = Entry(item.pointer, item.value)
        title = entry.title or ""
        statements = entry.statements()
        code = next((s.text for s in statements if s.field == Field.CODE), None)
        own = absolute(url, entry.first("url"))
        named = entry.first("id")
        key = keys.give(code, own, f"{url}#{named}" if named else None, f"{url}#{title}")
        found.append(OfferingReading(key, own or url, title, statements))
    return found


def _read_descriptions(one: OfferingReading, answer: Any) -> None:
    """Cost and duration from the texts as they stand in the answer, HTML and all, where nothing else says them."""
    unsaid = {Field.COST, Field.DURATION} - {s.field for s in one.statements}
    texts = [s for s in one.statements if s.field == Field.SUMMARY and s.section_key is None]
    for summary in texts if unsaid else ():
        text = _longest(_at(answer, summary.locator)) or summary.text
        said = described(one.title or "", text, one.url, summary.locator, unsaid=unsaid)
        one.statements += [replace(s, section_key=None) for s in said]
        unsaid -= {s.field for s in said}


def _at(value: Any, pointer: str) -> Any:
    """The value at a JSON pointer; None where there is none."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def _longest(value: Any) -> str:
    """The longest text of a value that may be text, a list of them, or a thing with several forms of one."""
    if isinstance(value, dict):
        value = list(value.values())
    texts = [one for one in value if isinstance(one, str)] if isinstance(value, list) else [value]
    return max((one for one in texts if isinstance(one, str)), key=len, default="")
