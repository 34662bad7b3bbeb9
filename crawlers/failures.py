"""Why no response came, in one word an operator knows."""

from __future__ import annotations

import errno

from scrapy import exceptions
from twisted.internet import error as twisted
from twisted.python.failure import Failure

_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class RobotsUnreachable(exceptions.IgnoreRequest):
    """robots.txt did not come, so nothing of that host is asked for; `kind` says why it did not."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"robots.txt cannot be had: {kind}")
        self.kind = kind


class PrivateAddress(exceptions.IgnoreRequest):
    """A host of the network we stand in: nobody is asked there."""

    def __init__(self, host: str) -> None:
        super().__init__(f"refused: {host} is a private address")


class NotArchived(exceptions.IgnoreRequest):
    """A replay has no response of this address; on the night it failed, or today's code asks for more."""

    def __init__(self, url: str) -> None:
        super().__init__(f"the archive has no response of {url}")


class LeftAlone(exceptions.IgnoreRequest):
    """Not asked any more: the institution's night has ended early."""


_CLASSES: tuple[tuple[str, tuple[type[BaseException], ...]], ...] = (
    ("private", (PrivateAddress,)),
    ("not_archived", (NotArchived,)),
    ("unasked", (LeftAlone,)),
    ("robots", (exceptions.IgnoreRequest,)),
    ("dns", (exceptions.CannotResolveHostError, twisted.DNSLookupError)),
    ("refused", (exceptions.DownloadConnectionRefusedError, twisted.ConnectionRefusedError)),
    ("timeout", (exceptions.DownloadTimeoutError, twisted.TimeoutError, twisted.TCPTimedOutError)),
    ("too_large", (exceptions.DownloadCancelledError,)),
    ("broken_off", (exceptions.ResponseDataLossError, twisted.ConnectionLost, twisted.ConnectionDone)),
)


def failure_class(failure: Failure) -> str:
    """private, not_archived, unasked, robots, dns, refused, timeout, too_large, broken_off; disk (ours); tls; else
    `network`.

    Where robots.txt itself could not be had, the reason for that.
    """
    return exception_class(failure.value) if failure.value else "network"


def exception_class(error: BaseException) -> str:
    """`failure_class` of an exception that was caught."""
    if isinstance(error, RobotsUnreachable):
        return error.kind
    if isinstance(error, exceptions.IgnoreRequest) and "DOWNLOAD_MAXSIZE" in str(error):
        return "too_large"  # unpacked; Scrapy says so by this exception
    for name, kinds in _CLASSES:
        if isinstance(error, kinds):
            return name
    if isinstance(error, OSError) and error.errno in _DISK:
        return "disk"
    text = f"{type(error).__name__} {error}"
    return "tls" if "ssl" in text.lower() or "certificate" in text.lower() else "network"
