"""What the description of a feed's item states: HTML or plain text, read as a page of its own is read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawlers.contract import Field
from crawlers.reading.document import Document
from crawlers.reading.page import read_document
from crawlers.reading.prose import said_by, sentences
from crawlers.reading.readings import StatementReading
from crawlers.reading.schema_words import plain

#: Characters of one description that are read, and of one sentence.
LONGEST = 60_000
_LONGEST_SENTENCE = 400
_MARKUP = re.compile(r"<(?:p|div|br|ul|ol|li|table|h[1-6]|dl|span|strong|b|em)\b", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|div|br|li|ul|ol|tr|h[1-6]|table|dt|dd)\b[^<>]{0,300}>|\r?\n", re.IGNORECASE)
_MARKDOWN = re.compile(r"^\s*[#>*+-]+\s*|\*\*|__", re.MULTILINE)
#: A text without any of these says neither a cost, nor a length, nor a day.
_MAY_SAY = re.compile(
    r"\d|\b(?:free|gratuite?s?|no (?:cost|charge)|sans frais|one|two|three|four|five|six|ten|twelve|un|deux|trois|"
    r"quatre|self-paced|rythme)\b",
    re.IGNORECASE,
)
_TOLD_ALREADY = frozenset((Field.TITLE, Field.SUMMARY, Field.CODE, Field.SCOPE))


def described(
    title: str, description: str, url: str, locator: str, *, unsaid: Iterable[str] | None = None
) -> list[StatementReading]:
    """Statements of the description: those under labels, and sentences about cost, duration and first day.

    `unsaid`: only these fields are wanted; None: all. `locator` is where the description stands.
    """
    wanted = frozenset(Field) if unsaid is None else frozenset(unsaid)
    description = description[:LONGEST]
    if not wanted or not _MAY_SAY.search(description):
        return []
    offerings = read_document(_page(title, description, url)).offerings
    found = offerings[0].statements if len(offerings) == 1 else []
    found = [s for s in found if s.field not in _TOLD_ALREADY and s.field in wanted]
    said = {s.field for s in found}
    found = [replace(s, locator=f"{locator} {s.locator}") for s in found]
    return found + [s for s in _sentences(description, locator) if s.field in wanted and s.field not in said]


def _page(title: str, description: str, url: str) -> Document:
    if not _MARKUP.search(description):
        lines = (_MARKDOWN.sub("", line).strip() for line in html.unescape(description).splitlines())
        description = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
    body = f"<html><body><main><h1>{html.escape(title)}</h1>{description}</main></body></html>"
    return Document(body.encode("utf-8", "replace"), url, content_type="text/html; charset=utf-8")


def _sentences(description: str, locator: str) -> Iterator[StatementReading]:
    for line in _BREAK.split(_MARKDOWN.sub("", description)):
        for sentence in sentences(plain(line)):
            if 8 <= len(sentence) <= _LONGEST_SENTENCE:
                for field in sorted(said_by(sentence)):
                    section = "whole" if field == Field.START_DATE else None
                    yield StatementReading(field, sentence, "prose", locator, section_key=section)
