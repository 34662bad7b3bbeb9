"""Université des Grands-Pins : Drupal en français. La liste se remplit par `/views/ajax`; les faits sous des intertitres."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, moved, page, robots
from tests.campus.wording import MONTHS_FR

HOST = "formation.grandspins.example"
LISTING = "/fr/microcertifications"
A_PAGE = 10
_VIEW = {
    "view_name": "catalogue_formations",
    "view_display_id": "bloc_micro",
    "view_args": "",
    "view_path": "/node/214",
    "view_base_path": None,
    "view_dom_id": "5d2f0c",
    "pager_element": 0,
}


def path_of(course: Course) -> str:
    return f"/fr/formation/{course.slug}"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots("Disallow: /admin/", "Disallow: /fr/recherche", "Disallow: /user/")
    if path == LISTING:
        return _listing()
    if path == "/views/ajax":
        return _rows(parse_qs(query), campus)
    if path in ("/", "/fr/recherche") or path.startswith("/site/"):
        text = "<p>Le baccalauréat dure 3 ans. Les frais afférents sont de 312 $ par session.</p>"
        return _shell("Formation continue", f"<h1>Formation continue</h1>{text}", path)
    slug = path.removeprefix("/fr/formation/")
    for course in campus.courses:
        if course.slug == slug:
            return _offering(course, campus)
    if slug in campus.moved:
        return moved(f"http://{HOST}/fr/formation/{campus.moved[slug]}")
    return NOT_FOUND


def _shell(title: str, body: str, key: str, settings: str = "{}") -> Answer:
    return page(
        f"""<!DOCTYPE html><html lang="fr" dir="ltr"><head><meta charset="utf-8"><title>{title} | Université des Grands-Pins</title>
<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">{chrome.styles(key)}{chrome.scripts(key)}</head>
<body class="layout-no-sidebars">{chrome.banner(french=True)}<header role="banner">{chrome.menu(HOST, french=True)}</header>
<div class="layout-container"><main role="main"><a id="main-content"></a>{body}</main></div>
{chrome.news(key, french=True)}{chrome.footer(french=True)}
<script type="application/json" data-drupal-selector="drupal-settings-json">{settings}</script></body></html>"""
    )


def _listing() -> Answer:
    settings = json.dumps(
        {"path": {"baseUrl": "/"}, "views": {"ajax_path": "/views/ajax", "ajaxViews": {"v:5d2f0c": _VIEW}}}
    )
    body = (
        "<h1>Microcertifications</h1><p>Des formations courtes, reconnues par l’employeur.</p>"
        '<div class="views-element-container js-view-dom-id-5d2f0c"><p>Chargement…</p></div>'
    )
    return _shell("Microcertifications", body, "grands-pins listing", settings)


def _rows(asked: dict[str, list[str]], campus: Campus) -> Answer:
    number = asked.get("page", ["0"])[0]
    if asked.get("view_name") != [_VIEW["view_name"]] or not (number.isascii() and number.isdecimal()):
        return NOT_FOUND
    first = int(number) * A_PAGE
    rows = "".join(
        f'<div class="views-row"><div class="views-field views-field-title"><span class="field-content">'
        f'<a href="{path_of(c)}" hreflang="fr">{c.title}</a></span></div></div>'
        for c in campus.courses[first : first + A_PAGE]
    )
    html = f'<div class="view-content">{rows}</div>' if rows else '<div class="view-empty"><p>Aucun résultat.</p></div>'
    commands = [
        {"command": "settings", "settings": {"views": {}}, "merge": True},
        {"command": "insert", "method": "replaceWith", "selector": ".js-view-dom-id-5d2f0c", "data": html},
    ]
    return Answer(200, json.dumps(commands).encode(), "application/json")


def _offering(course: Course, campus: Campus) -> Answer:
    blocks = []
    if course.delivery:
        blocks.append(("Mode d’enseignement", course.delivery.words))
    if course.duration:
        blocks.append(("Durée de la formation", course.duration.shown))
    if course.cost:
        blocks.append(("Tarif", course.cost.shown))
    if course.credits:
        blocks.append(("Crédits", f"{course.credits} crédits"))
    if course.starts:
        days = [f"{'1<sup>er</sup>' if d.day == 1 else d.day} {MONTHS_FR[d.month - 1]} {d.year}" for d in course.starts]
        blocks.append(("Début de la formation", " et ".join(days)))
    blocks.append(("Reconnaissance", "Microcertification"))
    facts = "".join(
        f'<div class="paragraph paragraph--type--info"><h3>{label}</h3><p>{value}</p></div>' for label, value in blocks
    )
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes_fr(course.title))
    near = [c for c in campus.courses if c.subject == course.subject and c.slug != course.slug][:4]
    body = (
        f"<article><h1><span>{course.title}</span></h1><div class='chapeau'><p>{prose.summary_fr(course.title)}</p></div>"
        f"<div class='paragraphs-items'>{facts}</div><h2>Objectifs de la formation</h2><ul>{items}</ul>"
        f"<h2>Préalables</h2><p>{prose.PREREQUISITES_FR}</p>{chrome.career_outlook(course.slug, french=True)}</article>"
        + "<!-- /content -->"
        + chrome.related([(path_of(c), c.title) for c in near], course.slug, french=True)
    )
    return _shell(course.title, body, course.slug)
