"""The unit that stands with a number: behind it, or in the label before it."""

from __future__ import annotations

from decimal import Decimal

from warehouse.normalise.quantities import is_join, near
from warehouse.normalise.tokens import Token


def unit_of(tokens: list[Token], at: int) -> tuple[str | None, int]:
    """(unit, place behind it): hour … term, or `meeting`; hyphens and weekday names may stand before it."""
    place = skip_dash(tokens, _said_again(tokens, at))
    if place < len(tokens) and tokens[place].text == "+":
        place += 1
    if (
        place < len(tokens)
        and tokens[place].text in "(/"
        and place + 1 < len(tokens)
        and "unit" in tokens[place + 1].tags
    ):
        place += 1 if tokens[place].text == "(" else 0
    seen = place
    while seen < len(tokens) and seen < place + 3:
        tags = tokens[seen].tags
        if "credit" in tags and "unit" not in tags:
            return None, at
        if ("unit" in tags or "meeting" in tags) and labels_next(tokens, seen):
            return None, at
        measured = all("adjective" in token.tags for token in tokens[place:seen])
        if "unit" in tags and not (seen > place and "meeting" not in tags and not measured):
            return (None if "credit" in tags else tags["unit"]), seen + 1
        if "meeting" in tags:
            return "meeting", seen + 1
        if "weekday" not in tags and "adjective" not in tags:
            break
        seen += 1
    # "90 contact/class hours": an adjective or two between number and hours
    if place + 2 < len(tokens) and tokens[place].kind == "word" and tokens[place].text not in _JOB:
        slash = tokens[place + 1].text == "/"
        hour = place + (2 if slash else 1)
        for step in (hour, hour + 1):
            if step < len(tokens) and tokens[step].tags.get("unit") == "hour" and "credit" not in tokens[step].tags:
                return "hour", step + 1
            if step < len(tokens) and (tokens[step].kind == "punct" or tokens[step].value is not None):
                break
    return None, at


#: The first words of "range between", "varie de" and their like.
_RANGES = ("range", "ranges", "ranging", "between", "varie", "varient", "entre")


#: "1,800 work hours": a job's.
_JOB = ("work", "paid", "office", "business", "volunteer", "opening", "practicum", "apprenticeship")


def skip_dash(tokens: list[Token], at: int) -> int:
    """Behind a hyphen that joins two words; a dash between spaces begins something else."""
    joins = 0 < at < len(tokens) and tokens[at].text == "-" and tokens[at].start == tokens[at - 1].end
    return at + 1 if joins else at


def labels_next(tokens: list[Token], at: int) -> bool:
    """ "Hours: 84 Sessions: 14": the word labels the number behind it."""
    if at + 2 >= len(tokens) or tokens[at + 1].text != ":" or tokens[at + 2].value is None:
        return False
    return at + 3 >= len(tokens) or "money" not in tokens[at + 3].tags  # not "16 weeks: 600 $"


def _said_again(tokens: list[Token], at: int) -> int:
    """ "four to six (4-6) weeks": behind the parenthesis that repeats the numbers."""
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    for place in range(at + 1, min(at + 6, len(tokens))):
        if tokens[place].text == ")":
            return place + 1 if place > at + 1 else at
        if tokens[place].value is None and not is_join(tokens, place):
            return at
    return at


def label_unit(tokens: list[Token], at: int, last: int) -> tuple[str | None, int]:
    """ "Duration (in months): 24", "Hours: 30": the unit stands in the label, nothing but the number behind it."""
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    ranged = at > 0 and tokens[at - 1].text in _RANGES
    direct = (
        at > 0 and tokens[at - 1].text == ":" and behind is not None and not behind.tags.keys() & {"unit", "meeting"}
    )
    labels = behind is not None and (labels_next(tokens, last + 1) or ranged or direct)
    if behind is not None and not labels and (behind.kind != "punct" or behind.text not in "(.;|,"):
        return None, last + 1
    place = at - 1
    while place >= 0 and (
        (tokens[place].kind == "punct" and tokens[place].text in ":-)=|") or tokens[place].text in _RANGES
    ):  # "Hours: 30", "course hours range between 360 and 396"
        place -= 1
    if place < 0 or place == at - 1:
        return None, last + 1
    if "weekly" in tokens[place].tags and place and "unit" in tokens[place - 1].tags:  # "Hours per week: 4-6"
        return tokens[place - 1].tags["unit"], last + 1
    for step in range(place, max(place - 4, -1), -1):  # "Months: Length: 2", the unit in an outer header
        tags = tokens[step].tags
        if tokens[step].value is not None or "credit" in tags:
            break
        heads = step == place or tokens[step + 1].text == ":"
        if heads and ("unit" in tags or "meeting" in tags) and _is_plural(tokens[step]):
            return tags.get("unit", "meeting"), last + 1
    return None, last + 1


def _is_plural(token: Token) -> bool:
    """ "Weeks: 6" counts weeks; "Week: 6" names one."""
    return token.text.endswith("s") or token.end - token.start > len(token.text)


def _comma_list(tokens: list[Token], at: int) -> int | None:
    """The place of the last number of "four, six or eight"."""
    place, commas = at, 0
    while place + 2 < len(tokens) and tokens[place + 1].text == "," and _is_figure(tokens, place, place + 2):
        place, commas = place + 2, commas + 1
    ends = place + 2 < len(tokens) and tokens[place + 1].text in ("or", "and", "ou", "et")
    return place + 2 if commas and ends and _is_figure(tokens, place, place + 2) else None


def _slashed(tokens: list[Token], at: int) -> bool:
    """A slash between two bare numbers: the ways to take it."""
    return at > 0 and at + 1 < len(tokens) and tokens[at].text == "/" and _is_figure(tokens, at - 1, at + 1)


def _is_figure(tokens: list[Token], one: int, other: int) -> bool:
    low, high = tokens[one].value, tokens[other].value
    return low is not None and high is not None and low < high


def range_end(tokens: list[Token], at: int, join: int) -> tuple[int, Decimal | None] | None:
    """(place, value) of a range's second number; value None where it is "several"."""
    place, joined = join, False
    listed = _comma_list(tokens, at)
    if listed is not None:
        return listed, tokens[listed].value
    while _slashed(tokens, place):  # "4/8/12 weeks"
        joined, place = True, place + 2
    if joined:
        return place - 1, tokens[place - 1].value
    for _ in range(3):
        if not is_join(tokens, place):
            break
        word = tokens[place]
        if word.text in ("and", "et") and not near(tokens, at - 3, at, "between"):
            return None
        joined, place = True, place + 1
        if word.text in ("ou", "a") and place < len(tokens) and tokens[place].text in ("de", "d"):
            place += 1  # "de trois ou de quatre ans"
    if not joined or place >= len(tokens):
        return None
    token = tokens[place]
    if token.value is not None:
        return place, token.value
    return (place, None) if "several" in token.tags else None
