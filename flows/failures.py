"""What went wrong with one institution's night, in one word an operator acts on, and whether to try again tonight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Class -> (what it means, what to try). `docs/operations.md` has a page for each.
CLASSES: Mapping[str, tuple[str, str]] = {
    "dns": ("its name is not known", "look at the institution's address in a browser; it may have a new one"),
    "tls": ("its certificate or encryption is broken", "look at it in a browser; most sites mend this in a day"),
    "network": ("no connection, or one that broke off", "look at our own network first, then at the site"),
    "slow": ("answers took too long, or the night did", "raise the limits, or ask for less"),
    "blocked": (
        "it refuses us (401, 403, 429) or asked us to wait",
        "slow down in the manifest; write to its web team",
    ),
    "http_4xx": ("its pages answer 4xx", "the listing has moved: probe the site and mend the manifest"),
    "http_5xx": ("its server fails", "wait a night; then write to its web team"),
    "redirect": ("its listing leads elsewhere or in circles", "probe the site and mend the manifest"),
    "private": ("it leads to an address of a private network", "look who sends it there; nothing was asked for"),
    "too_large": ("an answer was larger than a page may be", "look at the address in the log"),
    "robots": ("robots.txt asks us not to", "leave it: set opt_out, or agree on it with the institution"),
    "parser": ("our own code could not read what came", "look at the log; report the page"),
    "disk": ("our disk failed or was full", "make room; the same command goes on"),
    "empty": ("everything answered and nothing was offered", "look at the listing in a browser; probe it"),
    "redesigned": ("the pages are there and say things elsewhere", "read one page of it; add labels or selectors"),
    "budget": ("the night's budget of requests or bytes was used up", "look for an endless listing; raise the budget"),
    "partial": ("less came than on good nights", "look at the report; accept the new level if it is so"),
}
_OF_ERRORS = {"refused": "network", "broken_off": "network", "timeout": "slow", "http_3xx": "redirect"}
_OF_REASONS = {
    "closespider_timeout": "slow",
    "budget_requests": "budget",
    "budget_bytes": "budget",
    "closespider_pagecount": "budget",
    "asked_to_wait": "blocked",
}
_OF_BELIEFS = {"blocked": "blocked", "redesigned": "redesigned", "misread": "redesigned", "renamed": "redesigned",
               "moved": "redesigned"}  # fmt: skip
#: Words that say nothing of the site.
_OURS = {"unasked", "not_archived"}
#: Tries after the first, of what a night may mend. What refuses us is not asked again tonight.
_AGAIN = {"dns": 2, "network": 2, "http_5xx": 2, "tls": 1, "slow": 1}
#: Share of failed requests beyond which a harvest is not complete (DESIGN.md).
_FAILING = 0.02


def failure_class(
    outcome: str, facts: Mapping[str, Any], belief: str | None = None, *, unread: bool = False
) -> str | None:
    """A key of CLASSES; None for a complete night.

    `facts`: finish_reason, listing_ended, errors (kind -> count), requests, offerings. `unread`: our code failed on it.
    """
    if outcome == "complete":
        return None
    if unread:
        return "parser"
    return of_harvest(facts) or _OF_BELIEFS.get(belief or "") or _of_counts(facts)


def _of_counts(facts: Mapping[str, Any]) -> str:
    if facts.get("offerings"):
        return "partial"
    linked = int(facts.get("pages") or 0) - int(facts.get("known_checked") or 0)
    # The listing still leads to as many pages as ever, and none of them states anything.
    return "redesigned" if linked >= max(3, int(facts.get("known_offerings") or 0) / 2) else "empty"


def of_harvest(facts: Mapping[str, Any]) -> str | None:
    """The class of a crawl that went wrong; None where it went well, whatever it brought."""
    if ended := _OF_REASONS.get(str(facts.get("finish_reason"))):
        return ended
    errors: dict[str, int] = {}
    for kind, count in (facts.get("errors") or {}).items():
        if kind not in _OURS:
            name = _OF_ERRORS.get(kind, kind)
            errors[name] = errors.get(name, 0) + int(count)
    failing = sum(errors.values()) > _FAILING * max(int(facts.get("requests") or 0), 1)
    if not errors or not (failing or not facts.get("listing_ended")):
        return None
    worst = max(errors, key=lambda kind: errors[kind])
    return worst if worst in CLASSES else "network"


def tries(failure: str | None) -> int:
    """How often a crawl that failed so is tried again in the same night."""
    return _AGAIN.get(failure or "", 0)
