"""In what language one is taught, from the words of one statement."""

from __future__ import annotations

import re

from warehouse.normalise.folding import fold

_NAMES = {
    "en": r"english|anglais\w*",
    "fr": r"french|francais\w*|francophone",
    "es": r"spanish|espagnol\w*|castellano|espanol",
    "de": r"german|allemand\w*|deutsch",
    "it": r"italian|italien\w*",
    "pt": r"portuguese|portugais\w*",
    "zh": r"mandarin|cantonese|chinese|chinois\w*",
    "pa": r"punjabi|panjabi|pendjabi",
    "ar": r"arabic|arabe",
    "iu": r"inuktitut|inuktut",
    "cr": r"cree|cri\b",
    "oj": r"ojibwe?\w*|anishinaabemowin",
}
_RULES = [(code, re.compile(rf"\b(?:{names})\b")) for code, names in _NAMES.items()]
_CODE = re.compile(r"(?P<code>[a-z]{2})(?:[-_][a-z]{2})?")
# What is shown beneath or demanded beforehand is not what is spoken.
_NOT_TAUGHT = re.compile(
    r"(?:with )?\w+ (?:subtitles?|captions?)|sous[ -]titr\w*(?: en \w+)?"
    r"|\w+ (?:language )?(?:proficiency|requirements?|test)\b.*|(?:niveau|test) d\w*[ ']\w+"
)


def read_instruction_language(text: str, *, lang: str | None = None) -> str | None:
    """ISO 639-1 code of the one language named; None for none, or for several ("bilingual")."""
    folded = _NOT_TAUGHT.sub(" ", fold(text))
    code = _CODE.fullmatch(folded)
    if code:
        return code.group("code") if code.group("code") in _NAMES else None
    said = [code for code, rule in _RULES if rule.search(folded)]
    return said[0] if len(said) == 1 and "bilin" not in folded else None
