"""North Coast Institute: Drupal. A Views listing in pages of twelve; fields with Drupal's label and item markup."""

from __future__ import annotations

from urllib.parse import parse_qs

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, moved, page, robots

HOST = "northcoast.example"
LISTING = "/micro-credentials"
A_PAGE = 12


def path_of(course: Course) -> str:
    return f"{LISTING}/{course.slug}"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots("Disallow: /admin", "Disallow: /search", "Crawl-delay: 1")
    if path == LISTING:
        return _listing(campus, _number(query))
    if path in ("/", "/search", "/admin") or path.startswith("/site/"):
        return _other(path)
    slug = path.removeprefix(f"{LISTING}/")
    for course in campus.courses:
        if course.slug == slug:
            return _offering(course, campus)
    if slug in campus.moved:
        return moved(f"http://{HOST}{LISTING}/{campus.moved[slug]}")
    if slug in campus.sent_home:
        return moved(f"http://{HOST}{LISTING}")
    return NOT_FOUND


def _number(query: str) -> int:
    asked = parse_qs(query).get("page", ["0"])[0]
    return int(asked) if asked.isascii() and asked.isdecimal() else 0


def _other(path: str) -> Answer:
    words = path.strip("/").replace("/", " ").title() or "North Coast Institute"
    text = "<p>Residence costs $2,950 a term. Our diploma programs take 2 years. Convocation: June 4, 2027.</p>"
    return _shell(words, f"<article><h1>{words}</h1>{text}</article>", path)


def _shell(title: str, body: str, key: str) -> Answer:
    return page(
        f"""<!DOCTYPE html>
<html lang="en" dir="ltr" prefix="og: https://ogp.me/ns#">
<head><meta charset="utf-8"><title>{title} | North Coast Institute</title>
<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">{chrome.styles(key)}{chrome.scripts(key)}</head>
<body class="path-micro-credentials">{chrome.banner()}
<header role="banner" class="site-header"><a href="/">North Coast Institute</a>{chrome.menu(HOST)}</header>
<div class="breadcrumb"><a href="/">Home</a> › <a href="{LISTING}">Micro-credentials</a></div>
<main role="main">{body}</main>{chrome.news(key)}{chrome.footer()}</body></html>"""
    )


def _listing(campus: Campus, number: int) -> Answer:
    shown = campus.courses[number * A_PAGE : (number + 1) * A_PAGE]
    rows = "".join(
        f'<div class="views-row"><article class="node node--type-microcredential node--view-mode-teaser">'
        f'<h3 class="node__title"><a href="{path_of(c)}" rel="bookmark"><span>{c.title}</span></a></h3>'
        f'<div class="field field--name-body">{prose.summary(c)}</div></article></div>'
        for c in shown
    )
    last = (len(campus.courses) - 1) // A_PAGE
    following = (
        f'<li class="pager__item pager__item--next"><a href="?page={number + 1}" title="Go to next page" rel="next">'
        '<span class="visually-hidden">Next page</span> ››</a></li>'
        if number < last
        else ""
    )
    numbers = "".join(f'<li class="pager__item"><a href="?page={n}">{n + 1}</a></li>' for n in range(last + 1))
    body = (
        f'<h1 class="page-title">Micro-credentials</h1><p>Short programs from $99. Save 10% when two register together.</p>'
        f'<div class="views-element-container"><div class="view view-micro-credentials">{rows}'
        f'<nav class="pager" role="navigation"><ul class="pager__items">{numbers}{following}</ul></nav></div></div>'
    )
    return _shell("Micro-credentials", body, f"north-coast listing {number}")


def _field(name: str, label: str, value: str) -> str:
    return (
        f'<div class="field field--name-field-{name} field--label-inline"><div class="field__label">{label}</div>'
        f'<div class="field__item">{value}</div></div>'
    )


def _offering(course: Course, campus: Campus) -> Answer:
    fields = [_field("code", "Program code", course.code or "")]
    if course.cost:
        fields.append(_field("tuition", "Tuition", course.cost.shown))
    if course.duration:
        fields.append(_field("length", "Length", course.duration.shown))
    if course.delivery:
        fields.append(_field("delivery", "Delivery method", course.delivery.words))
    if course.credits:
        fields.append(_field("credits", "Credits", f"{course.credits} credits"))
    fields.append(_field("subject", "Area of interest", course.subject))
    if course.badge:
        fields.append(_field("credential", "Credential", "Micro-credential with digital badge"))
    else:
        fields.append(_field("credential", "Credential", "Micro-credential"))
    runs = "".join(
        f"<tr><td>{d:%B} {d.day}, {d.year}</td><td>{'Open' if n == 0 else 'Waitlist'}</td></tr>"
        for n, d in enumerate(course.starts)
    )
    if runs:
        runs = (
            '<h2>Upcoming intakes</h2><table class="table"><thead><tr><th>Start date</th><th>Status</th></tr></thead>'
            f"<tbody>{runs}</tbody></table>"
        )
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes(course))
    neighbours = [c for c in campus.courses if c.subject == course.subject and c.slug != course.slug][:4]
    body = (
        f'<article class="node node--type-microcredential"><h1 class="page-title">{course.title}</h1>'
        f"<p class='lead'>{prose.summary(course)}</p><div class='program-facts'>{''.join(fields)}</div>{runs}"
        f"<h2>What you will learn</h2><ul>{items}</ul><h2>Prerequisites</h2><p>{prose.PREREQUISITES}</p>"
        f"{chrome.career_outlook(course.slug)}<p>Questions? Call 250-555-0142 or write to hello@northcoast.example.</p>"
        f"</article>{chrome.related([(path_of(c), c.title) for c in neighbours], course.slug)}"
    )
    return _shell(course.title, body, course.slug)
