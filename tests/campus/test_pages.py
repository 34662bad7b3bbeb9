"""The campus's pages: full, repeatable, and saying exactly what the truth says."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.campus.facts import BASE, Course
from tests.campus.nights import NIGHTS, REDESIGNED, campus
from tests.campus.response import Answer
from tests.campus.sites import SITES, Site, harbour
from tests.campus.wording import (
    COSTS_EN,
    COSTS_FR,
    DURATIONS_EN,
    DURATIONS_FR,
    PLAIN_COSTS_EN,
    PLAIN_COSTS_FR,
    PLAIN_DURATIONS_EN,
    PLAIN_DURATIONS_FR,
    Said,
)

DIGEST = """
import hashlib
from tests.campus.test_pages import every_page
print(hashlib.sha256(b"".join(answer.body for _, _, answer in every_page())).hexdigest())
"""


def every_offering() -> Iterator[tuple[Site, Course, Answer, Answer | None]]:
    """Each offering's page on each night, and what else tells of it."""
    for night in range(1, NIGHTS + 1):
        for site in SITES:
            here = campus(site.institution, night)
            for course in here.courses:
                yield site, course, site.page_of(course, here), site.rest_of(course, here)
                if site.institution == "harbour":
                    yield site, course, site.answer(harbour.french_path_of(course), "", here), None


def every_page() -> Iterator[tuple[Site, Course, Answer]]:
    for site, course, answer, _ in every_offering():
        yield site, course, answer


def text_of(answer: Answer) -> str:
    """What a visitor reads of the page's main part: no scripts, no styles, no chrome after the offering."""
    declared = re.search(rb'charset="?([\w-]+)|encoding="([\w-]+)', answer.body)
    assert declared, "a page declares its charset"
    page = answer.body.decode((declared[1] or declared[2]).decode())
    page = page.partition("<h1")[2] or page
    page = re.split(r'<section class="related-programs"|<aside|<!-- /content -->', page)[0]
    page = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_pages_are_full_pages() -> None:
    """601 + 601 + 602 offerings' pages on three nights, and 49 + 48 + 48 French twins."""
    sizes = [len(answer.body) for _, _, answer in every_page()]
    assert min(sizes) >= 20_000
    assert max(sizes) <= 80_000
    assert len(sizes) == 1804 + 145


def test_every_offering_of_every_night_is_served() -> None:
    assert {answer.status for _, _, answer in every_page()} == {200}


def test_pages_are_the_same_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_page_says_what_the_truth_was_written_from() -> None:
    for site, course, answer, rest in every_offering():
        text = text_of(answer) + (text_of(rest) if rest else "")
        twin = site.institution == "harbour" and b'<html lang="fr' in answer.body
        title = course.title_fr if twin else course.title
        cost = course.cost_fr if twin else course.cost
        duration = course.duration_fr if twin else course.duration
        assert title is not None
        assert title in text
        for said in (cost, duration, None if twin else course.delivery):
            assert said is None or said.words in text, (course.title, said)
        assert course.code is None or course.code in text
        for day in course.starts:
            assert str(day.year) in text


def test_what_is_not_said_stands_nowhere_near_the_facts() -> None:
    labels = ("Tuition", "Tuition and fees", "Cost", "Course fee", "Price", "Coût", "Tarif")
    for site, course, answer in every_page():
        if course.cost is None and not site.several_a_page:
            assert not any(
                re.search(rf">{label}[\s\xa0]*(&nbsp;)?:?<", answer.body.decode("utf-8", "replace")) for label in labels
            )


def _others(answer: Answer) -> bool:
    """Other offerings stand on the page, with prices of their own."""
    after = re.split(rb'<section class="related-programs"|<aside|<!-- /content -->', answer.body)
    return any(part.count(b"$") >= 2 or part.count(b" $") >= 2 for part in after[1:])


