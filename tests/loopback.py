"""A server on loopback for as long as a block runs: what every practice site here stands on."""

from __future__ import annotations

import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Quiet, and keeps its connections: the sites keep a log of their own."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes; else each answer waits for an ACK

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # with the usual 5 the sixth visitor at once waits a second for its second SYN

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news; anything else is a fault of ours and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            socketserver.BaseServer.handle_error(self, request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], port: int = 0) -> Iterator[int]:
    """Serve until the block ends; gives the port, of which 0 takes a free one."""
    server = _Server(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
