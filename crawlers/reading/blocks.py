"""A page as people see it: a light tree of elements, and the lines of text that stand in it, in page order.

One walk over the parsed page makes both; everything else that reads a page works on them. A line is what one block
holds between its edges and its line breaks: `<p>Cost: $9<br>Hours: 6</p>` is two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
_DEEP = 6


class Element:
    """One element that is read. Lines `first` to `last` (not included) stand in it."""

    __slots__ = ("attrs", "children", "first", "last", "number", "parent", "step", "tag")

    def __init__(
        self, tag: str, attrs: Mapping[str, str | None], parent: Element | None, number: int = 1, first: int = 0
    ) -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.number = number  # among the siblings of its tag, as in :nth-of-type()
        self.children: list[Element] = []
        self.step = ""  # of a path, once asked for
        self.first = self.last = first

    @property
    def words(self) -> str:
        """Its class names."""
        return self.attrs.get("class") or ""

    def path(self) -> str:
        """`div#facts>dl>dd:nth-of-type(2)`: up to the nearest id, at most six steps."""
        steps: list[str] = []
        current: Element | None = self
        while current is not None and current.parent is not None and len(steps) < _DEEP:
            step = current.step
            if not step:
                step = current.step = current.name()
            steps.append(step)
            if "#" in step:
                break
            current = current.parent
        steps.reverse()
        return ">".join(steps) or self.tag

    def name(self) -> str:
        """The element's own step of a path."""
        identity = self.attrs.get("id")
        if identity and identity.replace("-", "").replace("_", "").isalnum():
            return f"{self.tag}#{identity}"
        return f"{self.tag}:nth-of-type({self.number})" if self.number > 1 else self.tag


class Run:
    """Words of one line under one inline element (`tag` is "" for plain text)."""

    __slots__ = ("bold", "element", "label", "linked", "tag", "words")

    def __init__(
        self,
        words: str,
        tag: str,
        element: Element,
        bold: bool = False,
        linked: str | None = None,
        label: bool = False,
    ) -> None:
        self.words, self.tag, self.element, self.bold = words, tag, element, bold
        self.linked = linked  # href
        self.label = label  # not words on the page but an element's aria-label, title or data-label


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


def joined(runs: list[Run]) -> str:
    """The words of runs, folded; names that are not shown are not among them."""
    if len(runs) == 1 and not runs[0].label:
        return " ".join(runs[0].words.split())
    text, before = "", ""
    for run in runs:
        if run.label:
            continue
        text += run.words if not text or (run.tag in _TIGHT and before in _TIGHT) else " " + run.words
        before = run.tag
    return " ".join(text.split())
