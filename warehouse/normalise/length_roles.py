"""What a quantity of time is in its sentence: effort, span, pace, meetings, or no length of the offering."""

from __future__ import annotations

from decimal import Decimal

from warehouse.normalise.length_units import labels_next, skip_dash
from warehouse.normalise.quantities import Quantity, is_join, near
from warehouse.normalise.tokens import Token

_STOPS = ".;|•:?!"
_ARTICLES = ("the", "its", "their", "your", "our", "this", "for", "over", "in", "during", "within")
BARE_WEEK = {"week", "wk", "semaine", "sem"}
HALF = Decimal("0.5")
#: Hours that one meeting a week may take.
LONGEST_MEETING = 10
_RATES = {"day", "month", "year", "term"}
_PER = {"/", "per", "each", "a", "every", "par", "chaque", "la", "x"}


def role_of(tokens: list[Token], quantity: Quantity, unit: str, following: int) -> str:
    """hours, span, weekly or sessions; otherwise why the quantity is set aside."""
    reason = _set_aside(tokens, quantity, unit, following)
    if reason:
        return reason
    if unit == "meeting":
        offered = tokens[following - 1].text == "classes" and near(tokens, quantity.first - 4, quantity.first, "offers")
        return "how many are on offer" if offered else "sessions"
    if unit in ("hour", "minute"):
        role = _hour_role(tokens, quantity.first, following)
        long = unit == "hour" and quantity.low is not None and quantity.low > LONGEST_MEETING
        return "hours" if role == "weekly" and long and _once_only(tokens, following) else role
    return "span"


def _once_only(tokens: list[Token], following: int) -> bool:
    """ "a 45-hour course meets once a week": the course has these hours, no meeting has."""
    return near(tokens, following, following + 8, "once")


def _set_aside(tokens: list[Token], quantity: Quantity, unit: str, following: int) -> str | None:
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
    of_offering = named or _names_offering(tokens, behind)
    if not of_offering and _of_a_period(tokens, quantity.first):
        return "another period, not the course"
    nearest = quantity.first - 1
    if quantity.first and "adjacent" in tokens[nearest].tags and not named and not _verb(tokens, nearest):
        return f"it is about {tokens[nearest].text!r}"
    counted = quantity.first > 2 and tokens[quantity.first - 3].value is not None  # "3 blocks of 15 hours"
    if counted and "part" in tokens[quantity.first - 2].tags and tokens[quantity.first - 1].text in ("of", "de"):
        return "parts of it, not the whole"
    for step, token in enumerate(reversed(tokens[max(quantity.first - 6, 0) : quantity.first])):
        if token.kind == "punct" and token.text in _STOPS and not (token.text == ":" and step == 0):
            break
        if token.kind == "number" or "unit" in token.tags:
            break
        if token.text == "/" and tokens[quantity.first - step].start - token.end > 0:
            break  # "6 weeks access / 24 course hours"
        before = quantity.first - 1 - step
        if "adjacent" in token.tags and (named or _verb(tokens, before)):
            continue
        if token.tags.get("not_length") in ("before", "both") and not (of_offering and step > 1):
            return f"it is about {token.text!r}"
    inside = tokens[quantity.first + 1 : quantity.last]
    clock = unit == "hour" and tokens[following - 1].text == "h"
    if clock and any(token.text == "h" for token in inside):
        return "clock times"
    if clock and is_join(tokens, following) and following + 1 < len(tokens) and tokens[following + 1].kind == "time":
        return "clock times"
    if clock and quantity.first > 1 and tokens[quantity.first - 2].kind == "time":
        return "clock times"
    if unit == "hour" and near(tokens, quantity.first - 2, quantity.first, "at_most"):
        within = tokens[max(quantity.first - 2, 0) : quantity.first]
        if any(token.text == "within" for token in within):
            return "a delay, not a length"
    return None


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


