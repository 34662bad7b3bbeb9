"""Granite Shield Polytechnic: WordPress with a page builder. The list loads more by a button; facts stand in icon boxes."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, moved, page, robots

HOST = "graniteshield.example"
LISTING = "/microcredentials/"
AJAX = "/wp-admin/admin-ajax.php"
A_PAGE = 9


def path_of(course: Course) -> str:
    return f"/microcredential/{course.slug}/"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots("Disallow: /wp-admin/", f"Allow: {AJAX}")
    if path == LISTING:
        return _listing(campus)
    if path == AJAX:
        return _more(parse_qs(query), campus)
    if path in ("/", "/microcredential/") or path.startswith("/site/"):
        text = "<p>A full-time year costs $7,200. Awards worth $250,000 are given each year. Founded 1967.</p>"
        return _shell("Granite Shield Polytechnic", f"<h1>Granite Shield Polytechnic</h1>{text}", path)
    slug = path.removeprefix("/microcredential/").strip("/")
    for course in campus.courses:
        if course.slug == slug:
            return _offering(course, campus)
    return moved(f"http://{HOST}{LISTING}") if slug in campus.sent_home else NOT_FOUND


def _shell(title: str, body: str, key: str) -> Answer:
    return page(
        f"""<!doctype html><html lang="en-CA"><head><meta charset="UTF-8"><title>{title} &#8211; Granite Shield Polytechnic</title>
<meta name="generator" content="WordPress 6.5.2"><meta name="generator" content="Elementor 3.21">
<link rel="https://api.w.org/" href="http://{HOST}/wp-json/">{chrome.styles(key)}{chrome.scripts(key)}</head>
<body class="single elementor-default"><div data-elementor-type="header"><header>{chrome.menu(HOST)}</header></div>{chrome.banner()}
<div data-elementor-type="single-post" class="elementor elementor-location-single">{body}</div>
{chrome.news(key)}{chrome.footer()}</body></html>"""
    )


def _cards(campus: Campus, number: int) -> str:
    return "".join(
        f'<article class="elementor-post"><a class="elementor-post__thumbnail__link" href="{path_of(c)}"></a>'
        f'<h3 class="elementor-post__title"><a href="{path_of(c)}">{c.title}</a></h3><p>{prose.summary(c)}</p></article>'
        for c in campus.courses[(number - 1) * A_PAGE : number * A_PAGE]
    )


def _listing(campus: Campus) -> Answer:
    body = (
        f"<h1>Microcredentials</h1><div id='mc-grid' data-page='1' data-max='{-(-len(campus.courses) // A_PAGE)}'>"
        f"{_cards(campus, 1)}</div><button class='load-more' data-action='gs_load_more'>Load more</button>"
        f"<script>var gs = {json.dumps({'ajaxurl': f'http://{HOST}{AJAX}'})};</script>"
    )
    return _shell("Microcredentials", body, "granite listing")


def _more(asked: dict[str, list[str]], campus: Campus) -> Answer:
    if asked.get("action") != ["gs_load_more"]:
        return Answer(400, b"0")
    number = asked.get("paged", ["1"])[0]
    html = _cards(campus, int(number)) if number.isascii() and number.isdecimal() and int(number) > 0 else ""
    return Answer(
        200, json.dumps({"success": True, "data": {"html": html}}).encode(), "application/json; charset=UTF-8"
    )


def _box(label: str, value: str) -> str:
    return (
        '<div class="elementor-widget elementor-widget-icon-box"><div class="elementor-icon-box-wrapper">'
        '<div class="elementor-icon-box-icon"><span class="elementor-icon"><svg aria-hidden="true"><path d="M0 0h24"/></svg></span></div>'
        f'<div class="elementor-icon-box-content"><h3 class="elementor-icon-box-title"><span>{label}</span></h3>'
        f'<div class="elementor-icon-box-description">{value}</div></div></div></div>'
    )


def _offering(course: Course, campus: Campus) -> Answer:
    boxes = []
    if course.duration:
        boxes.append(_box("Time commitment", course.duration.shown))
    if course.cost:
        boxes.append(_box("Course fee", course.cost.shown))
    if course.delivery:
        boxes.append(_box("Delivery", course.delivery.words))
    if course.credits:
        boxes.append(_box("Credit value", f"{course.credits} credits"))
    boxes += [_box("Next start date", f"{d:%B} {d.day}, {d.year}") for d in course.starts]
    boxes.append(_box("What you earn", "Micro-credential"))
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes(course))
    chance = chrome.chance_for(course.slug + "faq")
    faq = (
        '<div class="elementor-accordion"><div class="elementor-accordion-item"><div class="elementor-tab-title">How do I pay?</div>'
        f'<div class="elementor-tab-content"><p>By card. A returned payment costs ${chance.randrange(20, 45)}.</p></div></div>'
        '<div class="elementor-accordion-item"><div class="elementor-tab-title">When will I hear back?</div>'
        f'<div class="elementor-tab-content"><p>Within {chance.randrange(2, 9)} days.</p></div></div></div>'
    )
    near = [c for c in campus.courses if c.subject == course.subject and c.slug != course.slug][:3]
    posts = "".join(
        f'<article class="elementor-post"><h3 class="elementor-post__title"><a href="{path_of(c)}">{c.title}</a></h3>'
        f'<span class="fee">Course fee ${5 * chance.randrange(30, 400)}</span> <span>{chance.randrange(2, 13)} weeks</span></article>'
        for c in near
    )
    featured = near[-1] if near else course
    body = (
        f'<div class="elementor-widget promo-bar"><a href="{path_of(featured)}">Featured: {featured.title}</a> '
        f"<span>${5 * chance.randrange(30, 400)}</span> <span>Starts soon</span></div>"
        f'<section class="elementor-section"><h1 class="elementor-heading-title">{course.title}</h1><p>{prose.summary(course)}</p></section>'
        f'<section class="elementor-section elementor-hidden-mobile">{"".join(boxes)}</section>'
        f'<section class="elementor-section elementor-hidden-desktop" hidden>{"".join(boxes)}</section>'
        f"<section class='elementor-section'><h2>What you will learn</h2><ul>{items}</ul><h2>Prerequisites</h2>"
        f"<p>{prose.PREREQUISITES}</p>{chrome.career_outlook(course.slug)}{faq}</section><!-- /content -->"
        f'<section class="elementor-section"><h2>More microcredentials</h2><div class="elementor-posts">{posts}</div></section>'
    )
    return _shell(course.title, body, course.slug)