def test_a_redesign_changes_every_class_and_no_word() -> None:
    night, name = REDESIGNED
    site = next(one for one in SITES if one.institution == name)
    before, after = campus(name, night - 1), campus(name, night)
    assert not before.redesigned
    assert after.redesigned
    kept = {course for course in before.courses if course in after.courses}
    assert len(kept) > 140
    for course in kept:
        old, new = site.page_of(course, before), site.page_of(course, after)
        main_old, main_new = (one.body.partition(b"<h1")[2].partition(b"<!-- /content -->")[0] for one in (old, new))
        assert set(re.findall(rb'class="([^"]+)"', main_old)).isdisjoint(re.findall(rb'class="([^"]+)"', main_new))
        words = [sorted(re.findall(r"[\w$.,]+", text_of(one).replace(":", ""))) for one in (old, new)]
        assert words[0] == words[1]


def test_pages_are_full_of_numbers_that_are_not_the_offering() -> None:
    for _, _, answer in every_page():
        text = answer.body.decode("latin-1")
        assert "555-01" in text  # telephone
        assert re.search(r"salary of \$\d|gagnent en moyenne \d", text)
    others = [_others(answer) for site, _, answer in every_page() if site.institution not in ("fundy", "bayview")]
    assert sum(others) > 0.97 * len(others)


def test_some_pages_are_in_windows_1252_and_say_so_in_a_meta_element_only() -> None:
    old = [answer for _, _, answer in every_page() if b"charset=windows-1252" in answer.body]
    assert old
    assert {answer.content_type for answer in old} == {"text/html"}
    assert all("é" in text_of(answer) or "È" in text_of(answer) or "à" in text_of(answer) for answer in old)


def test_machine_readable_prices_sometimes_lack_and_sometimes_contradict_the_shown_ones() -> None:
    here = campus("harbour", 1)
    pages = {c.slug: harbour.answer(harbour.path_of(c), "", here).body.decode() for c in here.courses}
    silent = [
        c for c in here.courses if c.cost and c.cost.values["status"] == "priced" and '"offers"' not in pages[c.slug]
    ]
    wrong = [
        c for c in here.courses if c.cost and c.cost.values["status"] == "priced" and '"price": "0"' in pages[c.slug]
    ]
    assert silent
    assert len(wrong) == 2


def test_the_french_twin_names_its_english_page() -> None:
    here = campus("harbour", 1)
    for course in here.courses:
        english, french = harbour.path_of(course), harbour.french_path_of(course)
        for path in (english, french):
            page = harbour.answer(path, "", here).body.decode()
            assert f'hreflang="en" href="{harbour.ORIGIN}{english}"' in page
            assert f'hreflang="fr" href="{harbour.ORIGIN}{french}"' in page
            assert f'<link rel="canonical" href="{harbour.ORIGIN}{path}">' in page


@pytest.mark.parametrize(("english", "french"), [(COSTS_EN, COSTS_FR), (DURATIONS_EN, DURATIONS_FR)])
def test_english_and_french_wording_mean_the_same_row_by_row(english: list[Said], french: list[Said]) -> None:
    assert [one.values for one in english] == [one.values for one in french]


_PLAIN = [*PLAIN_COSTS_EN, *PLAIN_COSTS_FR, *PLAIN_DURATIONS_EN, *PLAIN_DURATIONS_FR]


@pytest.mark.parametrize("said", _PLAIN, ids=lambda said: said.words)
def test_the_numbers_of_the_truth_are_those_of_plain_words(said: Said) -> None:
    in_words = re.sub(r"(?<=\d)[ ,](?=\d{3})", "", said.words).replace(",", ".").replace("One", "1").replace("Une", "1")
    numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", in_words)}
    meant = {float(v) for v in said.values.values() if isinstance(v, int | float) and not isinstance(v, bool) and v}
    assert numbers == meant


def test_no_two_offerings_of_an_institution_share_a_title_or_an_address() -> None:
    for courses in BASE.values():
        for same in ("title", "slug"):
            names = sorted(getattr(course, same) for course in courses)
            assert all(a != b for a, b in pairwise(names))
    assert sum(map(len, BASE.values())) == 612
