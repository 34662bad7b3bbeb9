"""Kinds of HTML elements, as far as telling what stands within what needs them (`bounded.py`)."""

from __future__ import annotations

import re


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names("area base basefont bgsound br col embed hr img input keygen link meta param source track wbr")
#: Never read, and parsed by rules of their own: left out with all they hold.
SKIPPED = _names("script style xmp iframe noembed noframes textarea svg math")
IGNORED = _names("frameset frame plaintext applet object marquee optgroup colgroup")
ONCE = _names("html head body")
BLOCKS = _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav noscript ol p pre search section summary table ul"
)
DRAWN = _names("svg math")  # without an end, only their tag is left out
ENDINGS = {
    name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])[^>]*+(?:>|\Z)", re.IGNORECASE | re.ASCII)
    for name in (*SKIPPED, "title")
}
CHOICES = _names("select option")
TABLE_PARTS = _names("caption tbody thead tfoot tr td th")
CELLS = _names("td th caption")
WALLS = CELLS | {"table"}
BLOCKS_AND_WALLS = BLOCKS | WALLS
TABLE, PARAGRAPH, NOTHING_STOPS = _names("table"), _names("p"), _names("")
GROUPS = TABLE | {"tbody", "thead", "tfoot"}
HOLDERS = {"tr": GROUPS, "td": GROUPS | {"tr"}, "th": GROUPS | {"tr"}}
#: A start tag that ends an open element of these names, unless one of those others stands between.
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_names("li"), WALLS | {"ul", "ol", "menu"}),
    "dt": (_names("dt dd"), WALLS | {"dl"}),
    "dd": (_names("dt dd"), WALLS | {"dl"}),
    "a": (_names("a"), WALLS),
    "button": (_names("button"), WALLS),
    "table": (_names("table"), CELLS),
    "select": (_names("select"), WALLS),
    "option": (_names("option"), WALLS | {"select"}),
}
