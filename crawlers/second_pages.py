"""Offerings whose facts stand on two pages: the institution's own, and one it links (a price on a registration site).

A manifest says so by rules, each a table `[[platform_options.also_read]]`:

    links  = '/(?:courses|programs)/[^/?#]+$'    regular expression on the address that is linked
    fields = ["cost"]                            what is taken from there (default: cost)
    shared = false                               true: one page holds for all the offerings that link it
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawlers.contract import Field, Offering, Statement


@dataclass(frozen=True, slots=True)
class Rule:
    """Which linked page is read as well, and for which fields."""

    links: re.Pattern[str]
    fields: frozenset[str] = frozenset({str(Field.COST)})
    shared: bool = False


def rules(options: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of a manifest's `platform_options`. ValueError that names what is wrong with one."""
    found = []
    for table in options.get("also_read", ()):
        if not isinstance(table, Mapping) or not isinstance(table.get("links"), str):
            raise ValueError("each 'also_read' needs links = '…', a regular expression on addresses")
        try:
            links = re.compile(table["links"])
        except re.error as error:
            raise ValueError(f"'also_read' links {table['links']!r} is no regular expression: {error}") from error
        fields = frozenset(table.get("fields", (str(Field.COST),)))
        if unknown := fields - {str(one) for one in Field}:
            raise ValueError(f"'also_read' fields {sorted(unknown)} are no canonical fields")
        found.append(Rule(links, fields, table.get("shared", False) is True))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Held:
    """An offering that waits for its second page. `group`: the same for its twins in other languages."""

    offering: Offering
    statements: tuple[Statement, ...]
    group: str
    fields: frozenset[str]


@dataclass(slots=True)
class SecondPages:
    """What waits for which page. A page that several offerings link is a portal, not the page of one of them: it is
    not read for them, unless its rule says that it holds for all."""

    rules: Sequence[Rule] = ()
    _waiting: dict[str, list[Held]] = field(default_factory=dict)
    _shared: set[str] = field(default_factory=set)

    def of(self, links: Iterable[str]) -> tuple[str, Rule] | None:
        """The one address among these that a rule names; None where there is none, or more than one."""
        found = {url: rule for url in links for rule in self.rules if rule.links.search(url)}
        return next(iter(found.items())) if len(found) == 1 else None

    def hold(self, url: str, rule: Rule, offering: Offering, statements: Sequence[Statement], group: str) -> None:
        self._waiting.setdefault(url, []).append(Held(offering, tuple(statements), group, rule.fields))
        if rule.shared:
            self._shared.add(url)

    def take(self) -> Iterator[tuple[str, tuple[Held, ...], bool]]:
        """Each page that is waited for, who waits for it, and whether it may be read for them; then nobody waits."""
        waiting, self._waiting = self._waiting, {}
        for url, held in waiting.items():
            yield url, tuple(held), url in self._shared or len({one.group for one in held}) == 1
