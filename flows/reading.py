"""One page through both rooms: what it states (`crawlers`), and what that means (`warehouse`), without a warehouse."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawlers.contract import Institution
from flows.understanding import understand


def read_offerings(body: bytes, url: str, *, country: str | None, lang: str | None) -> list[dict[str, Any]]:
    """The offerings of one page or feed as plain values: title, code, cost, duration, start_dates, and evidence.

    `cost` and `duration` have the fields that the statement filter gives.
    """
    from crawlers.reading.feeds.read import read_feed
    from crawlers.reading.page import read_page
    from warehouse.normalise.offerings import readers_for
    from warehouse.normalise.statements import Stated

    reading = read_feed(body, url) or read_page(body, url)
    language = reading.lang or lang
    institution = Institution("page", "page", "", url, country=country or "", languages=(language or "en",))
    readers = readers_for(institution, datetime.now(UTC).date())
    offerings = []
    for one in reading.offerings:
        stated = [
            Stated(
                one.key, 1, s.field, s.text, s.reader, s.locator, s.section_key, s.label, s.context, s.marks,
                s.lang or language, url, None, None, None, None,
            )
            for s in one.statements
        ]  # fmt: skip
        offerings.append(
            {
                "title": one.title,
                **understand(stated, readers),
                "evidence": [
                    {"field": s.field, "text": s.text, "label": s.label, "reader": s.reader, "locator": s.locator}
                    for s in one.statements
                ],
            }
        )
    return offerings


def show(offerings: list[dict[str, Any]]) -> str:
    """Offerings for a person: each value, then the words it came from."""
    if not offerings:
        return "This page states no offering."
    lines = []
    for one in offerings:
        lines.append(f"{one['title']}" + (f"  [{one['code']}]" if one["code"] else ""))
        for name in ("cost", "duration"):
            stated = {k: v for k, v in one[name].items() if v not in (None, False)}
            lines.append(f"  {name:<11}{', '.join(f'{k} {v}' for k, v in stated.items())}")
        lines.append(f"  {'starts':<11}{', '.join(one['start_dates']) or 'not stated'}")
        for said in one["evidence"]:
            label = f"{said['label']}: " if said["label"] else ""
            lines.append(f"    {said['field']:<15}“{label}{said['text'][:120]}”  ({said['reader']}, {said['locator']})")
    return "\n".join(lines)
