"""Small odd institutions over HTTP: each host answers in its own troublesome way. A forward proxy on loopback."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from crawlers.reading.bounded import MOST_CHARACTERS
from tests import loopback

OFFERING = b"<html lang=en><body><h1>Welding</h1><dl><dt>Tuition</dt><dd>$499</dd></dl></body></html>"
_SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"


@dataclass(frozen=True, slots=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


def links(*paths: str, pager: str = "") -> Reply:
    """A listing in Drupal's markup."""
    rows = "".join(f"<div class=views-row><a href='{path}'>An offering</a></div>" for path in paths)
    return Reply(f"<html><body><h1>Courses</h1>{rows}{pager}</body></html>".encode())


def rules(*lines: str) -> Reply:
    return Reply("\n".join(["User-agent: *", *lines]).encode(), headers={"Content-Type": "text/plain"})


def moved(target: str, status: int = 301) -> Reply:
    return Reply(status=status, headers={"Location": target})


def sitemap(*urls: str) -> bytes:
    return _SITEMAP.format("".join(f"<url><loc>{url}</loc></url>" for url in urls)).encode()


_ENDLESS = b"<i>.</i>" * 4_000 + b"." * MOST_CHARACTERS
_NEXT = "<nav><a rel=next href='?page={}'>Next</a></nav>"
_MANY = [f"/courses/{n}" for n in range(4)]
_HERE = dict.fromkeys(_MANY, Reply(OFFERING))

#: id -> (platform, path of its listing, path -> reply). Each host is `<id>.example`.
SITES: Mapping[str, tuple[str, str, Mapping[str, Reply]]] = {
    "plain": ("generic", "/courses", {"/courses": links(*_MANY), **_HERE}),
    "circling": (
        "drupal",
        "/courses",
        {
            "/courses": links("/courses/0", pager=_NEXT.format(1)),
            "/courses?page=1": links("/courses/1", pager=_NEXT.format(1)),
            **_HERE,
        },
    ),
    "sick-listing": ("generic", "/courses", {"/courses": Reply(b"down", 503), **_HERE}),
    "sick-second-page": (
        "drupal",
        "/courses",
        {"/courses": links(*_MANY, pager=_NEXT.format(1)), "/courses?page=1": Reply(b"down", 500), **_HERE},
    ),
    "no-sitemap": ("wordpress", "/wp-sitemap.xml", {"/wp-sitemap.xml": Reply(b"<html><body>Oops</body></html>")}),
    "empty-sitemap": ("wordpress", "/wp-sitemap.xml", {"/wp-sitemap.xml": Reply(b"")}),
    "torn-sitemap": (
        "wordpress",
        "/wp-sitemap.xml",
        {"/wp-sitemap.xml": Reply(sitemap(*[f"http://torn-sitemap.example{p}" for p in _MANY])[:250]), **_HERE},
    ),
    "packed-sitemap": (
        "wordpress",
        "/sitemap.xml.gz",
        {
            "/sitemap.xml.gz": Reply(
                gzip.compress(sitemap("http://[x", "http://packed-sitemap.example/courses/0")),
                headers={"Content-Type": "application/x-gzip"},
            ),
            **_HERE,
        },
    ),
    "forbidden": (
        "generic",
        "/courses",
        {"/robots.txt": rules("Disallow: /courses"), "/courses": links(*_MANY), **_HERE},
    ),
    "forbidden-elsewhere": (
        "generic",
        "/courses",
        {
            "/robots.txt": moved("/rules.txt"),
            "/rules.txt": rules("Disallow: /courses"),
            "/courses": links(*_MANY),
            **_HERE,
        },
    ),
    "sick-robots": (
        "generic",
        "/courses",
        {"/robots.txt": Reply(b"down", 503), "/courses": links(*_MANY), **_HERE},
    ),
    "slow-please": (
        "generic",
        "/courses",
        {"/robots.txt": rules("Crawl-delay: 0.5"), "/courses": links("/courses/0", "/courses/1"), **_HERE},
    ),
    "endless-listing": (
        "generic",
        "/courses",
        {"/courses": Reply(links(*_MANY[:2]).body + _ENDLESS + links(*_MANY[2:]).body), **_HERE},
    ),
    "dead-link": ("generic", "/courses", {"/courses": links("/courses/0", "/courses/dead"), **_HERE}),
    "led-away": ("generic", "/courses", {"/courses": moved("http://plain.example/courses")}),
    "to-www": ("generic", "/courses", {"/courses": moved("http://www.to-www.example/courses"), **_HERE}),
    "www.to-www": ("", "", {"/courses": links("/courses/0"), **_HERE}),
    "bad-page": (
        "generic",
        "/courses",
        {"/courses": links("/courses/0", "/courses/odd"), "/courses/odd": Reply(b"\xff\0<<<h1>" * 99), **_HERE},
    ),
}


@dataclass(slots=True)
class Serving:
    port: int = 0
    #: (seconds, host, path with query), oldest first
    requests: list[tuple[float, str, str]] = field(default_factory=list)

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self, institution: str) -> list[str]:
        return [path for _, host, path in self.requests if host == f"{institution}.example"]


@contextmanager
def serve_odd_sites(sites: Mapping[str, Mapping[str, Reply]] | None = None) -> Iterator[Serving]:
    """Hosts `<name>.example` and their replies by path with query; a form that is posted stands behind `POST `."""
    serving = Serving()
    by_host = sites if sites is not None else {name: replies for name, (_, _, replies) in SITES.items()}

    class SiteHandler(loopback.Handler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            self._reply(parts.hostname or "", path)

        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._reply(parts.hostname or "", f"POST {parts.path} {form}")

        def _reply(self, host: str, path: str) -> None:
            serving.requests.append((time.monotonic(), host, path))
            reply = by_host.get(host.removesuffix(".example"), {}).get(path, Reply(b"not here", 404))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

    with loopback.serving(SiteHandler) as serving.port:
        yield serving


def write_registry(folder: Path) -> Path:
    """A manifest for each site, with a delay short enough for a test."""
    (folder / "XX").mkdir(parents=True)
    for name, (platform, listing, _) in SITES.items():
        if not platform:
            continue
        (folder / "XX" / f"{name}.toml").write_text(
            f'id = "{name}"\nname = "{name}"\nprovince = "BC"\nplatform = "{platform}"\ndelay_seconds = 0.02\n'
            f'home_url = "http://{name}.example/"\nlisting_urls = ["http://{name}.example{listing}"]\n'
            "offering_pattern = '/courses/[a-z0-9]+$'\n"
        )
    return folder
