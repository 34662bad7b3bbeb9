"""Harbour College of Art: WordPress, in two languages. Sitemaps list everything; JSON-LD on every programme page."""

from __future__ import annotations

import json

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, moved, page, robots, xml
from tests.campus.wording import FRENCH_DELIVERY, MONTHS_FR

HOST = "harbour.example"
ORIGIN = f"http://{HOST}"
_OTHER_PAGES = ("/about/", "/news/open-house-2026/", "/programs/bachelor-of-media-arts/", "/visit/", "/fr/a-propos/")


def path_of(course: Course) -> str:
    return f"/programs/micro-credentials/{course.slug}/"


def french_path_of(course: Course) -> str:
    return f"/fr/programmes/micro-certifications/{course.slug}/"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots(
            "Disallow: /wp-admin/",
            "Disallow: /search/",
            "Allow: /wp-admin/admin-ajax.php",
            f"Sitemap: {ORIGIN}/wp-sitemap.xml",
        )
    if path == "/wp-sitemap.xml":
        entries = ("/wp-sitemap-posts-page-1.xml", "/wp-sitemap-posts-program-1.xml")
        return xml(_sitemap("sitemapindex", "sitemap", entries))
    if path == "/wp-sitemap-posts-page-1.xml":
        return xml(_sitemap("urlset", "url", _OTHER_PAGES))
    if path == "/wp-sitemap-posts-program-1.xml":
        paths = [p for c in campus.courses for p in (path_of(c), french_path_of(c))]
        return xml(_sitemap("urlset", "url", ("/programs/bachelor-of-media-arts/", *paths)))
    if path in ("/", "/programs/", *_OTHER_PAGES) or path.startswith("/site/"):
        return _plain(path)
    for course in campus.courses:
        if path == path_of(course):
            return _english(course, campus)
        if path == french_path_of(course):
            return _french(course, campus)
    folder, _, slug = path.rstrip("/").rpartition("/")
    if slug in campus.moved:
        return moved(f"{ORIGIN}{folder}/{campus.moved[slug]}/")
    if slug in campus.sent_home:
        return moved(f"{ORIGIN}/programs/")
    return NOT_FOUND


def _sitemap(root: str, entry: str, paths: tuple[str, ...]) -> str:
    entries = "".join(f"<{entry}><loc>{ORIGIN}{path}</loc></{entry}>" for path in paths)
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'


def _plain(path: str) -> Answer:
    words = path.strip("/").replace("-", " ").replace("/", ": ").title() or "Harbour College of Art"
    text = (
        "<p>The four-year degree costs $6,400 a year. Open house: October 17, 2026, 10 a.m. to 3 p.m.</p>"
        "<p>Our new building cost $41,000,000 and took 3 years to build.</p>"
    )
    return _shell(words, f"<article><h1>{words}</h1>{text}</article>", path, "", french=False)