def _hour_role(tokens: list[Token], first: int, following: int) -> str:
    for step, token in enumerate(tokens[following : following + 8], start=following):
        if token.kind == "punct" and token.text in ".;|•(:?":
            break
        if token.kind == "number" or "held" in token.tags:
            break
        if "once" in token.tags or ("per" in token.tags and step + 1 < len(tokens) and _is_day(tokens[step + 1])):
            return "weekly"  # "one two-hour session every Thursday"
        bare = token.text in BARE_WEEK and not _phrase(token)
        beside = step == following and not (step + 1 < len(tokens) and tokens[step + 1].value is not None)
        if "weekly" in token.tags and (not bare or beside or tokens[step - 1].text in _PER):
            return "weekly"
        rate = "per" in token.tags and step + 1 < len(tokens) and tokens[step + 1].tags.get("unit") in _RATES
        if "other_rate" in token.tags or rate:
            return "hours a day or a meeting, not in all"
    if following < len(tokens):
        if "each" in tokens[following].tags and near(tokens, first - 7, first, "meeting"):
            weekly = any("weekly" in token.tags for token in tokens[max(first - 7, 0) : first])
            return "weekly" if weekly else "hours a meeting, not in all"  # "10 weekly classes of 2.5 hours each"
        if "each" in tokens[following].tags and _counted(tokens, first):
            return "hours a part, not in all"  # "30 teaching units at 45 minutes each"
        behind = skip_dash(tokens, following)
        kind = tokens[behind + 1].tags if behind + 1 < len(tokens) else {}
        of_course = "basis" in kind and "meeting" not in kind  # "36-hour evening courses"
        if (
            behind < len(tokens)
            and "meeting" in tokens[behind].tags
            and not labels_next(tokens, behind)
            and not (behind + 1 < len(tokens) and tokens[behind + 1].value is not None)  # "a 40-hour Class 1 upgrade"
            and not of_course
        ):
            if first and "weekly" in tokens[first - 1].tags and tokens[first - 1].text not in BARE_WEEK:
                return "weekly"  # "six weekly two-hour sessions"
            return "hours a meeting, not in all"
    for at in range(max(first - 5, 0), first - 1):
        if tokens[at].text in ("each", "every", "chaque") and "meeting" in tokens[at + 1].tags:
            return "hours a meeting, not in all"
    if near(tokens, first - 2, first, "meeting") and tokens[first - 1].text in ("of", "de", "d", "for", "x"):
        if first > 2 and tokens[first - 3].value == 1:
            return "hours"  # "one session of 2.5 hours"
        weekly = any(
            "weekly" in token.tags and token.text not in BARE_WEEK for token in tokens[max(first - 6, 0) : first]
        )
        return "weekly" if weekly else "hours a meeting, not in all"
    for token in reversed(tokens[max(first - 11, 0) : first]):
        one = token.text in ("un", "une", "one")
        if (token.kind == "punct" and token.text not in ":,-'") or (token.kind == "number" and not one):
            break
        if "weekly" in token.tags and (token.text not in ("week", "semaine", "sem", "wk")):
            return "weekly"
        if _phrase(token) and ("weekly" in token.tags or "once" in token.tags):
            return "weekly"
    return "hours"


def _counted(tokens: list[Token], first: int) -> bool:
    """So many units, credits or parts stand right before."""
    words = tokens[max(first - 5, 0) : first]
    return any("credit" in token.tags for token in words) and any(token.value is not None for token in words)


def _is_day(token: Token) -> bool:
    """The name of a day of the week, one of them."""
    return "weekday" in token.tags and token.text.endswith(("day", "di", "dimanche"))


def _phrase(token: Token) -> bool:
    """More than one word: "per week", "chaque semaine"."""
    return token.end - token.start > len(token.text)


def rate_behind(tokens: list[Token], at: int) -> bool:
    """ "per week", "a month", "each week" directly behind: how often, not how many in all."""
    if at >= len(tokens):
        return False
    if "weekly" in tokens[at].tags and _phrase(tokens[at]):
        return True
    if tokens[at].tags.get("flat_basis") in ("per_year", "per_month"):
        return True
    joins = "per" in tokens[at].tags or tokens[at].text == "/"
    if joins and at + 1 < len(tokens) and _is_day(tokens[at + 1]):
        return True
    return joins and at + 1 < len(tokens) and tokens[at + 1].tags.get("unit") in {"week", "month", "year", "day"}


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
