"""The practice campus over HTTP: one loopback port, all institutions, as a forward proxy (and by Host header)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.campus.nights import BREAKS, Campus, campus
from tests.campus.response import BROKEN, NOT_FOUND, Answer, page
from tests.campus.sites import harbour, north_coast, riviere

Site = Callable[[str, str, Campus], Answer]
SITES: dict[str, tuple[str, Site]] = {
    north_coast.HOST: ("north-coast", north_coast.answer),
    harbour.HOST: ("harbour", harbour.answer),
    riviere.HOST: ("riviere", riviere.answer),
}


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
        campuses = {name: campus(name, night) for name, _ in SITES.values()}
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
        if host not in SITES:
            return _index(self) if host in ("127.0.0.1", "localhost", "") and path == "/" else NOT_FOUND
        name, site = SITES[host]
        here = self._campuses[name]
        if (self.night, name) == BREAKS and path != "/robots.txt":
            served = self._served.setdefault(name, set())
            if len(served) >= len(here.courses) // 2:
                return BROKEN
            if path.startswith(f"{north_coast.LISTING}/"):
                served.add(path)
        return site(path, query, here)


def _index(running: Running) -> Answer:
    items = "".join(f"<li>http://{host}/ ({name})</li>" for host, (name, _) in SITES.items())
    return page(
        f"<h1>Practice campus, night {running.night}</h1><p>Use this address as a proxy for:</p><ul>{items}</ul>"
    )


def _handler(running: Running) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            host = (parts.hostname or self.headers.get("Host", "").rsplit(":", 1)[0]).lower()
            found = running.answer(host, parts.path or "/", parts.query)
            self.send_response(found.status)
            self.send_header("Content-Type", found.content_type)
            self.send_header("Content-Length", str(len(found.body)))
            for name, value in found.headers:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(found.body)

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: `requests` is the log."""

    return Handler


@contextmanager
def serve(night: int = 1, port: int = 0, latency: float = 0.0) -> Iterator[Running]:
    """Serve until the block ends; port 0 takes a free one. `latency` in seconds before each answer."""
    running = Running(night, latency)
    running.set_night(night)
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(running))
    server.daemon_threads = True
    running.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
