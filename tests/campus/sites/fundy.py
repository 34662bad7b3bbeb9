"""Fundy Shore Institute: a course feed in XCRI-CAP, from which its partners take what it offers; its pages say little."""

from __future__ import annotations

from html import escape

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, page, robots, xml

HOST = "fundyshore.example"
FEED = "/feeds/courses-xcri.xml"


def path_of(course: Course) -> str:
    return f"/study/{course.slug}"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots("Disallow: /admin/")
    if path == FEED:
        return xml(_feed(campus))
    if path == "/" or path.startswith("/site/"):
        return _shell("Fundy Shore Institute", "<h1>Fundy Shore Institute</h1><p>By the sea since 1911.</p>", path)
    for course in campus.courses:
        if path == path_of(course):
            return _page(course)
    return NOT_FOUND


def _shell(title: str, body: str, key: str) -> Answer:
    return page(
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Fundy Shore Institute</title>
{chrome.styles(key)}{chrome.scripts(key)}</head><body>{chrome.menu(HOST)}{chrome.banner()}<main>{body}</main>
{chrome.news(key)}{chrome.footer()}</body></html>"""
    )


def _page(course: Course) -> Answer:
    body = (
        f"<h1>{course.title}</h1><p>{prose.summary(course)}</p><p>Ask for our prospectus.</p>"
        f"{chrome.career_outlook(course.slug)}<!-- /content -->"
    )
    return _shell(course.title, body, course.slug)


def _feed(campus: Campus) -> str:
    courses = "".join(_course(c) for c in campus.courses)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:mlo="http://purl.org/net/mlo" xmlns:credit="http://purl.org/net/cm"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" generated="2026-11-24T02:00:00Z" xml:lang="en">
  <provider><dc:description>By the sea since 1911.</dc:description><dc:identifier>http://{HOST}/</dc:identifier>
  <dc:title>Fundy Shore Institute</dc:title><mlo:url>http://{HOST}/</mlo:url>{courses}</provider>
</catalog>"""


def _course(course: Course) -> str:
    items = "".join(f"<li>{escape(one)}</li>" for one in prose.outcomes(course))
    credit = f"<mlo:credit><credit:value>{course.credits}</credit:value></mlo:credit>" if course.credits else ""
    presentations = "".join(_presentation(course, n) for n in range(max(1, len(course.starts))))
    return f"""<course><dc:description>{escape(prose.summary(course))}</dc:description>
  <dc:identifier>{course.code}</dc:identifier><dc:subject>{course.subject}</dc:subject><dc:title>{escape(course.title)}</dc:title>
  <mlo:url>http://{HOST}{path_of(course)}</mlo:url>
  <mlo:objective><div xmlns="http://www.w3.org/1999/xhtml"><ul>{items}</ul></div></mlo:objective>
  <mlo:prerequisite>{escape(prose.PREREQUISITES)}</mlo:prerequisite>
  <mlo:qualification><dc:title>Micro-credential</dc:title></mlo:qualification>{credit}{presentations}</course>"""


def _presentation(course: Course, index: int) -> str:
    parts = [f"<dc:identifier>{course.code}/{index + 1}</dc:identifier>"]
    if course.starts:
        day = course.starts[index]
        parts.append(f'<mlo:start dtf="{day.isoformat()}">{day.day} {day:%B} {day.year}</mlo:start>')
    if course.duration:
        parts.append(f"<mlo:duration>{escape(course.duration.words)}</mlo:duration>")
    if course.delivery:
        parts.append(f"<attendanceMode>{escape(course.delivery.words)}</attendanceMode>")
    if course.cost:
        parts.append(f"<mlo:cost>{escape(course.cost.words)}</mlo:cost>")
    parts.append("<venue><provider><dc:title>Main campus</dc:title></provider></venue>")
    return f"<presentation>{''.join(parts)}</presentation>"
