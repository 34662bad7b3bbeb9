"""Keys and values of one JSON object, recognised; wrappers opened, things within read under both names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawlers.contract import Field
from crawlers.reading.feeds.keys import Key, folded, key_of, words_in
from crawlers.reading.feeds.values import amount, quantity, texts

_DEEPEST = 3
#: Lists of things under these are runs of the offering, not values of it.
_DAYS = frozenset((Field.START_DATE, Field.END_DATE))


@dataclass(frozen=True, slots=True)
class Pair:
    """A known key with its value. `label` is the key in plain words."""

    key: Key
    label: str
    pointer: str
    value: Any

    def texts(self) -> list[str]:
        """The value in words; amounts with their currency, lengths with their unit."""
        if isinstance(self.value, dict):
            whole = amount(self.value) if self.key.field == Field.COST else None
            if self.key.field in (Field.DURATION, Field.CREDITS):
                whole = quantity(self.value)
            if whole:
                return [whole]
        if isinstance(self.value, list) and self.key.field in _DAYS and any(isinstance(v, dict) for v in self.value):
            return []
        return list(dict.fromkeys(texts(self.value, self.label)))


def pairs_of(value: dict[str, Any], pointer: str, prefix: str = "", depth: int = 0) -> Iterator[Pair]:
    """Known keys of an object in order. `prefix` is the name of the thing it is, where that is no wrapper."""
    for raw, one in value.items():
        key = str(raw)
        if one is None or one == "" or one == [] or one == {}:
            continue
        where = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        known, label = _known(key, prefix)
        if known is not None and (pair := Pair(known, label, where, one)) and (isinstance(one, bool) or pair.texts()):
            yield pair
        elif isinstance(one, dict) and depth < _DEEPEST:
            if folded(key) in words_in("affixes", "wrappers"):
                yield from pairs_of(one, where, prefix, depth + 1)
            elif not prefix:
                yield from pairs_of(one, where, key, depth + 1)


def _known(key: str, prefix: str) -> tuple[Key | None, str]:
    """What a key is about, and its label. Within a thing, only what goes by both names together is."""
    if not prefix:
        return key_of(key), folded(key)
    together = key if folded(key).startswith(folded(prefix)) and folded(key) != folded(prefix) else f"{prefix} {key}"
    return key_of(together), folded(together)
