"""Who pays an amount, and until or from when it holds."""

from __future__ import annotations

from warehouse.normalise.price_words import in_title, kinds
from warehouse.normalise.tokens import Token

#: Audiences whose word begins many a title ("Senior Fitness Instructor").
_SPEAKING = {"audience", "regular", "soft_student", "now"}
_IN_TITLES = ("senior", "group", "staff", "early_bird", "international")
#: A group or a company farther away is what the sentence is about, not who pays.
_GROUP_REACH = 8


def _people(audience: Token, behind: Token) -> bool:
    """ "International delegates", against "International Language Institute"."""
    return audience.tags["audience"] == "international" and behind.text.endswith("s")


def audience_of(before: list[Token], after: list[Token], *, contrast: bool) -> tuple[str | None, bool, int]:
    """(audience, said to be the regular one, words behind the amount that say so).

    A parenthesis behind the amount speaks first, then the words before.
    """
    if not kinds(before, after) & _SPEAKING:
        return None, False, 0
    if after and after[0].text == "(" and any(token.text == ")" for token in after[1:7]):
        for step, token in enumerate(after[1:5]):
            if token.text == ")":
                break
            if "regular" in token.tags:
                return None, True, step + 2
            if "audience" in token.tags:
                return token.tags["audience"], token.tags["audience"] == "domestic", step + 2
            if "soft_student" in token.tags and contrast:
                return "student", False, step + 2
    favoured = False
    for at in range(len(before) - 1, -1, -1):
        token = before[at]
        if "regular" in token.tags:
            favoured = True
            break
        inside = at > 0 and before[at - 1].text == "("  # "390 EUR (students: 290 EUR)"
        if (
            "soft_student" in token.tags
            and (contrast or inside)
            and at + 1 < len(before)
            and before[at + 1].text in ":|-"
        ):
            return "student", False, 0
        if "now" in token.tags and not any("audience" in one.tags for one in after[:3]):
            return None, True, 0
        if token.tags.get("audience") in _IN_TITLES and in_title(before, at) and not _people(token, before[at + 1]):
            continue
        if token.tags.get("audience") == "group" and len(before) - at > _GROUP_REACH:
            continue
        if "audience" in token.tags:
            both = at > 1 and before[at - 1].text in ("and", "or", "et", "ou", "&")
            if both and (before[at - 2].tags.get("audience") == "domestic" or "regular" in before[at - 2].tags):
                return None, True, 0  # "the same for residents and non-residents"
            return token.tags["audience"], token.tags["audience"] == "domestic", 0
    if favoured:
        return None, True, 0
    for step, token in enumerate(after[:5]):
        if token.kind == "punct" and token.text in ",(|:":
            break
        if "regular" in token.tags:
            return None, True, step + 1
        if "audience" in token.tags:
            domestic = token.tags["audience"] == "domestic"
            return token.tags["audience"], domestic, step + 1
        if "soft_student" in token.tags and contrast:
            return "student", False, step + 1
    return None, False, 0


def timing_of(after: list[Token]) -> str | None:
    """early or late: the amount holds before or after a day ("$100 if you register before April 5")."""
    conditional = any(token.text in ("if", "when", "si", "for", "pour") for token in after[:4])
    for token in after[: 10 if conditional else 2]:
        if "early" in token.tags:
            return "early"
        if "late" in token.tags:
            return "late"
    return None
