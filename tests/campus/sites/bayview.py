"""Bay View Skills Centre: no page an offering. Each subject has one page, typed by hand or made of boxes, with several."""

from __future__ import annotations

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, page, robots
from tests.campus.titles import SUBJECTS

HOST = "bayview.example"
LISTING = "/short-courses"


def _slug(subject: str) -> str:
    return subject.lower().replace(" ", "-")


def path_of(course: Course) -> str:
    return f"{LISTING}/{_slug(course.subject)}"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots("Disallow: /register", "Disallow: /cgi-bin/")
    if path == LISTING:
        return _listing()
    if path == "/" or path.startswith("/site/"):
        text = "<p>Our centre opened in 1988. Room hire is $45 an hour. The office closes for 2 weeks in July.</p>"
        return _shell("Bay View Skills Centre", f"<h1>Bay View Skills Centre</h1>{text}", path)
    for number, (subject, _) in enumerate(SUBJECTS):
        if path == f"{LISTING}/{_slug(subject)}":
            return _subject(subject, [c for c in campus.courses if c.subject == subject], by_hand=number % 2 == 0)
    return NOT_FOUND


def _shell(title: str, body: str, key: str) -> Answer:
    return page(
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Bay View Skills Centre</title>
{chrome.styles(key)}{chrome.scripts(key)}</head><body><div id="nav">{chrome.menu(HOST)}</div>{chrome.banner()}
<div id="main">{body}</div><!-- /content -->{chrome.news(key)}{chrome.footer()}</body></html>"""
    )


def _listing() -> Answer:
    links = "".join(f'<li><a href="{LISTING}/{_slug(subject)}">{subject}</a></li>' for subject, _ in SUBJECTS)
    return _shell("Micro-credentials", f"<h1>Micro-credentials</h1><p>Choose a subject.</p><ul>{links}</ul>", "bayview")


def _facts(course: Course) -> list[tuple[str, str]]:
    facts = []
    if course.cost:
        facts.append(("Cost", course.cost.words))
    if course.duration:
        facts.append(("Length", course.duration.words))
    if course.delivery:
        facts.append(("Delivery", course.delivery.words))
    if course.credits:
        facts.append(("Credits", str(course.credits)))
    if course.starts:
        facts.append(("Start date", " and ".join(f"{d:%B} {d.day}, {d.year}" for d in course.starts)))
    return [*facts, ("Credential", "Micro-credential")]


def _subject(subject: str, courses: list[Course], *, by_hand: bool) -> Answer:
    build = _typed if by_hand else _box
    body = (
        f"<h1>Micro-credentials in {subject}</h1><p>{len(courses)} courses. Ask about our ${len(courses)}00 bursary.</p>"
        + "".join(build(course) for course in courses)
        + chrome.career_outlook(subject)
    )
    return _shell(f"Micro-credentials in {subject}", body, subject)


def _typed(course: Course) -> str:
    """As people type into an editor: a heading, a paragraph, lines with a bold label."""
    lines = "<br>\n".join(f"<b>{label}:</b> {value}" for label, value in _facts(course))
    return f'<h2>{course.title}</h2>\n<p>{prose.summary(course)}</p>\n<p>{lines}</p>\n<p><a href="/register">Register</a></p>\n'


def _box(course: Course) -> str:
    items = "".join(f"<li><strong>{label}</strong> <span>{value}</span></li>" for label, value in _facts(course))
    return (
        f'<div class="box"><div class="box-head"><h3>{course.title}</h3></div><p>{prose.summary(course)}</p>'
        f'<ul class="box-facts">{items}</ul><a class="button" href="/register">Register now</a></div>'
    )
