"""A site of a few pages on loopback, whose every request is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.loopback import Handler, serving

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

    class SiteHandler(Handler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            site.asked.append((time.monotonic(), self.path))
            status, body, headers = site.pages.get(self.path, (404, b"", {}))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | dict(headers)).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    with serving(SiteHandler) as port:
        site.address = f"http://127.0.0.1:{port}"
        yield site
