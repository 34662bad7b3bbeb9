"""`python -m tests.campus --night N`: serve the practice campus until stopped."""

from __future__ import annotations

import argparse
import signal

from tests.campus.nights import NIGHTS
from tests.campus.server import serve


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--night", type=int, default=1, choices=range(1, NIGHTS + 1))
    parser.add_argument("--port", type=int, default=8790, help="0: a free one (default 8790)")
    parser.add_argument("--latency", type=float, default=0.0, help="milliseconds before each answer")
    arguments = parser.parse_args()
    stop = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stop)
    with serve(arguments.night, arguments.port, arguments.latency / 1000) as running:
        print(f"campus night {arguments.night} on {running.proxy}", flush=True)
        signal.sigwait(stop)


if __name__ == "__main__":
    main()
