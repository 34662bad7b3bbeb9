"""One night's facts, handed from stage to stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawlers.contract import Institution
from crawlers.registry import Registry
from flows.errors import UsageError
from flows.ledger import Ledger
from flows.log import RunLog
from flows.runs import run_folder


def asked(registry: Registry, only: tuple[str, ...], include_unverified: bool) -> tuple[Institution, ...]:
    """The institutions of a run: those named, else all that can be harvested. Raises UsageError for none."""
    if only:
        named = tuple(registry.get(name) for name in only)
        for one in named:
            if one.status == "no_listing" or one.opt_out:
                raise UsageError(f"{one.id} cannot be harvested: it has {'opted out' if one.opt_out else 'no listing'}")
        return named
    statuses = ("verified", "unverified") if include_unverified else ("verified",)
    found = tuple(one for one in registry.institutions if one.status in statuses and not one.opt_out)
    if not found:
        raise UsageError(
            f"no institution of the registry {registry.name!r} is verified yet; "
            "name one with --only ID, or try the others with --include-unverified"
        )
    return found


@dataclass(slots=True)
class Night:
    """The run, its registry and data folder, its ledger and log."""

    run_id: str
    data: Path
    registry: Registry
    only: tuple[str, ...] = ()
    include_unverified: bool = False
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))
    ledger: Ledger = field(init=False)
    log: RunLog = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.folder)
        self.log = RunLog(self.folder)

    @property
    def folder(self) -> Path:
        return run_folder(self.data, self.run_id)

    @property
    def institutions(self) -> tuple[Institution, ...]:
        return asked(self.registry, self.only, self.include_unverified)
