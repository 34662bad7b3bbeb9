"""Is a body JSON or XML? By its first characters: what servers and file names say is often wrong."""

from __future__ import annotations

import re
from typing import Any, Literal

from crawlers.reading.encoding import LARGEST, decode
from crawlers.reading.json_ld import loads

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
#: What some interfaces put before their JSON so that no script can include it, or around it so that one can.
_GUARD = re.compile(r"^\s*(?:\)\]\}'?,?|while\s*\(1\);|for\s*\(;;\);)\s*")
_CALL = re.compile(r"^\s*(?:/\*\*/\s*)?[\w.$]{1,100}\s*\(\s*(?=[\[{])")
#: Of JSON lines.
_MOST_LINES = 20_000
_HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def kind_of(body: bytes) -> Literal["json", "xml"] | None:
    """None where it is neither: HTML (XHTML too), text, nothing."""
    start = body[:4096]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.replace(b"\0", b"").lstrip()
    if start[:1] in (b"{", b"[") or _GUARD.match(start[:20].decode("latin-1")):
        return "json"
    if _CALL.match(start.decode("latin-1")):
        return "json"
    if start[:1] == b"<" and not _HTML.search(start):
        return "xml" if start[:5] == b"<?xml" or re.match(rb"<[A-Za-z_][\w.:-]*[\s/>]", start) else None
    return None


def load_json(body: bytes, content_type: str | None) -> Any:
    """The value of a JSON body; of JSON lines, the list of their values. None where it cannot be understood."""
    text = decode(body[:LARGEST], content_type)
    text = _GUARD.sub("", text, count=1)
    if (call := _CALL.match(text)) and not text.lstrip().startswith(("{", "[")):
        text = text[call.end() :].rstrip().rstrip(";").rstrip().removesuffix(")")
    value = loads(text)
    if value is not None:
        return value
    lines = [loads(line) for line in text.splitlines()[:_MOST_LINES] if line.strip()]
    return lines if len(lines) > 1 and sum(isinstance(one, dict) for one in lines) * 2 > len(lines) else None
