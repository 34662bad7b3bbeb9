"""What a quantity of time is in its sentence: effort, span, pace, meetings, or no length of the offering."""

from __future__ import annotations

from warehouse.normalise.hour_role import hour_role
from warehouse.normalise.length_aside import set_aside
from warehouse.normalise.quantities import Quantity, near
from warehouse.normalise.tokens import Token

#: Hours that one meeting a week may take.
LONGEST_MEETING = 10


def role_of(tokens: list[Token], quantity: Quantity, unit: str, following: int) -> str:
    """hours, span, weekly or sessions; otherwise why the quantity is set aside."""
    reason = set_aside(tokens, quantity, unit, following)
    if reason and "video" in reason and unit in ("hour", "minute"):
        watched = hour_role(tokens, quantity.first, following)
        return "weekly" if watched == "weekly" else reason  # "each week comprises 2-3 hours of videos"
    if reason:
        return reason
    if unit == "meeting":
        offered = tokens[following - 1].text == "classes" and near(tokens, quantity.first - 4, quantity.first, "offers")
        return "how many are on offer" if offered else "sessions"
    if unit in ("hour", "minute"):
        role = hour_role(tokens, quantity.first, following)
        long = unit == "hour" and quantity.low is not None and quantity.low > LONGEST_MEETING
        return "hours" if role == "weekly" and long and _once_only(tokens, following) else role
    return "span"


def _once_only(tokens: list[Token], following: int) -> bool:
    """ "a 45-hour course meets once a week": the course has these hours, no meeting has."""
    return near(tokens, following, following + 8, "once")


def is_of_offering(tokens: list[Token], first: int, following: int) -> bool:
    """ "A 30-hour course", "une formation de 30 heures"."""
    named = first > 1 and tokens[first - 1].text in ("de", "d", "of") and "basis" in tokens[first - 2].tags
    beside = following < len(tokens) and tokens[following].tags.get("basis") in ("per_course", "total")
    hyphen = following > 1 and tokens[following - 2].text == "-"
    return named or (beside and hyphen)


def is_across(tokens: list[Token], first: int, following: int) -> bool:
    """ "Some last nine months", "20 hours for a two-unit course": one course's, others have other lengths."""
    for token in reversed(tokens[max(first - 6, 0) : first]):
        if token.kind == "punct" and token.text in ".;|•,":
            break
        if "some" in token.tags:
            return True
    behind = tokens[following : following + 8]
    said = [at for at, token in enumerate(behind[:-1]) if token.text == "for" and behind[at + 1].text in ("a", "an")]
    return bool(said) and any(token.tags.get("basis") == "per_course" for token in behind[said[0] + 2 :])


def is_total(tokens: list[Token], first: int, following: int) -> bool:
    """ "Total: 200 hours", "200 hours in total"; not "80 hours Total: 200"."""
    if near(tokens, first - 3, first, "total"):
        return True
    for place in range(following, min(following + 4, len(tokens))):
        if "total" in tokens[place].tags:
            behind = tokens[place + 1] if place + 1 < len(tokens) else None
            return behind is None or not (behind.text == ":" or behind.value is not None)
        if tokens[place].value is not None:
            return False
    return False
