"""The campus's institutions: a new one is a module here, a line in `SITES`, its facts and its manifest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import Answer
from tests.campus.sites import harbour, north_coast, riviere


@dataclass(frozen=True, slots=True)
class Site:
    """How one institution answers: `answer(path, query, campus)`; an offering's page in its main language: `path_of`."""

    institution: str
    host: str
    lang: str
    answer: Callable[[str, str, Campus], Answer]
    path_of: Callable[[Course], str]
    offerings_under: str  # paths that start so are offerings' pages

    def url_of(self, course: Course) -> str:
        return f"http://{self.host}{self.path_of(course)}"


SITES: tuple[Site, ...] = (
    Site("north-coast", north_coast.HOST, "en", north_coast.answer, north_coast.path_of, f"{north_coast.LISTING}/"),
    Site("harbour", harbour.HOST, "en", harbour.answer, harbour.path_of, "/programs/micro-credentials/"),
    Site("riviere", riviere.HOST, "fr", riviere.answer, riviere.path_of, "/formation/micro-certifications/"),
)
