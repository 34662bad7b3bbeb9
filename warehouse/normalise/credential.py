"""What is awarded, from the words of one statement."""

from __future__ import annotations

import re

from warehouse.normalise.folding import fold, negated

_MICRO = r"micro[ -]?(?:credential\w*|certificat\w*|creances?|titres?(?: de competences?)?|attestations?|diplomes?)"
_BADGE = r"(?:digital|open|e-?|electronic)[ -]?badges?|badges? (?:numeriques?|ouverts?)"
# What it leads to is not what it is.
_LEADS_TO = re.compile(
    r"\b(?:towards?|into|leads? to|leading to|ladders? \w+|part of|counts? (?:for|to)"
    r"|vers|menant a|mene a|dans le cadre d\w+)\b"
    r".*?(?=[.;)]|$)"
)
_POST = re.compile(r"post[ -]?(?:degree|diploma|baccalaureate|graduate|secondary|diplome)|high school diploma or")
_KINDS = (
    ("professional_certificate", r"professional certificates?|certificats? professionnels?"),
    (
        "degree",
        r"\bdegrees?\b|bachelor\w*|master(?:'?s)?\b|doctora\w+|baccalaureats?|maitrises?|\b[bm]\.?sc\b|\bph\.?d\b",
    ),
    ("diploma", r"\bdiplomas?\b|\bdiplomes?\b"),
    ("certificate", r"\bcertificates?\b|\bcertificats?\b"),
    ("workshop", r"\bworkshops?\b|\bateliers?\b"),
    ("course", r"\bcourses?\b|\bcours\b"),
)
_MICRO_WORDS, _MICRO_DENIED = re.compile(_MICRO), negated(_MICRO)
_BADGE_WORDS, _BADGE_DENIED = re.compile(rf"\b(?:{_BADGE})"), negated(_BADGE)
_RULES = [(kind, re.compile(words), negated(words)) for kind, words in _KINDS]


def is_micro_credential_words(text: str) -> bool:
    """True when the words call something a micro-credential or a digital badge (what the catalogue is about).

    Québec's *microprogramme* (a programme of credits) is not one.
    """
    folded = fold(text)
    return bool(
        _MICRO_WORDS.search(_MICRO_DENIED.sub(" ", folded)) or _BADGE_WORDS.search(_BADGE_DENIED.sub(" ", folded))
    )


def read_credential(text: str, *, lang: str | None = None) -> str:
    """A word of `schema.CREDENTIAL_KIND`; "unknown" when nothing, or more than one award, can be meant.

    "Course" and "workshop" yield to an award named beside them ("certificate course" is a certificate).
    """
    folded = _POST.sub(" ", fold(text))
    own = _LEADS_TO.sub(" ", folded)
    if _MICRO_WORDS.search(_MICRO_DENIED.sub(" ", own)):
        return "micro_credential"
    if _BADGE_WORDS.search(_BADGE_DENIED.sub(" ", own)):
        return "digital_badge"
    said = []
    for kind, words, denied in _RULES:
        rest = denied.sub(" ", own)
        if words.search(rest):
            said.append(kind)
            own = words.sub(" ", rest)
    awards = [kind for kind in said if kind not in ("workshop", "course")]
    if len(awards) > 1:
        return "unknown"
    return (awards or said or ["unknown"])[0]
