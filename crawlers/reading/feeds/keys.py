"""What a key of a catalogue's answer is about: the names of `keys.toml`, and names that say a length and its unit."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from crawlers.contract import Field

#: What an entry must state, besides a title, to be an offering.
TELLING = frozenset(
    (Field.COST, Field.DURATION, Field.START_DATE, Field.CREDITS, Field.CREDENTIAL, Field.DELIVERY, Field.APPLY_BY)
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBER = re.compile(r"\d[\d\s,]*(?:\.\d+)?(?:\s?(?:-|–|to)\s?\d+(?:\.\d+)?)?")
#: These names are taken whole: "venue name" is no title.
_WHOLE = frozenset(("title", "id", "url", "code"))
_LONGEST_KEY = 80


@dataclass(frozen=True, slots=True)
class Key:
    """`field` is None for keys that serve others (currency, url, id). `use` is the list of `keys.toml` it stands in."""

    field: str | None
    use: str
    rank: int = 0
    unit: str = ""  # "weeks", "hours per week"
    bound: str = ""  # "low", "high"

    def words(self, value: str) -> str:
        """A bare number with what its key says it counts: "12" under `durationWeeks` is "12 weeks"."""
        return f"{value.strip()} {self.unit}" if self.unit and _NUMBER.fullmatch(value.strip()) else value


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """ "courseURL", "course_url" and "Course-URL" are "course url"; no accents."""
    spaced = _CAMEL.sub(" ", name[:_LONGEST_KEY])
    plain = unicodedata.normalize("NFKD", spaced.replace("'", " ").replace("’", " "))
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", plain.encode("ascii", "ignore").decode().lower()).split())


@cache
def names() -> Mapping[str, Any]:
    """`keys.toml` as it stands."""
    return tomllib.loads((Path(__file__).parent / "keys.toml").read_text(encoding="utf-8"))


@cache
def words_in(table: str, key: str) -> frozenset[str]:
    """The words of one list of `keys.toml`."""
    return frozenset(names()[table][key])


@lru_cache(maxsize=8192)
def key_of(name: str) -> Key | None:
    """What a key is about; None where it is none we know."""
    words = _spelled(folded(name)).split()
    for candidate in _candidates(words):
        found = _known().get(candidate)
        if found and (found.use not in _WHOLE or _is_built(words, candidate)):
            return found
    return _length(words)


def _spelled(name: str) -> str:
    spellings: Mapping[str, str] = names()["affixes"]["spellings"]
    return " ".join(spellings.get(word, word) for word in name.split())


def _is_built(words: list[str], candidate: str) -> bool:
    """Is the rest of the name only what site builders put before every name ("field_course_code")?"""
    rest = words[: len(words) - len(candidate.split())]
    return " ".join(words).endswith(candidate) and all(word in words_in("affixes", "builders") for word in rest)


@cache
def _known() -> Mapping[str, Key]:
    """Folded name -> key. The first table that has a name has it."""
    found: dict[str, Key] = {}
    for table, lists in names().items():
        field = table if table in set(Field) else None
        for use, entries in lists.items():
            if table in ("affixes", "lengths") or (table, use) == ("duration", "unit"):
                continue
            kind = table if use == "exact" else f"{table}_{use}"
            unit = "credits" if table == "credits" else ""
            for rank, entry in enumerate(entries):
                own = {"credit hours": "credit hours"}.get(entry, unit if use == "exact" else entry.upper())
                rank = rank + 1_000 if use == "last_resort" else rank
                bound = use if use in ("low", "high") else ""
                found.setdefault(entry, Key(field, kind, rank, own if unit else "", bound))
    return found


def _candidates(words: list[str]) -> Iterator[str]:
    """The name, then the name without words that lead or trail every name, the fewest first."""
    leading, trailing = words_in("affixes", "leading"), words_in("affixes", "trailing")
    starts = [0]
    while starts[-1] < len(words) and words[starts[-1]] in leading:
        starts.append(starts[-1] + 1)
    ends = [len(words)]
    while ends[-1] > 0 and words[ends[-1] - 1] in trailing:
        ends.append(ends[-1] - 1)
    spans = sorted(((s, e) for s in starts for e in ends if s < e), key=lambda span: span[0] - span[1])
    return (" ".join(words[s:e]) for s, e in spans)


def _length(words: list[str]) -> Key | None:
    """ "duration_in_weeks", "hoursPerWeek", "min_weeks": every word must be about lengths."""
    table = names()["lengths"]
    units: Mapping[str, str] = table["units"]
    found = [word for word in words if word in units]
    rest = [word for word in words if word not in units]
    allowed = {*table["fillers"], *table["low"], *table["high"], *table["per"], *table["weekly"]}
    if not found or len(found) > 2 or any(word not in allowed for word in rest):
        return None
    per = any(word in table["per"] for word in rest)
    weekly = any(word in table["weekly"] for word in rest)
    plural = found[0].endswith("s")
    if (len(found) == 2) != (per and not weekly) or (not plural and not rest):
        return None
    unit = units[found[0]]
    if weekly:
        unit += " per week"
    elif per:
        unit += f" per {units[found[1]].rstrip('s')}"
    bound = next((side for side in ("low", "high") if any(word in table[side] for word in rest)), "")
    return Key(Field.DURATION, "length", 0, unit, bound)
