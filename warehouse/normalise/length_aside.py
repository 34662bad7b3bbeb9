"""Why a quantity of time is no length of the offering."""

from __future__ import annotations

from decimal import Decimal

from warehouse.normalise.hour_role import rate_behind
from warehouse.normalise.length_units import skip_dash
from warehouse.normalise.quantities import Quantity, is_join, near
from warehouse.normalise.tokens import Token

HALF = Decimal("0.5")
_STOPS = ".;|•:?!"
_ARTICLES = ("the", "its", "their", "your", "our", "this", "for", "over", "in", "during", "within")


def set_aside(tokens: list[Token], quantity: Quantity, unit: str, following: int) -> str | None:
    behind = skip_dash(tokens, following)
    for token in [one for one in tokens[behind : behind + 3] if one.text != "'"][:2]:  # "12 months' access"
        if token.kind == "punct":
            break
        if token.tags.get("not_length") in ("yes", "both"):
            return f"it is about {token.text!r}"
    if behind < len(tokens) and "since" in tokens[behind].tags and not near(tokens, 0, behind + 5, "finish"):
        return "time since something, not a length"
    for token in tokens[behind : behind + 5]:
        if (token.kind == "punct" and token.text not in "'-") or token.value is not None:
            break
        if "far" in token.tags:
            return f"it is about {token.text!r}"
    if unit in ("day", "meeting", "week", "month") and rate_behind(tokens, behind):
        return "how often, not how long"
    if near(tokens, quantity.first - 1, quantity.first, "at_most") and _of_an_event(tokens, quantity.first, following):
        return "a delay, not a length"
    if _to_sit(tokens, behind):
        return "the length of an exam"
    if unit not in ("hour", "minute") and _recurs(tokens, behind):
        return "how often, not how long"
    if unit == "hour" and _of_a_credit(tokens, quantity.first):
        return "hours a credit, not in all"
    if unit in ("week", "month", "day") and _of_a_term(tokens, quantity.first):
        return "the length of a term, not the whole"
    if _of_a_part(tokens, quantity.first):
        return "parts of it, not the whole"
    label = tokens[quantity.first - 2] if quantity.first > 1 and tokens[quantity.first - 1].text == ":" else None
    if (behind < len(tokens) and "placement" in tokens[behind].tags) or (label and "placement" in label.tags):
        return "a placement within it"
    if quantity.low == HALF and quantity.first and tokens[quantity.first - 1].value is not None:
        return "several half days: how many is not how long"
    nearby = tokens[quantity.first - 1] if quantity.first else None
    if nearby is not None and unit != "hour" and nearby.text in ("par", "per") and quantity.low == quantity.high:
        return "how often, not how long"  # "a class per two weeks"
    if nearby is not None and "frequency" in nearby.tags and not (unit == "meeting" and nearby.text == "aux"):
        return "how often, not how long"
    named = quantity.last + 1 < len(tokens) and tokens[quantity.last + 1].text == "-"  # "its first ten-week course"
    told = _told_of_offering(tokens, quantity.first)
    of_offering = named or told or _names_offering(tokens, behind)
    if not of_offering and _of_a_period(tokens, quantity.first):
        return "another period, not the course"
    nearest = quantity.first - 1
    if quantity.first and "adjacent" in tokens[nearest].tags and not named and not _verb(tokens, nearest):
        return f"it is about {tokens[nearest].text!r}"
    counted = quantity.first > 2 and tokens[quantity.first - 3].value is not None  # "3 blocks of 15 hours"
    if counted and "part" in tokens[quantity.first - 2].tags and tokens[quantity.first - 1].text in ("of", "de"):
        return "parts of it, not the whole"
    about = _about_another(tokens, quantity.first, told=told, named=named, of_offering=of_offering)
    if about is not None:
        return f"it is about {about!r}"
    if unit == "hour" and tokens[following - 1].text == "h" and _is_clock(tokens, quantity, following):
        return "clock times"
    if unit == "hour" and near(tokens, quantity.first - 2, quantity.first, "at_most"):
        within = tokens[max(quantity.first - 2, 0) : quantity.first]
        if any(token.text == "within" for token in within):
            return "a delay, not a length"
    return None


def _about_another(tokens: list[Token], first: int, *, told: bool, named: bool, of_offering: bool) -> str | None:
    """The word before a quantity that makes it another thing's; the offering's own name leaves it less to say."""
    for step, token in enumerate(reversed(tokens[max(first - 6, 0) : first])):
        if token.kind == "punct" and token.text in _STOPS and not (token.text == ":" and step == 0):
            break
        if token.kind == "number" or "unit" in token.tags:
            break
        if token.text == "/" and tokens[first - step].start - token.end > 0:
            break  # "6 weeks access / 24 course hours"
        if "adjacent" in token.tags and (named or _verb(tokens, first - 1 - step)):
            continue
        if token.tags.get("not_length") in ("before", "both") and not (of_offering and step > (0 if told else 1)):
            return token.text
    return None


