"""Many small institutions, some of which break tonight, each in a way of its own. A forward proxy on loopback.

`FAULTS` says how each breaks and what it should be called; `running.broken` which of them do so now.
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

#: Offerings of each.
OFFERINGS = 8
_SUBJECTS = (
    "Welding",
    "Bookkeeping",
    "Drone Mapping",
    "Dementia Care",
    "Forestry",
    "Data Ethics",
    "Baking",
    "Grant Writing",
)
_LISTING = "/courses"


@dataclass(frozen=True, slots=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Bytes that are promised and never come.
    missing: int = 0
    #: Pieces without end, in place of a body.
    pieces: Callable[[], Iterator[bytes]] | None = None
    #: Hang up without a word.
    silent: bool = False


def _page(title: str, more: str) -> Reply:
    return Reply(body=f"<html lang=en><title>{title}</title><main><h1>{title}</h1>{more}</main></html>".encode())


def _listing(links: int = OFFERINGS) -> Reply:
    items = "".join(f'<li><a href="{_LISTING}/c{n}">{_SUBJECTS[n]}</a></li>' for n in range(links))
    return _page("Micro-credentials", f"<ul>{items}</ul>")


def well(name: str, path: str) -> Reply:
    """The institution on a good night."""
    if path == _LISTING:
        return _listing()
    number = path.removeprefix(f"{_LISTING}/c")
    if not number.isdecimal() or int(number) >= OFFERINGS:
        return Reply(404)
    facts = (
        f"<dl><dt>Tuition</dt><dd>${400 + 10 * int(number)}</dd><dt>Duration</dt><dd>{int(number) + 2} weeks</dd></dl>"
    )
    return _page(f"{_SUBJECTS[int(number)]} at {name}", facts)


def _drip() -> Iterator[bytes]:
    while True:
        yield b" "
        time.sleep(0.2)


def _flood() -> Iterator[bytes]:
    while True:
        yield b"<p>micro</p>" * 4096


@cache
def _packed() -> bytes:
    return gzip.compress(b"\0" * (200 << 20), 1)


def _bomb() -> Iterator[bytes]:
    yield _packed()


Fault = Callable[[str, str], Reply]


def _everywhere(reply: Reply) -> Fault:
    return lambda name, path: Reply(404) if path == "/robots.txt" else reply


def _at_listing(reply: Reply) -> Fault:
    return lambda name, path: reply if path == _LISTING else well(name, path)


def _at_offerings(reply: Reply) -> Fault:
    return lambda name, path: reply if path.startswith(f"{_LISTING}/") else well(name, path)


def _at_rules(reply: Reply) -> Fault:
    return lambda name, path: reply if path == "/robots.txt" else well(name, path)


def _moved(target: str) -> Reply:
    return Reply(302, headers={"Location": target})


def _redesigned(name: str, path: str) -> Reply:
    found = well(name, path)
    if path == _LISTING or found.status != 200:
        return found
    return _page(
        found.body.split(b"<h1>")[1].split(b"</h1>")[0].decode(), "<p>Ask us what it costs, and how long it takes.</p>"
    )


def _few(name: str, path: str) -> Reply:
    """Most offerings are gone at once."""
    return _listing(3) if path == _LISTING else well(name, path) if path[-1] in "012" else Reply(404)


#: fault -> (what it is called, how the institution answers)
FAULTS: Mapping[str, tuple[str, Fault]] = {
    "closed-400": ("http_4xx", _everywhere(Reply(400))),
    "listing-404": ("http_4xx", _at_listing(Reply(404))),
    "listing-410": ("http_4xx", _at_listing(Reply(410))),
    "blocked-401": ("blocked", _everywhere(Reply(401))),
    "blocked-403": ("blocked", _everywhere(Reply(403))),
    "blocked-429": ("blocked", _everywhere(Reply(429))),
    "wait-a-day": ("blocked", _everywhere(Reply(503, headers={"Retry-After": "86400"}))),
    "down-500": ("http_5xx", _everywhere(Reply(500))),
    "down-503": ("http_5xx", _everywhere(Reply(503))),
    "offerings-502": ("http_5xx", _at_offerings(Reply(502))),
    "rules-503": ("http_5xx", _at_rules(Reply(503))),
    "rules-forbid": ("robots", _at_rules(Reply(body=b"User-agent: *\nDisallow: /\n"))),
    "rules-private": ("private", _at_rules(_moved("http://169.254.169.254/latest/"))),
    "loop": ("redirect", _at_listing(_moved(_LISTING))),
    "led-away": ("redirect", _at_listing(_moved("http://elsewhere.example/"))),
    "led-inside": ("redirect", _at_listing(_moved("http://10.0.0.1/"))),
    "hang-up": ("network", _everywhere(Reply(silent=True))),
    "cut-off": ("network", _everywhere(Reply(body=b"<html>", missing=5000))),
    "drip": ("slow", _at_listing(Reply(pieces=_drip))),
    "flood": ("too_large", _at_listing(Reply(pieces=_flood))),
    "bomb": ("too_large", _at_listing(Reply(pieces=_bomb, headers={"Content-Encoding": "gzip"}))),
    "maintenance": ("empty", _everywhere(_page("We will be back", "<p>Our site is being looked after.</p>"))),
    "few": ("partial", _few),
    "redesigned": ("redesigned", _redesigned),
}


@dataclass(slots=True)
class Running:
    port: int = 0
    broken: set[str] = field(default_factory=set)

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def _handler(running: Running) -> type[Handler]:
    class Site(Handler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            name = (parts.hostname or "").removesuffix(".example")
            answer = FAULTS[name][1] if name in running.broken else well
            self._send(answer(name, parts.path))

        def _send(self, reply: Reply) -> None:
            self.close_connection = reply.silent or reply.missing > 0 or reply.pieces is not None
            if reply.silent:
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.pieces is None:
                self.send_header("Content-Length", str(len(reply.body) + reply.missing))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(reply.body)
                for piece in reply.pieces() if reply.pieces else ():
                    self.wfile.write(piece)

    return Site


@contextmanager
def serve_faulty() -> Iterator[Running]:
    """Serve until the block ends; all are well at first."""
    running = Running()
    with serving(_handler(running)) as running.port:
        yield running


def write_registry(folder: Path, names: list[str]) -> Path:
    """A manifest for each of these."""
    (folder / "XX").mkdir(parents=True)
    (folder / "registry.toml").write_text('name = "faulty"\n')
    for name in names:
        (folder / "XX" / f"{name}.toml").write_text(
            f'id = "{name}"\nname = "{name}"\nprovince = "BC"\ndelay_seconds = 0.001\nlisting_in_scope = true\n'
            f'status = "verified"\nhome_url = "http://{name}.example/"\nexpected_minimum = {OFFERINGS // 2}\n'
            f"listing_urls = [\"http://{name}.example{_LISTING}\"]\noffering_pattern = '{_LISTING}/c[0-9]+$'\n"
        )
    return folder
