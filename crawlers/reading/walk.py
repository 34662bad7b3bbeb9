"""From the parsed page to the light tree and its lines, in one walk that goes past the chrome."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawlers.reading.blocks import BOLD, HEADINGS, INLINE, Element, Line, Page, Run, joined
from crawlers.reading.chrome import Chrome
from crawlers.reading.shapes import names_a_day

_STRUCK_TAGS = frozenset(("del", "s", "strike"))
_STRUCK_WORDS = re.compile(
    r"line-through|strikethrough|(?:old|was|list|before|original|former)[-_]+price|price[-_]+(?:old|was|before|"
    r"original)"
)
#: What these are called is what they say.
_SPEAKING = frozenset(("a", "button"))
_BREAKS = frozenset(("br", "hr"))
#: A page with more elements than this is read as far as this goes.
_MOST = 400_000
#: Former prices of one line.
_MOST_STRUCK = 20
_MOST_CHOICES = 200


def read_blocks(body: LexborNode | None, chrome: Chrome) -> Page:
    """What is left of a page without its chrome. An empty page has no lines."""
    root = Element("body", {}, None)
    page = Page(root, [], [root])
    if body is not None:
        _Walk(page, chrome).walk(body)
        for element in page.elements:
            element.last = min(element.last, len(page.lines))
    root.last = len(page.lines)
    return page


#: Of the element being read: its bold or other inline ancestor, bold or not, its link, struck or not.
_State = tuple[Element | None, bool, str | None, bool]


class _Walk:
    """The state of one walk: the runs of the line that is being filled."""

    def __init__(self, page: Page, chrome: Chrome) -> None:
        self.page, self.chrome = page, chrome
        self.runs: list[Run] = []
        self.struck: list[str] = []
        self.block = page.root
        self.current = page.root
        self.state: _State = (None, False, None, False)

    def walk(self, body: LexborNode) -> None:
        """Depth first without recursion: pages nest deeper than Python does."""
        stack: list[tuple[LexborNode, Element, Element, _State, dict[str, int]]] = []
        counts: dict[str, int] = {}
        covers, elements, lines = self.chrome.covers, self.page.elements, self.page.lines
        node = body.child
        while True:
            if node is None:
                if not stack:
                    break
                element = self.current
                if element.tag not in INLINE and (self.runs or self.struck):
                    self._end_line()
                pending = bool(self.runs or self.struck) and (bool(self.struck) or not all(r.label for r in self.runs))
                element.last = len(lines) + pending
                node, self.current, self.block, self.state, counts = stack.pop()
                node = node.next
                continue
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text:
                    self._text(text)
            elif tag in _BREAKS:
                self._end_line()
            elif tag and tag[0] not in "-!" and len(elements) < _MOST:
                attrs = node.attributes
                counts[tag] = number = counts.get(tag, 0) + 1
                if tag == "select":
                    self._choices(node, attrs, number)
                elif not covers(node, tag, attrs):
                    stack.append((node, self.current, self.block, self.state, counts))
                    self._open(tag, attrs, number)
                    counts = {}
                    node = node.child
                    continue
            node = node.next
        self._end_line()

    def _open(self, tag: str, attrs: dict[str, str | None], number: int) -> None:
        around, bold, linked, struck = self.state
        inline = tag in INLINE
        if not inline and (self.runs or self.struck):
            self._end_line()
        element = Element(tag, attrs, self.current, number, len(self.page.lines))
        self.current.children.append(element)
        self.page.elements.append(element)
        self.current = element
        if not inline:
            self.block = element
            around, bold = None, False
        else:
            if not bold:
                around = element
            bold = bold or tag in BOLD
        if attrs:
            if tag == "a":
                linked = attrs.get("href") or ""
            words = attrs.get("class")
            if words and not struck:
                struck = _is_struck(words)
            if words is None or len(attrs) > 1:
                style = attrs.get("style")
                struck = struck or (style is not None and "line-through" in style)
                if tag not in _SPEAKING and (named := _named(tag, attrs)):
                    self.runs.append(Run(named, tag, element, label=True))
        self.state = (around, bold, linked, struck or tag in _STRUCK_TAGS)

    def _choices(self, node: LexborNode, attrs: dict[str, str | None], number: int) -> None:
        """The days one may choose from, each a line. Other lists to choose from are forms."""
        texts = [" ".join(option.text().split()) for option in node.css("option")[:_MOST_CHOICES]]
        days = [text for text in texts if len(text) < 120 and names_a_day(text)]
        if not days:
            return
        self._end_line()
        element = Element("select", attrs, self.current, number, len(self.page.lines))
        self.current.children.append(element)
        self.page.elements.append(element)
        self.page.lines += [Line(text, element, [Run(text, "", element)]) for text in days]
        element.last = len(self.page.lines)

    def _text(self, text: str) -> None:
        around, bold, linked, struck = self.state
        runs = self.runs
        if text.isspace():
            if runs:
                runs[-1].words += " "
            return
        if struck:
            self.struck.append(text)
            return
        element = around or self.block
        if runs:
            last = runs[-1]
            if last.element is element and last.bold == bold and not last.label:
                last.words += text
                if last.linked != linked:
                    last.linked = None
                return
        runs.append(Run(text, around.tag if around else "", element, bold, linked))

    def _end_line(self) -> None:
        runs = self.runs
        if not runs and not self.struck:
            return
        self.runs = []
        struck: tuple[str, ...] = ()
        if self.struck:
            struck = tuple(t for s in self.struck[:_MOST_STRUCK] if (t := " ".join(s.split())))
            self.struck = []
        text = joined(runs)
        if not text and not struck:
            self.runs = [run for run in runs if run.label][-1:]  # it names what comes next
            return
        self.page.lines.append(Line(text, self.block, runs, _rank(self.block), struck))


def _named(tag: str, attrs: dict[str, str | None]) -> str | None:
    """What an element is called in words that are not shown: a label for what it holds, or what comes next."""
    named = attrs.get("aria-label") or attrs.get("data-label") or attrs.get("data-th") or attrs.get("data-title")
    if not named and tag in ("i", "span", "img", "abbr"):
        named = attrs.get("title") or attrs.get("alt")
    return named if named and len(named) < 120 else None


def _rank(block: Element) -> int:
    """The rank of the heading a block is, or stands in."""
    current: Element | None = block
    for _ in range(3):
        if current is None:
            return 0
        if current.tag in HEADINGS:
            return HEADINGS[current.tag]
        if "role" in current.attrs and current.attrs["role"] == "heading":
            return 4
        current = current.parent
    return 0


@lru_cache(maxsize=20_000)
def _is_struck(words: str) -> bool:
    """Do class names say that the words are struck out?"""
    return _STRUCK_WORDS.search(words[:2000]) is not None