def _is_clock(tokens: list[Token], quantity: Quantity, following: int) -> bool:
    """ "13 h to 16 h", "9h30 - 12 h": times of day, though an "h" also counts hours."""
    if any(token.text == "h" for token in tokens[quantity.first + 1 : quantity.last]):
        return True
    if is_join(tokens, following) and following + 1 < len(tokens) and tokens[following + 1].kind == "time":
        return True
    return quantity.first > 1 and tokens[quantity.first - 2].kind == "time"


def _of_an_event(tokens: list[Token], first: int, following: int) -> bool:
    """ "Within six weeks of completing the online part"."""
    if tokens[first - 1].text != "within" or following + 1 >= len(tokens):
        return False
    return tokens[following].text == "of" and tokens[following + 1].text.endswith("ing")


def _of_a_period(tokens: list[Token], first: int) -> bool:
    """ "The certification period for all first aid courses is three years"."""
    says = False
    for token in reversed(tokens[max(first - 18, 0) : first]):
        if token.kind == "punct" and token.text in ".;|•":
            return False
        says = says or "says" in token.tags or token.text == ":"
        if "period" in token.tags:
            return says
    return False


def _to_sit(tokens: list[Token], behind: int) -> bool:
    """ "Three hours to complete the exam"."""
    for at in range(behind, min(behind + 2, len(tokens))):
        if tokens[at].tags.keys() & {"finish", "at_most_after"}:
            return any(token.tags.get("component") == "exam" for token in tokens[at + 1 : at + 4])
    return False


def _recurs(tokens: list[Token], behind: int) -> bool:
    """ "A week every 45 days"."""
    counted = behind + 1 < len(tokens) and tokens[behind + 1].value is not None
    return counted and "frequency" in tokens[behind].tags


def _of_a_credit(tokens: list[Token], first: int) -> bool:
    """ "Each credit represents 10 hours", "1 ECTS = 25 hours": what a credit is worth."""
    if first > 1 and tokens[first - 1].text == "(" and "credit" in tokens[first - 2].tags:
        return False  # "in the amount of 1 ECTS (26 hours)"
    for at in range(first - 1, max(first - 12, -1), -1):
        if tokens[at].kind == "punct" and tokens[at].text in ".;|•":
            return False
        one = tokens[at - 1] if at else None
        equals = at + 1 < len(tokens) and tokens[at + 1].text == "="
        countable = equals or tokens[at].text not in ("unit", "unite")  # a unit may be a part of a course
        alone = one is not None and (one.value == 1 or one.text in ("each", "every", "per", "a", "chaque", "un", "par"))
        if "credit" in tokens[at].tags and countable and alone:
            return True
    return False


def _names_offering(tokens: list[Token], behind: int) -> bool:
    """ "a 1 year full-time course", "of twenty weeks duration": the offering's own length."""
    for token in tokens[behind : behind + 10]:
        if (token.kind == "punct" and token.text not in "-/") or token.value is not None:
            return False
        if token.tags.get("basis") in ("per_course", "total") or "length" in token.tags:
            return True
    return False


def _told_of_offering(tokens: list[Token], first: int) -> bool:
    """ "Une première formation de quatre jours"."""
    return first > 1 and tokens[first - 1].text in ("de", "d", "of") and "basis" in tokens[first - 2].tags


def _verb(tokens: list[Token], at: int) -> bool:
    """ "Some last nine months" against "the last nine months"."""
    subject = at > 0 and tokens[at - 1].kind != "punct" and tokens[at - 1].text not in _ARTICLES
    return tokens[at].text == "last" and subject


def _of_a_term(tokens: list[Token], first: int) -> bool:
    """ "Each term lasts 12 weeks", "a regular term is four months long"."""
    says = False
    for at in range(first - 1, max(first - 12, 0), -1):
        if tokens[at].kind == "punct" and tokens[at].text in ".;|•":
            return False
        says = says or "says" in tokens[at].tags
        if tokens[at].tags.get("unit") == "term":
            before = [token.text for token in tokens[max(at - 2, 0) : at]]
            if before and before[-1] in ("each", "every", "chaque"):
                return True
            return says and bool({"a", "un", "une"} & set(before))
    return False


def _of_a_part(tokens: list[Token], first: int) -> bool:
    """ "Ten modules, each taking two hours"."""
    for at in range(first - 1, max(first - 4, 1), -1):
        if "each" in tokens[at].tags:
            return any(
                "part" in tokens[place].tags
                and tokens[place].text not in ("courses", "cours")  # a course is an offering, too
                and tokens[place - 1].value is not None
                for place in range(max(at - 2, 1), at)
            )
    return False
