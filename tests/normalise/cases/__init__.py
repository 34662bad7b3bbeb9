"""Statements of our own with what they mean, in text files a person can read and add to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_BASIS = {f"/{word}": f"per_{word}" for word in ("credit", "course", "hour", "month", "term", "year")}


def cases(kind: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """(statement, language, country, expected fields) of `cost` or `duration`."""
    for path in sorted(Path(__file__).parent.glob(f"{kind}_*.txt")):
        lang = path.stem[-2:]
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            statement, _, answer = line.rpartition(" => ")
            country = re.match(r"\[([A-Z]{2})\] ", statement)
            text = statement[country.end() :] if country else statement
            read = _cost if kind == "cost" else _duration
            yield text, lang, country[1] if country else "CA", read(answer)


def _range(words: str) -> tuple[float | None, float | None]:
    low, dots, high = words.partition("..")
    if not dots:
        return float(words), float(words)
    return (float(low) if low else None), (float(high) if high else None)


def _cost(answer: str) -> dict[str, Any]:
    words = answer.split()
    fields: dict[str, Any] = dict.fromkeys(("min", "max", "currency", "basis", "tax"))
    for word in words[1:]:
        if word.startswith("tax="):
            fields["tax"] = word[4:]
        else:
            fields["currency"] = word
    if words[0] in ("free", "unknown"):
        return fields | {"status": words[0]} | ({"min": 0, "max": 0} if words[0] == "free" else {})
    amount, basis = re.fullmatch(r"([\d.]+)(/\w+)?", words[0]).groups()  # type: ignore[union-attr]
    low, high = _range(amount)
    return fields | {
        "status": "priced",
        "min": low,
        "max": high,
        "currency": fields["currency"] or "CAD",
        "basis": _BASIS[basis] if basis else "total",
    }


def _duration(answer: str) -> dict[str, Any]:
    fields: dict[str, Any] = dict.fromkeys(
        (
            "hours_min",
            "hours_max",
            "span_min",
            "span_max",
            "span_unit",
            "weekly_hours_min",
            "weekly_hours_max",
            "sessions",
        )
    ) | {"self_paced": False}
    for part in answer.split(", "):
        if part == "unknown":
            continue
        if part == "self-paced":
            fields["self_paced"] = True
            continue
        amount, unit = part.split()
        low, high = _range(amount)
        if unit == "h":
            fields |= {"hours_min": low, "hours_max": high}
        elif unit == "h/week":
            fields |= {"weekly_hours_min": low, "weekly_hours_max": high}
        elif unit == "sessions":
            fields["sessions"] = low
        else:
            fields |= {"span_min": low, "span_max": high, "span_unit": unit}
    return fields
