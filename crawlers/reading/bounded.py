"""A page cut down to what a reader can bear: no deeper than browsers show, no longer than pages are, plainly nested.

Three things make a small page as dear as an attack: depth (the parser asks the whole pile of open elements at each
block's start: time grows with the square), formatting that is never closed (a browser opens all of it again in each
paragraph: nodes grow with the square, 35 KB become 1.7 GB), and attributes without number (each is compared with
those before it). Pages that cannot hold much of these go to the parser as they came; all others are first written
anew, tag by tag, in one pass: every element closed before the one that holds it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from crawlers.reading.markup import (
    BLOCKS,
    BLOCKS_AND_WALLS,
    CHOICES,
    DRAWN,
    ENDINGS,
    ENDS,
    HOLDERS,
    IGNORED,
    NOTHING_STOPS,
    ONCE,
    PARAGRAPH,
    SKIPPED,
    TABLE,
    TABLE_PARTS,
    VOID,
    WALLS,
)

#: Open elements at once; Blink's own limit (deeper ones become siblings there as here).
DEEPEST = 512
#: Tags read of one page, and characters kept of it (scripts and the like not counted).
MOST_TAGS = 120_000
MOST_CHARACTERS = 3_000_000
#: Attributes of one element, and the longest value of one.
MOST_ATTRIBUTES = 64
LONGEST_VALUE = 20_000
#: Entries of one list to choose from.
MOST_OPTIONS = 500
#: Characters of JSON-LD kept of one page.
MOST_JSON = 4_000_000

#: Below these a page is cheap however it is built: tags, tags x formatting tags, gaps between attributes.
_FEW_TAGS, _FEW_CLONES, _FEW_GAPS = 4_000, 300_000, 15_000
_FORMATTING = re.compile(r"<(?:[bisu]|em|tt|big|code|font|nobr|small|strike|strong)[ \t\n\r\f/>]", re.IGNORECASE)

_SPACE = r"[ \t\n\r\f/]"
_VALUE = r"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+)"
#: As the HTML standard tells tags and comments apart; all quantifiers possessive, so that one pass is one pass.
_TOKEN = re.compile(
    rf"<(?:(?P<close>/?)(?P<name>[a-zA-Z][^ \t\n\r\f/>]*+)"
    rf"(?P<body>{_SPACE}*+=?+(?:[^>=/]++|/{_SPACE}*+=?+|=[ \t\n\r\f]*+{_VALUE}?+{_SPACE}*+=?+)*+)(?P<end>>|\Z)"
    r"|!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|[!?/][^>]*+(?:>|\Z))"
)
_ATTRIBUTE = re.compile(
    rf"{_SPACE}*+(?P<name>[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+)(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?P<value>{_VALUE})?+)?+"
)
_LONG_BODY = 500
_NOTHING = "<!---->"  # keeps apart what a tag kept apart
#: Open elements looked at in all searches of one page.
_MOST_STEPS = 3_000_000


@dataclass(slots=True)
class Bounded:
    """HTML that is safe to parse. `json_ld` is None where the page is as it came; `cut` says what was left out."""

    html: str
    json_ld: list[str] | None = None
    cut: str | None = None


def bounded(html: str) -> Bounded:
    """The page itself where it cannot be dear, else the page written anew. Time is linear in its length."""
    tags = html.count("<")
    if tags <= _FEW_TAGS and _few_gaps(html) and tags * len(_FORMATTING.findall(html)) <= _FEW_CLONES:
        return Bounded(html)
    return _Writer(html).write()


def _few_gaps(html: str) -> bool:
    """Can no tag have more attributes than the parser bears? Counts what may stand between two, pagewide."""
    if len(html) <= 2 * _FEW_GAPS:
        return True
    page = html.encode(errors="replace")
    if _gaps(page) <= _FEW_GAPS:
        return True
    return _gaps(page.replace(b"    ", b" ").replace(b"   ", b" ").replace(b"  ", b" ")) <= _FEW_GAPS  # indents


def _gaps(page: bytes) -> int:
    return len(page) - len(page.translate(None, b" \t\n\r\f/")) + (page.count(b'"') + page.count(b"'")) // 2


@dataclass(slots=True)
class _Writer:
    """The page written anew. `open` holds the names of open elements, `counts` how many there are of each."""

    page: str
    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    json_ld: list[str] = field(default_factory=list)
    json_room: int = MOST_JSON  # characters of JSON-LD still to be taken
    once: set[str] = field(default_factory=set)
    endless: set[str] = field(default_factory=set)
    steps: int = 0
    options: int = 0

    def write(self) -> Bounded:
        page, at, tags, kept = self.page, 0, 0, 0
        while (match := _TOKEN.search(page, at)) is not None:
            kept += match.start() - at + min(match.end() - match.start(), LONGEST_VALUE)
            tags += 1
            if tags > MOST_TAGS or kept > MOST_CHARACTERS:
                break
            self.out.append(page[at : match.start()])
            at = match.end()
            if match["name"] is None or not match["end"]:
                self.out.append(_NOTHING)
                continue
            name = match["name"].lower()
            if match["close"]:
                self._close(name)
            elif name in SKIPPED or name == "title":
                at = self._skip(name, match["body"], at)
            else:
                self._start(name, match["body"])
        else:
            rest = page[at : at + max(0, MOST_CHARACTERS - kept)]
            self.out.append(rest)
            at += len(rest)
        cut = f"read to character {at:,} of {len(page):,}" if at < len(page) else None
        return Bounded("".join(self.out), self.json_ld, cut)

    def _skip(self, name: str, body: str, at: int) -> int:
        """Where the page goes on after an element whose text is no markup: a title is kept, JSON-LD put aside."""
        self.out.append(_NOTHING)
        if name in self.endless or (name in DRAWN and body.endswith("/")):
            return at
        match = ENDINGS[name].search(self.page, at)
        if match is None:
            self.endless.add(name)
            if name in DRAWN:
                return at
        end, after = match.span() if match else (len(self.page), len(self.page))
        if name == "title":
            self.out.append(f"<title>{self.page[at : min(end, at + LONGEST_VALUE)]}</title>")
        elif name == "script" and "ld+json" in unescape(body).lower() and end - at <= self.json_room:
            self.json_room -= end - at
            self.json_ld.append(self.page[at:end])
        return after

    def _start(self, name: str, body: str) -> None:
        if name in ONCE:
            if name not in self.once:
                self.once.add(name)
                self.out.append(_tag(name, body))
            return
        if name == "template":
            name, body = "div", " hidden"
        loose = name in TABLE_PARTS and not self.counts["table"]
        if name in IGNORED or loose or (name == "form" and self.counts[name]):
            self.out.append(_NOTHING)
            return
        if name in BLOCKS and self.counts["p"]:
            self._pop_to(self._find(PARAGRAPH, BLOCKS_AND_WALLS))
        if name in TABLE_PARTS:
            # A row ends the row before it, a cell the cell before it, within the innermost table.
            holder = self._find(HOLDERS.get(name, TABLE), NOTHING_STOPS)
            self._pop_to(holder if holder is None else holder + 1)
        elif name in ENDS:
            ended, walls = ENDS[name]
            if any(self.counts[one] for one in ended):
                self._pop_to(self._find(ended, walls))
        if name in CHOICES:
            # The parser looks at all of a list's options at each of them.
            self.options = self.options + 1 if name == "option" else 0
            if self.options > MOST_OPTIONS:
                self.out.append(_NOTHING)
                return
        if name not in VOID:
            if len(self.open) >= DEEPEST:
                self._pop_to(DEEPEST - 1)
            self.open.append(name)
            self.counts[name] += 1
        self.out.append(_tag(name, body))

    def _close(self, name: str) -> None:
        """An end tag closes what stands open within its element; one that would close more than that is passed over."""
        name = "div" if name == "template" else name
        place = None
        if self.counts[name]:
            if name == "table":
                walls = NOTHING_STOPS
            elif name in TABLE_PARTS:
                walls = TABLE
            else:
                walls = WALLS if name in BLOCKS else BLOCKS_AND_WALLS
            place = self._find(frozenset((name,)), walls)
        self.out.append(_NOTHING)
        self._pop_to(place)

    def _find(self, names: frozenset[str], walls: frozenset[str]) -> int | None:
        """Place of the innermost open element of these names with none of `walls` within it.

        All searches of a page together are bounded: after that, none finds anything.
        """
        for place in range(len(self.open) - 1, -1, -1):
            self.steps += 1
            if self.open[place] in names:
                return place if self.steps <= _MOST_STEPS else None
            if self.open[place] in walls or self.steps > _MOST_STEPS:
                return None
        return None

    def _pop_to(self, size: int | None) -> None:
        while size is not None and len(self.open) > size:
            name = self.open.pop()
            self.counts[name] -= 1
            self.out.append(f"</{name}>")


def _tag(name: str, body: str) -> str:
    """The start tag; a long one with its first attributes only, and without values beyond reading."""
    if len(body) <= _LONG_BODY:
        return f"<{name}{body}>"
    parts = [name]
    for match in _ATTRIBUTE.finditer(body):
        value = match["value"] or ""
        if len(value) <= LONGEST_VALUE:
            quoted = value[:1] in ("'", '"')
            bare = value[1:-1] if quoted and len(value) > 1 and value[-1] == value[0] else value.lstrip("\"'")
            parts.append(match["name"] + '="' + bare.replace('"', "&quot;") + '"')
        if len(parts) > MOST_ATTRIBUTES:
            break
    return f"<{' '.join(parts)}>"
