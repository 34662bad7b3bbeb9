"""What the campus's institutions offer, before anybody writes a page about it.

Costs and durations are hand-chosen pairs of wording and meaning (`wording.py`), so that the truth is not the output of
any parser. Everything follows from one fixed seed and the night.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.campus.titles import ENGLISH_COAST, ENGLISH_HARBOUR, FRENCH_OF, FRENCH_RIVER, SUBJECTS
from tests.campus.topics import titles, titles_fr
from tests.campus.wording import (
    COSTS_EN,
    COSTS_FR,
    COSTS_REGISTRATION,
    COSTS_SHOP,
    DELIVERY_EN,
    DELIVERY_FR,
    DURATIONS_EN,
    DURATIONS_FR,
    HOURS_REGISTRATION,
    Said,
)

SEED = 20261101


@dataclass(frozen=True, slots=True)
class Course:
    """One offering as its institution knows it. `cost`, `duration`, `delivery`: None where nothing is said."""

    institution: str
    slug: str
    title: str
    subject: str
    code: str | None
    cost: Said | None
    duration: Said | None
    delivery: Said | None
    starts: tuple[date, ...]
    credits: int | None
    badge: bool = False
    title_fr: str | None = None
    cost_fr: Said | None = None
    duration_fr: Said | None = None
    machine_price: str | None = None  # what the page tells machines, where it differs


def slug_of(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _starts(chance: random.Random) -> tuple[date, ...]:
    count = chance.choice((0, 1, 1, 1, 2))
    first = date(2027, 1, 11) + timedelta(days=7 * chance.randrange(0, 30))
    return tuple(first + timedelta(days=84 * n) for n in range(count))


def _pick(chance: random.Random, table: list[Said], share_silent: float) -> Said | None:
    return None if chance.random() < share_silent else chance.choice(table)


def _credits(chance: random.Random, cost: Said | None) -> int | None:
    if cost is not None and cost.values.get("basis") == "per_credit":
        return chance.choice((3, 6, 9))
    return chance.choice((None, None, None, 3, 6))


def _coast() -> list[Course]:
    chance = random.Random(SEED)
    courses = []
    for number, title in enumerate(ENGLISH_COAST):
        cost = _pick(chance, COSTS_EN, 0.05)
        courses.append(
            Course(
                institution="north-coast",
                slug=slug_of(title),
                title=title,
                subject=SUBJECTS[number % len(SUBJECTS)][0],
                code=f"NCMC {1100 + 7 * number}",
                cost=cost,
                duration=_pick(chance, DURATIONS_EN, 0.06),
                delivery=_pick(chance, DELIVERY_EN, 0.05),
                starts=_starts(chance),
                credits=_credits(chance, cost),
                badge=chance.random() < 0.2,
            )
        )
    return courses


def _harbour() -> list[Course]:
    chance = random.Random(SEED + 1)
    courses = []
    for number, title in enumerate(ENGLISH_HARBOUR):
        cost_at, duration_at = chance.randrange(len(COSTS_EN)), chance.randrange(len(DURATIONS_EN))
        silent_cost, silent_duration = chance.random() < 0.06, chance.random() < 0.06
        cost = None if silent_cost else COSTS_EN[cost_at]
        courses.append(
            Course(
                institution="harbour",
                slug=slug_of(title),
                title=title,
                subject=SUBJECTS[number % len(SUBJECTS)][0],
                code=None,
                cost=cost,
                duration=None if silent_duration else DURATIONS_EN[duration_at],
                delivery=_pick(chance, DELIVERY_EN, 0.05),
                starts=_starts(chance),
                credits=_credits(chance, cost),
                title_fr=FRENCH_OF[title],
                cost_fr=None if silent_cost else COSTS_FR[cost_at],
                duration_fr=None if silent_duration else DURATIONS_FR[duration_at],
            )
        )
    # Twice the machine-readable price is a leftover 0, though the page states a price.
    plain = [i for i, c in enumerate(courses) if c.cost and c.cost.values.get("basis") == "total" and _one_price(c)]
    for number in plain[3:30:20]:
        courses[number] = replace(courses[number], machine_price="0")
    return courses


def _one_price(course: Course) -> bool:
    assert course.cost is not None
    return course.cost.values.get("min") == course.cost.values.get("max")


def _river() -> list[Course]:
    chance = random.Random(SEED + 2)
    courses = []
    for number, title in enumerate(FRENCH_RIVER):
        cost = _pick(chance, COSTS_FR, 0.05)
        courses.append(
            Course(
                institution="riviere",
                slug=slug_of(title),
                title=title,
                subject=SUBJECTS[number % len(SUBJECTS)][1],
                code=None,
                cost=cost,
                duration=_pick(chance, DURATIONS_FR, 0.06),
                delivery=_pick(chance, DELIVERY_FR, 0.05),
                starts=_starts(chance),
                credits=_credits(chance, cost),
            )
        )
    return courses


#: The costs an institution writes; `nights.NEW_PRICES` names rows of these.
COSTS = {
    "riviere": COSTS_FR,
    "grands-pins": COSTS_FR,
    "prairie-rose": COSTS_REGISTRATION,
    "cedar-valley": COSTS_SHOP,
    # Words without layout: in a feed, and typed into a line.
    "fundy": [said for said in COSTS_EN if said.html is None],
    "bayview": [said for said in COSTS_EN if said.html is None],
}
DURATIONS = {"riviere": DURATIONS_FR, "grands-pins": DURATIONS_FR, "prairie-rose": HOURS_REGISTRATION}
DELIVERIES = {"riviere": DELIVERY_FR, "grands-pins": DELIVERY_FR}


def _large(institution: str, names: list[str], code: str | None = None) -> list[Course]:
    """An institution of the usual kind; `code`: the letters its course codes begin with."""
    chance = random.Random(f"{SEED} {institution}")
    french = institution in DELIVERIES
    courses = []
    for number, title in enumerate(names):
        cost = _pick(chance, COSTS.get(institution, COSTS_EN), 0.05)
        starts = _starts(chance)
        if institution == "prairie-rose" and not starts:
            cost = None  # a fee is one of a section
        courses.append(
            Course(
                institution=institution,
                slug=slug_of(title),
                title=title,
                subject=SUBJECTS[number % len(SUBJECTS)][french],
                code=f"{code}{1001 + 7 * number}" if code else None,
                cost=cost,
                duration=_pick(chance, DURATIONS.get(institution, DURATIONS_EN), 0.06),
                delivery=_pick(chance, DELIVERIES.get(institution, DELIVERY_EN), 0.05),
                starts=starts,
                credits=_credits(chance, cost),
            )
        )
    return courses


BASE: dict[str, list[Course]] = {
    "north-coast": _coast(),
    "harbour": _harbour(),
    "riviere": _river(),
    "lakeshore": _large("lakeshore", titles(150, 0), "CEMC"),
    "prairie-rose": _large("prairie-rose", titles(50, 30), "MCR "),
    "cedar-valley": _large("cedar-valley", titles(34, 90)),
    "granite": _large("granite", titles(48, 160)),
    "assiniboia": _large("assiniboia", titles(60, 210), "MC-"),
    "grands-pins": _large("grands-pins", titles_fr(44)),
    "fundy": _large("fundy", titles(40, 280), "FSI-"),
    "bayview": _large("bayview", titles(36, 330)),
}


def with_cost(course: Course, cost: Said, cost_fr: Said | None = None) -> Course:
    """The same course at another price; its credits stay unless the new price is one a credit."""
    credits = course.credits or 3 if cost.values.get("basis") == "per_credit" else course.credits
    return replace(course, cost=cost, cost_fr=cost_fr, credits=credits, machine_price=None)
