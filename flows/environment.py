"""Prefect's environment, set before Prefect is imported: offline, quiet, with a home in the data folder.

What an operator has set stays: a server of theirs (`PREFECT_API_URL`) is used, and shows the runs in its UI.
"""

from __future__ import annotations

import os
from pathlib import Path


def prepare_prefect(data: Path, *, verbose: bool) -> None:
    """Set defaults for this process; call it before the first import of prefect."""
    home = (data / ".prefect").resolve()
    defaults = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # The first start writes its database; a busy machine needs more than Prefect's 20 s.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": "INFO" if verbose else "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING" if verbose else "CRITICAL",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def how_to_see_runs(data: Path) -> str:
    """One line: where the Prefect UI with this run is."""
    server = os.environ.get("PREFECT_API_URL")
    if server:
        return server.removesuffix("/api")
    return f"PREFECT_HOME={(data / '.prefect').resolve()} prefect server start"
