"""An institution that attacks, in as many ways as it has hosts: loops, bombs, drips, lies. A forward proxy on loopback.

`good.example` is the neighbour that none of it may touch. Nothing here is part of `make nights`.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from tests.loopback import Handler, serving

METADATA = "http://169.254.169.254/latest/meta-data/"
#: Offerings of the good neighbour.
GOOD = 6
_FACTS = "<dl><dt>Tuition</dt><dd>${}</dd><dt>Duration</dt><dd>6 weeks</dd></dl>"
_TITLES = (
    "<script>alert(1)</script>Welding",
    "'; DROP TABLE catalog.offering; --",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "Robert\u202e gnidlew\u0000",
)


@dataclass(frozen=True, slots=True)
class Reply:
    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Instead of a body of known length: pieces until the other side hangs up.
    pieces: Callable[[], Iterator[bytes]] | None = None


def _page(title: str, more: str = "") -> Reply:
    return Reply(body=f"<html lang=en><title>{title}</title><h1>{title}</h1>{more}</html>".encode())


def _offering(title: str, price: int = 499) -> Reply:
    return _page(title, _FACTS.format(price))


def _list(*links: str) -> Reply:
    return _page("Micro-credentials", "<ul>" + "".join(f'<li><a href="{one}">x</a></li>' for one in links) + "</ul>")


def _moved(target: str) -> Reply:
    return Reply(302, headers={"Location": target})


def _drip() -> Iterator[bytes]:
    while True:
        yield b"<p>"
        time.sleep(0.2)


def _flood() -> Iterator[bytes]:
    while True:
        yield b"<p>micro</p>" * 4096


@cache
def _bomb() -> bytes:
    return gzip.compress(b"\0" * (300 << 20), 1)


_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_XML_BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a0 "aaaaaaaaaa">{_ENTITIES}]>'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://xml.example/courses/&a9;</loc></url>'
    "</urlset>"
).encode()


def _good(path: str) -> Reply | None:
    if path == "/courses":
        return _list(*(f"/courses/c{n}" for n in range(GOOD)))
    return _offering(f"Welding {path[-1]}") if path.startswith("/courses/c") else None


def _calendar(path: str) -> Reply:
    """Each page links the next month, and each link carries a session of its own."""
    month = int(path.rpartition("=")[2]) if "=" in path else 0
    return _list(f"/courses?month={month + 1}", f"/courses/c1;s={time.monotonic_ns()}")


def _titles(path: str) -> Reply | None:
    if path == "/courses":
        return _list(*(f"/courses/c{n}" for n in range(len(_TITLES))), "/courses/../../../etc/passwd")
    name = path.removeprefix("/courses/c")
    return _offering(_TITLES[int(name)].replace("<", "&lt;")) if name.isdecimal() else None


#: id -> (listing path, path with query -> reply); each host is `<id>.example`.
SITES: Mapping[str, tuple[str, Callable[[str], Reply | None]]] = {
    "good": ("/courses", _good),
    "loop": ("/courses", {"/courses": _moved("/b"), "/b": _moved("/courses")}.get),
    "private": (
        "/courses",
        {
            "/courses": _list("/courses/c1", "/courses/c2", "/courses/c3"),
            "/courses/c1": _moved(METADATA),
            "/courses/c2": _moved("http://127.0.0.1:1/courses/c9"),
            "/courses/c3": _moved("http://[::1]/courses/c9"),
        }.get,
    ),
    "private-rules": ("/courses", {"/robots.txt": _moved(METADATA), "/courses": _list("/courses/c1")}.get),
    "bomb": (
        "/courses",
        lambda path: _list("/courses/c1", "/courses/c2")
        if path == "/courses"
        else None
        if path == "/robots.txt"
        else Reply(body=_bomb(), headers={"Content-Encoding": "gzip"}),
    ),
    "flood": ("/courses", {"/courses": _list("/courses/c1"), "/courses/c1": Reply(pieces=_flood)}.get),
    "drip": ("/courses", {"/courses": _list("/courses/c1"), "/courses/c1": Reply(pieces=_drip)}.get),
    "calendar": ("/courses?month=0", _calendar),
    "xml": ("/sitemap.xml", {"/sitemap.xml": Reply(body=_XML_BOMB, kind="application/xml")}.get),
    "titles": ("/courses", _titles),
    "lies": (
        "/courses",
        {
            "/courses": _list("/courses/c1", "/courses/c2"),
            "/courses/c1": Reply(body=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64),
            "/courses/c2": Reply(body=_FACTS.format(1).encode(), kind="image/png"),
        }.get,
    ),
    "same": (
        "/courses",
        lambda path: _list(*(f"/courses/c{n}" for n in range(50))) if path == "/courses" else _offering("Code: A-1"),
    ),
    "sick": (
        "/courses",
        lambda path: Reply(500)
        if path.startswith("/courses/")
        else _list(*(f"/courses/c{n}" for n in range(200)))
        if path == "/courses"
        else None,
    ),
    "html-rules": (
        "/courses",
        lambda path: _page("Welcome") if path == "/robots.txt" else _good(path),
    ),
    "wait": (
        "/courses",
        lambda path: Reply(503, headers={"Retry-After": "86400"})
        if path.startswith("/courses/")
        else _list(*(f"/courses/c{n}" for n in range(200))),
    ),
}  # fmt: skip
#: How their nights end: institution -> offerings that are read.
READ = {"good": GOOD, "html-rules": GOOD}


@dataclass(slots=True)
class Running:
    port: int = 0
    #: (host, path with query), oldest first
    requests: list[tuple[str, str]] = field(default_factory=list)

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def count(self, institution: str) -> int:
        return sum(host == f"{institution}.example" for host, _ in self.requests)


def _handler(running: Running) -> type[Handler]:
    class Site(Handler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            host = parts.hostname or ""
            running.requests.append((host, path))
            site = SITES.get(host.removesuffix(".example"))
            reply = (site[1](path) if site else None) or Reply(404)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.pieces is None:
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
                return
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            with suppress(OSError):
                for piece in reply.pieces():
                    self.wfile.write(piece)

        def do_CONNECT(self) -> None:
            """Broken TLS: a tunnel that answers nonsense."""
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"\x15\x03\x01 no TLS here")
            self.close_connection = True

    return Site


@contextmanager
def serve_hostile() -> Iterator[Running]:
    """Serve until the block ends."""
    running = Running()
    with serving(_handler(running)) as running.port:
        yield running


def write_registry(folder: Path, *, https: bool = True) -> Path:
    """A manifest for each host, and (with `https`) one whose TLS is broken."""
    (folder / "XX").mkdir(parents=True)
    (folder / "registry.toml").write_text('name = "hostile"\n')
    wanted = {name: f"http://{name}.example{listing}" for name, (listing, _) in SITES.items()}
    if https:
        wanted["tls"] = "https://tls.example/courses"
    for name, url in wanted.items():
        options = '[platform_options]\nlisting_pattern = "month="\n' if name == "calendar" else ""
        (folder / "XX" / f"{name}.toml").write_text(
            f'id = "{name}"\nname = "{name}"\nprovince = "BC"\ndelay_seconds = 0.001\nlisting_in_scope = true\n'
            f'status = "verified"\nhome_url = "{url[: url.index("example")]}example/"\nlisting_urls = ["{url}"]\n'
            f"offering_pattern = '/courses/c[0-9]+'\n{options}"
        )
    return folder
