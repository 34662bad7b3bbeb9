"""Lakeshore College: a registration application with one long list; label and value in accordions, a section each.

On the night of its redesign the same words stand in tiles and lists, under other classes.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, page, robots

HOST = "ce.lakeshore.example"
LISTING = "/courses"
_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.")


def path_of(course: Course) -> str:
    return f"{LISTING}/{course.code}"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots("Disallow: /cart", "Disallow: /account", "Disallow: /*?sort=")
    if path == LISTING:
        return _listing(campus)
    if path in ("/", "/programs", "/fees-refunds-withdrawals") or path.startswith("/site/"):
        return _other(path, campus)
    for course in campus.courses:
        if path == path_of(course):
            return _offering(course, campus)
    return NOT_FOUND


def _other(path: str, campus: Campus) -> Answer:
    words = path.strip("/").replace("-", " ").replace("/", " ").title() or "Continuing Education"
    text = (
        "<p>An administration fee of $35.00 applies to withdrawals. Fees are set at $6.28 an hour for most courses.</p>"
    )
    return _shell(words, f"<h1>{words}</h1>{text}", path, campus)


def _shell(title: str, body: str, key: str, campus: Campus) -> Answer:
    if campus.redesigned:
        frame = f'<div class="ls-page"><main class="ls-main">{body}</main></div>'
        head = f'<div class="ls-top"><a class="ls-logo" href="/">Lakeshore</a>{chrome.menu(HOST)}</div>'
    else:
        frame = f'<div class="container body-content"><div class="row"><div class="col-md-9">{body}</div></div></div>'
        head = f'<header class="navbar navbar-expand-lg"><a class="navbar-brand" href="/">Lakeshore</a>{chrome.menu(HOST)}</header>'
    return page(
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Lakeshore College</title>
<meta name="viewport" content="width=device-width">{chrome.styles(key)}{chrome.scripts(key)}</head><body>
{head}{chrome.banner()}{frame}{chrome.news(key)}{chrome.footer()}</body></html>"""
    )


def _listing(campus: Campus) -> Answer:
    if campus.redesigned:
        items = "".join(
            f'<article class="ls-row"><a class="ls-row__link" href="{path_of(c)}"><b>{c.title}</b> <i>{c.code}</i></a></article>'
            for c in campus.courses
        )
        body = f'<h1>Micro-credential courses</h1><p>{len(campus.courses)} courses</p><section class="ls-all">{items}</section>'
    else:
        items = "".join(
            f'<li class="mb-1"><a href="{path_of(c)}">{c.code} - {c.title}</a></li>' for c in campus.courses
        )
        body = f'<h1>Micro-credential courses</h1><p>Select a course to see when it runs.</p><ul class="list-unstyled">{items}</ul>'
    return _shell("Courses", body, "lakeshore listing", campus)


def _day(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _facts(course: Course, start: date | None) -> list[tuple[str, str]]:
    """What a section says of itself, label and value, in the order of the application."""
    facts = []
    if course.delivery:
        facts.append(("Delivery:", course.delivery.words))
    if course.cost:
        facts.append(("Cost:", course.cost.shown))
    if start:
        facts += [
            ("Day/Time:", "Tuesday 6:30 PM - 9:30 PM"),
            ("Start Date:", _day(start)),
            ("End date:", _day(start + timedelta(days=49))),
        ]
    if course.duration:
        facts.append(("Hours:" if "hours_min" in course.duration.values else "Length:", course.duration.shown))
    if course.credits:
        facts.append(("Credits:", str(course.credits)))
    return facts


def _offering(course: Course, campus: Campus) -> Answer:
    build = _new if campus.redesigned else _old
    runs: list[date | None] = [*course.starts] or [None]
    body = build(course, [(run, _facts(course, run)) for run in runs])
    near = [c for c in campus.courses if c.subject == course.subject and c.slug != course.slug][:5]
    links = "".join(f'<li><a href="{path_of(c)}">{c.title}</a> <span>{_teaser(c)}</span></li>' for c in near)
    also = f"<aside class='{'ls-more' if campus.redesigned else 'card'}'><h2>Students also took</h2><ul>{links}</ul></aside>"
    return _shell(course.title, f"{body}<!-- /content -->{also}", course.slug, campus)


def _teaser(course: Course) -> str:
    chance = chrome.chance_for(course.slug + "teaser")
    return f"${5 * chance.randrange(30, 400)} · {chance.randrange(2, 13)} weeks"


def _old(course: Course, runs: list[tuple[date | None, list[tuple[str, str]]]]) -> str:
    panels = ""
    for number, (run, facts) in enumerate(runs):
        rows = "".join(
            f'<div class="row"><div class="col-sm-4 font-weight-bold">{label}</div><div class="col-sm-8">{value}</div></div>'
            for label, value in facts
        )
        heading = f"Section {number + 1:02d} - starts {_day(run)}" if run else "Next section"
        panels += (
            f'<div data-accordion class="accordion"><div data-control class="accordion-header"><h3>{heading}</h3></div>'
            f'<div data-content class="accordion-body">{rows}'
            f'<a class="btn btn-primary" href="/cart?add={course.code}-{number}">Add to cart</a></div></div>'
        )
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes(course))
    return (
        f"<h1>{course.title}</h1><p><strong>Course code:</strong> {course.code}</p>"
        f"<p><strong>Credential:</strong> Micro-credential</p><h2>Course description</h2><p>{prose.summary(course)}</p>"
        f"<h2>Learning outcomes</h2><ul>{items}</ul><h2>Prerequisites</h2><p>{prose.PREREQUISITES}</p>"
        f"<h2>Sections</h2>{panels}<h2>Refunds</h2><p>A fee of $35.00 is kept. Textbooks cost $40 to $120.</p>"
        f"{chrome.career_outlook(course.slug)}"
    )


def _new(course: Course, runs: list[tuple[date | None, list[tuple[str, str]]]]) -> str:
    tiles = ""
    for number, (run, facts) in enumerate(runs):
        heading = f"Section {number + 1:02d} - starts {_day(run)}" if run else "Next section"
        items = "".join(
            f'<li class="ls-fact"><span class="ls-fact__k">{label.rstrip(":")}</span><span class="ls-fact__v">{value}</span></li>'
            for label, value in facts
        )
        tiles += (
            f'<section class="ls-run"><h2 class="ls-run__h">{heading}</h2><ul class="ls-facts">{items}</ul>'
            f'<button class="ls-buy" data-item="{course.code}-{number}">Add to cart</button></section>'
        )
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes(course))
    return (
        f'<div class="ls-hero"><p class="ls-kind">Micro-credential</p><h1>{course.title}</h1>'
        f'<dl class="ls-ids"><dt>Course code</dt><dd>{course.code}</dd><dt>Credential</dt><dd>Micro-credential</dd></dl></div>'
        f'<h2 class="ls-h">Sections</h2>{tiles}<section class="ls-text"><h2>Course description</h2><p>{prose.summary(course)}</p></section>'
        f'<section class="ls-text"><h2>Learning outcomes</h2><ol>{items}</ol></section>'
        f'<section class="ls-text"><h2>Prerequisites</h2><p>{prose.PREREQUISITES}</p>'
        f"{chrome.career_outlook(course.slug)}</section>"
        "<section class='ls-text'><h2>Refunds</h2><p>A fee of $35.00 is kept. Textbooks cost $40 to $120.</p></section>"
    )
