"""Bytes of a page to its words, whatever the page or its server says they are written in."""

from __future__ import annotations

import codecs
import re

#: Beyond this nothing is read: no catalogue page is larger.
LARGEST = 20 * 1024 * 1024
#: Where a page may declare its encoding. Browsers look at 1,024 bytes; site builders put scripts first.
_HEAD = 4096
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_META = re.compile(rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
#: Encodings that pages are written in, by Python's name, and the one browsers read them as (WHATWG Encoding).
#: Python knows others that are no encodings of text or take time with the square of the length.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
_NAMES = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 cp932 cp949 iso8859-2 iso8859-3 "
    "iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r "
    "koi8-u mac-roman mac-cyrillic utf-8 utf-16-le utf-16-be gb18030 big5hkscs euc_jp iso2022_jp"
)
_KNOWN = frozenset(_NAMES.split())
#: One wrong letter in this many bytes is a slip of the page's; more is another encoding.
_SLIP = 200


def decode(body: bytes, content_type: str | None) -> str:
    """Text of a page, NULs left out, at most `LARGEST` bytes of it. Never an error, never a lone surrogate.

    A byte-order mark speaks first. Then bytes that are good UTF-8 with letters beyond ASCII are that, whatever is
    declared: no other encoding looks so by chance. Then what the header declares, what the page does, UTF-8 with a
    slip or two, and windows-1252, which every byte fits.
    """
    if len(body) > LARGEST:
        body = body[:LARGEST]
    text = _text(body, content_type)
    return text.replace("\0", "") if "\0" in text else text


def _text(body: bytes, content_type: str | None) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = _declared(body, content_type)
    wide = _wide(body, declared)
    if wide:
        return body.decode(wide, "replace")
    if body.isascii() and "iso2022_jp" not in declared:
        return body.decode("ascii")
    try:
        if "iso2022_jp" not in declared:
            return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in dict.fromkeys((*declared, "utf-8")):
        text = body.decode(name, "replace")
        if text.count("\N{REPLACEMENT CHARACTER}") <= len(body) // _SLIP:
            return text
    return body.decode("cp1252", "replace")


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """What header and page say, header first: only encodings that pages are written in."""
    header, meta = _HEADER.search(content_type or ""), _META.search(body[:_HEAD])
    said = (header[1] if header else None, meta[1].decode("ascii", "replace") if meta else None)
    return [name for label in said if label and (name := _encoding(label))]


def _encoding(label: str) -> str | None:
    label = {"x-sjis": "shift_jis", "ms_kanji": "shift_jis", "windows-31j": "cp932", "x-gbk": "gbk"}.get(
        label.lower(), label
    )
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if name in _KNOWN else None


def _wide(body: bytes, declared: list[str]) -> str | None:
    """UTF-16 without a mark: every other byte of its markup is zero. A page that only declares it is not."""
    start = body[:_HEAD]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 4 < len(start) or min(even, odd) * 4 > max(even, odd):
        return None
    guess = "utf-16-le" if odd > even else "utf-16-be"
    return next((name for name in declared if name == guess), guess)
