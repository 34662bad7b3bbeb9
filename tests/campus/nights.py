"""What happens between the nights, as data: prices change, offerings come and go, pages move, a site breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.campus.facts import BASE, COSTS, Course, with_cost
from tests.campus.wording import COSTS_EN, COSTS_FR

NIGHTS = 3
#: Offerings held back from night 1, by position; they appear on night 2.
LATE = {
    "north-coast": (58, 59),
    "harbour": (49,),
    "riviere": (39,),
    "lakeshore": (140, 149),
    "granite": (47,),
    "assiniboia": (0,),
    "grands-pins": (20,),
    "fundy": (39,),
    "bayview": (35,),
}
#: (night, institution, position in BASE, row of the cost tables it changes to)
NEW_PRICES = (
    (2, "north-coast", 0, 4),
    (2, "north-coast", 7, 14),
    (2, "north-coast", 21, 0),
    (2, "harbour", 3, 6),
    (2, "harbour", 11, 3),
    (2, "riviere", 5, 13),
    (2, "lakeshore", 2, 3),
    (2, "lakeshore", 77, 1),
    (2, "prairie-rose", 6, 2),
    (2, "cedar-valley", 4, 0),
    (2, "cedar-valley", 19, 3),
    (2, "granite", 10, 16),
    (2, "assiniboia", 5, 6),
    (2, "grands-pins", 3, 1),
    (2, "fundy", 12, 3),
    (2, "bayview", 7, 3),
    (3, "bayview", 12, 1),
    (3, "lakeshore", 101, 14),
    (3, "cedar-valley", 8, 4),
    (3, "fundy", 30, 1),
    (3, "harbour", 8, 1),
    (3, "harbour", 20, 16),
    (3, "riviere", 12, 9),
)
#: (night, institution, position): the page answers 404 from that night on …
GONE = (
    (2, "north-coast", 30),
    (2, "harbour", 25),
    (2, "riviere", 8),
    (2, "lakeshore", 60),
    (2, "prairie-rose", 17),
    (2, "assiniboia", 11),
    (2, "fundy", 20),
)
#: … or is sent to the listing, as sites do with pages they have taken down.
SENT_HOME = ((2, "riviere", 17), (2, "harbour", 33), (2, "granite", 14))
#: … until that night, when it is back.
BACK = ((3, "riviere", 8),)
#: (night, institution, position): no longer there, on a page that holds others as well.
LEFT_OUT = ((2, "bayview", 20),)
#: (night, institution, position, new slug): 301 from the old address, and the listing links the new one.
MOVED = (
    (2, "riviere", 22, "francisation-en-milieu-de-travail"),
    (2, "north-coast", 45, "wind-energy-essentials"),
    (2, "assiniboia", 30, "a-new-name-for-an-old-page"),
    (2, "grands-pins", 12, "gerer-les-conflits"),
)
#: From this night's middle on, the institution answers 503.
BREAKS = (3, "north-coast")
#: From this night on, the institution's pages say the same words in other elements and classes.
REDESIGNED = (3, "lakeshore")


@dataclass(frozen=True, slots=True)
class Campus:
    """One institution on one night: what it offers, and which old paths lead nowhere or elsewhere (by slug)."""

    courses: tuple[Course, ...]
    gone: frozenset[str]
    sent_home: frozenset[str]
    moved: dict[str, str]
    redesigned: bool = False


def served_before_breaking(campus: Campus) -> int:
    """How many distinct offering pages a site still serves on the night it breaks."""
    return len(campus.courses) // 2


def campus(institution: str, night: int) -> Campus:
    if not 1 <= night <= NIGHTS:
        raise ValueError(f"the campus has nights 1 to {NIGHTS}, not {night}")
    courses = dict(enumerate(BASE[institution]))
    if night < 2:
        for position in LATE.get(institution, ()):
            del courses[position]
    for when, where, position, row in NEW_PRICES:
        if where == institution and when <= night:
            twin = COSTS_FR[row] if institution == "harbour" else None
            table = COSTS.get(institution, COSTS_EN)
            courses[position] = with_cost(courses[position], table[row], twin)
    moved = {}
    for when, where, position, slug in MOVED:
        if where == institution and when <= night:
            moved[courses[position].slug] = slug
            courses[position] = replace(courses[position], slug=slug)
    back = {(where, position) for when, where, position in BACK if when <= night}
    for when, where, position in LEFT_OUT:
        if where == institution and when <= night:
            del courses[position]
    gone: set[str] = set()
    sent_home: set[str] = set()
    for table_, into in ((GONE, gone), (SENT_HOME, sent_home)):
        for when, where, position in table_:
            if where == institution and when <= night and (where, position) not in back:
                into.add(courses.pop(position).slug)
    redesigned = institution == REDESIGNED[1] and night >= REDESIGNED[0]
    return Campus(tuple(courses.values()), frozenset(gone), frozenset(sent_home), moved, redesigned)
