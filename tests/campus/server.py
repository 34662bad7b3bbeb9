"""The practice campus over HTTP: one loopback port, all institutions, as a forward proxy (and by Host header)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.campus.nights import BREAKS, Campus, campus, served_before_breaking
from tests.campus.response import BROKEN, NOT_FOUND, Answer, page
from tests.campus.sites import SITES
from tests.loopback import Handler, serving

_BY_HOST = {host: (site, answer) for site in SITES for host, answer in ((site.host, site.answer), *site.others.items())}


@dataclass(frozen=True, slots=True)
class Request:
    at: float  # seconds, monotonic
    host: str
    path: str
    status: int


@dataclass(slots=True)
class Running:
    """A campus being served. `requests` is the log of the night, oldest first."""

    night: int
    latency: float = 0.0
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    _campuses: dict[str, Campus] = field(default_factory=dict)
    _served: dict[str, set[str]] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def set_night(self, night: int) -> None:
        """Go to another night: its pages, an empty log, nothing broken yet."""
        campuses = {site.institution: campus(site.institution, night) for site in SITES}
        with self._guard:
            self.night, self._campuses, self._served = night, campuses, {}
            self.requests.clear()

    def answer(self, host: str, path: str, query: str) -> Answer:
        with self._guard:
            found = self._answer(host, path, query)
            self.requests.append(Request(time.monotonic(), host, path, found.status))
        if self.latency:
            time.sleep(self.latency)
        return found

    def _answer(self, host: str, path: str, query: str) -> Answer:
        site, answer = _BY_HOST.get(host, (None, None))
        if site is None or answer is None:
            return _index(self) if host in ("127.0.0.1", "localhost", "") and path == "/" else NOT_FOUND
        here = self._campuses[site.institution]
        if (self.night, site.institution) == BREAKS and path != "/robots.txt":
            served = self._served.setdefault(site.institution, set())
            if len(served) >= served_before_breaking(here):
                return BROKEN
            if path.startswith(site.offerings_under):
                served.add(path)
        return answer(path, query, here)


def _index(running: Running) -> Answer:
    items = "".join(f"<li>http://{site.host}/ ({site.institution})</li>" for site in SITES)
    return page(
        f"<h1>Practice campus, night {running.night}</h1><p>Use this address as a proxy for:</p><ul>{items}</ul>"
    )


def _handler(running: Running) -> type[Handler]:
    class CampusHandler(Handler):
        def do_GET(self, form: str = "") -> None:
            parts = urlsplit(self.path)
            host = (parts.hostname or self.headers.get("Host", "").rsplit(":", 1)[0]).lower()
            found = running.answer(host, parts.path or "/", form or parts.query)
            self.send_response(found.status)
            self.send_header("Content-Type", found.content_type)
            self.send_header("Content-Length", str(len(found.body)))
            for name, value in found.headers:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(found.body)

        do_HEAD = do_GET

        def do_POST(self) -> None:
            """A form, taken like a query."""
            length = self.headers.get("Content-Length", "")
            self.do_GET(self.rfile.read(int(length)).decode("latin-1") if length.isdecimal() else "")

    return CampusHandler


@contextmanager
def serve(night: int = 1, port: int = 0, latency: float = 0.0) -> Iterator[Running]:
    """Serve until the block ends; port 0 takes a free one. `latency` in seconds before each answer."""
    running = Running(night, latency)
    running.set_night(night)
    with serving(_handler(running), port) as running.port:
        yield running
