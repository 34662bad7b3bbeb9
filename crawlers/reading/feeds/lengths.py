"""What an entry's keys say of the duration: numbers with the unit that stands beside them or in their name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crawlers.contract import Field
from crawlers.reading.feeds.keys import folded, names
from crawlers.reading.feeds.pairs import Pair
from crawlers.reading.feeds.values import for_machines, is_number, texts
from crawlers.reading.readings import LONGEST_TEXT, StatementReading
from crawlers.reading.schema_words import number

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COUNTS = ("value", "amount", "number", "length", "count")


def duration_statements(pairs: list[Pair], entry: dict[str, Any]) -> Iterator[StatementReading]:
    """Words as they stand; numbers with their unit. A length of 0 was never entered, and is left out."""
    siblings = _named(entry)
    ends: dict[str, dict[str, tuple[Pair, str]]] = {}
    for pair in pairs:
        if pair.key.field != Field.DURATION:
            continue
        for text in pair.texts():
            bare = is_number(text)
            if bare and float(text) == 0:
                continue
            if bare and pair.key.bound:
                ends.setdefault(pair.key.unit, {}).setdefault(pair.key.bound, (pair, number(text)))
            elif bare:
                unit = pair.key.unit or _unit_beside(pair.label, siblings)
                yield _statement(pair, f"{number(text)} {unit}".strip(), bare)
            else:
                yield _statement(pair, _spelled_out(text))
    for unit, sides in ends.items():
        low, high = sides.get("low"), sides.get("high")
        if low and high:
            words = low[1] if low[1] == high[1] else f"{low[1]} to {high[1]}"
            yield _statement(low[0], f"{words} {unit}")
        elif low:
            yield _statement(low[0], f"at least {low[1]} {unit}")
        elif high:
            yield _statement(high[0], f"up to {high[1]} {unit}")


def _spelled_out(text: str) -> str:
    """Values of a list of choices as words: "self_paced" is "self-paced", "OneYear" is "One Year"."""
    if " " in text:
        return text
    return _CAMEL.sub(" ", text.replace("_", "-"))


def _named(entry: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    """Every key of the entry and of things in it, by its folded name."""
    found: dict[str, Any] = {}
    for key, value in entry.items():
        found.setdefault(folded(str(key)), value)
        if isinstance(value, dict) and depth < 2:
            for name, one in _named(value, depth + 1).items():
                found.setdefault(name, one)
    return found


def _unit_beside(label: str, siblings: dict[str, Any]) -> str:
    """`durationValue` has its unit in `durationUnit`, `length` in `length_type`."""
    words = label.split()
    base = " ".join(words[:-1]) if len(words) > 1 and words[-1] in _COUNTS else label
    for start in (label, base):
        for unit in names()["duration"]["unit"]:
            said = next(texts(siblings.get(f"{start} {unit}")), "")
            if said and not is_number(said):
                return said
    return ""


def _statement(pair: Pair, text: str, bare: bool = False) -> StatementReading:
    reader = "structured" if bare or pair.key.unit or for_machines(text) else "labelled"
    return StatementReading(Field.DURATION, text[:LONGEST_TEXT], reader, pair.pointer, label=pair.label)
