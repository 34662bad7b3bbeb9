"""How many credits, and credits of what, from the words of one statement."""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.normalise.folding import fold

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "twelve": 12,
    "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "neuf": 9, "douze": 12, "quinze": 15,
}  # fmt: skip
_UNITS = (
    ("ects", r"ects|ec\b"),
    ("ceu", r"ceus?\b|c\.e\.u\.?s?|continuing education units?|uec\b|unites? d'education (?:permanente|continue)"),
    ("pdu", r"pdus?\b|professional development units?"),
    ("cpd", r"cpd (?:points?|credits?|units?)|cpd\b"),
    ("credit", r"credits?\b"),
)
_NUMBER = r"(?<![\d.,/⁄$-])(?<!\d )(?:\d+(?:[.,]\d{1,2})?|[.]\d{1,2})(?![\d/⁄%])"
_ADJECTIVES = (
    r"(?:(?:academic|university|college|transferable|graduate|undergraduate|semester|post-secondary|cpd|ects) )"
)
_AMOUNT = re.compile(
    rf"(?P<n>{_NUMBER}|\b(?:{'|'.join(_WORDS)})\b)[ -]{_ADJECTIVES}{{0,2}}?"
    rf"(?:{'|'.join(rf'(?P<{unit}>{words})' for unit, words in _UNITS)})"
    rf"|\bcredits?(?: value)?\s*[:=]\s*(?P<after>{_NUMBER})"
)
_BARE = re.compile(rf"(?P<n>{_NUMBER})\s*(?:\(.*\))?")
# A range, a bound or a price a credit states no number of credits.
_UNCERTAIN = re.compile(
    r"\d\s*(?:-|to|a|or|ou|/|⁄)\s*\d+(?:[.,]\d+)?[ -](?:\w+ )?(?:credit|ects|ceu|pdu|cpd)"
    r"|\b(?:up to|at least|minimum|maximum|between|jusqu'a|au moins|entre|varies|variable)\b"
)
_MOST = Decimal(240)


def read_credits(text: str, *, lang: str | None = None) -> tuple[Decimal | None, str | None]:
    """(number, unit): unit is credit, ects, ceu, pdu or cpd; None where a bare number names none.

    (None, None) for ranges, "up to", fractions like ½, contradicting numbers and numbers above 240.
    Where credits and another unit stand together, credits speak.
    """
    folded = fold(text)
    if _UNCERTAIN.search(folded):
        return None, None
    found: dict[str, set[Decimal]] = {}
    for match in _AMOUNT.finditer(folded):
        unit = next((unit for unit, _ in _UNITS if match.group(unit)), "credit")
        found.setdefault(unit, set()).add(_number(match.group("n") or match.group("after")))
    if not found:
        bare = _BARE.fullmatch(folded)
        return (_number(bare.group("n")), None) if bare and _number(bare.group("n")) <= _MOST else (None, None)
    unit = "credit" if "credit" in found else next(iter(found))
    amounts = found[unit]
    if len(amounts) != 1 or max(amounts) > _MOST:
        return None, None
    return next(iter(amounts)), unit


def _number(words: str) -> Decimal:
    return Decimal(_WORDS[words]) if words in _WORDS else Decimal(words.replace(",", "."))
