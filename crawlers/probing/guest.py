"""A guest who looks at a site for the first time: few requests, one at a time, and robots.txt before anything else."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

from protego import Protego

from crawlers.manifest import is_address
from crawlers.probing.addresses import is_loopback, is_public_address, names_private
from crawlers.probing.transport import NoAnswer, Response, get
from crawlers.settings import ROBOTSTXT_USER_AGENT

MOST_REQUESTS = 15
MOST_REDIRECTS = 5
#: Bytes of robots.txt that are read (RFC 9309, 2.5, asks for as many at least).
MOST_RULES = 500 * 1024
#: Seconds between requests that a person in front of a screen waits for.
LONGEST_DELAY = 30.0
_MOVED = (301, 302, 303, 307, 308)


class EnoughAsked(Exception):
    """The guest has used up its requests."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request and what came of it. `problem` says in a few words why there is nothing to read."""

    url: str
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    problem: str | None = None

    @property
    def ok(self) -> bool:
        return self.status == 200

    @property
    def text(self) -> str:
        """The body as text, for what a first look goes by: links and signs. Reading it is the readers' work."""
        return self.body.decode("utf-8", "replace")

    @property
    def content_type(self) -> str | None:
        return self.headers.get("content-type")


class Guest:
    """Asks politely. `visits` is everything that was asked for, robots.txt among it, in order.

    `delay` is in seconds between two requests; a longer Crawl-delay is kept, where the proxy is not this machine's own.
    Private addresses are refused, redirects to them too, unless such a proxy is asked for: then it decides.
    """

    def __init__(self, *, proxy: str | None, delay: float, most: int = MOST_REQUESTS) -> None:
        self.visits: list[Visit] = []
        self.sitemaps: list[str] = []
        self.delay = delay
        self._proxy = proxy
        self._practice = is_loopback(proxy)
        self._most = most
        self._rules: dict[str, Protego | str] = {}
        self._seen: dict[str, Visit] = {}
        self._last = 0.0

    @property
    def left(self) -> int:
        """Requests that may still be made."""
        return self._most - len(self.visits)

    def may_reach(self, address: str) -> bool:
        return is_public_address(address)

    def visit(self, url: str) -> Visit:
        """The page at the end of redirects, asked for once however often it is visited. Never raises for what a site
        does; EnoughAsked when all is used up."""
        url = _plain(url)
        if url not in self._seen:
            self._seen[url] = self._follow(url)
        return self._seen[url]

    def _follow(self, url: str) -> Visit:
        for _ in range(MOST_REDIRECTS + 1):
            if not is_address(url):
                return Visit(url, problem="no http(s) address")
            rules = self._rules_of(url)
            if isinstance(rules, str):
                return Visit(url, problem=rules)
            if not rules.can_fetch(url, ROBOTSTXT_USER_AGENT):
                return Visit(url, problem="robots.txt asks us not to")
            seen = self._ask(url)
            target = seen.headers.get("location")
            if seen.status not in _MOVED or target is None:
                return seen
            url = _joined(url, target)
        return Visit(url, problem="too many redirects")

    def _rules_of(self, url: str) -> Protego | str:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._ask_rules(f"{origin}/robots.txt")
        return self._rules[origin]

    def _ask_rules(self, url: str) -> Protego | str:
        """The rules of a host, or why it is closed (RFC 9309: 4xx is no rules, 5xx and no answer close it)."""
        seen = self._ask(url)
        for _ in range(MOST_REDIRECTS):
            target = seen.headers.get("location")
            if seen.status not in _MOVED or target is None or not is_address(_joined(url, target)):
                break
            url = _joined(url, target)
            seen = self._ask(url)
        if seen.status is None:
            return f"robots.txt cannot be had ({seen.problem})"
        if seen.status >= 500 or seen.status == 429:
            return f"robots.txt cannot be had (status {seen.status})"
        rules = Protego.parse(seen.body[:MOST_RULES].decode("utf-8", "replace") if seen.ok else "")
        self.sitemaps += list(rules.sitemaps)
        asked = rules.crawl_delay(ROBOTSTXT_USER_AGENT)
        if asked and asked > LONGEST_DELAY:
            return f"robots.txt asks for {asked:g} s between requests: too slow for a first look"
        if asked and not self._practice:
            self.delay = max(self.delay, float(asked))
        return rules

    def _ask(self, url: str) -> Visit:
        if self.left <= 0:
            raise EnoughAsked
        host = urlsplit(url).hostname or ""
        if not self._practice and names_private(host) and not self.may_reach(host):
            return Visit(url, problem=f"refused: {host} is a private address")
        time.sleep(max(0.0, self._last + self.delay - time.monotonic()))
        self._last = time.monotonic()
        try:
            answer = get(url, proxy=self._proxy, may_reach=self.may_reach)
        except NoAnswer as error:
            self.visits.append(Visit(url, problem=str(error)))
        else:
            self.visits.append(_seen(url, answer))
        return self.visits[-1]


def _seen(url: str, answer: Response) -> Visit:
    problem = None if answer.status == 200 else f"status {answer.status}"
    return Visit(url, answer.status, dict(answer.headers), answer.body, problem)


def _joined(url: str, target: str) -> str:
    """Where a redirect leads; no address where it leads nowhere."""
    try:
        return _plain(urljoin(url, target))
    except ValueError:  # a bracket that opens and does not close
        return ""


def _plain(url: str) -> str:
    """The address as it may stand in a request line: no fragment, no space, no letter beyond ASCII."""
    try:
        parts = urlsplit(urldefrag(url).url)
    except ValueError:  # a bracket that opens and does not close
        return quote(url, safe=":/")
    try:
        netloc = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    except UnicodeError:
        netloc = quote(parts.netloc)
    safe = "/%:=&?~+!$,;'@()*[]"
    return urlunsplit((parts.scheme, netloc, quote(parts.path, safe=safe), quote(parts.query, safe=safe), ""))
