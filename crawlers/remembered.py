"""A page's reading as bytes, so that an unchanged page need not be read again."""

from __future__ import annotations

import hashlib
import zlib

import orjson

from crawlers.contract import Institution
from crawlers.fingerprint import reader_fingerprint
from crawlers.reading.readings import OfferingReading, PageReading, StatementReading


def reading_bytes(reading: PageReading) -> bytes:
    """Packed JSON. Raises nothing for what a reader makes: half a surrogate pair is replaced."""
    try:
        text = orjson.dumps(reading, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        return b""
    return zlib.compress(text, 1)


def reading_from(packed: bytes) -> PageReading:
    """The reading that `reading_bytes` packed."""
    page = orjson.loads(zlib.decompress(packed))
    offerings = [
        OfferingReading(one["key"], one["url"], one["title"], [_statement(s) for s in one["statements"]])
        for one in page["offerings"]
    ]
    return PageReading(page["url"], page["lang"], page["canonical_url"], page["alternates"], offerings)


def _statement(values: dict[str, object]) -> StatementReading:
    values["context"] = tuple(values["context"])  # type: ignore[arg-type]  # JSON has lists only
    values["marks"] = tuple(values["marks"])  # type: ignore[arg-type]
    return StatementReading(**values)  # type: ignore[arg-type]


def reading_fingerprint(one: Institution) -> str:
    """Of the code that reads, and of what this institution's manifest tells it."""
    told = (one.platform, one.languages, sorted(one.labels.items()), sorted(one.selectors.items()))
    options = orjson.dumps(one.platform_options, option=orjson.OPT_SORT_KEYS, default=str)
    return reader_fingerprint() + hashlib.sha256(repr(told).encode() + options).hexdigest()[:16]
