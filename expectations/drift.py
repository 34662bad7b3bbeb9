"""How a night's measures moved against good nights, and what the night as a whole looks like.

Ten beliefs, each with its reason in numbers, in the order they are tried. A belief decides nothing: rules do. It tells
whoever is called at 2 a.m. where to look first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from expectations.bands import bands

if TYPE_CHECKING:
    import pandas as pd

BELIEFS = (
    "error", "blocked", "broken", "moved", "renamed", "removed", "seasonal", "redesigned", "misread", "cut short",
)  # fmt: skip
#: Errors of requests that mean a site does not want us, or not now.
_REFUSALS = ("http_401", "http_403", "http_429", "robots", "refused")
_UNREADABLE = {"INST-007", "INST-008", "ID-003", "ID-008", "DRIFT-005", "DRIFT-006", "DRIFT-007"}


@dataclass(frozen=True, slots=True)
class Moved:
    """One measure that moved too far; `severity` as few or many offerings are behind it."""

    rule: str
    value: float
    severity: str
    message: str


def moved(measures: Mapping[str, float], history: pd.DataFrame | None, count: int) -> list[Moved]:
    """Measures that moved against the good nights in `history` (one column a measure; None: there is none)."""
    found = []
    for rule, one in bands()["drift"].items():
        now = measures.get(one["measure"])
        if now is None:
            continue
        before = [] if history is None or one["measure"] not in history else list(history[one["measure"]].dropna())
        if before:
            found += _against(rule, one, float(now), [float(value) for value in before], count)
        elif (
            "first" in one
            and count >= bands()["institution"]["partial_rows"]
            and (now > one["first"] if one["way"] == "up" else now < one["first"])
        ):
            message = f"{_shown(one, now)} {one['says']}, and no good night says otherwise"
            found.append(Moved(rule, now, "warning", message))
    return found


def _against(rule: str, one: Mapping[str, Any], now: float, before: list[float], count: int) -> list[Moved]:
    usual = median(before)
    if not _too_far(one, now, usual, median(abs(value - usual) for value in before)):
        return []
    b = bands()["institution"]
    few = "points" in one and abs(now - usual) * count < b["drift_rows"]
    message = f"{_shown(one, now)} {one['says']}; on good nights {_shown(one, usual)}"
    return [Moved(rule, now, "warning" if few else one["severity"], message)]


def _too_far(one: Mapping[str, Any], now: float, usual: float, spread: float) -> bool:
    away = now - usual if one["way"] == "up" else usual - now if one["way"] == "down" else abs(now - usual)
    if away <= bands()["institution"]["spread_factor"] * spread:
        return False
    if "points" in one:
        return bool(away * 100 > one["points"])
    return bool(usual > 0 and not usual / one["factor"] <= now <= usual * one["factor"])


def _shown(one: Mapping[str, Any], value: float) -> str:
    return f"{value:.0%}" if "points" in one else f"{value:.3g}"


def is_season(night: Mapping[str, Any], ended_of_seen: float) -> bool:
    """Whether what is not seen is what had ended: mostly so, and far more often than what is still listed."""
    b, unseen = bands()["institution"], int(night["unseen_recently"] or 0)
    if not unseen:
        return False
    ended = int(night["unseen_ended"] or 0) / unseen
    return bool(ended >= b["season_share"] and (ended - ended_of_seen) * 100 >= b["season_points"])


def believe(
    night: Mapping[str, Any], errors: Mapping[str, int], broken: Mapping[str, int], ended_of_seen: float
) -> tuple[str, str]:
    """(belief, why). `errors`: failed requests by kind; `broken`: rule -> how many times it fired tonight."""
    share, count = bands()["institution"]["belief_share"], int(night["offerings"])
    requests = max(int(night["requests"] or 0), 1)
    refused = sum(n for kind, n in errors.items() if kind in _REFUSALS)
    robots = broken.get("ID-004", 0)
    if refused >= share * requests or robots >= max(share * count, 1):
        what = f"{refused} of {requests} requests were refused" if refused else f"{robots} titles are of error pages"
        return "blocked", f"{what} or a robot check stands before the site"
    failed = sum(errors.values()) - refused
    if not night["has_harvest"]:
        return "broken", "the harvest ended before it could say how; the log of the crawl may say why"
    if failed and failed >= 0.02 * requests:
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(errors.items(), key=lambda item: -item[1])[:3])
        return "broken", f"{failed} of {requests} requests failed{f' ({kinds})' if kinds else ''}"
    if not night["listing_ended"]:
        return "cut short", f"the crawl ended as {night['finish_reason'] or 'unknown'} before the listing did"
    return _by_offerings(night, broken, ended_of_seen)


def _by_offerings(night: Mapping[str, Any], broken: Mapping[str, int], ended_of_seen: float) -> tuple[str, str]:
    unseen, new, known = (int(night[key] or 0) for key in ("known_not_seen", "new_offerings", "known_offerings"))
    many = unseen >= max(3, 0.1 * known)
    elsewhere, gone = int(night["unseen_elsewhere"] or 0), int(night["gone"] or 0)
    if many and elsewhere >= unseen / 2:
        return "moved", f"{elsewhere} of the {unseen} offerings not seen have their titles at new addresses"
    unreadable = _UNREADABLE & broken.keys()
    if broken.get("DRIFT-008") and not unreadable:
        return "renamed", "known offerings are all there under other titles (or titles are read from the wrong place)"
    if many and new >= unseen / 2:
        return "renamed", f"{unseen} known offerings are not seen and {new} unknown ones are"
    if gone and gone >= unseen / 2:
        return "removed", f"{gone} of the {known} known pages say they are gone"
    if is_season(night, ended_of_seen):
        return "seasonal", f"{night['unseen_ended']} of {night['unseen_recently']} offerings not seen had ended"
    if many:
        why = (
            f"{unseen} of {known} known offerings are not listed, and {gone or 'none'} of their pages say they are gone"
        )
        return "cut short", f"{why}: paging or the listing may have changed"
    if unreadable:
        return "redesigned", "the pages are there as always, but what they say is not found where it was"
    return "misread", "the pages are there as always, and values are found that cannot be right"
