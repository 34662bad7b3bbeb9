"""Collège de la Rivière : a tree of static French pages, facts in a two-column table; some in windows-1252."""

from __future__ import annotations

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, moved, page, robots
from tests.campus.wording import MONTHS_FR

HOST = "riviere.example"
LISTING = "/formation/micro-certifications.html"


def path_of(course: Course) -> str:
    return f"/formation/micro-certifications/{course.slug}.html"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots("Disallow: /admin/", "Disallow: /recherche")
    if path == LISTING:
        return _listing(campus)
    if path in ("/", "/recherche", "/admin/") or path.startswith("/site/"):
        return _other(path)
    slug = path.removeprefix("/formation/micro-certifications/").removesuffix(".html")
    for course in campus.courses:
        if course.slug == slug:
            return _offering(course, campus)
    if slug in campus.moved:
        return moved(f"http://{HOST}/formation/micro-certifications/{campus.moved[slug]}.html")
    if slug in campus.sent_home:
        return moved(f"http://{HOST}{LISTING}")
    return NOT_FOUND


def _other(path: str) -> Answer:
    words = path.strip("/").replace("/", " ").title() or "Collège de la Rivière"
    text = "<p>La résidence coûte 2 950 $ par session. Nos programmes techniques durent 3 ans.</p>"
    return _shell(words, f"<h1>{words}</h1>{text}", path, old=False)


def _shell(title: str, body: str, key: str, *, old: bool) -> Answer:
    charset = "windows-1252" if old else "utf-8"
    text = f"""<!DOCTYPE html>
<html lang="fr"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title} | Collège de la Rivière</title>{chrome.styles(key)}{chrome.scripts(key)}</head><body>
<div id="header">{chrome.menu(HOST, french=True)}</div>{chrome.banner(french=True)}
<div id="contenu"><div class="breadcrumb"><a href="/">Accueil</a> &gt; <a href="{LISTING}">Micro-certifications</a></div>
{body}</div>{chrome.news(key, french=True)}{chrome.footer(french=True)}</body></html>"""
    return page(text, encoding=charset, declared=not old)


def _listing(campus: Campus) -> Answer:
    links = "".join(f'<li><a href="{path_of(c)}">{c.title}</a></li>' for c in campus.courses)
    body = f'<h1>Micro-certifications</h1><p>Des formations courtes à partir de 99 $.</p><ul class="liste">{links}</ul>'
    return _shell("Micro-certifications", body, "riviere listing", old=False)


def _row(label: str, value: str) -> str:
    return f'<tr><th scope="row">{label}</th><td>{value}</td></tr>'


def _offering(course: Course, campus: Campus) -> Answer:
    rows = []
    if course.duration:
        rows.append(_row("Durée&nbsp;:", course.duration.shown))
    if course.cost:
        rows.append(_row("Coût&nbsp;:", course.cost.shown.replace(" $", "&nbsp;$")))
    if course.delivery:
        rows.append(_row("Mode de formation&nbsp;:", course.delivery.words))
    if course.credits:
        rows.append(_row("Nombre de crédits&nbsp;:", f"{course.credits} crédits"))
    if course.starts:
        days = [f"{'1er' if d.day == 1 else d.day} {MONTHS_FR[d.month - 1]} {d.year}" for d in course.starts]
        rows.append(_row("Date de début&nbsp;:", " et ".join(days)))
    rows.append(_row("Domaine&nbsp;:", course.subject))
    rows.append(_row("Attestation&nbsp;:", "Micro-certification"))
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes_fr(course.title))
    neighbours = [c for c in campus.courses if c.subject == course.subject and c.slug != course.slug][:4]
    body = (
        f"<h1>{course.title}</h1><p>{prose.summary_fr(course.title)}</p><table class='fiche'>{''.join(rows)}</table>"
        f"<h2>Objectifs</h2><ul>{items}</ul><h2>Préalables</h2><p>{prose.PREREQUISITES_FR}</p>"
        f"{chrome.career_outlook(course.slug, french=True)}"
        f"{chrome.related([(path_of(c), c.title) for c in neighbours], course.slug, french=True)}"
    )
    old = sum(course.slug.encode()) % 5 == 0
    return _shell(course.title, body, course.slug, old=old)
