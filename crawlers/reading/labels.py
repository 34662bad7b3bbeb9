"""What a printed label is about: the vocabulary of `labels.toml`, the manifest's own labels first."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

#: A longer label is a sentence.
LONGEST_LABEL = 60
_FIRST = re.compile(r"[\W_]*([^\W_]+)")
_WORD = re.compile(r"[a-z0-9]+")
_JOINS = re.compile(r"^(?P<head>.+?) (?:for|per|par|pour|of|in|en|de|du|des|by|a|and|et|or|ou|with)\b")


def fold_label(text: str) -> str:
    """Lower case, no accents, no punctuation, no plural s: "Frais d’inscription :" is "frai d inscription"."""
    plain = text.replace("&", " and ")
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("’", "'")).encode("ascii", "ignore").decode()
    words = _WORD.findall(plain.lower())
    return " ".join(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)


@cache
def title_heads() -> frozenset[str]:
    """Folded heads of a column that names what each row is about."""
    tables = tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))
    return frozenset(fold_label(label) for words in tables["column_of_titles"].values() for label in words)


@cache
def vocabulary() -> Mapping[str, str]:
    """Folded label -> canonical field, all languages. ValueError where a label stands under two fields."""
    tables = tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for field, languages in tables.items():
        if field == "column_of_titles":
            continue
        for words in languages.values():
            for label in words:
                if found.setdefault(fold_label(label), field) != field:
                    raise ValueError(f"labels.toml: {label!r} stands under {found[fold_label(label)]} and {field}")
    return found


@cache
def _firsts() -> frozenset[str]:
    return frozenset(label.split(" ", 1)[0] for label in vocabulary())


@lru_cache(maxsize=50_000)
def _look_up(label: str) -> str | None:
    """The vocabulary's field for a label; most lines are none and are told by their first word."""
    first = _FIRST.match(label)
    if first is None:
        return None
    word = first[1].lower()
    if (
        word.isascii()
        and (word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word) not in _firsts()
    ):
        return None
    return _find(label, vocabulary())


def _find(label: str, words: Mapping[str, str]) -> str | None:
    whole = fold_label(label)
    for candidate in (whole, fold_label(label.split("(")[0]) if "(" in label else whole):
        if found := words.get(candidate):
            return found
    head = _JOINS.match(whole)
    return words.get(head["head"]) if head else None


class Labels:
    """The vocabulary with one institution's own labels before it."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self._own = {fold_label(label): field for label, field in (own or {}).items()}

    def field(self, label: str) -> str | None:
        """The canonical field a label is about; None where it is none we know (or no label at all)."""
        if not label or len(label) > LONGEST_LABEL:
            return None
        if self._own:
            for folded in (fold_label(label), fold_label(label.split("(")[0])):
                if folded in self._own:
                    return self._own[folded]
        return _look_up(label)

    def is_label(self, text: str) -> bool:
        """Are the words just such a label, and not the beginning of a longer title?"""
        if self.field(text) is None:
            return False
        return any(
            folded in self._own or folded in vocabulary()
            for folded in (fold_label(text), fold_label(text.split("(")[0]))
        )
