"""What a look at a site has shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crawlers.probing.groups import Group
from crawlers.probing.guest import Visit
from crawlers.reading.readings import PageReading


@dataclass(frozen=True, slots=True)
class Sample:
    """A page that may be an offering's, and what it states."""

    visit: Visit
    reading: PageReading

    @property
    def states_an_offering(self) -> bool:
        return bool(self.reading.offerings)


@dataclass(slots=True)
class Findings:
    """`group` is the list that was settled on, `feed` a course feed that states the offerings itself; None where there
    is none. `platform` and `options` are set where the list itself shows them."""

    asked: str
    home: Visit | None = None
    system: tuple[str, str] | None = None
    platform: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    sitemaps: dict[str, int] = field(default_factory=dict)  # address -> addresses in it
    listings: dict[str, Group] = field(default_factory=dict)  # pages looked at -> the best list each links
    listing: str | None = None
    by_sitemap: str | None = None  # the sitemap (or index) that leads to the group
    group: Group | None = None
    feed: PageReading | None = None
    samples: list[Sample] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    ended_early: bool = False

    @property
    def good(self) -> list[Sample]:
        return [sample for sample in self.samples if sample.states_an_offering]

    @property
    def is_enough(self) -> bool:
        """Can a manifest be made of it?"""
        return self.group is not None or self.feed is not None
