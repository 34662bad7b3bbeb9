"""What of a page is the same from visit to visit: a hash without what a server writes anew each time.

Left out: comments, scripts that hold no JSON-LD, hidden form fields, tokens, nonces, session ids and the random names
that content systems give their blocks. What is left decides whether a page is read again; every page is, in the end,
after `revisits.OLDEST` nights.
"""

from __future__ import annotations

import hashlib
import re

#: Bytes beyond which a page is hashed as it is: cleaning it would cost more than reading it.
LARGEST = 4 << 20
_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)
_SCRIPT_END = re.compile(rb"</script\s*>", re.IGNORECASE)
_JSON_LD = re.compile(rb"<script\b[^>]{0,300}ld\+json", re.IGNORECASE)
_VOLATILE = re.compile(
    rb"<input\b[^>]{0,20}\btype=[\"']?hidden[^>]{0,2000}>"
    rb"|<meta\b[^>]{0,20}\bname=[\"']?csrf-[^>]{0,500}>"
    rb"|\b(?:data-)?nonce=[\"'][^\"'>]{0,200}[\"']"
    rb"|\bdata-(?:csrf|token|build-id)=[\"'][^\"'>]{0,500}[\"']"
    rb"|;jsessionid=[0-9a-z.!_-]{1,200}"
    rb"|\b(?:js-)?view-dom-id-[0-9a-f]{8,64}"
    rb"|(?<=[?&])(?:v|ver|t|ts|_|cb)=[0-9a-z._-]{1,64}(?=[\"'&])",
    re.IGNORECASE,
)


def stable_hash(body: bytes, content_type: str) -> str:
    """SHA-256 (hex) of what tells; of the very bytes where it is no HTML, or larger than `LARGEST`."""
    if len(body) > LARGEST or (content_type and "html" not in content_type.lower()):
        return hashlib.sha256(body).hexdigest()
    text = b"".join(_without_comments(b"".join(_without_scripts(body))))
    return hashlib.sha256(_VOLATILE.sub(b"", text)).hexdigest()


def _without_scripts(body: bytes) -> list[bytes]:
    """Cut at the ends of scripts first: one pass, however many are opened and never closed."""
    kept = []
    for piece in _SCRIPT_END.split(body):
        start = _SCRIPT.search(piece)
        if start is None or _JSON_LD.match(piece, start.start()):
            kept.append(piece)
        else:
            kept.append(piece[: start.start()])
    return kept


def _without_comments(body: bytes) -> list[bytes]:
    pieces = body.split(b"-->")
    return [piece.partition(b"<!--")[0] for piece in pieces[:-1]] + pieces[-1:]
