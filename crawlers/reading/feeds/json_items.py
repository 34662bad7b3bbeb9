"""A catalogue's JSON answer without a map: which of its entries are offerings, told by the names of their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawlers.contract import Field
from crawlers.reading.feeds.entry import Entry
from crawlers.reading.feeds.keys import folded, words_in
from crawlers.reading.nodes import DEEPEST

#: Values looked at while searching; entries looked at to judge a list.
_MOST_VALUES = 200_000
_SAMPLE = 20
_IDS = re.compile(r"[\w-]{1,64}")


@dataclass(frozen=True, slots=True)
class Found:
    """An entry and where it stands."""

    pointer: str
    value: dict[str, Any]


def find_items(answer: Any) -> list[Found]:
    """Entries that are offerings, in order. The outermost that are: what they hold is theirs."""
    waiting: list[tuple[str, Any, int]] = [("", answer, 0)]
    found: list[Found] = []
    looked = 0
    while waiting and looked < _MOST_VALUES:
        pointer, value, depth = waiting.pop()
        looked += 1
        if depth > DEEPEST:
            continue
        if isinstance(value, dict) and _is_offering(value) and not _holds_offerings(value):
            found.append(Found(pointer, value))
            continue
        inner = list(_inner(pointer, value))
        entries = [Found(where, one) for where, one in inner if isinstance(one, dict)]
        if _is_list_of_offerings(value, [entry.value for entry in entries]):
            found += [entry for entry in entries if _is_offering(entry.value)]
            continue
        waiting.extend((where, one, depth + 1) for where, one in reversed(inner) if isinstance(one, dict | list))
    return found


def _inner(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        yield from ((f"{pointer}/{i}", one) for i, one in enumerate(value))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}", one


def _is_offering(value: dict[str, Any]) -> bool:
    return Entry("", value).states_an_offering


def _is_list_of_offerings(value: Any, entries: list[dict[str, Any]]) -> bool:
    """At least half of the first entries are: facets, menus and the like are not. A dict counts by its ids."""
    if not entries or (
        isinstance(value, dict) and (len(entries) < 2 or len(entries) < len(value) or not _by_id(value))
    ):
        return False
    sample = entries[:_SAMPLE]
    return 2 * sum(_is_offering(one) for one in sample) >= len(sample)


def _by_id(value: dict[str, Any]) -> bool:
    """{"101": {…}, "102": {…}}: keys that name entries, not what they are."""
    return all(_IDS.fullmatch(str(key)) for key in value) and any(any(c.isdigit() for c in str(key)) for key in value)


def _holds_offerings(value: dict[str, Any]) -> bool:
    """A catalogue with a title and a date of its own; but a program that has a price is one, whatever it is made of."""
    stated = {s.field for s in Entry("", value).own}
    if stated & {Field.COST, Field.DURATION}:
        return False
    runs = words_in("affixes", "runs")
    return any(
        folded(str(key)) not in runs
        and isinstance(one, list)
        and any(isinstance(x, dict) and _is_offering(x) for x in one[:_SAMPLE])
        for key, one in value.items()
    )
