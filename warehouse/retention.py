"""Which releases are kept: 30 nights, then one a month (DESIGN, "Runs and releases")."""

from __future__ import annotations

import shutil
from pathlib import Path

from warehouse.release import current_release

NIGHTS = 30


def to_remove(run_ids: list[str], *, nights: int = NIGHTS) -> list[str]:
    """Of these run ids (`2026-11-24.1`) those no longer kept.

    Kept are all releases of the last `nights` dates that have one, and of each earlier month the last.
    """
    ordered = sorted(run_ids, key=_order)
    recent = set(sorted({run[:10] for run in ordered})[-nights:])
    last_of_month = {run[:7]: run for run in ordered}
    return [run for run in ordered if run[:10] not in recent and last_of_month[run[:7]] != run]


def remove_old_releases(data: Path, *, nights: int = NIGHTS) -> list[str]:
    """Remove the releases no longer kept, never the current one; returns their run ids.

    Each disappears in one step (a rename), so that nobody meets half a release.
    """
    releases, current = data / "releases", current_release(data)
    for leftover in releases.glob(".*.removing"):
        shutil.rmtree(leftover)
    runs = [folder.name for folder in releases.glob("[0-9]*") if (folder / "SUCCESS").exists()]
    removed = [run for run in to_remove(runs, nights=nights) if current is None or run != current.name]
    for run in removed:
        hidden = releases / f".{run}.removing"
        (releases / run).rename(hidden)
        shutil.rmtree(hidden)
    return removed


def _order(run_id: str) -> tuple[str, int]:
    night, _, number = run_id.partition(".")
    return night, int(number)
