"""Which hosts a guest may ask: the public internet, never the network it stands in."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

#: IPv4-compatible addresses (RFC 4291, 2.5.5.1) and those of translators (RFC 6052, 2.1).
_WITH_IPV4 = (ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("64:ff9b::/96"))


def is_public_address(address: str) -> bool:
    """Is this IP address one of the public internet? IPv4 in IPv6 is looked through; what is no address is not."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (inner := ip.ipv4_mapped or ip.sixtofour or _translated(ip)):
        ip = inner
    return ip.is_global and not ip.is_multicast


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address in the last 32 bits, where the prefix says that one stands there."""
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if any(ip in network for network in _WITH_IPV4) else None


def names_private(host: str) -> bool:
    """Does a host name itself a private place, without asking DNS: `localhost`, `10.0.0.1`, `0x7f.1`, `x.internal`?"""
    host = host.strip("[]").rstrip(".").lower()
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        try:  # the old ways of writing an IPv4 address, which resolvers still take
            return not is_public_address(socket.inet_ntoa(socket.inet_aton(host)))
        except OSError:
            return False
    return not is_public_address(host)


def is_loopback(url: str | None) -> bool:
    """Is this the address of a server on this very machine?"""
    host = (urlsplit(url).hostname or "") if url else ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
