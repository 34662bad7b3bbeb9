"""Values of schema.org in words: numbers with their unit, times with their rate, HTML without its tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from crawlers.reading.document import fold_space
from crawlers.reading.nodes import Node, Value

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
#: UN/CEFACT codes of `unitCode`, and words of `unitText`.
_UNITS = {
    "hur": "hours", "h": "hours", "hour": "hours", "hours": "hours", "hr": "hours", "hrs": "hours",
    "min": "minutes", "minute": "minutes", "minutes": "minutes",
    "day": "days", "days": "days", "d": "days",
    "wee": "weeks", "week": "weeks", "weeks": "weeks", "wk": "weeks", "w": "weeks",
    "mon": "months", "month": "months", "months": "months",
    "ann": "years", "year": "years", "years": "years", "yr": "years",
}  # fmt: skip
_RATES = {
    "daily": "day", "p1d": "day", "day": "day",
    "weekly": "week", "p1w": "week", "week": "week", "p7d": "week",
    "monthly": "month", "p1m": "month", "month": "month",
    "yearly": "year", "annually": "year", "p1y": "year", "year": "year",
}  # fmt: skip
_ISO_TIME = re.compile(r"PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+)M)?(?:\d+S)?", re.IGNORECASE)
_ISO_SPAN = re.compile(r"P(\d+)([YMWD])", re.IGNORECASE)
_SPANS = {"y": "year", "m": "month", "w": "week", "d": "day"}
_NAMES = (
    "name",
    "value",
    "credentialCategory",
    "targetName",
    "targetNodeName",
    "audienceType",
    "educationalRole",
    "termCode",
    "text",
)


def plain(value: object) -> str:
    """Text as people would read it: entities resolved, tags off, white space folded."""
    text = str(value)
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
        text = html.unescape(text) if "&" in text else text
    return fold_space(text)


def number(value: float | str) -> str:
    """12.0 is "12", "12.50" stays."""
    text = str(value).strip()
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def words_of(value: Value) -> str | None:
    """A value in words: plain, or the name (or value) of a thing. None where it says nothing, or only true or false."""
    if isinstance(value, bool):
        return None
    if not isinstance(value, Node):
        return plain(number(value) if isinstance(value, float) else value) or None
    if (quantity := quantity_of(value)) is not None:
        return quantity
    for name in _NAMES:
        if (text := value.first(name)) and (said := plain(text)):
            return said
    return None


def words(node: Node, name: str) -> Iterator[str]:
    """The values of a property in words, each once."""
    said = (words_of(value) for value in node.values.get(name, ()))
    return iter(dict.fromkeys(text for text in said if text))


def quantity_of(node: Node) -> str | None:
    """`{value: 30, unitText: "hour"}` is "30 hours", `{minValue: 2, maxValue: 4, unitCode: "HUR"}` "2 to 4 hours".

    None where there is no number or no unit.
    """
    unit = _unit(node)
    amount = node.first("value")
    low, high = node.first("minValue"), node.first("maxValue")
    if unit is None:
        return None
    if amount:
        return f"{number(plain(amount))} {unit}"
    if low and high and low != high:
        return f"{number(low)} to {number(high)} {unit}"
    if low and high:
        return f"{number(low)} {unit}"
    if low:
        return f"at least {number(low)} {unit}"
    return f"up to {number(high)} {unit}" if high else None


def _unit(node: Node) -> str | None:
    for name in ("unitText", "unitCode"):
        if said := node.first(name):
            return _UNITS.get(said.lower().rstrip("."), plain(said))
    return None


def schedule_of(node: Node) -> str | None:
    """A Schedule's length in words: `{duration: PT3H, repeatFrequency: Weekly, repeatCount: 10}` is
    "10 weeks, 3 hours per week". None where it says no length."""
    count, frequency = node.first("repeatCount"), node.first("repeatFrequency")
    rate = _RATES.get((frequency or "").rsplit("/", 1)[-1].lower())
    duration = node.first("duration")
    hours = hours_of(duration) if duration else None
    parts = []
    if count and number(count).isdigit() and rate:
        parts.append(f"{number(count)} {rate}{'' if number(count) == '1' else 's'}")
    if hours and rate:
        parts.append(f"{hours} per {rate}")
    elif duration and not rate:
        parts.append(plain(duration))
    return ", ".join(parts) or None


def hours_of(duration: str) -> str | None:
    """ "PT3H" is "3 hours", "PT90M" "90 minutes", "PT1H30M" "1.5 hours"; None for anything else."""
    match = _ISO_TIME.fullmatch(duration.strip())
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return f"{match[2]} minutes"
    hours = float(match[1]) + int(match[2] or 0) / 60
    return f"{hours:g} hour{'' if hours == 1 else 's'}"


def bounded_length(low: str | None, high: str | None) -> str | None:
    """Least and greatest length of ISO 8601 in words: "6 to 8 weeks", "at least 6 weeks", "up to 8 weeks".

    None where one of them has more than one part, or both say nothing.
    """
    ends = [_one_part(end) if end else None for end in (low, high)]
    if (low and ends[0] is None) or (high and ends[1] is None):
        return None
    first, last = ends
    if first and last:
        return f"{first[0]} to {last[0]} {last[1]}s" if first[1] == last[1] else None
    if first:
        return f"at least {first[0]} {first[1]}s"
    return f"up to {last[0]} {last[1]}s" if last else None


def _one_part(duration: str) -> tuple[str, str] | None:
    if match := _ISO_SPAN.fullmatch(duration.strip()):
        return match[1], _SPANS[match[2].lower()]
    time = _ISO_TIME.fullmatch(duration.strip())
    return (time[1], "hour") if time and time[1] and not time[2] else None
