"""Which hosts a guest may ask: the public internet, never the network it stands in."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit


def is_public_address(address: str) -> bool:
    """Is this IP address one of the public internet? IPv4 in IPv6 is looked through; what is no address is not."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (inner := ip.ipv4_mapped or ip.sixtofour):
        ip = inner
    return ip.is_global and not ip.is_multicast


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
