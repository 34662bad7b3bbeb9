"""Cedar Valley University: its own pages tell what a program is; the price stands in its Canvas Catalog, on another host."""

from __future__ import annotations

from tests.campus import chrome, prose
from tests.campus.facts import Course
from tests.campus.nights import Campus
from tests.campus.response import NOT_FOUND, Answer, page, robots

HOST = "cpe.cedarvalley.example"
SHOP = "catalog.cedarvalley.example"
LISTING = "/programs/"


def path_of(course: Course) -> str:
    return f"/programs/{course.slug}"


def shop_path_of(course: Course) -> str:
    return f"/browse/cpe/courses/{course.slug}-2027"


def answer(path: str, query: str, campus: Campus) -> Answer:
    if path == "/robots.txt":
        return robots("Disallow: /wp-admin/", "Disallow: /*?s=")
    if path == LISTING:
        return _listing(campus)
    if path in ("/", "/help-centre/registration-and-payment/") or path.startswith("/site/"):
        text = "<p>The registration fee is shown in our catalog. Late fees of $50 apply after 30 days.</p>"
        return _shell("Help centre", f"<h1>Help centre</h1>{text}", path)
    for course in campus.courses:
        if path == path_of(course):
            return _offering(course, campus)
    return NOT_FOUND


def shop(path: str, query: str, campus: Campus) -> Answer:
    """The catalogue: one page a listing, and a front page that is filled by script."""
    if path == "/robots.txt":
        return robots("Disallow: /cart", "Disallow: /login", "Disallow: /dashboard")
    for course in campus.courses:
        if path == shop_path_of(course):
            return _shop_page(course)
    if path in ("/", "/browse/cpe"):
        return page(
            "<!DOCTYPE html><html lang='en'><title>Catalog</title><body><div id='catalog-app'>Loading</div></body></html>"
        )
    return NOT_FOUND


def _shell(title: str, body: str, key: str) -> Answer:
    return page(
        f"""<!DOCTYPE html><html lang="en-CA"><head><meta charset="utf-8">
<title>{title} | Continuing and Professional Education | Cedar Valley University</title>
{chrome.styles(key)}{chrome.scripts(key)}</head><body class="ubc7-style">
<header id="unit-menu">{chrome.menu(HOST)}</header>{chrome.banner()}
<div id="content" class="expand"><div class="wp-block-columns">{body}</div></div>{chrome.news(key)}{chrome.footer()}</body></html>"""
    )


def _listing(campus: Campus) -> Answer:
    cards = "".join(
        f'<div class="program-card"><h3><a href="{path_of(c)}">{c.title}</a></h3><p>{c.subject}</p></div>'
        for c in campus.courses
    )
    body = f"<main><h1>Micro-credential programs</h1><p>Flexible learning from $295.</p>{cards}</main>"
    return _shell("Programs", body, "cedar listing")


def _offering(course: Course, campus: Campus) -> Answer:
    rows = []
    if course.duration:
        rows.append(("Duration", course.duration.shown))
    if course.delivery:
        rows.append(("Format", course.delivery.words))
    if course.starts:
        rows.append(("Start date", "<br>".join(f"{d:%B} {d.day}, {d.year}" for d in course.starts)))
    if course.credits:
        rows.append(("Credits", f"{course.credits} credits"))
    rows += [("Credential", "Micro-credential"), ("Offered by", "Faculty of Applied Studies")]
    facts = "".join(
        f'<div class="at-a-glance__item"><i class="icon" aria-hidden="true"></i><h4>{label}</h4><p>{value}</p></div>'
        for label, value in rows
    )
    items = "".join(f"<li>{one}</li>" for one in prose.outcomes(course))
    near = [c for c in campus.courses if c.subject == course.subject and c.slug != course.slug][:3]
    enrol = f"http://{SHOP}{shop_path_of(course)}"
    body = (
        f'<main><h1>{course.title}</h1><p class="lead">{prose.summary(course)}</p>'
        f'<p><a class="btn btn-cta" href="{enrol}">Enrol now</a></p>'
        f'<div class="at-a-glance">{facts}</div><h2>About this program</h2><p>StrongerBC future skills grant eligible.</p>'
        f"<h2>Outcomes</h2><ul>{items}</ul><h2>Prerequisites</h2><p>{prose.PREREQUISITES}</p>"
        f'{chrome.career_outlook(course.slug)}<p><a href="{enrol}">Enrol now</a> or '
        f'<a href="/help-centre/registration-and-payment/">read about registration</a>.</p></main><!-- /content -->'
        + chrome.related([(path_of(c), c.title) for c in near], course.slug)
    )
    return _shell(course.title, body, course.slug)


def _shop_page(course: Course) -> Answer:
    price = (
        f'<div class="listing-price"><span class="label">Price</span> <span class="price">{course.cost.shown}</span></div>'
        if course.cost
        else ""
    )
    starts = (
        f"<li>Starts {course.starts[0]:%b} {course.starts[0].day}, {course.starts[0].year}</li>"
        if course.starts
        else ""
    )
    text = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{course.title} - Cedar Valley Catalog</title>
<meta property="og:title" content="{course.title}">{chrome.styles(course.slug)}{chrome.scripts(course.slug)}</head>
<body class="catalog"><header class="catalog-header"><a href="/">Browse</a> <a href="/login">Log in</a></header>
<div class="listing-header"><h1 class="listing-title">{course.title}</h1>{price}<ul class="listing-meta">{starts}<li>Course</li></ul>
<a class="btn-enroll" href="/cart?add={course.slug}">Enroll</a></div>
<div class="listing-body"><h2>Full course description</h2><p>{prose.summary(course)}</p>
<p>A non-refundable deposit of $75 holds your seat. A receipt is sent by mail. Refunds, less $50, until 7 days before the start.</p></div>
<footer>Powered by Canvas Catalog</footer></body></html>"""
    return page(text)
