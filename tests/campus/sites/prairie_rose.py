"""Prairie Rose College: Modern Campus Destiny One. Areas and streams list courses; sections hold dates and tuition.

Every link carries the session it was served in, another one each night.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from urllib.parse import parse_qs

from tests.campus import chrome, prose
from tests.campus.facts import BASE, Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, page, robots
from tests.campus.titles import SUBJECTS

HOST = "learn.prairierose.example"
LISTING = "/public/listProgramAreas.do?method=load"
_DETAILS = "/search/publicCourseSearchDetails.do"
_STREAM = "/public/category/programStream.do"
_SEATS = ("Available", "Waitlist")


def _number(course: Course) -> int:
    return 26000 + 17 * next(n for n, c in enumerate(BASE["prairie-rose"]) if c.title == course.title)


def path_of(course: Course) -> str:
    return f"{_DETAILS}?method=load&courseId={_number(course)}"


def answer(path: str, query: str, campus: Campus) -> Answer:
    path = path.partition(";")[0]
    asked = parse_qs(query)
    if path == "/robots.txt":
        return robots("Disallow: /portal/", "Disallow: /search/publicCourseAdvancedSearch.do")
    if path == "/public/listProgramAreas.do":
        return _areas(campus)
    if path == _STREAM:
        return _stream(asked.get("selectedProgramStreamId", [""])[0], campus)
    if path == _DETAILS:
        wanted = asked.get("courseId", [""])[0]
        found = next((c for c in campus.courses if str(_number(c)) == wanted), None)
        return _offering(found, campus) if found else NOT_FOUND
    if path in ("/", "/contentManagement.do") or path.startswith("/site/"):
        text = (
            "<p>Deposits of $200 are not refundable. Diploma programs take 2 years. Classes resume January 4, 2027.</p>"
        )
        return _shell("Continuing Education", f"<h1>Continuing Education</h1>{text}", path, campus)
    return NOT_FOUND


def _session(campus: Campus, key: str) -> str:
    return hashlib.md5(f"{len(campus.courses)} {key}".encode()).hexdigest().upper()


def _linked(path: str, campus: Campus, key: str) -> str:
    """As the server writes an address into a page."""
    page_, _, query = path.partition("?")
    return f"{page_};jsessionid={_session(campus, key)}?{query}".replace("&", "&amp;")


def _shell(title: str, body: str, key: str, campus: Campus) -> Answer:
    return page(
        f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>{title} : Prairie Rose College</title>
{chrome.styles(key)}{chrome.scripts(key)}</head><body id="publicContent">
<div id="pageHeader">{chrome.menu(HOST)}<a href="/portal/logon.do">Student login</a> <span>Your cart is empty: $0.00</span></div>
{chrome.banner()}<div id="mainContent" class="col-md-12">{body}</div>{chrome.news(key)}{chrome.footer()}</body></html>"""
    )


def _areas(campus: Campus) -> Answer:
    """Every stream of the one area whose courses are micro-credentials."""
    rows = "".join(
        f"<tr><td class='programStream'><a href='{_linked(f'{_STREAM}?method=load&selectedProgramAreaId=1700&selectedProgramStreamId={n}', campus, 'areas')}'>"
        f"{name}</a></td></tr>"
        for n, (name, _) in enumerate(SUBJECTS)
    )
    body = (
        "<h1>Micro-credentials</h1><div id='programAreasAccordion'><div class='panel panel-default'><h2>Short programs</h2>"
        f"<div id='programAreaDetails1700'><table>{rows}</table></div></div></div>"
    )
    return _shell("Program areas", body, "areas", campus)


