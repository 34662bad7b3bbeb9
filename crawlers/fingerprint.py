"""Which code read the pages: when it changes, a difference may be ours and not the source's."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_PARTS = (
    *("reading", "platforms", "spider.py", "guest.py", "second_walk.py", "second_pages.py", "records.py"),
    *("links.py", "paging.py", "sitemaps.py", "contract.py"),
)


@cache
def reader_fingerprint() -> str:
    """SHA-256 (first 16 hex digits) over the sources and vocabularies that turn a page into statements."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    paths = [p for part in _PARTS for p in ([folder / part] if part.endswith(".py") else (folder / part).rglob("*"))]
    for path in sorted(p for p in paths if p.suffix in {".py", ".toml"}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
