"""A site of a few pages on loopback, whose every request is kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Pages = dict[str, tuple[int, bytes, Mapping[str, str]]]


@dataclass(slots=True)
class Site:
    """`pages`: path -> (status, body, headers); anything else is 404."""

    pages: Pages
    address: str = ""
    asked: list[tuple[float, str]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for _, path in self.asked]


@contextmanager
def serve_site(pages: Pages) -> Iterator[Site]:
    """Serve until the block ends."""
    site = Site(pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((time.monotonic(), self.path))
            status, body, headers = site.pages.get(self.path, (404, b"", {}))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | dict(headers)).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: `asked` is the log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
