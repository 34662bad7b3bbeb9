"""Statements for machines: JSON-LD of schema.org.

An offer's price comes as words, amount and currency together ("499 CAD"), under the label of its path
("offers.price"), so that one reading serves both; durations stay ISO 8601 ("P6W").
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from crawlers.contract import Field
from crawlers.reading.document import Document, fold_space
from crawlers.reading.json_ld import Reader, loads
from crawlers.reading.microdata import microdata
from crawlers.reading.nodes import Node, linked
from crawlers.reading.rdfa import rdfa
from crawlers.reading.readings import LONGEST_TEXT, StatementReading
from crawlers.reading.schema_org import MachineOffering, offerings

COURSE_TYPES = {
    "Course",
    "EducationalOccupationalProgram",
    "EducationalOccupationalCredential",
    "EducationEvent",
    "CourseInstance",
}
_SIMPLE: tuple[tuple[str, str], ...] = (
    ("name", Field.TITLE),
    ("courseCode", Field.CODE),
    ("identifier", Field.CODE),
    ("description", Field.SUMMARY),
    ("timeRequired", Field.DURATION),
    ("timeToComplete", Field.DURATION),
    ("duration", Field.DURATION),
    ("courseWorkload", Field.DURATION),
    ("numberOfCredits", Field.CREDITS),
    ("educationalLevel", Field.LEVEL),
    ("inLanguage", Field.INSTRUCTION_LANGUAGE),
    ("coursePrerequisites", Field.PREREQUISITES),
    ("programPrerequisites", Field.PREREQUISITES),
    ("educationalCredentialAwarded", Field.CREDENTIAL),
    ("credentialCategory", Field.CREDENTIAL),
    ("courseMode", Field.DELIVERY),
    ("educationalProgramMode", Field.DELIVERY),
    ("teaches", Field.OUTCOME),
    ("about", Field.SUBJECT),
    ("applicationDeadline", Field.APPLY_BY),
)
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>)\s*$", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_TAGS = re.compile(r"<[^>]{0,500}>")
_DEEPEST = 12


def machine_offerings(document: Document) -> list[MachineOffering]:
    """Every offering the page states in JSON-LD, microdata or RDFa, in page order, each with its statements.

    Which of them are the page's own is for the page's reader to say: see `MachineOffering.types` and `is_event`.
    Microdata and RDFa are read from the content as it is when this is called.
    """
    roots = json_ld_nodes(document)
    if document.has_marked_words and document.content is not None:
        roots += microdata(document.content, document.url)
        roots += rdfa(document.content, document.url)
    return offerings(linked(roots), document.url) if roots else []


def json_ld_nodes(document: Document) -> list[Node]:
    """Top-level things of all JSON-LD blocks; a block that cannot be understood is passed over."""
    reader = Reader()
    return [
        node for number, text in enumerate(document.json_ld) for node in reader.roots(f"/ld+json/{number}", loads(text))
    ]


def blocks(document: Document) -> Iterator[tuple[str, Any]]:
    """(JSON pointer, value) of every JSON-LD block that can be understood; others are passed over."""
    for number, text in enumerate(document.json_ld):
        for attempt in (text, _TRAILING_COMMA.sub(r"\1", _COMMENT.sub("", text)), html.unescape(text)):
            try:
                yield f"/ld+json/{number}", json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue


def nodes(pointer: str, value: Any, depth: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    """Top-level things of a block: arrays and `@graph` opened, nothing deeper."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for i, one in enumerate(value):
            yield from nodes(f"{pointer}/{i}", one, depth + 1)
    elif isinstance(value, dict):
        if isinstance(value.get("@graph"), list):
            yield from nodes(f"{pointer}/@graph", value["@graph"], depth + 1)
        else:
            yield pointer, value


def types(node: dict[str, Any]) -> set[str]:
    """The types of a node without their prefix."""
    raw = node.get("@type")
    return {str(t).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for t in (raw if isinstance(raw, list) else [raw]) if t}


def courses(document: Document) -> list[tuple[str, dict[str, Any]]]:
    """Nodes that are offerings by their type."""
    return [
        (pointer, node)
        for start, block in blocks(document)
        for pointer, node in nodes(start, block)
        if types(node) & (COURSE_TYPES - {"CourseInstance"})
    ]


