"""The words of a statement, cut out of the page they were read on with what surrounds them."""

from __future__ import annotations

import html
import re

from crawlers.reading.document import fold_space
from crawlers.reading.encoding import decode

_AROUND = 60
_TAG = re.compile(r"<(script|style)\b(?![^>]*ld\+json).*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)


def cut_out(body: bytes, content_type: str | None, words: str) -> str | None:
    """`… words …` with up to 60 characters on each side; None when the page does not hold the words.

    White space, entities and tags between the words do not matter; a quotation cut short is found by its start.
    """
    text = fold_space(html.unescape(_TAG.sub(" ", decode(body, content_type))))
    for part in (words, *words.split(" | ")):
        wanted = part.removesuffix("…").split()
        if not wanted:
            continue
        match = re.search(r"\s*".join(re.escape(word) for word in wanted[:60]), text)
        if match:
            start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
            return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
    return None
