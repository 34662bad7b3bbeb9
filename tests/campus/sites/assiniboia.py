"""Assiniboia Polytechnic: a list made by script from a JSON search; pages rendered on the server, classes without sense."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import parse_qs

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, moved, page, robots

HOST = "www.assiniboia.example"
SEARCH = "/api/search/programs"
A_PAGE = 20
#: What else the same search finds.
_OTHERS = ("Business Diploma", "Practical Nursing", "Summer Camp: Robotics")


def path_of(course: Course) -> str:
    return f"/learn/{course.slug}"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots("Disallow: /api/account/", "Disallow: /preview/")
    if path == SEARCH:
        return _search(parse_qs(query), campus)
    if path in ("/", "/learn") or path.startswith("/site/"):
        return _shell(
            "Assiniboia Polytechnic", "<div id='__next'><h1>Find your program</h1><div>Loading…</div></div>", path
        )
    slug = path.removeprefix("/learn/")
    for course in campus.courses:
        if course.slug == slug:
            return _offering(course, campus)
    if slug in campus.moved:
        return moved(f"http://{HOST}/learn/{campus.moved[slug]}")
    return NOT_FOUND


def _search(asked: dict[str, list[str]], campus: Campus) -> Answer:
    number = asked.get("page", ["1"])[0]
    if not (number.isascii() and number.isdecimal() and int(number) > 0):
        return Answer(400, b'{"error": "page"}', "application/json")
    found = [
        {"id": c.code, "name": c.title, "path": path_of(c), "type": "Micro-credential", "area": c.subject, "score": 1.0}
        for c in campus.courses
    ]
    found[7:7] = [
        {"id": f"P{n}", "name": name, "path": f"/learn/p{n}", "type": "Program"} for n, name in enumerate(_OTHERS)
    ]
    first = (int(number) - 1) * A_PAGE
    body = {
        "meta": {"total": len(found), "page": int(number), "pageSize": A_PAGE},
        "data": {
            "hits": found[first : first + A_PAGE],
            "facets": {"type": [{"Micro-credential": len(campus.courses)}]},
        },
    }
    return Answer(200, json.dumps(body).encode(), "application/json; charset=utf-8")


def _css(name: str) -> str:
    return "css-" + hashlib.md5(name.encode()).hexdigest()[:6]


def _shell(title: str, body: str, key: str) -> Answer:
    return page(
        f"""<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><meta charset="utf-8"/><title>{title} | Assiniboia</title>
{chrome.styles(key)}{chrome.scripts(key)}</head><body><div id="__next"><div class="{_css("top")}">{chrome.menu(HOST)}</div>
{chrome.banner()}<main class="{_css("main")}">{body}</main>{chrome.news(key)}{chrome.footer()}</div>
<script id="__NEXT_DATA__" type="application/json">{{"props":{{"pageProps":{{"price":99,"weeks":1}}}}}}</script></body></html>"""
    )


def _fact(label: str, value: str) -> str:
    return (
        f'<div class="{_css("fact")}"><span class="{_css("fact-label")}">{label}</span>'
        f'<div class="{_css("fact-value")}"><span>{value}</span></div></div>'
    )


def _offering(course: Course, campus: Campus) -> Answer:
    facts = [_fact("Program code", course.code or "")]
    if course.cost:
        facts.append(_fact("Tuition and fees", course.cost.shown))
    if course.duration:
        facts.append(_fact("Program length", course.duration.shown))
    if course.delivery:
        facts.append(_fact("How you’ll learn", course.delivery.words))
    if course.credits:
        facts.append(_fact("Credits", str(course.credits)))
    if course.starts:
        facts.append(_fact("Start dates", "; ".join(f"{d.day} {d:%B} {d.year}" for d in course.starts)))
    facts.append(_fact("Credential", "Micro-credential"))
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes(course))
    near = [c for c in campus.courses if c.subject == course.subject and c.slug != course.slug][:4]
    chance = chrome.chance_for(course.slug + "near")
    slides = "".join(
        f'<a class="{_css("slide")}" href="{path_of(c)}"><h3>{c.title}</h3><div>${10 * chance.randrange(20, 300)}</div>'
        f"<div>{chance.randrange(3, 15)} hours</div></a>"
        for c in near
    )
    body = (
        f'<div class="{_css("hero")}"><h1>{course.title}</h1><p>{prose.summary(course)}</p></div>'
        f'<section aria-label="Program details" class="{_css("facts")}">{"".join(facts)}</section>'
        f'<div class="{_css("tabs")}"><div role="tablist"><button role="tab">Overview</button><button role="tab">Outcomes</button></div>'
        f'<div role="tabpanel"><h2>Learning outcomes</h2><ul>{items}</ul></div>'
        f'<div role="tabpanel" hidden><h2>Admission requirements</h2><p>{prose.PREREQUISITES}</p></div></div>'
        f"{chrome.career_outlook(course.slug)}"
        "<table><caption>Our diploma programs</caption><tr><th>Program</th><th>Length</th><th>Yearly tuition</th></tr>"
        "<tr><td>Business Diploma</td><td>2 years</td><td>$8,450</td></tr><tr><td>Practical Nursing</td><td>23 months</td>"
        "<td>$9,900</td></tr></table><!-- /content -->"
        f'<div class="{_css("carousel")}"><h2>Similar programs</h2>{slides}</div>'
    )
    return _shell(course.title, body, course.slug)
