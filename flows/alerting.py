"""Telling of problems: into the run's log, and through Prefect's notification blocks.

`MICROCREDS_ALERTS` names the blocks: `slack-webhook/ops,pagerduty-webhook/night@critical`. What stands behind `@` is
the least severity a block is told of. A block that fails is logged and costs the night nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, cast

from flows.errors import UsageError
from flows.log import RunLog
from flows.problems import SEVERITIES, Alert


def blocks() -> list[tuple[str, str]]:
    """(block, least severity) as the operator has set. Raises UsageError for a severity there is not."""
    found = []
    for one in filter(None, (part.strip() for part in os.environ.get("MICROCREDS_ALERTS", "").split(","))):
        name, _, least = one.partition("@")
        if (least or SEVERITIES[0]) not in SEVERITIES:
            raise UsageError(f"MICROCREDS_ALERTS: there is no severity {least!r}; there are: {', '.join(SEVERITIES)}")
        found.append((name, least or SEVERITIES[0]))
    return found


def tell(alerts: Iterable[Alert], log: RunLog) -> None:
    """Each alert once, into the log and to every block that asks for its severity."""
    told = list(alerts)
    for alert in told:
        problem = alert.problem
        where = problem.subject if problem.subject not in ("night", "release") else None
        log.write("info" if alert.over else "alert", alert.body, where, alert=alert.subject, severity=problem.severity)
    if not told:
        return
    for name, least in blocks():
        wanted = [a for a in told if SEVERITIES.index(a.problem.severity) >= SEVERITIES.index(least)]
        try:
            _send(name, wanted)
        except Exception as error:  # a service of somebody else's: its failure is no failure of the night
            log.write("error", f"alerts could not be sent to {name}: {type(error).__name__}: {error}")


def _send(name: str, alerts: list[Alert]) -> None:
    from prefect.blocks.core import Block

    if not alerts:
        return
    block = cast(Any, Block.load(name))
    for alert in alerts:
        block.notify(body=alert.body, subject=alert.subject)
