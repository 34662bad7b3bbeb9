"""What a perfect run of nights 1 to N would know: offerings, changes, states. From the facts, through no parser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.campus.facts import BASE, Course
from tests.campus.nights import BREAKS, Campus, campus, served_before_breaking
from tests.campus.sites import SITES
from tests.campus.wording import Said

_SITES = {site.institution: site for site in SITES}
#: What a change of price may change; the values of history are compared for each of them.
PRICE_FIELDS = ("cost_status", "cost_min", "cost_max", "currency", "cost_basis", "cost_tax")


@dataclass(frozen=True, slots=True)
class Expected:
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
    cost_total: float | None  # per credit x the credits stated; None where no such sum is wanted
    credential_kind: str
    recognition: str
    lang: str


@dataclass(frozen=True, slots=True)
class Change:
    """One expected row of history. `field` is a column of the catalogue, or ''."""

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
    offerings: tuple[Expected, ...]
    changes: tuple[Change, ...]
    missing: frozenset[tuple[str, str]]
    withdrawn: frozenset[tuple[str, str]]
    broken: str | None  # the institution whose site breaks tonight: nothing new is expected of it
    broken_stale: int  # of its offerings, so many at least were not to be had tonight


def _values(said: Said | None) -> dict[str, Any]:
    return dict(said.values) if said else {"status": "unknown"}


def _expected(course: Course) -> Expected:
    cost, site = _values(course.cost), _SITES[course.institution]
    a_credit = cost.get("basis") == "per_credit"
    return Expected(
        institution=course.institution,
        title=course.title,
        url=site.url_of(course),
        code=course.code,
        cost=cost,
        duration=_values(course.duration),
        delivery_mode=course.delivery.values["delivery_mode"] if course.delivery else "unknown",
        starts=tuple(day.isoformat() for day in course.starts),
        credits=course.credits,
        cost_total=cost["min"] * (course.credits or 0) if a_credit else None,
        credential_kind="micro_credential",  # "Micro-credential with digital badge" is one, too
        recognition="stackable" if course.institution == "harbour" else "unknown",
        lang=site.lang,
    )


def _seen(institution: str, night: int) -> Campus:
    """What the catalogue can know of an institution: on the night its site breaks, the night before."""
    return campus(institution, night - 1 if (night, institution) == BREAKS else night)


def _text(value: Any) -> str | None:
    """As the catalogue's history writes a value."""
    return value if value is None or isinstance(value, str) else f"{value:.2f}"


def _price_changes(old: Expected, new: Expected) -> list[Change]:
    free = "free" in (old.cost["status"], new.cost["status"])
    found = [
        (column, old.cost.get(column.removeprefix("cost_")), new.cost.get(column.removeprefix("cost_")))
        for column in PRICE_FIELDS
        if not (free and column in ("currency", "cost_basis"))  # "free" states neither
    ]
    found.append(("credits", old.credits, new.credits))
    return [
        Change(new.institution, new.title, "changed", column, _text(before), _text(after))
        for column, before, after in found
        if before != after
    ]


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
        old, new = _expected(before[title]), _expected(course)
        found += _price_changes(old, new)
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
    offerings = [_expected(c) for name in BASE for c in _seen(name, night).courses]
    broken, stale = (BREAKS[1] if BREAKS[0] == night else None), 0
    if broken:
        known = campus(broken, night)
        stale = len(known.courses) - served_before_breaking(known)
    return Truth(night, tuple(offerings), tuple(changes), frozenset(missing), frozenset(withdrawn), broken, stale)
