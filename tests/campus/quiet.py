"""Four institutions whose pages hardly ever change, each with another way of saying so. A forward proxy on loopback.

`etag` answers "not modified"; `lastmod` has a sitemap that tells the truth; `silent` has neither; `liar` has a sitemap
that calls everything old. Nothing here is part of `make nights`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.loopback import Handler, serving

NAMES = ("etag", "lastmod", "silent", "liar")
#: Offerings of each; enough that one in twenty is some.
OFFERINGS = 60
_OLD = "2020-01-01T00:00:00Z"
_NOW = "2037-01-01T00:00:00Z"


@dataclass(slots=True)
class Running:
    port: int = 0
    #: (institution, number of an offering) -> how often it has changed
    changes: Counter[tuple[str, int]] = field(default_factory=Counter)
    #: (host, path, status), oldest first
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    #: institutions whose pages are not there tonight
    down: set[str] = field(default_factory=set)

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def count(self, institution: str, status: int = 200) -> int:
        return sum(host == f"{institution}.example" and code == status for host, _, code in self.requests)


def page(running: Running, name: str, number: int) -> bytes:
    """An offering's page: facts, and much that is the same on every page. Each visit has a token of its own."""
    price = 400 + number + running.changes[name, number]
    token = hashlib.sha256(str(len(running.requests)).encode()).hexdigest()
    menu = "".join(f'<li><a href="/about/{n}">About our campus, part {n}</a></li>' for n in range(120))
    story = f"<p>Students of course {number} learn by doing, in small groups and at their own pace.</p>" * 60
    return (
        f"<html lang=en><head><title>Course {number}</title><script nonce='{token}'>var t='{token}'</script></head>"
        f"<body><nav><ul>{menu}</ul></nav><main><h1>Course {number}</h1><!-- made for {token} -->"
        f"<dl><dt>Tuition</dt><dd>${price}</dd><dt>Duration</dt><dd>{number % 9 + 1} weeks</dd>"
        f"<dt>Delivery</dt><dd>Online</dd></dl>{story}</main></body></html>"
    ).encode()


def _sitemap(running: Running, name: str) -> bytes:
    def entry(number: int) -> str:
        changed = _NOW if name == "lastmod" and running.changes[name, number] else _OLD
        return f"<url><loc>http://{name}.example/courses/c{number}</loc><lastmod>{changed}</lastmod></url>"

    entries = "".join(entry(number) for number in range(OFFERINGS))
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()


def _listing() -> bytes:
    items = "".join(f'<li><a href="/courses/c{n}">Course {n}</a></li>' for n in range(OFFERINGS))
    return f"<html lang=en><h1>Micro-credentials</h1><ul>{items}</ul></html>".encode()


def _handler(running: Running) -> type[Handler]:
    class Site(Handler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            name = (parts.hostname or "").removesuffix(".example")
            status, body, tag = 404, b"", ""
            number = parts.path.removeprefix("/courses/c")
            if name in running.down and parts.path != "/robots.txt":
                status = 503
            elif parts.path == "/courses":
                status, body = 200, _listing()
            elif parts.path == "/sitemap.xml":
                status, body = 200, _sitemap(running, name)
            elif number.isdecimal() and int(number) < OFFERINGS:
                status, body = 200, page(running, name, int(number))
            if name == "etag" and status == 200:
                tag = f'"{number}-{running.changes[name, int(number)] if number.isdecimal() else 0}"'
                if self.headers.get("If-None-Match") == tag:
                    status, body = 304, b""
            running.requests.append((parts.hostname or "", parts.path, status))
            self.send_response(status)
            self.send_header("Content-Type", "application/xml" if parts.path.endswith(".xml") else "text/html")
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            if tag:
                self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

    return Site


@contextmanager
def serve_quiet() -> Iterator[Running]:
    """Serve until the block ends."""
    running = Running()
    with serving(_handler(running)) as running.port:
        yield running


def write_registry(folder: Path, names: tuple[str, ...] = NAMES) -> Path:
    """A manifest for each."""
    (folder / "XX").mkdir(parents=True)
    (folder / "registry.toml").write_text('name = "quiet"\n')
    for name in names:
        listing = "/sitemap.xml" if name in ("lastmod", "liar") else "/courses"
        (folder / "XX" / f"{name}.toml").write_text(
            f'id = "{name}"\nname = "{name}"\nprovince = "BC"\ndelay_seconds = 0.001\nlisting_in_scope = true\n'
            f'status = "verified"\nhome_url = "http://{name}.example/"\n'
            f"listing_urls = [\"http://{name}.example{listing}\"]\noffering_pattern = '/courses/c[0-9]+$'\n"
            f"expected_minimum = {OFFERINGS // 2}\n"
        )
    return folder
