"""A second look at words: which figures, units and currencies they hold, and whether they are broken.

Not a reader of meaning: it only tells whether a value can have come from its words.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_LONGEST = 2000
_KEPT = 50_000  # distinct statements remembered: many offerings say the same
_FIGURES = re.compile(r"\d[\d.,\u2009  '’ ]*")
_SPACES = re.compile(r"[\u2009  '’ ]")
#: U+FFFD; UTF-8 read as Latin-1 or Windows-1252.
BROKEN = re.compile(r"\ufffd|Ã[^A-Za-zÀ-ÿ ]|Ã©|Ã¨|â€|Â[\u00a0°«»]|ï¿½")


@cache
def _patterns() -> dict[str, Any]:
    table = tomllib.loads(files("expectations").joinpath("words.toml").read_text(encoding="utf-8"))
    return {
        part: {name: re.compile("|".join(words), re.IGNORECASE) for name, words in entries.items()}
        for part, entries in table.items()
    }


@lru_cache(_KEPT)
def figures_in(words: str) -> frozenset[float]:
    """Every number that figures in the words can mean: 1,495 is 1495; 1 495 is 1495, and 1, and 495."""
    found: set[float] = set()
    for match in _FIGURES.finditer(words[:_LONGEST]):
        whole = match[0].rstrip("., '’\u00a0\u202f\u2009")
        pieces = _SPACES.split(whole)
        # Neighbours may be one number in groups, or several numbers.
        for start in range(len(pieces)):
            for end in range(start + 1, min(start + 4, len(pieces)) + 1):
                found |= _values("".join(pieces[start:end]))
    return frozenset(found)


def _values(figures: str) -> set[float]:
    texts = {re.sub(r"[.,](?=\d{3}(?!\d))", "", figures)}
    if re.fullmatch(r"\d{1,2}(?:,\d{2})*,\d{3}", figures):  # 1,25,000 as India writes it
        texts.add(figures.replace(",", ""))
    if re.fullmatch(r"\d+[.,](?:\d{1,2}|\d{4,})", figures):
        texts.add(figures)
    texts |= set(re.split("[.,]", figures)) if len(re.split("[.,]", figures)) > 2 else set()
    values = set()
    for text in texts:
        plain = re.sub(r"[.,](?=.*[.,])", "", text).replace(",", ".")
        if re.fullmatch(r"\d+(?:\.\d*)?", plain):
            values.add(float(plain))
    return values


def is_among(value: float, figures: frozenset[float]) -> bool:
    """Whether a value is one of the figures, to the cent."""
    return any(abs(value - figure) < 0.006 for figure in figures)


@lru_cache(_KEPT)
def has_number_words(words: str, of: str = "words") -> bool:
    """Whether numbers may be meant that no figure shows: "twelve", "3 x 10"; of money "2k", "12€50"."""
    return bool(_patterns()["numbers"][of].search(words[:_LONGEST]))


@lru_cache(_KEPT)
def units_in(words: str) -> frozenset[str]:
    """Units of length the words speak of: hour, day, week, month, year, term."""
    return frozenset(name for name, pattern in _patterns()["units"].items() if pattern.search(words[:_LONGEST]))


@lru_cache(_KEPT)
def currencies_in(words: str) -> frozenset[str]:
    """Currencies the words name; a bare $ names none."""
    return frozenset(name for name, pattern in _patterns()["currencies"].items() if pattern.search(words[:_LONGEST]))


def is_broken(words: str) -> bool:
    """Whether text was read in a wrong encoding."""
    return bool(BROKEN.search(words[:_LONGEST]))
