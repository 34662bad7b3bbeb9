"""Values of a JSON answer in words: what a thing calls its own text, amounts with their currency, bare values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crawlers.reading.feeds.keys import folded, key_of, names
from crawlers.reading.schema_words import number, plain

#: Entries of one list that are read.
MOST = 100
_DEEPEST = 4
_CURRENCIES = tuple(names()["currency"]["exact"])
_AMOUNTS = ("major value", "amount", "value", "price", "cost", "fee", "total")
_LOW, _HIGH = ("min", "low", "from", "minimum"), ("max", "high", "to", "maximum")
#: Bare numbers, with a currency or a plus; ISO dates and durations; one word of a code ("ClassroomBased").
_MACHINE = re.compile(
    r"[+-]?[\d\s.,]+(?:[A-Z]{3})?|[A-Z]{3}\s?[\d.,]+|\d{4}-\d\d?-\d\d?(?:[T ].*)?|P(?=[\dT])[\dYMWDTHS.]+"
    r"|[A-Z]+(?:_[A-Z]+)*|[a-z]+(?:_[a-z]+)+|(?:[A-Z][a-z]+){2,}"
)


def texts(value: Any, name: str = "", depth: int = 0) -> Iterator[str]:
    """The words of a value: plain, in a list, or what a thing calls its text. `name` is the key it stands under."""
    if value is None or isinstance(value, bool) or depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value[:MOST]:
            yield from texts(one, name, depth + 1)
    elif isinstance(value, dict):
        inner = _own_words(value, name)
        if inner is not None:
            yield from texts(inner, name, depth + 1)
    elif text := plain(number(value) if isinstance(value, float) else value):
        yield text


def for_machines(text: str) -> bool:
    """Is this a value and not words for people?"""
    return _MACHINE.fullmatch(text.strip()) is not None


def amount(value: dict[str, Any], currency: str = "") -> str | None:
    """`{"amount": 499, "currency": "CAD"}` is "499 CAD", `{"min": 1, "max": 2}` "1 to 2"; None: it is no amount.

    `currency` is that of what the thing belongs to.
    """
    found = _scalars(value)
    currency = next((found[key] for key in _CURRENCIES if key in found), currency)
    said = next((found[key] for key in ("display", "formatted", "display value", "text") if key in found), None)
    if said is None:
        low, high = (next((found[key] for key in keys if key in found), None) for keys in (_LOW, _HIGH))
        if low or high:
            ends = dict.fromkeys(money(end, currency) for end in (low, high) if end)
            said = " to ".join(ends) if low else f"up to {next(iter(ends))}"
    if said is None:
        plain_amount = next((found[key] for key in _AMOUNTS if key in found), None)
        said = money(plain_amount, currency) if plain_amount is not None else None
    if said is None:
        inner = [one for key, one in value.items() if folded(str(key)) in _AMOUNTS and isinstance(one, dict)]
        said = next((text for one in inner[:3] if (text := amount(_flat(one), currency))), None)
    name = next((found[key] for key in ("name", "label", "type", "category", "title", "cost type") if key in found), "")
    return f"{name}: {said}" if said and name and not name.isdigit() and name.lower() != "offer" else said


def _scalars(value: dict[str, Any]) -> dict[str, str]:
    """Texts and numbers of a thing by their folded names."""
    found: dict[str, str] = {}
    for key, one in value.items():
        if isinstance(one, str | int | float) and not isinstance(one, bool) and (text := plain(number(one))):
            found.setdefault(folded(str(key)), text)
    return found


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    return {key: one for key, one in value.items() if not isinstance(one, dict)}


def money(text: str, currency: str) -> str:
    """An amount with the currency that stands beside it, unless it names one."""
    if not currency or not any(c.isdigit() for c in text) or re.search(r"[$€£¥]|[A-Za-z]{3}", text):
        return text
    return f"{text} {currency}"


def quantity(value: dict[str, Any]) -> str | None:
    """`{"value": 12, "unit": "weeks"}` is "12 weeks"."""
    units = set(names()["duration"]["unit"])
    unit = next((one for key, one in value.items() if folded(key) in units and isinstance(one, str)), None)
    for key, one in value.items():
        if folded(key) in ("value", "amount", "length", "number", "count", "duration") and is_number(one) and unit:
            return f"{number(one)} {unit}"
    parts = [f"{number(one)} {key_of(key).unit}" for key, one in value.items() if is_number(one) and _is_length(key)]  # type: ignore[union-attr]
    return ", ".join(parts) or None


def _is_length(key: str) -> bool:
    known = key_of(key)
    return known is not None and known.use == "length"


def is_number(value: Any) -> bool:
    """A number, or text that is nothing but one."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", value) is not None
    )


def _own_words(value: dict[str, Any], name: str) -> Any:
    """What a thing calls its text, best for people first; its name may repeat the key ("venue": {"venueName": …})."""
    of = folded(name)
    found: dict[str, Any] = {}
    for key, one in value.items():
        own = folded(key)
        own = own.removeprefix(of).strip() or own if of and own.startswith(of) else own
        if one not in (None, "", [], {}) and not isinstance(one, bool):
            found.setdefault(own, one)
    return next((found[key] for key in names()["affixes"]["value_names"] if key in found), None)
