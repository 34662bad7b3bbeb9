"""Label and value as pages lay them out: lists of terms, tables, Drupal fields, bold words, lines with a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawlers.reading.document import Document, fold_space
from crawlers.reading.labels import LONGEST_LABEL, Labels
from crawlers.reading.locate import css_path, holds
from crawlers.reading.tables import rows_of

_STRUCK = (
    "del, s, strike, [style*='line-through'], [class*='line-through'], [class*='strikethrough'], [class*='old-price'],"
    "[class*='price-old'], [class*='was-price'], [class*='price-was'], [class*='price--was'], [class*='price--old']"
)
_LINE = re.compile(rf"^\s*([^:\n]{{2,{LONGEST_LABEL}}}?)\s*:\s+(\S.*)$")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ITEMS = "li"


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the words that stand under it. `items` are the list entries of the value, where it is a list."""

    label: str
    text: str
    locator: str
    items: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


def node_text(node: LexborNode) -> str:
    return fold_space(node.text(separator=" "))


def _pair(label: str, node: LexborNode, context: tuple[str, ...] = ()) -> Pair | None:
    struck = tuple(t for n in node.css(_STRUCK) if (t := node_text(n)))
    text = node_text(node)
    for old in struck:
        text = fold_space(text.replace(old, " ", 1))
    items = tuple(t for n in node.css(_ITEMS) if (t := node_text(n)))
    if not text and not struck:
        return None
    return Pair(label.strip().rstrip(":").strip(), text, css_path(node), items, struck, context)


def pairs(document: Document, labels: Labels) -> Iterator[Pair]:
    """Every pair the content lays out whose label is one we know. The same words may come twice by two layouts."""
    for source in (_terms, _tables, _fields, _bold, _lines, _sections):
        for pair in source(document, labels):
            if pair.text or pair.struck:
                yield pair


def _terms(document: Document, labels: Labels) -> Iterator[Pair]:
    for term in document.css("dt"):
        label = node_text(term)
        if labels.field(label) is None:
            continue
        value = term.next
        while value is not None and value.tag != "dt":
            if value.tag == "dd" and (pair := _pair(label, value)):
                yield pair
            value = value.next


def _tables(document: Document, labels: Labels) -> Iterator[Pair]:
    for table in document.css("table"):
        rows = rows_of(table)
        if not rows:
            continue
        heads = [node_text(c) for c in rows[0]]
        is_header = len(rows) > 1 and (
            all(c.tag == "th" for c in rows[0])
            or (len(heads) > 2 and sum(labels.field(h) is not None for h in heads) > 1)
        )
        if is_header and any(labels.field(h) for h in heads):
            continue  # one row a section: sections.py reads it
        for cells in rows:
            label = node_text(cells[0])
            if len(cells) < 2 or labels.field(label) is None:
                continue
            for column, cell in enumerate(cells[1:], start=1):
                context = (heads[column],) if is_header and column < len(heads) and heads[column] else ()
                if pair := _pair(label, cell, context):
                    yield pair


def _fields(document: Document, labels: Labels) -> Iterator[Pair]:
    """Drupal's field markup, and its many imitations: one element whose class says label, the next says the value."""
    for node in document.css(
        "[class*='label'], [class*='title'], [class*='heading'], [class*='term'], [class*='name']"
    ):
        if node.tag in (*_HEADINGS, "dt", "th", "label", "a") or holds(node, "div, p, ul, table, dl"):
            continue
        label = node_text(node)
        if labels.field(label) is None:
            continue
        value = node.next
        while value is not None and not (value.tag and value.tag not in ("-text", "-comment", "br")):
            value = value.next
        if value is not None and (pair := _pair(label, value)):
            yield pair


def _bold(document: Document, labels: Labels) -> Iterator[Pair]:
    """`<strong>Duration:</strong> 6 weeks`: the words up to the next bold label or line break."""
    for node in document.css("strong, b"):
        label = node_text(node)
        if labels.field(label) is None or node.parent is None or node.parent.tag in ("a", "button"):
            continue
        words, sibling = [], node.next
        while sibling is not None and sibling.tag not in ("br", "strong", "b", "p", "div", "ul", "table", *_HEADINGS):
            words.append(sibling.text(separator=" ") or "")
            sibling = sibling.next
        text = fold_space(" ".join(words)).lstrip(":–- ").strip()
        if text:
            yield Pair(label.rstrip(":").strip(), text, css_path(node.parent))


def _lines(document: Document, labels: Labels) -> Iterator[Pair]:
    for node in document.css("p, li, div, span, td"):
        if holds(node, "p, li, div, table, ul, dl"):
            continue
        for line in (node.text(separator="\n") if node.css_first("br") else node.text(separator=" ")).split("\n"):
            match = _LINE.match(fold_space(line))
            if match and labels.field(match[1]) is not None:
                yield Pair(match[1].strip(), match[2].strip(), css_path(node))


def _sections(document: Document, labels: Labels) -> Iterator[Pair]:
    """A heading that is a label, and the block below it."""
    for heading in document.css("h2, h3, h4, h5, h6"):
        label = node_text(heading)
        if labels.field(label) is None:
            continue
        texts: list[str] = []
        items: list[str] = []
        locator, block = css_path(heading), heading.next
        while block is not None and block.tag not in _HEADINGS:
            if block.tag not in ("-comment", "table"):
                texts.append(fold_space(block.text(separator=" ")))
                items.extend(t for n in block.css(_ITEMS) if (t := node_text(n)))
            block = block.next
        text = fold_space(" ".join(texts))
        if text:
            yield Pair(label.rstrip(":").strip(), text, locator, tuple(items))
