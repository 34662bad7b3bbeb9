"""Sentences that may state a cost or a duration, by cue words: the last resort, where nothing labelled says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.contract import Field
from crawlers.reading.document import Document
from crawlers.reading.locate import css_path, holds
from crawlers.reading.pairs import node_text
from crawlers.reading.readings import StatementReading

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ«\"“])")
_LONGEST = 400
_OURS = (
    r"(?:course|program(?:me)?|micro-?credential|certificate|workshop|training|class|formation|cours|atelier"
    r"|micro-?certification)"
)
_COST = re.compile(
    r"(?:\b(?:tuition|costs?|fees?|price|frais|coûts?|tarif|prix|droits de scolarité)\b.{0,80}(?:[$€£]|\bfree\b|\d))"
    rf"|(?:\b{_OURS}\b.{{0,60}}\b(?:is|est|are) (?:offered )?(?:free|tuition[- ]free|gratuite?)\b)",
    re.IGNORECASE,
)
_AMOUNT_WORD = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix)"
)
_UNIT = r"(?:hours?|days?|weeks?|months?|heures?|jours?|semaines?|mois)"
_LASTS = (
    r"(?:takes?|lasts?|runs?|requires?|spans?|consists? of|is (?:delivered|offered|taught|spread|held)|"
    r"(?:can|may|must) be completed|dure|s[’']étend|s[’']échelonne|compte|comporte)"
)
#: The offering itself lasts ("the course runs for six weeks", "a two-day workshop"); not what is in it or after it.
_LENGTH = re.compile(
    rf"\b{_OURS}\s+(?:\w+\s+){{0,3}}{_LASTS}\b.{{0,40}}\b{_AMOUNT_WORD}(?:\s*[-–]\s*\d+)?[- ](?:\w+ )?{_UNIT}\b"
    rf"|\b{_AMOUNT_WORD}[- ]{_UNIT}[- ,]+(?:[\w-]+\s+){{0,2}}{_OURS}\b"
    rf"|\b{_OURS} d[e’'] ?{_AMOUNT_WORD} {_UNIT}\b"
    rf"|\bself-paced\s+(?:\w+\s+)?{_OURS}\b|\b{_OURS}\b.{{0,40}}\bà votre rythme\b",
    re.IGNORECASE,
)
#: Sentences about something else that costs or lasts.
_OTHER = re.compile(
    r"\b(?:salar|earn|wage|bursar|scholarship|grant|award|refund|cancel|withdraw|late fee|parking|textbook|job|career|"
    r"employ|experience|salaire|bourse|subvention|rembours|emploi|expérience|stationnement)",
    re.IGNORECASE,
)


def prose(document: Document, fields: set[str]) -> Iterator[StatementReading]:
    """Sentences for these of cost and duration, in page order."""
    seen: set[str] = set()
    for node in document.css("p, li"):
        if holds(node, "p, li, table"):
            continue
        for sentence in _SENTENCE.split(node_text(node)):
            if not 8 <= len(sentence) <= _LONGEST or sentence in seen or _OTHER.search(sentence):
                continue
            seen.add(sentence)
            for field, cue in ((Field.COST, _COST), (Field.DURATION, _LENGTH)):
                if field in fields and cue.search(sentence):
                    yield StatementReading(field, sentence, "prose", css_path(node))
