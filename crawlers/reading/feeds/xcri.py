"""XCRI-CAP 1.1 and 1.2: catalogues of courses with their presentations, each presentation a section.

An element's words are what people are shown ("labelled"); its attributes, and bare numbers, are for machines
("structured"). Both are kept: they disagree more often than one thinks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from crawlers.contract import Field
from crawlers.reading.feeds.values import for_machines
from crawlers.reading.feeds.xml_tree import Element
from crawlers.reading.readings import LONGEST_TEXT, OfferingReading, StatementReading
from crawlers.reading.runs import Keys, shared
from crawlers.reading.schema_org import absolute
from crawlers.reading.schema_words import plain

_BARE = re.compile(r"[-+]?\d[\d.,]*")
_LONGEST_CODE = 40
#: Attributes that say in another way what the element says.
_MACHINE = ("dtf", "interval")
_OF_THE_WHOLE = frozenset((Field.TITLE, Field.SUMMARY, Field.CODE))


@cache
def _vocabulary() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "xcri.toml").read_text(encoding="utf-8"))


def is_xcri(root: Element) -> bool:
    """A catalogue of XCRI by its namespace, or by its shape: courses that have presentations."""
    if root.name.lower() not in ("catalog", "provider", "courses", "course"):
        return False
    return "xcri" in root.namespace.lower() or any(
        one.name.lower() == "course" and one.first("presentation") is not None for one in root.descendants()
    )


def xcri_offerings(root: Element, url: str) -> list[OfferingReading]:
    """One offering a course, in the order of the catalogue."""
    found: list[OfferingReading] = []
    keys = Keys()
    for course in root.descendants():
        if course.name.lower() != "course":
            continue
        one = _offering(course, url)
        if one.title:
            one.key = keys.give(one.key if one.key != url else None, f"{url}#{one.title}")
            found.append(one)
    return found


def _offering(course: Element, url: str) -> OfferingReading:
    statements = list(_facts(course, None))
    runs = Keys()
    for presentation in course.all("presentation"):
        start = presentation.first("start")
        day = (start.attributes.get("dtf") or start.text) if start is not None else None
        key = runs.give(next(_identifiers(presentation), None), day, presentation.path)
        statements += _facts(presentation, key)
    statements = list(dict.fromkeys(statements + shared(statements)))
    title = next((s.text for s in statements if s.field == Field.TITLE), None)
    code = next((s.text for s in statements if s.field == Field.CODE), None)
    named = next((e.text for e in course.all("url") if e.text), None)
    address = absolute(url, named) or next((i for i in _identifiers(course) if i.startswith("http")), None) or url
    return OfferingReading(code or address, address, title, statements)


def _facts(of: Element, section: str | None) -> Iterator[StatementReading]:
    """The statements of a course; with a section key, those of one presentation."""
    elements = _vocabulary()["elements"]
    if section is None and (code := next((i for i in _identifiers(of) if _is_code(i)), None)):
        yield StatementReading(Field.CODE, code, "structured", f"{of.path}/identifier", label="identifier")
    for element in of.children:
        name = element.name.lower()
        if name == "credit":
            yield from _credit(element)
        elif name == "qualification":
            for title in element.all("title"):
                yield from _said(title, Field.CREDENTIAL, section)
        elif name == "venue":
            yield from _venue(element, section)
        elif elements.get(name) == Field.OUTCOME and (items := [e for e in element.descendants() if e.name == "li"]):
            for item in items:  # one statement an outcome
                yield from _said(item, Field.OUTCOME, section, _spaced(element.name))
        else:
            field, label = elements.get(name), None
            if name == "description":
                field, label = _described(element, field)
            if field and not (section is not None and field in _OF_THE_WHOLE):
                yield from _said(element, field, section, label)


def _said(element: Element, field: str, section: str | None, label: str | None = None) -> Iterator[StatementReading]:
    """What one element says: its words, then its attributes."""
    of = None if field == Field.DURATION else section
    if section is None and field in (Field.START_DATE, Field.END_DATE):
        of = "whole"
    label = label or _spaced(element.name)
    lang = element.attributes.get("lang")
    if text := plain(element.raw):
        reader = "structured" if for_machines(text) else "labelled"
        yield StatementReading(field, text[:LONGEST_TEXT], reader, element.path, label=label, section_key=of, lang=lang)
    said = [(name, element.attributes.get(name, "")) for name in _MACHINE]
    code = element.attributes.get("identifier", "").strip().upper()
    said.append(("identifier", _vocabulary()["codes"].get(element.name.lower(), {}).get(code, "")))
    for name, value in said:
        if value.strip():
            yield StatementReading(
                field, plain(value), "structured", f"{element.path}/@{name}", label=label, section_key=of
            )


def _described(element: Element, field: str | None) -> tuple[str | None, str | None]:
    """A description may say by `xsi:type` what it is about; (field, label)."""
    kind = element.attributes.get("type", "").rsplit(":", 1)[-1]
    if not kind:
        return field, None
    return _vocabulary()["descriptions"].get(kind.lower(), field) or None, _spaced(kind)


def _credit(element: Element) -> Iterator[StatementReading]:
    """ "10 credits (SCQF)": value and scheme stand apart."""
    value = element.first("value")
    scheme = element.first("scheme")
    number = value.text if value is not None else ("" if element.children else element.text)
    if number:
        words = f"{number} credits" if _BARE.fullmatch(number) else number
        words += f" ({scheme.text})" if scheme is not None and scheme.text else ""
        yield StatementReading(Field.CREDITS, words, "structured", element.path, label="credit")


def _venue(element: Element, section: str | None) -> Iterator[StatementReading]:
    """The place's name and its town."""
    parts: list[str] = []
    for name in ("title", "name", "town"):
        parts += [one.text for one in element.descendants() if one.name.lower() == name and one.text][:1]
    text = ", ".join(dict.fromkeys(parts)) or ("" if element.children else element.text)
    if text:
        yield StatementReading(
            Field.LOCATION, text[:LONGEST_TEXT], "labelled", element.path, label="venue", section_key=section
        )


def _identifiers(of: Element) -> Iterator[str]:
    return (element.text for element in of.all("identifier") if element.text)


def _is_code(identifier: str) -> bool:
    return len(identifier) <= _LONGEST_CODE and "://" not in identifier and " " not in identifier


def _spaced(name: str) -> str:
    """ "attendanceMode" is "attendance mode"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
