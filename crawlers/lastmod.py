"""What a sitemap says of when its pages last changed (sitemaps.org, `<lastmod>`, W3C date and time)."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

_LOC = re.compile(rb"<(?:\w{1,20}:)?loc\s*>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000})")
_LASTMOD = re.compile(rb"<(?:\w{1,20}:)?lastmod\s*>\s*([^<\s]{4,40})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def changed_at(sitemap: bytes) -> dict[str, datetime]:
    """Address -> the latest moment of its last change (UTC). A date alone is that day to its end, wherever it is."""
    found: dict[str, datetime] = {}
    if b"lastmod" not in sitemap:
        return found
    # Cut at the ends: one pass, however many entries are opened and never closed.
    for piece in sitemap.split(b"</lastmod")[:-1]:
        said = _LASTMOD.search(piece, max(0, piece.rfind(b"lastmod") - 30))
        locs = _LOC.findall(piece)
        moment = _moment(said[1].decode("ascii", "replace")) if said is not None and locs else None
        if moment is not None:
            found[html.unescape(locs[-1].decode("utf-8", "replace").strip())] = moment
    return found


def _moment(text: str) -> datetime | None:
    try:
        if _DATE.fullmatch(text):
            # Its author's day may end twelve hours after ours.
            return datetime.fromisoformat(text).replace(tzinfo=UTC) + timedelta(days=1, hours=12)
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
