"""Which code gave the words their meaning: when it changes, a change of value may be ours and not the source's."""

from __future__ import annotations

import hashlib
from pathlib import Path


def normaliser_fingerprint() -> str:
    """SHA-256 (first 16 hex digits) over the sources and vocabularies of `warehouse/normalise`."""
    folder = Path(__file__).parent / "normalise"
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".py", ".toml"}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
