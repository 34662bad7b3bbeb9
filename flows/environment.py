"""Prefect's environment, set before Prefect is imported: offline, quiet, with a home in the data folder.

What an operator has set stays: a server of theirs (`PREFECT_API_URL`) is used, and shows the runs in its UI.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast


def home(data: Path) -> Path:
    """Where Prefect keeps its database when the operator has not said."""
    return (data / ".prefect").resolve()


def prepare_prefect(data: Path, *, verbose: bool) -> None:
    """Set defaults for this process; call it before the first import of prefect."""
    defaults = {
        "PREFECT_HOME": str(home(data)),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # `server.py` starts one that ends with us; a temporary one of Prefect's own would outlive a kill.
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "INFO" if verbose else "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING" if verbose else "CRITICAL",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def operators_server(data: Path) -> str | None:
    """The API address of a Prefect server the operator has, from `PREFECT_API_URL` or a profile of theirs."""
    if os.environ.get("PREFECT_API_URL"):
        return os.environ["PREFECT_API_URL"]
    if os.environ.get("PREFECT_HOME") == str(home(data)):
        return None
    from prefect.settings import PREFECT_API_URL

    return cast(str | None, PREFECT_API_URL.value())


def how_to_see_runs(data: Path) -> str:
    """One line: where the Prefect UI with this run is, once the night is over."""
    server = os.environ.get("PREFECT_API_URL")
    if server:
        return server.removesuffix("/api")
    ours = os.environ.get("PREFECT_HOME", str(home(data)))
    return f"PREFECT_HOME={ours} prefect server start"
