"""One HTTP GET without following anything: bounded in size and time, directly or by a proxy."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawlers.settings import DOWNLOAD_MAXSIZE, DOWNLOAD_TIMEOUT, USER_AGENT

#: Seconds a whole answer may take, however slowly it trickles; the socket's own timeout is for each piece of it.
LONGEST_ANSWER = 60.0
_HEADERS = {"User-Agent": USER_AGENT, "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


class NoAnswer(Exception):
    """No response that can be used; the text says why in a few words."""


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers (names in lower case) and the decoded body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def get(url: str, *, proxy: str | None, may_reach: Callable[[str], bool]) -> Response:
    """Ask for one address. `may_reach` says yes or no to the IP address that a direct connection reached, before
    anything is sent there. Raises NoAnswer."""
    try:
        connection = _connection(url, proxy, may_reach)
        try:
            return _ask(connection, url, proxy)
        finally:
            connection.close()
    except NoAnswer:
        raise
    except TimeoutError as error:
        raise NoAnswer("timeout") from error
    except socket.gaierror as error:
        raise NoAnswer("the name is not known (dns)") from error
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        raise NoAnswer(f"{type(error).__name__}: {error}"[:120]) from error


def _connection(url: str, proxy: str | None, may_reach: Callable[[str], bool]) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    if proxy is None:
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(host, parts.port, timeout=DOWNLOAD_TIMEOUT)
    else:
        by = urlsplit(proxy)
        at = by.hostname or "", by.port or 8080
        if secure:
            connection = http.client.HTTPSConnection(
                *at, timeout=DOWNLOAD_TIMEOUT, context=ssl.create_default_context()
            )
            connection.set_tunnel(host, parts.port or 443)
        else:
            connection = http.client.HTTPConnection(*at, timeout=DOWNLOAD_TIMEOUT)
        return connection

    def guarded(address: tuple[str, int], timeout: float, source: tuple[str, int] | None = None) -> socket.socket:
        reached = socket.create_connection(address, timeout, source)
        peer = str(reached.getpeername()[0])
        if not may_reach(peer):
            reached.close()
            raise NoAnswer(f"refused: {host} is {peer}, an address of a private network")
        return reached

    # Checked on the very connection that is used: what DNS said before need not be what it says now.
    connection._create_connection = guarded  # type: ignore[attr-defined]
    return connection


def _ask(connection: http.client.HTTPConnection, url: str, proxy: str | None) -> Response:
    connection.connect()
    reached: socket.socket = connection.sock
    end = threading.Timer(LONGEST_ANSWER, lambda: reached.shutdown(socket.SHUT_RDWR))
    end.daemon = True
    end.start()
    try:
        return _answer(connection, url, proxy)
    finally:
        end.cancel()


def _answer(connection: http.client.HTTPConnection, url: str, proxy: str | None) -> Response:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    whole = proxy is not None and parts.scheme == "http"
    connection.request(
        "GET",
        f"http://{parts.netloc}{path}" if whole else path,
        headers=_HEADERS | {"Accept-Encoding": "gzip", "Connection": "close"},
    )
    answer = connection.getresponse()
    body = bytearray()
    while piece := answer.read1(1 << 16):
        body += piece
        if len(body) > DOWNLOAD_MAXSIZE:
            raise NoAnswer("too large")
    headers = {name.lower(): value for name, value in answer.getheaders()}
    unpacked = bytes(body)
    if "gzip" in headers.get("content-encoding", "") or unpacked.startswith(b"\x1f\x8b"):
        unpacked = zlib.decompressobj(wbits=31).decompress(unpacked, DOWNLOAD_MAXSIZE)
    return Response(answer.status, headers, unpacked)
