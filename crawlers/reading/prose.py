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
_LENGTH = re.compile(
    rf"\b{_OURS}\b.{{0,80}}\b{_AMOUNT_WORD}[- ](?:hours?|days?|weeks?|months?|heures?|jours?|semaines?|mois)\b"
    rf"|\b{_AMOUNT_WORD}[- ](?:hours?|days?|weeks?|months?)\b.{{0,40}}\b{_OURS}\b"
    r"|\bself-paced\b|\bà votre rythme\b",
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
