"""A catalogue's JSON answer by a map of its manifest: where its entries stand, and which path says which field.

[platform_options]
items = "data.courses"                      # "" (the answer itself), "*" for every entry of a list or object
sections = "runs"                           # within an entry
[platform_options.fields]
title = "attributes.title"
url = "https://college.example/courses/{slug}"
cost = "{price.amount} {price.currency}"    # a template is left out where one of its paths says nothing
[platform_options.section_fields]
start_date = "starts"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawlers.contract import Field
from crawlers.reading.feeds.values import for_machines, texts
from crawlers.reading.readings import LONGEST_TEXT, OfferingReading, StatementReading
from crawlers.reading.runs import Keys
from crawlers.reading.schema_org import absolute

_SLOT = re.compile(r"\{([^{}]*)\}")
#: Names a map may use beside the canonical fields.
OWN_NAMES = frozenset(("url", "id"))
_MOST = 50_000
_DAYS = (Field.START_DATE, Field.END_DATE)


@dataclass(frozen=True, slots=True)
class PathMap:
    """A map, checked. ValueError names what is wrong with it."""

    items: str
    fields: Mapping[str, str]
    sections: str | None = None
    section_fields: Mapping[str, str] | None = None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> PathMap | None:
        """The map in a manifest's `platform_options`; None where there is none."""
        fields = options.get("fields")
        if not isinstance(fields, Mapping) or not fields:
            return None
        within = options.get("section_fields") or {}
        for name, path in (*fields.items(), *within.items()):
            if name not in set(Field) | OWN_NAMES or not isinstance(path, str):
                raise ValueError(f"fields: {name!r} = {path!r} is no canonical field (or url, id) with a path")
        return cls(str(options.get("items", "")), dict(fields), options.get("sections"), dict(within))


def mapped_offerings(answer: Any, mapping: PathMap, url: str) -> list[OfferingReading]:
    """One offering an entry that has a title, in the order of the answer."""
    found: list[OfferingReading] = []
    keys = Keys()
    for pointer, entry in list(_at(answer, mapping.items, ""))[:_MOST]:
        for where, one in enumerate_entries(pointer, entry):
            if offering := _offering(where, one, mapping, url, keys):
                found.append(offering)
    return found


def enumerate_entries(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The entries of a list, or the thing itself."""
    if isinstance(value, list):
        yield from ((f"{pointer}/{i}", one) for i, one in enumerate(value))
    else:
        yield pointer, value


def _offering(pointer: str, entry: Any, mapping: PathMap, url: str, keys: Keys) -> OfferingReading | None:
    statements = list(_facts(pointer, entry, mapping.fields, None))
    title = next((s.text for s in statements if s.field == Field.TITLE), None)
    if title is None:
        return None
    if mapping.sections and mapping.section_fields:
        runs = Keys()
        for at, found in _at(entry, mapping.sections, pointer):
            for where, run in enumerate_entries(at, found):
                start = next((t for _, t in _values(run, mapping.section_fields.get("start_date", ""), where)), None)
                named = next((t for _, t in _values(run, mapping.section_fields.get("id", ""), where)), None)
                statements += _facts(where, run, mapping.section_fields, runs.give(named, start, where))
    code = next((s.text for s in statements if s.field == Field.CODE), None)
    said = {
        name: next((t for _, t in _values(entry, mapping.fields.get(name, ""), pointer)), None) for name in OWN_NAMES
    }
    own = absolute(url, said["url"])
    key = keys.give(code, own, f"{url}#{said['id']}" if said["id"] else None, f"{url}#{title}")
    return OfferingReading(key, own or url, title, statements)


def _facts(pointer: str, entry: Any, fields: Mapping[str, str], section: str | None) -> Iterator[StatementReading]:
    for field, path in fields.items():
        if field in OWN_NAMES:
            continue
        of = section or ("whole" if field in _DAYS else None)
        of = None if field == Field.DURATION else of
        for where, text in _values(entry, path, pointer):
            reader = "structured" if for_machines(text) else "labelled"
            yield StatementReading(field, text[:LONGEST_TEXT], reader, where, label=_label(field), section_key=of)


def _label(field: str) -> str:
    """The field's own name: a map is the word of a person that this is the cost, whatever the key is called."""
    return field.replace("_", " ")


def _values(entry: Any, path: str, pointer: str) -> Iterator[tuple[str, str]]:
    """(pointer, text) of a path or of a template of paths."""
    if not path:
        return
    slots = _SLOT.findall(path)
    if not slots:
        for where, value in _at(entry, path, pointer):
            yield from ((where, text) for text in texts(value, path.rsplit(".", 1)[-1]))
        return
    said = [next((text for _, value in _at(entry, slot, pointer) for text in texts(value)), None) for slot in slots]
    if all(said):
        parts = iter(said)
        yield pointer, _SLOT.sub(lambda _: next(parts) or "", path).strip()


def _at(value: Any, path: str, pointer: str) -> Iterator[tuple[str, Any]]:
    """Values at a path of keys joined by dots; `*` is every entry."""
    steps = [step for step in path.split(".") if step]
    waiting: list[tuple[str, Any, int]] = [(pointer, value, 0)]
    while waiting:
        where, one, step = waiting.pop()
        if step == len(steps):
            yield where, one
            continue
        name = steps[step]
        inner: list[tuple[str, Any]] = []
        if isinstance(one, dict):
            inner = list(one.items()) if name == "*" else [(name, one[name])] if name in one else []
        elif isinstance(one, list):
            if name == "*":
                inner = [(str(i), each) for i, each in enumerate(one)]
            elif name.isdecimal() and int(name) < len(one):
                inner = [(name, one[int(name)])]
        waiting.extend((f"{where}/{key}", each, step + 1) for key, each in reversed(inner))
