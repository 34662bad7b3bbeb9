"""A course page of about 60 KB as colleges publish them, written here: what benchmarks read.

About 600 elements, a quarter of the bytes in scripts and styles; each number gives another page of the same site
(same chrome, other words and figures), so that nothing remembered of one page answers for the next.
"""

from __future__ import annotations

import json

_TOPICS = ("Welding", "Bookkeeping", "Data analysis", "Food safety", "Indigenous histories", "Project management")
_MENU = ("Programs", "Admissions", "Student services", "Research", "About", "News", "Campuses", "Continuing studies")
_SENTENCES = (
    "Learners practise with the tools that employers in the region use, and leave with work to show for it.",
    "The classes are small, and each of them ends with an exercise that is discussed in the next.",
    "Instructors come from the trade; most of them have taught for many years and still work in it.",
    "You bring a computer with a camera; everything else stands ready in the classroom or online.",
    "Those who complete all the parts may count them towards the certificate in applied studies.",
    "Financial help may be available to those who live in the province and have worked before.",
)


def course_page(number: int, *, size: int = 60_000) -> bytes:
    """An HTML page, UTF-8, a little over `size` bytes."""
    topic = f"{_TOPICS[number % len(_TOPICS)]} {number}"
    facts = [
        ("Course code", f"MC {1000 + number}"),
        ("Tuition", f"${300 + number % 700}.00"),
        ("Duration", f"{4 + number % 9} weeks"),
        ("Hours", f"{20 + number % 60} hours"),
        ("Delivery", "Online, instructor-led"),
        ("Credential", "Micro-credential"),
    ]
    parts = [_head(topic, number), _chrome(number), f"<main id='main'><h1>{topic}</h1>", _facts(facts)]
    parts += [_table(number), _body(topic, number), _accordion(number), _related(number), "</main>", _footer(number)]
    page = "".join(parts)
    filler = "window.siteSettings.push({path: '/static/v1/', id: 1048576, lazy: true, theme: 'wide'});\n"
    script = filler * max(0, (size - len(page.encode())) // len(filler) + 1)
    return f"{page}<script>{script}</script></body></html>".encode()


def _head(topic: str, number: int) -> str:
    course = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Course",
                "name": topic,
                "courseCode": f"MC {1000 + number}",
                "provider": {"@type": "CollegeOrUniversity", "name": "Example College"},
                "offers": {"@type": "Offer", "price": str(300 + number % 700), "priceCurrency": "CAD"},
                "hasCourseInstance": [
                    {"@type": "CourseInstance", "startDate": f"2027-0{month}-11", "courseMode": "online"}
                    for month in range(1, 6)
                ],
            },
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": i} for i in range(4)]},
        ],
    }
    metas = "".join(f"<meta property='og:part{i}' content='{topic} at Example College, part {i}'>\n" for i in range(12))
    style = "".join(f".block-{i} .field__item{{margin:0 {i}px;color:#333}}\n" for i in range(60))
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{topic} | Example College</title>\n{metas}"
        f"<meta name='description' content='{topic}: a short course.'><link rel='canonical' href='/courses/{number}'>"
        f"<style>{style}</style><script type='application/ld+json'>{json.dumps(course, indent=1)}</script></head>\n"
    )


def _chrome(number: int) -> str:
    def entry(name: str, i: int) -> str:
        links = "".join(
            f"  <li class='menu-item menu-item--level-2 nav-item'><a class='menu-link nav-link' href='/{i}/{k}' "
            f"data-drupal-link-system-path='node/{i}{k}'>{name} {k}</a>\n  </li>\n"
            for k in range(9)
        )
        return (
            f"<li class='menu-item menu-item--expanded nav-item dropdown' id='menu-{i}'>\n"
            f"  <a class='menu-link nav-link dropdown-toggle' href='/{i}' aria-expanded='false'>{name}</a>\n"
            f"  <button class='toggle' aria-label='Open {name}'><svg viewBox='0 0 24 24' width='24' height='24'>"
            f"<path d='M7 10l5 5 5-5z'></path></svg></button>\n<ul class='sub-menu dropdown-menu'>{links}</ul>\n</li>\n"
        )

    menu = "".join(entry(name, i) for i, name in enumerate(_MENU))
    crumbs = "".join(f"<li><a href='/step/{i}'>Step {i}</a></li>" for i in range(4))
    return (
        "<body class='page-node-type-course path-node'><a class='skip-link' href='#main'>Skip to content</a>\n"
        f"<header class='site-header'><div class='container'><a href='/'><img src='/logo.png' alt='Home'></a>"
        f"<nav aria-label='Main'><ul class='menu'>{menu}</ul></nav>"
        "<form role='search'><label for='q'>Search</label><input id='q' name='q'><button>Go</button></form>"
        f"</div></header><nav class='breadcrumb'><ol>{crumbs}</ol></nav>\n"
    )


