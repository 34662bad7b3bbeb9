"""The campus's institutions: a new one is a module here, a line in `SITES`, its facts and its manifest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import Answer
from tests.campus.sites import (
    assiniboia,
    bayview,
    cedar_valley,
    fundy,
    grands_pins,
    granite,
    harbour,
    lakeshore,
    north_coast,
    prairie_rose,
    riviere,
)

Answers = Callable[[str, str, Campus], Answer]


@dataclass(frozen=True, slots=True)
class Site:
    """How one institution answers: `answer(path, query, campus)`; an offering's page in its main language: `path_of`.

    `others`: further hosts of it, and how they answer. `more_of`: where the rest of an offering's facts stands, besides
    its page: another host's page, or a file that tells of all.
    """

    institution: str
    host: str
    lang: str
    answer: Answers
    path_of: Callable[[Course], str]
    offerings_under: str  # paths that start so are offerings' pages
    others: Mapping[str, Answers] = field(default_factory=dict)
    more_of: Callable[[Course], str] | None = None
    several_a_page: bool = False

    def url_of(self, course: Course) -> str:
        return f"http://{self.host}{self.path_of(course)}"

    def page_of(self, course: Course, campus: Campus) -> Answer:
        """An offering's page."""
        parts = urlsplit(self.path_of(course))
        return self.answer(parts.path, parts.query, campus)

    def rest_of(self, course: Course, campus: Campus) -> Answer | None:
        """What else tells of an offering; None where its page tells all."""
        if self.more_of is None:
            return None
        parts = urlsplit(self.more_of(course))
        return self.others.get(parts.netloc, self.answer)(parts.path, parts.query, campus)


SITES: tuple[Site, ...] = (
    Site("north-coast", north_coast.HOST, "en", north_coast.answer, north_coast.path_of, f"{north_coast.LISTING}/"),
    Site("harbour", harbour.HOST, "en", harbour.answer, harbour.path_of, "/programs/micro-credentials/"),
    Site("riviere", riviere.HOST, "fr", riviere.answer, riviere.path_of, "/formation/micro-certifications/"),
    Site("lakeshore", lakeshore.HOST, "en", lakeshore.answer, lakeshore.path_of, f"{lakeshore.LISTING}/"),
    Site("prairie-rose", prairie_rose.HOST, "en", prairie_rose.answer, prairie_rose.path_of, "/search/"),
    Site(
        "cedar-valley",
        cedar_valley.HOST,
        "en",
        cedar_valley.answer,
        cedar_valley.path_of,
        cedar_valley.LISTING,
        {cedar_valley.SHOP: cedar_valley.shop},
        lambda course: f"//{cedar_valley.SHOP}{cedar_valley.shop_path_of(course)}",
    ),
    Site("granite", granite.HOST, "en", granite.answer, granite.path_of, "/microcredential/"),
    Site("assiniboia", assiniboia.HOST, "en", assiniboia.answer, assiniboia.path_of, "/learn/"),
    Site("grands-pins", grands_pins.HOST, "fr", grands_pins.answer, grands_pins.path_of, "/fr/formation/"),
    Site("fundy", fundy.HOST, "en", fundy.answer, fundy.path_of, "/study/", {}, lambda course: fundy.FEED),
    Site("bayview", bayview.HOST, "en", bayview.answer, bayview.path_of, "/short-courses/", several_a_page=True),
)
