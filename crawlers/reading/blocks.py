"""A page as people see it: a light tree of elements, and the lines of text that stand in it, in page order.

One walk over the parsed page makes both; everything else that reads a page works on them. A line is what one block
holds between its edges and its line breaks: `<p>Cost: $9<br>Hours: 6</p>` is two.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawlers.reading.chrome import Chrome
from crawlers.reading.shapes import names_a_day


def names(words: str) -> frozenset[str]:
    """The words as a set."""
    return frozenset(words.split())


#: Elements that do not end a line.
INLINE = names(
    "a abbr b bdi big button cite code data del dfn em font i ins kbd label mark meter q s samp small span strike "
    "strong sub summary sup time tt u var img input"
)
BOLD = frozenset(("b", "strong", "mark", "dfn"))
#: Between these and their neighbours white space stands only where it is written: "10<sup>th</sup>".
_TIGHT = frozenset(("b", "strong", "em", "i", "sup", "sub", "a", "u", "mark", "abbr", "font", "time", "q", "dfn", ""))
HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_STRUCK_TAGS = frozenset(("del", "s", "strike"))
_STRUCK_WORDS = (
    "line-through", "strikethrough", "old-price", "price-old", "price--old", "was-price", "price-was", "price--was",
    "price__old", "price__was", "list-price", "price-before",
)  # fmt: skip
#: A page with more elements than this is read as far as this goes.
_MOST = 400_000
_MOST_CHOICES = 200
_DEEP = 6


@dataclass(slots=True, eq=False)
class Element:
    """One element that is read. Lines `first` to `last` (not included) stand in it."""

    tag: str
    attrs: dict[str, str | None]
    parent: Element | None
    number: int = 1  # among the siblings of its tag, as in :nth-of-type()
    children: list[Element] = field(default_factory=list)
    first: int = 0
    last: int = 0

    @property
    def words(self) -> str:
        """Its class names."""
        return self.attrs.get("class") or ""

    def path(self) -> str:
        """`div#facts>dl>dd:nth-of-type(2)`: up to the nearest id, at most six steps."""
        steps: list[str] = []
        current: Element | None = self
        while current is not None and current.parent is not None and len(steps) < _DEEP:
            identity = current.attrs.get("id")
            if identity and identity.replace("-", "").replace("_", "").isalnum():
                steps.append(f"{current.tag}#{identity}")
                break
            steps.append(f"{current.tag}:nth-of-type({current.number})" if current.number > 1 else current.tag)
            current = current.parent
        return ">".join(reversed(steps)) or self.tag


@dataclass(slots=True, eq=False)
class Run:
    """Words of one line under one inline element (`tag` is "" for plain text)."""

    words: str
    tag: str
    element: Element
    bold: bool = False
    linked: str | None = None  # href
    label: bool = False  # not words on the page but an element's aria-label, title or data-label


@dataclass(slots=True, eq=False)
class Line:
    """Folded words, and where they stand. `element` is the nearest block."""

    text: str
    element: Element
    runs: list[Run]
    rank: int = 0  # 1 to 6 in a heading
    struck: tuple[str, ...] = ()

    @property
    def linked(self) -> str | None:
        """The address of the link that covers the whole line, if one does."""
        hrefs = {run.linked for run in self.runs}
        return next(iter(hrefs)) if len(hrefs) == 1 else None


@dataclass(slots=True)
class Page:
    """The tree and its lines."""

    root: Element
    lines: list[Line]
    elements: list[Element]  # in page order


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
        stack: list[tuple[LexborNode, Element, Element, _State, dict[str, int]]] = []
        counts: dict[str, int] = {}
        node = body.child
        while True:
            if node is None:
                if not stack:
                    break
                self._close()
                parent, self.current, self.block, self.state, counts = stack.pop()
                node = parent.next
                continue
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text and not text.isspace():
                    self._text(text)
                elif text and self.runs:
                    self.runs[-1].words += " "
            elif tag == "br" or tag == "hr":
                self._end_line()
            elif tag and tag[0] not in "-!" and len(self.page.elements) < _MOST:
                counts[tag] = number = counts.get(tag, 0) + 1
                attrs = node.attributes
                if tag == "select":
                    self._choices(node, attrs, number)
                elif not self.chrome.covers(node, tag, attrs):
                    stack.append((node, self.current, self.block, self.state, counts))
                    self._open(tag, attrs, number)
                    counts = {}
                    node = node.child
                    continue
            node = node.next
        self._end_line()

    def _open(self, tag: str, attrs: dict[str, str | None], number: int) -> None:
        element = Element(tag, attrs, self.current, number)
        self.current.children.append(element)
        self.page.elements.append(element)
        around, bold, linked, struck = self.state
        if tag in INLINE:
            if not bold:
                around = element
            bold = bold or tag in BOLD
            if tag == "a":
                linked = attrs.get("href") or ""
        else:
            self._end_line()
            self.block = element
            around, bold = None, False
            if tag == "a":
                linked = attrs.get("href") or ""
        struck = struck or tag in _STRUCK_TAGS or _is_struck(attrs)
        self.current = element
        element.first = len(self.page.lines)
        self.state = (around, bold, linked, struck)
        named = attrs.get("aria-label") or attrs.get("data-label") or attrs.get("data-th") or attrs.get("data-title")
        if named is None and tag in ("i", "span", "img", "abbr"):
            named = attrs.get("title") or attrs.get("alt")
        if named and len(named) < 120 and tag != "a" and tag != "button":
            self.runs.append(Run(named, tag, element, label=True))

    def _choices(self, node: LexborNode, attrs: dict[str, str | None], number: int) -> None:
        """The days one may choose from, each a line. Other lists to choose from are forms."""
        texts = [" ".join(option.text().split()) for option in node.css("option")[:_MOST_CHOICES]]
        days = [text for text in texts if len(text) < 120 and names_a_day(text)]
        if not days:
            return
        self._end_line()
        element = Element("select", attrs, self.current, number, first=len(self.page.lines))
        self.current.children.append(element)
        self.page.elements.append(element)
        self.page.lines += [Line(text, element, [Run(text, "", element)]) for text in days]
        element.last = len(self.page.lines)

    def _close(self) -> None:
        element = self.current
        if element.tag not in INLINE:
            self._end_line()
        pending = any(not run.label for run in self.runs) or bool(self.struck)
        element.last = max(len(self.page.lines) + pending, element.first)

    def _text(self, text: str) -> None:
        around, bold, linked, struck = self.state
        if struck:
            self.struck.append(text)
            return
        if self.runs and not self.runs[-1].label:
            last = self.runs[-1]
            if last.element is (around or self.block) and last.bold == bold:
                last.words += text
                last.linked = last.linked if last.linked == linked else None
                return
        element = around or self.block
        self.runs.append(Run(text, around.tag if around else "", element, bold, linked))

    def _end_line(self) -> None:
        if not self.runs and not self.struck:
            return
        runs, self.runs = self.runs, []
        struck, self.struck = tuple(t for s in self.struck if (t := " ".join(s.split()))), []
        spoken = [run for run in runs if not run.label]
        text = joined(spoken)
        if not text and not struck and not any(run.label for run in runs):
            return
        if not text and not struck:
            self.runs = [run for run in runs if run.label][-1:]  # it names what comes next
            return
        self.page.lines.append(Line(text, self.block, runs, _rank(self.block), struck))


def joined(runs: list[Run]) -> str:
    """The words of runs, folded."""
    if len(runs) == 1:
        return " ".join(runs[0].words.split())
    parts: list[str] = []
    before: Run | None = None
    for run in runs:
        if before is not None and not (run.tag in _TIGHT and before.tag in _TIGHT):
            parts.append(" ")
        parts.append(run.words)
        before = run
    return " ".join("".join(parts).split())


def _rank(block: Element) -> int:
    """The rank of the heading a block is, or stands in."""
    current: Element | None = block
    for _ in range(3):
        if current is None:
            return 0
        if rank := HEADINGS.get(current.tag):
            return rank
        if current.attrs.get("role") == "heading":
            return 4
        current = current.parent
    return 0


def _is_struck(attrs: dict[str, str | None]) -> bool:
    if not attrs:
        return False
    style, words = attrs.get("style"), attrs.get("class")
    return bool((style and "line-through" in style) or (words and any(w in words for w in _STRUCK_WORDS)))
