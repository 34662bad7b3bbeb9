"""What a perfect run of nights 1 to N would know: offerings, changes, states. From the facts, through no parser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.campus.facts import BASE, Course
from tests.campus.nights import BREAKS, Campus, campus
from tests.campus.sites import harbour, north_coast, riviere
from tests.campus.wording import Said

_URLS = {
    "north-coast": lambda c: f"http://{north_coast.HOST}{north_coast.path_of(c)}",
    "harbour": lambda c: f"http://{harbour.HOST}{harbour.path_of(c)}",
    "riviere": lambda c: f"http://{riviere.HOST}{riviere.path_of(c)}",
}


@dataclass(frozen=True, slots=True)
class True_:
    """One offering as it should stand in the catalogue."""

    institution: str
    title: str
    url: str
    code: str | None
    cost: dict[str, Any]
    duration: dict[str, Any]
    delivery_mode: str
    starts: tuple[str, ...]
    credits: int | None
    lang: str


@dataclass(frozen=True, slots=True)
class Change:
    """One expected row of history. `field` is the one that must be there (cost_min, url) or ''."""

    institution: str
    title: str
    change: str
    field: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """After nights 1 to `night`: what is on offer, tonight's changes, and which titles are missing or withdrawn."""

    night: int
    offerings: tuple[True_, ...]
    changes: tuple[Change, ...]
    missing: frozenset[tuple[str, str]]
    withdrawn: frozenset[tuple[str, str]]
    broken: str | None  # the institution whose site breaks tonight: nothing new is expected of it


def _values(said: Said | None) -> dict[str, Any]:
    return dict(said.values) if said else {"status": "unknown"}


def _true(course: Course) -> True_:
    return True_(
        institution=course.institution,
        title=course.title,
        url=_URLS[course.institution](course),
        code=course.code,
        cost=_values(course.cost),
        duration=_values(course.duration),
        delivery_mode=course.delivery.values["delivery_mode"] if course.delivery else "unknown",
        starts=tuple(day.isoformat() for day in course.starts),
        credits=course.credits,
        lang="fr" if course.institution == "riviere" else "en",
    )


def _seen(institution: str, night: int) -> Campus:
    """What the catalogue can know of an institution: on the night its site breaks, the night before."""
    return campus(institution, night - 1 if (night, institution) == BREAKS else night)


def _amount(values: dict[str, Any]) -> str | None:
    return f"{values['min']:.2f}" if values.get("min") is not None else None


def _changes(institution: str, night: int, missing_before: set[str]) -> list[Change]:
    before = {c.title: c for c in _seen(institution, night - 1).courses}
    after = {c.title: c for c in _seen(institution, night).courses}
    ever = {c.title for n in range(1, night) for c in campus(institution, n).courses}
    found = []
    for title, course in after.items():
        if title not in before:
            kind = "returned" if title in ever and title not in missing_before else "added"
            found.append(Change(institution, title, kind, ""))
            continue
        old, new = _true(before[title]), _true(course)
        if _amount(old.cost) != _amount(new.cost):
            found.append(Change(institution, title, "changed", "cost_min", _amount(old.cost), _amount(new.cost)))
        if old.url != new.url:
            found.append(Change(institution, title, "moved", "url", old.url, new.url))
    gone = {title for title in before.keys() - after.keys() if before[title].slug in _seen(institution, night).gone}
    found += [Change(institution, title, "withdrawn", "") for title in sorted(gone | missing_before)]
    return found


def truth(night: int) -> Truth:
    """What should be known after nights 1 to `night` ran in order."""
    changes: list[Change] = []
    missing: set[tuple[str, str]] = set()
    withdrawn: set[tuple[str, str]] = set()
    for institution in BASE:
        absent: set[str] = set()  # missing for one night
        for n in range(1, night + 1):
            if n == 1:
                tonight = [Change(institution, c.title, "added", "") for c in campus(institution, 1).courses]
            elif (n, institution) == BREAKS:
                tonight = []
            else:
                tonight = _changes(institution, n, absent)
                went = {c.title for c in tonight if c.change == "withdrawn"}
                withdrawn -= {(institution, c.title) for c in tonight if c.change == "returned"}
                withdrawn |= {(institution, title) for title in went}
                old = {c.title for c in _seen(institution, n - 1).courses}
                absent = old - {c.title for c in _seen(institution, n).courses} - went
            if n == night:
                changes += tonight
        missing |= {(institution, title) for title in absent}
    offerings = [_true(c) for name in BASE for c in _seen(name, night).courses]
    broken = BREAKS[1] if BREAKS[0] == night else None
    return Truth(night, tuple(offerings), tuple(changes), frozenset(missing), frozenset(withdrawn), broken)
