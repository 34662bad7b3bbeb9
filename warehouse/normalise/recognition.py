"""How an offering counts towards more, from the words of one statement."""

from __future__ import annotations

import re

from warehouse.normalise.folding import fold, negated

# The strongest recognition said is the one kept: a place in credit above stacking above a line on a transcript.
_KINDS = (
    (
        "ladders_to_credit",
        r"ladder\w*|transfer(?:able)? credits?|advanced standing|credit[ -]bearing"
        r"|(?:academic|university|college) credits?"
        r"|\bfor[ -]credit\b|credits? towards?|counts? towards? (?:an? |the )?(?:\w+ )?(?:certificate|diploma|degree)"
        r"|creditee?s?\b|(?:donne\w*|menant a|reconnu\w* pour) (?:droit a )?des credits"
        r"|credits? (?:universitaires?|collegiaux)"
        r"|passerelle",
    ),
    ("stackable", r"stack\w*|cumulables?|empilables?|superposables?"),
    ("transcripted", r"transcript\w*|releve de notes|releve officiel"),
    ("standalone", r"stand[ -]?alone|autonome|independante?s?"),
)
_RULES = [(kind, re.compile(words), negated(words)) for kind, words in _KINDS]
_NON_CREDIT = re.compile(r"\bnon[ -]?credit\w*|not for (?:academic )?credit|sans credits?")


def read_recognition(text: str, *, lang: str | None = None) -> str:
    """A word of `schema.RECOGNITION`; "unknown" when the words say nothing of it ("non-credit" alone included)."""
    folded = _NON_CREDIT.sub(" ", fold(text))
    for kind, words, denied in _RULES:
        if words.search(denied.sub(" ", folded)):
            return kind
    return "unknown"
