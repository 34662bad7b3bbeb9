"""Progress while a night runs: events from the stages to whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

Listener = Callable[[dict[str, Any]], None]


def _nobody(event: dict[str, Any]) -> None:
    """A scheduled run has no screen; the log and Prefect's UI tell its story."""


_listener: Listener = _nobody


def tell(event: dict[str, Any]) -> None:
    """Say what happened: keys `event`, `institution`, and counts."""
    _listener(event)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hear the events of this process."""
    global _listener
    before, _listener = _listener, listener
    try:
        yield
    finally:
        _listener = before


@dataclass(slots=True)
class Row:
    state: str = "waiting"
    pages: int = 0
    offerings: int = 0
    errors: int = 0


class Screen:
    """A live table on a terminal; elsewhere one plain line when an institution's state changes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._rows: dict[str, Row] = {}
        self._started = monotonic()
        self._live: Live | None = None

    @contextmanager
    def shown(self) -> Iterator[None]:
        if not self._console.is_terminal:
            with listening(self._hear):
                yield
            return
        with Live(get_renderable=self._table, console=self._console, refresh_per_second=4, transient=True) as live:
            self._live = live
            with listening(self._hear):
                yield
        self._live = None

    def _hear(self, event: dict[str, Any]) -> None:
        row = self._rows.setdefault(event["institution"], Row())
        before = row.state
        for name in ("pages", "offerings", "errors"):
            setattr(row, name, event.get(name, getattr(row, name)))
        kind = event["event"]
        row.state = {
            "page": "harvesting",
            "ended": "harvested",
            "judging": "understanding",
            "judged": str(event.get("outcome", "")),
        }.get(kind, row.state)
        if self._live is None and row.state != before:
            self._console.print(
                f"[{monotonic() - self._started:6.1f} s] {event['institution']}: {row.state}"
                f" ({row.pages} pages, {row.offerings} offerings, {row.errors} errors)",
                highlight=False,
            )

    def _table(self) -> Table:
        table = Table(title=f"{monotonic() - self._started:.0f} s", title_justify="left", box=None)
        for name in ("institution", "state"):
            table.add_column(name)
        for name in ("pages", "offerings", "errors"):
            table.add_column(name, justify="right")
        for name, row in sorted(self._rows.items()):
            table.add_row(name, row.state, str(row.pages), str(row.offerings), str(row.errors))
        return table
