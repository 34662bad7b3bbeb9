"""Why no response came, in one word an operator knows."""

from __future__ import annotations

from scrapy import exceptions
from twisted.internet import error as twisted
from twisted.python.failure import Failure

_CLASSES: tuple[tuple[str, tuple[type[BaseException], ...]], ...] = (
    ("robots", (exceptions.IgnoreRequest,)),
    ("dns", (exceptions.CannotResolveHostError, twisted.DNSLookupError)),
    ("refused", (exceptions.DownloadConnectionRefusedError, twisted.ConnectionRefusedError)),
    ("timeout", (exceptions.DownloadTimeoutError, twisted.TimeoutError, twisted.TCPTimedOutError)),
    ("too_large", (exceptions.DownloadCancelledError,)),
    ("broken_off", (exceptions.ResponseDataLossError, twisted.ConnectionLost, twisted.ConnectionDone)),
)


def failure_class(failure: Failure) -> str:
    """robots, dns, refused, timeout, too_large, broken_off; tls; else `network`."""
    for name, kinds in _CLASSES:
        if isinstance(failure.value, kinds):
            return name
    text = f"{type(failure.value).__name__} {failure.getErrorMessage()}"
    return "tls" if "ssl" in text.lower() or "certificate" in text.lower() else "network"