def _stream(number: str, campus: Campus) -> Answer:
    if number not in map(str, range(len(SUBJECTS))):
        return NOT_FOUND
    subject = SUBJECTS[int(number)][0]
    way = f"&selectedProgramAreaId=1700&selectedProgramStreamId={number}"
    rows = "".join(
        f"<tr><td>{c.code}</td><td><a href='{_linked(path_of(c) + way, campus, number)}'>{c.title}</a></td>"
        f"<td>{'Open' if c.starts else 'Not offered'}</td></tr>"
        for c in campus.courses
        if c.subject == subject
    )
    body = (
        f"<h1>Micro-credentials: {subject}</h1><table id='programStreamCourses'><thead><tr><th>Code</th><th>Course</th>"
        f"<th>Availability</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    return _shell(subject, body, f"stream {number}", campus)


def _section(course: Course, index: int) -> str:
    start = course.starts[index]
    rows = []
    for label, css, value in (
        ("Type", "sectionType", "Micro-credential class"),
        ("Days", "sectionScheduleMeetingDays", "Tu, Th"),
        ("Time", "sectionScheduleMeetingTime", "6:00PM to 9:00PM"),
        (
            "Dates",
            "sectionScheduleMeetingDates",
            f"{start:%b} {start.day:02d}, {start.year} to {start + timedelta(days=35):%b %d, %Y}",
        ),
        ("Contact Hours", "sectionContactHours", course.duration.words if course.duration else ""),
        ("Delivery Options", "sectionDelivery", course.delivery.words if course.delivery else ""),
    ):
        if value:
            rows.append(
                f"<div class='section {css}'><span class='header'>{label}</span> <span class='content'>{value}</span></div>"
            )
    fees = ""
    if course.cost:
        fees = (
            "<table class='sectionTuition'><caption>Course Fee(s)</caption><tr><th scope='row'>Tuition</th>"
            f"<td class='tuitionProfileFees'>{course.cost.shown}</td></tr></table>"
        )
    return (
        f"<div id='courseSectionPanel_{_number(course)}{index}' class='panel panel-default'><div class='panel-heading'>"
        f"<h3>{course.code} - {index + 1:03d} {course.title}</h3><span class='label'>{_SEATS[index % 2]}</span></div>"
        f"<div class='panel-body'>{''.join(rows)}{fees}<p class='dropRequest'>Drop before {start:%b %d, %Y} for a refund less $35.00.</p><button type='submit'>Add to Cart</button></div></div>"
    )


def _offering(course: Course, campus: Campus) -> Answer:
    sections = "".join(_section(course, n) for n in range(len(course.starts)))
    if not sections:
        hours = (
            f"<p><span class='header'>Contact Hours</span> <span>{course.duration.words}</span></p>"
            if course.duration
            else ""
        )
        mode = (
            f"<p><span class='header'>Delivery Options</span> <span>{course.delivery.words}</span></p>"
            if course.delivery
            else ""
        )
        sections = f"{hours}{mode}<p>This course is not open for registration at this time. Please check back.</p>"
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes(course))
    credits = f"<dt>Units</dt><dd>{course.credits} credits</dd>" if course.credits else ""
    canonical = f"<link rel='canonical' href='http://{HOST}{_linked(path_of(course), campus, course.slug)}' />"
    near = [c for c in campus.courses if c.subject == course.subject and c.slug != course.slug][:4]
    cards = "".join(
        f"<tr><td><a href='{_linked(path_of(c), campus, course.slug)}'>{c.code} {c.title}</a></td>"
        f"<td>${395 + 5 * n}.00</td><td>{12 + n} hours</td></tr>"
        for n, c in enumerate(near)
    )
    body = (
        f"{canonical}<form id='formCourseSearchDetails' action='/portal/cart.do'><div id='courseProfilePanel_{_number(course)}'>"
        f"<h1>{course.title}</h1><dl><dt>Course code</dt><dd>{course.code}</dd>"
        f"<dt>Credential</dt><dd>Micro-credential</dd>{credits}</dl>"
        f"<div id='courseProfileOfficialCourseDescription'><h2>Course Description</h2><p>{prose.summary(course)}</p></div>"
        f"<h2>Learner Outcomes</h2><ul>{items}</ul><h2>Prerequisites</h2><p>{prose.PREREQUISITES}</p></div>"
        f"<h2>Sections</h2>{sections}{chrome.career_outlook(course.slug)}</form><!-- /content -->"
        f"<div id='recommendedCourses'><h2>Recommended courses</h2><table>{cards}</table></div>"
    )
    return _shell(f"{course.code} {course.title}", body, course.slug, campus)
