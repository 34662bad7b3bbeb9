"""The vocabulary: one TOML file a language. A third language is a third file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

Tags = Mapping[str, str]  # class -> key

LANGUAGES = ("en", "fr")


class Words:
    """Phrases of one language, found by their first word, longest first."""

    def __init__(self, lang: str) -> None:
        tables = tomllib.loads((Path(__file__).parent / f"{lang}.toml").read_text(encoding="utf-8"))
        self.stop = frozenset(tables.pop("stop")[lang])
        tags: dict[tuple[str, ...], dict[str, str]] = {}
        for kind, keys in tables.items():
            for key, phrases in keys.items():
                for phrase in phrases:
                    # `after` is a class of its own: "or less" stands behind its number.
                    name = (
                        f"{kind}_after"
                        if key == "after"
                        else key
                        if key in ("frequency", "since", "adjacent")
                        else kind
                    )
                    words = tuple(phrase.split())
                    tags.setdefault(words, {}).setdefault(name, key)
                    plural = kind == "component" and key != "instalment" and (len(words) > 1 or key == "deposit")
                    if plural and words[-1][-1] not in "sxz":
                        several = (*words[:-1], f"{words[-1]}s")  # both languages write it so
                        tags.setdefault(several, {}).setdefault(name, key)
        self._by_first: dict[str, list[tuple[int, dict[tuple[str, ...], dict[str, str]]]]] = {}
        for words in sorted(tags, key=len, reverse=True):
            lengths = self._by_first.setdefault(words[0], [])
            if not lengths or lengths[-1][0] != len(words):
                lengths.append((len(words), {}))
            lengths[-1][1][words] = tags[words]
        # Most words begin no longer phrase: known at once, without looking at what follows.
        self.alone = {first: lengths[0][1][(first,)] for first, lengths in self._by_first.items() if lengths[0][0] == 1}

    def begins(self, word: str) -> bool:
        """Does any phrase begin with this word?"""
        return word in self._by_first

    def longest(self, words: list[str], at: int) -> tuple[int, Tags] | None:
        """(how many words, their classes) of the longest phrase that begins at `at`; None where none does."""
        for count, phrases in self._by_first.get(words[at], ()):
            tags = phrases.get(tuple(words[at : at + count]))
            if tags is not None:
                return count, tags
        return None


@cache
def words_of(lang: str) -> Words:
    return Words(lang)


def detect(words: list[str], lang: str | None) -> str:
    """The language to read in: the one stated, where we have it, unless the words clearly speak the other."""
    stated = (lang or "")[:2].lower()
    if stated in LANGUAGES and not words_of(stated).stop.isdisjoint(words):
        return stated  # most statements: one of its words is enough
    counts = {name: sum(map(words_of(name).stop.__contains__, words)) for name in LANGUAGES}
    if stated in LANGUAGES:
        other = next(name for name in LANGUAGES if name != stated)
        return other if counts[other] >= 2 and counts[stated] == 0 else stated
    return max(LANGUAGES, key=lambda name: counts[name])
