"""Words made comparable: one spelling of case, accents, dashes, apostrophes and spaces."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """Lower case, no accents, plain `-` and `'`, single spaces; "ClassroomBased" becomes "classroom based".

    Never used on what is shown or kept: only to compare words.
    """
    text = _CAMEL.sub(" ", text.translate(_DASHES).translate(_QUOTES))
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SPACE.sub(" ", plain.casefold()).strip()


_BEFORE = r"\b(?:not?|non|never|without|sans|aucune?|pas|isn't|neither|nor)\b"
_BETWEEN = r"(?:[\s-]+(?:an?|any|the|de|d'|une?|only|l'|la|le|offerte?s?|available|offered|yet))*[\s-]*"
_AFTER = (
    r"[a-z' -]{0,30}?\b(?:not|n'est pas|ne sont pas)\b(?: (?:required|needed|available|offered|requise?|offerte?))?"
)


def negated(pattern: str) -> re.Pattern[str]:
    """Matches `pattern` (on folded text) where words just before or just after it deny it."""
    return re.compile(rf"{_BEFORE}{_BETWEEN}(?:{pattern})|(?:{pattern}){_AFTER}")