def _shell(title: str, body: str, key: str, head: str, *, french: bool) -> Answer:
    lang = "fr-CA" if french else "en-CA"
    name = "Collège d’art du Havre" if french else "Harbour College of Art"
    return page(
        f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="UTF-8">
<title>{title} – {name}</title><meta name="generator" content="WordPress 6.6">{head}
{chrome.styles(key)}{chrome.scripts(key)}</head><body class="wp-singular page-template-default">
<a class="skip-link" href="#content">{"Aller au contenu" if french else "Skip to content"}</a>
<header id="masthead" class="site-header">{chrome.menu(HOST, french=french)}</header>{chrome.banner(french=french)}
<main id="content" class="site-main">{body}</main>{chrome.news(key, french=french)}{chrome.footer(french=french)}
</body></html>"""
    )


def _head(course: Course, *, french: bool) -> str:
    english, other = ORIGIN + path_of(course), ORIGIN + french_path_of(course)
    own = other if french else english
    links = (
        f'<link rel="canonical" href="{own}"><link rel="alternate" hreflang="en" href="{english}">'
        f'<link rel="alternate" hreflang="fr" href="{other}"><link rel="alternate" hreflang="x-default" href="{english}">'
    )
    thing: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": course.title_fr if french else course.title,
        "description": prose.summary_fr(course.title_fr or "") if french else prose.summary(course),
        "provider": {"@type": "CollegeOrUniversity", "name": "Harbour College of Art", "telephone": "+1-250-555-0142"},
        "inLanguage": "fr" if french else "en",
        "educationalCredentialAwarded": "Micro-certification" if french else "Micro-credential",
    }
    cost = course.cost.values if course.cost else {}
    one_price = cost.get("min") if cost.get("min") == cost.get("max") else None
    price = course.machine_price or one_price
    if price is not None and cost.get("basis", "total") == "total":
        thing["offers"] = {"@type": "Offer", "price": str(price), "priceCurrency": "CAD"}
    if course.starts:
        thing["hasCourseInstance"] = [
            {"@type": "CourseInstance", "startDate": day.isoformat(), "courseMode": "blended"} for day in course.starts
        ]
        for instance in thing["hasCourseInstance"]:  # type: ignore[attr-defined]
            if not course.delivery or course.delivery.values["delivery_mode"] != "blended":
                instance.pop("courseMode")
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Harbour"}, thing]}
    return links + f'<script type="application/ld+json">{json.dumps(graph, ensure_ascii=False)}</script>'


def _english(course: Course, campus: Campus) -> Answer:
    facts = []
    if course.cost:
        facts.append(("Cost", course.cost.shown))
    if course.duration:
        facts.append(("Duration", course.duration.shown))
    if course.delivery:
        facts.append(("Format", course.delivery.words))
    if course.credits:
        facts.append(("Credits", str(course.credits)))
    facts += [("Start date", f"{day:%b} {day.day}, {day.year}") for day in course.starts]
    terms = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts)
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes(course))
    body = (
        f'<article class="program type-program"><p class="program__kicker">Micro-credential</p><h1>{course.title}</h1>'
        f'<p>{prose.summary(course)}</p><dl class="key-facts">{terms}</dl>'
        f'<div class="wp-block-group"><h2>Learning outcomes</h2><ul>{items}</ul></div>'
        f"<h2>Prerequisites</h2><p>{prose.PREREQUISITES}</p>{chrome.career_outlook(course.slug)}"
        f"<p>Stack this micro-credential with two others and earn a certificate.</p></article>"
        + chrome.related([(path_of(c), c.title) for c in _near(course, campus)], course.slug)
    )
    return _shell(course.title, body, course.slug, _head(course, french=False), french=False)


def _french(course: Course, campus: Campus) -> Answer:
    title = course.title_fr or ""
    facts = []
    if course.cost_fr:
        facts.append(("Coût", course.cost_fr.shown))
    if course.duration_fr:
        facts.append(("Durée", course.duration_fr.shown))
    if course.delivery:
        facts.append(("Format", FRENCH_DELIVERY[course.delivery.words]))
    if course.credits:
        facts.append(("Crédits", str(course.credits)))
    facts += [("Date de début", f"{day.day} {MONTHS_FR[day.month - 1]} {day.year}") for day in course.starts]
    terms = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts)
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes_fr(title))
    body = (
        f'<article class="program type-program"><p class="program__kicker">Micro-certification</p><h1>{title}</h1>'
        f'<p>{prose.summary_fr(title)}</p><dl class="key-facts">{terms}</dl>'
        f"<h2>Résultats d’apprentissage</h2><ul>{items}</ul>"
        f"<h2>Préalables</h2><p>{prose.PREREQUISITES_FR}</p>{chrome.career_outlook(course.slug, french=True)}</article>"
        + chrome.related(
            [(french_path_of(c), c.title_fr or "") for c in _near(course, campus)], course.slug, french=True
        )
    )
    return _shell(title, body, course.slug + "fr", _head(course, french=True), french=True)


def _near(course: Course, campus: Campus) -> list[Course]:
    return [c for c in campus.courses if c.subject == course.subject and c.slug != course.slug][:3]
