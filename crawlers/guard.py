"""Whom a night may ask: the public internet, never the network it stands in, whatever a page, a redirect or DNS says.

Names are checked where they are written (`AddressGuard`) and where they are looked up (`GuardedResolver`): the address
that is checked is the one that is connected to, so a name whose answer changes gains nothing.
"""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawlers.failures import PrivateAddress
from crawlers.probing.addresses import is_loopback, is_public_address, names_private

#: Names that were looked up and lead into a private network.
_REFUSED: set[str] = set()
#: Names of the proxies that were asked for: they may stand in our own network.
_PROXIES: set[str] = set()


class AddressGuard:
    """Refuses requests to private and link-local addresses, before robots.txt is asked for there.

    With a proxy on this machine the institution's own hosts may be private; others still may not.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        proxy: str | None = getattr(crawler.spidercls, "proxy", None)
        self._practice = is_loopback(proxy)
        _PROXIES.update(urlsplit(one).hostname or "" for one in (proxy, *getproxies().values()) if one)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname or ""
        own: list[str] = getattr(self._crawler.spider, "allowed_domains", [])
        if names_private(host) and not (self._practice and host in own):
            raise PrivateAddress(host)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A name that leads into a private network fails like an unknown one; here it gets its own word."""
        host = urlsplit(request.url).hostname or ""
        if host in _REFUSED:
            raise PrivateAddress(host) from exception


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, and: a name that leads to a private address is no name. A proxy's own name may."""

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        return super().getHostByName(name, timeout).addCallback(checked, name)


def checked(address: str, name: str) -> str:
    """The address a name leads to. Raises DNSLookupError where it is private and the name is no proxy's."""
    if name not in _PROXIES and not is_public_address(address):
        _REFUSED.add(name)
        raise DNSLookupError(f"{name} is {address}, an address of a private network")
    return address
