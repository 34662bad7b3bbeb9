"""What hours are in their sentence: effort in all, a weekly pace, or hours of a day, a meeting or a part."""

from __future__ import annotations

from warehouse.normalise.length_units import labels_next, skip_dash
from warehouse.normalise.quantities import near
from warehouse.normalise.tokens import Token

_RATES = {"day", "month", "year", "term"}
_TIMES = ("x", "×")
_PER = {"/", "per", "each", "a", "every", "par", "chaque", "la", "x"}


def hour_role(tokens: list[Token], first: int, following: int) -> str:
    for step, token in enumerate(tokens[following : following + 8], start=following):
        if token.kind == "punct" and token.text in ".;|•(:?":
            break
        if token.kind == "number" or "held" in token.tags:
            break
        if "once" in token.tags or ("per" in token.tags and step + 1 < len(tokens) and _is_day(tokens[step + 1])):
            return "weekly"  # "one two-hour session every Thursday"
        beside = step == following and not (step + 1 < len(tokens) and tokens[step + 1].value is not None)
        if says_weekly(token) or ("weekly" in token.tags and (beside or tokens[step - 1].text in _PER)):
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
            if first and says_weekly(tokens[first - 1]):
                return "weekly"  # "six weekly two-hour sessions"
            return "hours a meeting, not in all"
    for at in range(max(first - 5, 0), first - 1):
        if tokens[at].text in ("each", "every", "chaque") and "meeting" in tokens[at + 1].tags:
            return "hours a meeting, not in all"
    if near(tokens, first - 2, first, "meeting") and tokens[first - 1].text in ("of", "de", "d", "for", "x"):
        if first > 2 and tokens[first - 3].value == 1:
            return "hours"  # "one session of 2.5 hours"
        weekly = any(says_weekly(token) for token in tokens[max(first - 6, 0) : first])
        return "weekly" if weekly else "hours a meeting, not in all"
    if _times(tokens, first, following):
        return "hours a meeting, not in all"
    for token in reversed(tokens[max(first - 11, 0) : first]):
        one = token.text in ("un", "une", "one")
        if (token.kind == "punct" and token.text not in ":,-'") or (token.kind == "number" and not one):
            break
        if says_weekly(token):
            return "weekly"
        if _is_phrase(token) and ("weekly" in token.tags or "once" in token.tags):
            return "weekly"
    return "hours"


def _times(tokens: list[Token], first: int, following: int) -> bool:
    """ "2 days of 7 hours", "13 x 3 hours", "3 hours x 13 weeks": the hours of one of so many."""
    if following + 1 < len(tokens) and tokens[following].text in _TIMES and tokens[following + 1].value is not None:
        return True
    if first > 1 and tokens[first - 1].text in _TIMES and tokens[first - 2].value is not None:
        return True
    if first < 3 or tokens[first - 1].text not in (*_TIMES, "of", "de") or (tokens[first - 3].value or 0) <= 1:
        return False
    return tokens[first - 2].tags.get("unit") in ("day", "week")


def _counted(tokens: list[Token], first: int) -> bool:
    """So many units or credits stand right before."""
    words = tokens[max(first - 5, 0) : first]
    return any("credit" in token.tags for token in words) and any(token.value is not None for token in words)


def says_weekly(token: Token) -> bool:
    """ "Weekly", "per week", "hebdomadaire"; not a bare "week", which may count weeks."""
    return "weekly" in token.tags and token.tags.get("unit") != "week"


def _is_day(token: Token) -> bool:
    """The name of a day of the week, one of them."""
    return token.tags.get("weekday") == "day"


def _is_phrase(token: Token) -> bool:
    """More than one word: "per week", "chaque semaine"."""
    return token.end - token.start > len(token.text)


def rate_behind(tokens: list[Token], at: int) -> bool:
    """ "per week", "a month", "each week" directly behind: how often, not how many in all."""
    if at >= len(tokens):
        return False
    if "weekly" in tokens[at].tags and _is_phrase(tokens[at]):
        return True
    if tokens[at].tags.get("flat_basis") in ("per_year", "per_month"):
        return True
    joins = "per" in tokens[at].tags or tokens[at].text == "/"
    if joins and at + 1 < len(tokens) and _is_day(tokens[at + 1]):
        return True
    return joins and at + 1 < len(tokens) and tokens[at + 1].tags.get("unit") in {"week", "month", "year", "day"}
