"""Small sites, one for each way a platform lists what it has, and each way that goes wrong: manifest and replies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.crawlers.odd_sites import Reply, links, moved, rules, sitemap

_JSON = {"Content-Type": "application/json"}


def page(title: str, *facts: tuple[str, str], more: str = "", head: str = "") -> Reply:
    terms = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts)
    text = f"<html lang=en><head>{head}</head><body><h1>{title}</h1><dl>{terms}</dl>{more}</body></html>"
    return Reply(text.encode())


def answer(value: Any, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), headers=_JSON | headers)


def anchors(*paths: str, before: str = "", after: str = "", heading: str = "Micro-credentials") -> Reply:
    items = "".join(f"<li><a href='{path}'>Title</a></li>" for path in paths)
    return Reply(f"<html lang=en><body><h1>{heading}</h1>{before}<ul>{items}</ul>{after}</body></html>".encode())


def piece(*paths: str) -> str:
    return "".join(f"<article><a href='{path}'>Title</a></article>" for path in paths)


_FULL = page("Welding", ("Tuition", "$499"))
_BARE = page("Welding", ("Duration", "6 weeks"))
_COURSES = [f"/courses/c{n}" for n in range(6)]
_HERE = dict.fromkeys(_COURSES, _FULL)
_AJAX = "/wp-admin/admin-ajax.php"
_DETAILS = "/search/publicCourseSearchDetails.do"
_XCRI = (
    "<catalog xmlns='http://xcri.org/profiles/1.2/catalog' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:mlo='http://purl.org/net/mlo'><provider>{}</provider></catalog>"
)
_RSS = "<rss version='2.0'><channel><title>Courses</title>{}</channel></rss>"


def _xcri(*names: str) -> Reply:
    courses = "".join(
        f"<course><dc:identifier>{name}</dc:identifier><dc:title>Welding {name}</dc:title>"
        f"<mlo:url>http://feed.example/study/{name}</mlo:url>"
        "<presentation><mlo:duration>6 weeks</mlo:duration><mlo:cost>$499</mlo:cost></presentation></course>"
        for name in names
    )
    return Reply(_XCRI.format(courses).encode(), headers={"Content-Type": "application/xml"})


def _rss(*urls: str) -> Reply:
    items = "".join(
        f"<item><title>Welding {n}</title><link>{url}</link>"
        "<description>Tuition: $499. Duration: 6 weeks</description></item>"
        for n, url in enumerate(urls)
    )
    return Reply(_RSS.format(items).encode(), headers={"Content-Type": "application/rss+xml"})


def _view(*rows: str) -> Reply:
    data = "".join(f"<div class=card><a href='{row}'>Title</a></div>" for row in rows)
    return answer([{"command": "settings"}, {"command": "insert", "data": f"<div>{data}</div>"}])


def _typed(title: str, cost: str, length: str) -> bytes:
    facts = f"<p><b>Cost:</b> {cost}<br><b>Length:</b> {length}</p>"
    return f"<h2>{title}</h2>{facts}<p><a href='/register'>Register</a></p>".encode()


_SETTINGS = json.dumps({"views": {"ajaxViews": {"v:1": {"view_name": "programs", "view_display_id": "block_1"}}}})
_VIEWS = "/views/ajax?view_name=programs&view_display_id=block_1&page={}&_wrapper_format=drupal_ajax"


def _enrol(name: str, *targets: str) -> Reply:
    return page(name, ("Duration", "6 weeks"), more="".join(f"<p><a href='{url}'>Enrol now</a></p>" for url in targets))


_SHOP = "http://shop.example"
_PRICED = page("Welding", ("Price", "$740"))

#: name -> (lines of its manifest, path -> reply). Listings are at /courses unless the lines say otherwise.
SITES: Mapping[str, tuple[str, Mapping[str, Reply]]] = {
    # ── WordPress ──
    "rest": (
        'platform = "wordpress"\nlisting_urls = ["http://rest.example/wp-json/wp/v2/program"]',
        {
            "/wp-json/wp/v2/program?per_page=100": answer(
                [{"link": f"http://rest.example{path}"} for path in (*_COURSES[:2], "/about")] + [{"link": "//[x"}],
                **{"X-WP-TotalPages": "2"},
            ),
            "/wp-json/wp/v2/program?per_page=100&page=2": answer(
                [{"link": f"http://rest.example{_COURSES[2]}"}], **{"X-WP-TotalPages": "2"}
            ),
            **_HERE,
        },
    ),
    "rest-closed": (
        'platform = "wordpress"\nlisting_urls = ["http://rest-closed.example/wp-json/wp/v2/program"]',
        {"/wp-json/wp/v2/program?per_page=100": answer({"code": "rest_forbidden"})},
    ),
    "finder": (
        'platform = "wordpress"\n'
        f'listing_urls = ["http://finder.example{_AJAX}?interest=&action=finder_search&paged=1"]',
        {
            f"{_AJAX}?interest=&action=finder_search&paged=1": Reply(piece(*_COURSES[:2]).encode()),
            f"{_AJAX}?interest=&action=finder_search&paged=2": Reply(piece(*_COURSES[2:4]).encode()),
            # … and past the end, its last page again
            f"{_AJAX}?interest=&action=finder_search&paged=3": Reply(piece(*_COURSES[2:4]).encode()),
            **_HERE,
        },
    ),
    "button": (
        'platform = "wordpress"\n[platform_options.load_more]\n'
        f'url = "http://button.example{_AJAX}"\npage = "paged"\nmethod = "POST"\ndata = {{ action = "more" }}',
        {
            "/courses": anchors(*_COURSES[:2]),
            f"POST {_AJAX} action=more&paged=2": answer({"success": True, "data": {"html": piece(*_COURSES[2:3])}}),
            f"POST {_AJAX} action=more&paged=3": answer({"success": True, "data": {"html": ""}}),
            **_HERE,
        },
    ),
    "button-broken": (
        'platform = "wordpress"\n[platform_options.load_more]\n'
        f'url = "http://button-broken.example{_AJAX}"\ndata = {{ action = "more" }}',
        {"/courses": anchors(*_COURSES[:2]), f"{_AJAX}?action=more&paged=2": Reply(b'{"success": tr'), **_HERE},
    ),
    # ── Drupal ──
    "views": (
        'platform = "drupal"\n[platform_options]\nviews_ajax = true\nrow = ".card"',
        {
            "/courses": anchors(
                "/courses/menu",
                after=f"<script type=application/json data-drupal-selector=drupal-settings-json>{_SETTINGS}</script>",
            ),
            _VIEWS.format(0): _view(*_COURSES[:2]),
            _VIEWS.format(1): _view(*_COURSES[2:3]),
            _VIEWS.format(2): _view(),
            "/courses/menu": _BARE,
            **_HERE,
        },
    ),
    "no-rows": ('platform = "drupal"', {"/courses": anchors(*_COURSES[:3]), **_HERE}),
    # ── Destiny One ──
    "destiny": (
        'platform = "destiny_one"\nlisting_urls = ["http://destiny.example/public/listProgramAreas.do?method=load"]',
        {
            "/public/listProgramAreas.do?method=load": anchors(
                "/public/category/programStream.do;jsessionid=A1?method=load&selectedProgramAreaId=1&selectedProgramStreamId=2"
            ),
            "/public/category/programStream.do?method=load&selectedProgramAreaId=1&selectedProgramStreamId=2": anchors(
                f"{_DETAILS};jsessionid=B2?method=load&courseId=11&selectedProgramAreaId=1",
                f"{_DETAILS};jsessionid=C3?courseId=11&method=load",
                f"{_DETAILS}?method=load&courseId=12",
            ),
            f"{_DETAILS}?method=load&courseId=11": page(
                "Welding",
                ("Tuition", "$499"),
                head=f"<link rel=canonical href='{_DETAILS};jsessionid=D4?method=load&amp;courseId=11'>",
            ),
            f"{_DETAILS}?method=load&courseId=12": moved(f"{_DETAILS};jsessionid=E5?method=load&courseId=13"),
            f"{_DETAILS}?method=load&courseId=13": _FULL,
        },
    ),
    # ── JSON ──
    "hits": (
        'platform = "json_search"\nlisting_urls = ["http://hits.example/api?size=2"]\n'
        '[platform_options]\nitems = "data.hits"\nlink = "/courses/{slug}"\ntotal = "data.total"\noffset = "start"\n'
        'only = { kind = "micro" }'.replace('"/courses/{slug}"', '"http://hits.example/courses/{slug}"'),
        {
            "/api?size=2": answer(
                {"data": {"total": 4, "hits": [{"slug": "c0", "kind": "Micro"}, {"slug": "c1", "kind": "Diploma"}]}}
            ),
            "/api?size=2&start=2": answer(
                {"data": {"total": 4, "hits": [{"slug": "c2", "kind": "micro"}, {"kind": "micro"}]}}
            ),
            **_HERE,
        },
    ),
    "hits-short": (
        'platform = "json_search"\nlisting_urls = ["http://hits-short.example/api?page=1"]\n'
        '[platform_options]\nitems = "hits"\ntotal = "total"',
        {
            "/api?page=1": answer({"total": 9, "hits": [{"url": "/courses/c0"}]}),
            "/api?page=2": answer({"total": 9, "hits": []}),
            **_HERE,
        },
    ),
    "hits-linked": (
        'platform = "json_search"\nlisting_urls = ["http://hits-linked.example/api"]\n'
        '[platform_options]\nitems = ""\nnext = "0.next"',
        {
            "/api": answer([{"url": "/courses/c0", "next": "/api/more"}, {"url": "//[x"}, {"url": "/courses/c1"}]),
            "/api/more": answer([{"url": "/courses/c2", "next": None}]),
            **_HERE,
        },
    ),
    "hits-gone": (
        'platform = "json_search"\nlisting_urls = ["http://hits-gone.example/api"]\n[platform_options]\nitems = "hits"',
        {"/api": answer({"error": "moved to v2"})},
    ),
    "mapped": (
        'platform = "json_search"\nlisting_urls = ["http://mapped.example/api?page=1"]\n'
        '[platform_options]\nitems = "hits"\nonly = { kind = "micro" }\n'
        '[platform_options.fields]\ntitle = "name"\nurl = "path"\ncost = "fee"\nduration = "length"',
        {
            f"/api?page={n}": answer(
                {
                    "hits": [
                        {
                            "name": f"Welding {n}",
                            "path": f"/w/{n}",
                            "fee": "$499",
                            "length": "6 weeks",
                            "kind": "micro",
                        },
                        {"name": f"Diploma {n}", "path": f"/d/{n}", "fee": "$9,000", "length": "2 years", "kind": "x"},
                    ]
                }
                if n < 3
                else {"hits": []}
            )
            for n in (1, 2, 3)
        },
    ),
    # ── feeds ──
    "feed": ('platform = "feed"\nlisting_urls = ["http://feed.example/xcri.xml"]', {"/xcri.xml": _xcri("A1", "B2")}),
    "feed-gone": ('platform = "feed"', {"/courses": anchors(*_COURSES)}),
    "feed-followed": (
        'platform = "feed"\nlisting_urls = ["http://feed-followed.example/rss"]\n[platform_options]\nfollow = true',
        {"/rss": _rss(*(f"http://feed-followed.example{path}" for path in _COURSES[:2])), **_HERE},
    ),
    # ── anything else ──
    "folder": (
        'platform = "generic"\noffering_pattern = ""',
        {
            "/courses": anchors("/about", *_COURSES[:4], "/courses/fees", "/courses/outline.pdf"),
            "/courses/fees": Reply(b"<html><body><h1>Fees</h1><p>Ask us.</p></body></html>"),
            "/about": _FULL,
            **_HERE,
        },
    ),
    "scattered": (
        'platform = "generic"\noffering_pattern = ""',
        {
            "/courses": anchors("/welding", "/trades/baking", "/about.pdf", "/login", "http://feed.example/study/A1"),
            "/welding": _FULL,
            "/trades/baking": _FULL,
        },
    ),
    "subjects": (
        "platform = \"generic\"\n[platform_options]\nlisting_pattern = '/subject/'",
        {
            "/courses": anchors("/subject/arts", "/subject/trades"),
            "/subject/arts": anchors(_COURSES[0], after="<nav><a rel='next' href='/subject/arts?p=2'>2</a></nav>"),
            "/subject/arts?p=2": anchors(_COURSES[1]),
            "/subject/trades": anchors(_COURSES[1], _COURSES[2]),
            **_HERE,
        },
    ),
    "articles": (
        'platform = "generic"',
        {
            "/courses": anchors(_COURSES[0], after="<nav><a rel='next' href='/news/1'>An article</a></nav>"),
            "/news/1": anchors(_COURSES[1]),
            **_HERE,
        },
    ),
    "numbered": (
        'platform = "wordpress"\nlisting_urls = ["http://numbered.example/list/"]',
        {
            "/list/": anchors(_COURSES[0], after="<a class='next page-numbers' href='/list/page/2/'>Next</a>"),
            "/list/page/2/": anchors(_COURSES[1], after="<a class='next page-numbers' href='/list/page/3/'>Next</a>"),
            "/list/page/3/": anchors(_COURSES[2]),
            **_HERE,
        },
    ),
    "mapped-out": (
        'platform = "generic"\nlisting_urls = ["http://mapped-out.example/sitemap.xml"]',
        {
            "/sitemap.xml": Reply(sitemap("http://mapped-out.example/courses/c0", "http://mapped-out.example/about")),
            **_HERE,
        },
    ),
    "waiting": (
        'platform = "generic"\nlisting_urls = ["http://waiting.example/courses", "http://waiting.example/private"]',
        {
            "/robots.txt": rules("Disallow: /private"),
            "/courses": anchors(*_COURSES[:1]),
            "/private": anchors(*_COURSES[1:2]),
            **_HERE,
        },
    ),
    "index": (
        'platform = "wordpress"\nlisting_urls = ["http://index.example/sitemap_index.xml"]',
        {
            "/sitemap_index.xml": Reply(
                b"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                + b"".join(
                    b"<sitemap><loc>http://index.example/%s-sitemap.xml</loc></sitemap>" % name
                    for name in (b"course", b"author", b"category")
                )
                + b"</sitemapindex>"
            ),
            "/course-sitemap.xml": Reply(sitemap("http://index.example/courses/c0")),
            **_HERE,
        },
    ),
    "one-page": (
        'platform = "generic"\n[platform_options]\nread_listing = true',
        {
            "/courses": Reply(
                b"<html lang=en><body><h1>Micro-credentials</h1>"
                + _typed("Welding", "$499", "6 weeks")
                + _typed("Baking", "$350", "2 days")
                + _typed("Sewing", "$275", "9 hours")
                + b"</body></html>"
            )
        },
    ),
    # ── the rest of the facts on another page ──
    "second": (
        'platform = "canvas_catalog"\n[platform_options]\nalso_hosts = ["shop.example"]',
        {
            "/courses": links(*_COURSES),
            _COURSES[0]: _enrol("Own", f"{_SHOP}/browse/x/courses/own"),
            _COURSES[1]: _enrol("Portal 1", f"{_SHOP}/courses/portal"),
            _COURSES[2]: _enrol("Portal 2", f"{_SHOP}/courses/portal"),
            _COURSES[3]: _enrol("Gone", f"{_SHOP}/courses/gone"),
            _COURSES[4]: _enrol("Two", f"{_SHOP}/courses/own", f"{_SHOP}/courses/other"),
            _COURSES[5]: _enrol("Moved", f"{_SHOP}/programs/moved"),
        },
    ),
    "second-sick": (
        'platform = "canvas_catalog"\n[platform_options]\nalso_hosts = ["shop.example"]',
        {
            "/courses": links(*_COURSES[:3]),
            _COURSES[0]: _enrol("Own", f"{_SHOP}/courses/own"),
            _COURSES[1]: _enrol("Sick", f"{_SHOP}/courses/sick"),
            _COURSES[2]: _enrol("Forbidden", f"{_SHOP}/courses/forbidden"),
        },
    ),
    "second-shared": (
        'platform = "generic"\n[[platform_options.also_read]]\n'
        'links = \'/fees$\'\nfields = ["cost", "location"]\nshared = true',
        {
            "/courses": links(*_COURSES[:2]),
            _COURSES[0]: _enrol("One", "/fees"),
            _COURSES[1]: _enrol("Two", "/fees"),
            "/fees": page(
                "Tuition for all programs", ("Tuition", "$740"), ("Location", "Main campus"), ("Duration", "9 weeks")
            ),
        },
    ),
    "shop": (
        "",
        {
            "/robots.txt": rules("Disallow: /courses/forbidden"),
            "/browse/x/courses/own": _PRICED,
            "/courses/own": _PRICED,
            "/courses/other": _PRICED,
            "/courses/portal": _PRICED,
            "/courses/forbidden": _PRICED,
            "/courses/sick": Reply(b"down", 503),
            "/programs/moved": moved(f"{_SHOP}/courses/other"),
        },
    ),
}


def write_registry(folder: Path) -> Path:
    (folder / "XX").mkdir(parents=True)
    for name, (text, _) in SITES.items():
        if not text:
            continue
        head = {
            "id": name,
            "name": name,
            "province": "BC",
            "home_url": f"http://{name}.example/",
            "delay_seconds": 0.02,
            "listing_urls": [f"http://{name}.example/courses"],
            "offering_pattern": r"/courses/\w+$",
        }
        if name in ("destiny", "feed", "mapped"):
            del head["offering_pattern"]
        keys = [f"{key} = {json.dumps(value)}" for key, value in head.items() if f"{key} =" not in text]
        text = text.replace('offering_pattern = ""\n', "").replace('offering_pattern = ""', "")
        (folder / "XX" / f"{name}.toml").write_text("\n".join((*keys, text)))
    return folder