def _facts(facts: list[tuple[str, str]]) -> str:
    terms = "".join(f"<dt>{label}</dt><dd>{value}</dd>\n" for label, value in facts)
    fields = "".join(
        f"<div class='field field--name-extra field--label-inline'><div class='field__label'>{label}</div>"
        f"<div class='field__item'>{value}</div></div>\n"
        for label, value in (("Campus", "River campus"), ("Level", "Introductory"), ("Department", "Applied studies"))
    )
    return (
        "<div class='region region-content'>\n <div id='block-content' class='block block-system block-main-block'>\n"
        "  <div class='layout layout--two-column'><div class='layout__region layout__region--first'>\n"
        f"<section class='key-facts'><h2>At a glance</h2>\n<dl class='facts'>{terms}</dl>{fields}</section>"
        "</div></div></div></div>\n"
    )


def _table(number: int) -> str:
    rows = "".join(
        f"<tr class='row-{i % 2}'><td>{1000 + number}-{i:02}</td><td>January {10 + i}, 2027</td>"
        f"<td>March {1 + i}, 2027</td><td>Tuesdays, 6:00 pm to 9:00 pm</td><td>Room {100 + i}</td>"
        f"<td>${300 + number % 700}.00</td><td><a class='btn btn-primary' href='/register/{i}'>Register</a></td></tr>\n"
        for i in range(8)
    )
    heads = "".join(f"<th scope='col'>{h}</th>" for h in ("Section", "Start", "End", "Schedule", "Room", "Fee", ""))
    return (
        f"<h2>Dates</h2><table class='table table-striped'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _body(topic: str, number: int) -> str:
    paragraphs = "".join(
        f"<p>{topic}, part {i}. "
        + " ".join(_SENTENCES[(number + i + k) % len(_SENTENCES)] for k in range(4))
        + f" <a href='/more/{number}/{i}'>Read on</a>, or <strong>ask us</strong>.</p>\n"
        for i in range(16)
    )
    outcomes = "".join(f"<li>Explain and apply part {i} of {topic.lower()}</li>\n" for i in range(12))
    return (
        f"<h2>Description</h2><div class='text-formatted'>{paragraphs}</div>"
        f"<h2>You will learn to</h2><ul>{outcomes}</ul>"
    )


def _accordion(number: int) -> str:
    return "".join(
        f"<div class='accordion-item'><h3 class='accordion-header'><button aria-expanded='false' aria-controls='c{i}'>"
        f"{title}</button></h3><div id='c{i}' class='accordion-body'><p>{_SENTENCES[(number + i) % 6]}</p>"
        f"<ul><li>{_SENTENCES[i % 6]}</li><li>{_SENTENCES[(i + 1) % 6]}</li></ul></div></div>\n"
        for i, title in enumerate(
            ("Prerequisites", "Assessment", "Who should attend", "Refunds", "Questions", "Contact")
        )
    )


def _related(number: int) -> str:
    cards = "".join(
        f"<article class='teaser teaser--course col-12 col-md-6 col-lg-3' data-history-node-id='{number + i}'>\n"
        f" <a href='/courses/{number + i}'><img class='img-fluid' loading='lazy' width='480' height='320' alt='' "
        f"src='/files/styles/card/{i}.jpg' srcset='/files/card/{i}.jpg 480w, /files/wide/{i}.jpg 960w'></a>\n"
        f"<h3><a href='/courses/{number + i}'>{_TOPICS[i % 6]} {number + i}</a></h3><p>{_SENTENCES[i % 6]}</p>"
        f"<span class='price'>${200 + i}</span> <span class='length'>{i} weeks</span></article>\n"
        for i in range(1, 9)
    )
    return f"<section class='related'><h2>Related courses</h2><div class='grid'>{cards}</div></section>"


def _footer(number: int) -> str:
    columns = "".join(
        f"<div class='footer-column'><h4>{name}</h4><ul>"
        + "".join(f"<li><a href='/f/{k}'>{name} office {k}</a></li>" for k in range(7))
        + "</ul></div>\n"
        for name in _MENU[:5]
    )
    return f"<footer class='site-footer'>{columns}<p>© Example College {number}</p></footer>"