def events(document: Document, heading: str | None) -> list[tuple[str, dict[str, Any]]]:
    """Events that bear the page's own name: what a page without a Course offers. Others are the house's news."""
    return [
        (pointer, node)
        for start, block in blocks(document)
        for pointer, node in nodes(start, block)
        if "Event" in types(node) and heading and fold_space(html.unescape(str(node.get("name")))) == heading
    ]


def instances(document: Document) -> Iterator[StatementReading]:
    """Runs that stand beside their Course in a graph, not within it. For a page with one course."""
    for start, block in blocks(document):
        for pointer, node in nodes(start, block):
            if "CourseInstance" in types(node):
                yield from _facts(pointer, node, _section(pointer, node))


def structured(pointer: str, node: dict[str, Any]) -> Iterator[StatementReading]:
    """The statements of one Course or Program node."""
    yield from _facts(pointer, node, None)
    for where, instance in _each(pointer, node, "hasCourseInstance"):
        yield from _facts(where, instance, _section(where, instance))


def _section(pointer: str, instance: dict[str, Any]) -> str:
    return str(instance.get("@id") or instance.get("startDate") or pointer)


def _facts(pointer: str, node: dict[str, Any], section: str | None) -> Iterator[StatementReading]:
    for key, field in _SIMPLE:
        if section is not None and field in (Field.TITLE, Field.CODE, Field.SUMMARY):
            continue
        # Workload and length of a run are those of what is run.
        of = None if field == Field.DURATION else section
        for where, text in _words(pointer, node, key):
            yield _statement(field, text, where, key, of)
    for key, field in (("startDate", Field.START_DATE), ("endDate", Field.END_DATE)):
        for where, text in _words(pointer, node, key):
            yield _statement(field, text, where, key, section or "whole")
    for where, place in _each(pointer, node, "location"):
        if text := fold_space(str(place.get("name") or "")):
            yield _statement(Field.LOCATION, text, where, "location", section)
    for where, offer in _each(pointer, node, "offers"):
        yield from _offer(where, offer, section)


def _offer(pointer: str, offer: dict[str, Any], section: str | None) -> Iterator[StatementReading]:
    currency = str(offer.get("priceCurrency") or "").strip()
    for key in ("price", "lowPrice", "highPrice"):
        value = offer.get(key)
        if isinstance(value, int | float | str) and not isinstance(value, bool) and str(value).strip():
            words = f"{value} {currency}".strip() if currency not in str(value) else str(value)
            yield _statement(Field.COST, fold_space(words), f"{pointer}/{key}", f"offers.{key}", section)
    for where, specification in _each(pointer, offer, "priceSpecification"):
        yield from _offer(where, {"priceCurrency": currency} | specification, section)
    if category := offer.get("category"):
        yield _statement(Field.COST, fold_space(str(category)), f"{pointer}/category", "offers.category", section)
    if isinstance(state := offer.get("availability"), str):
        word = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", state.rsplit("/", 1)[-1])
        yield _statement(Field.AVAILABILITY, word, f"{pointer}/availability", "offers.availability", section)


def _each(pointer: str, node: dict[str, Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    value = node.get(key)
    for i, one in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(one, dict):
            yield f"{pointer}/{key}" + (f"/{i}" if isinstance(value, list) else ""), one


def _words(pointer: str, node: dict[str, Any], key: str) -> Iterator[tuple[str, str]]:
    """Text of a property: plain, in a list, or the name (or value) of a nested thing."""
    value = node.get(key)
    for i, one in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(one, dict):
            one = one.get("name") or one.get("value") or one.get("credentialCategory")
        if isinstance(one, str | int | float) and not isinstance(one, bool):
            text = fold_space(html.unescape(_TAGS.sub(" ", str(one))))
            if text:
                yield f"{pointer}/{key}" + (f"/{i}" if isinstance(value, list) else ""), text


def _statement(field: str, text: str, pointer: str, label: str, section: str | None) -> StatementReading:
    return StatementReading(field, text[:LONGEST_TEXT], "structured", pointer, label=label, section_key=section)
