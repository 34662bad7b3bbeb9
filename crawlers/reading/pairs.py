"""Label and value as pages lay them out: lists of terms, tables, rows of blocks, bold words, headings, lines with
a colon.

One rule serves them all: a label stands either at the head of its own line, or alone; when alone, its value is what
comes next to it, beside it or below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawlers.contract import Field
from crawlers.reading.blocks import INLINE, Element, Line, Page, Run, joined
from crawlers.reading.labels import LONGEST_LABEL, Labels
from crawlers.reading.shapes import fits, names_money
from crawlers.reading.tables import Grid, Table, is_price_list, words_of

_LINE = re.compile(rf"^\W{{0,3}}([^:\n]{{2,{LONGEST_LABEL}}}?)\s*:\s*(?!//)(\S.*)$")
_PARTS = re.compile(r"\s+[|•·‣●]\s+|\s{2,}|(?:;|\.)\s+(?=[^:;]{2,40}:\s)")
_LEAD = " :–—-.\u200b"
#: A value of more lines than this is a chapter; its first lines are kept.
_MOST_LINES = 60
_ROWS = frozenset(("ul", "ol", "nav"))
#: Page-long fields take what stands under a heading up to the next; the others what stands beside or below.
_ASIDE = 40
#: Labels further within a line are words of its sentences.
_WITHIN = 1000
_FACTS = {Field.COST, Field.DURATION, Field.START_DATE, Field.CREDITS, Field.CODE, Field.DELIVERY, Field.LEVEL}
#: What begins like such a label may be a title ("Investment and Wealth Management"): the value tells.
_CHECKED = {Field.COST, Field.DURATION, Field.START_DATE}


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the words that stand under it. `items` are the list entries of the value, where it is a list."""

    label: str
    text: str
    line: int  # where it stands on the page
    element: Element
    field: str
    items: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    section: str | None = None


def pairs(page: Page, labels: Labels, tables: list[Table], grids: list[Grid]) -> list[Pair]:
    """Every pair the page lays out whose label is one we know, in page order."""
    return _Pairs(page, labels, tables, grids).found()


_NONE: list[Pair] = []


class _Pairs:
    def __init__(self, page: Page, labels: Labels, tables: list[Table], grids: list[Grid]) -> None:
        self.page, self.lines, self.labels = page, page.lines, labels
        self.tables = {id(table.element): table for table in tables}
        self.grids = {id(grid.table.element) for grid in grids}
        self.inlined: dict[int, list[Pair]] = {}
        self.places: dict[int, int] = {}  # of terms among their siblings
        self.columns: dict[int, int] = {}  # of cells in their row
        self.rows = {
            id(cells[0].parent): (table, cells)
            for table in tables
            for cells in table.rows
            if cells[0].parent is not None
        }

    def found(self) -> list[Pair]:
        result: list[Pair] = []
        for index, line in enumerate(self.lines):
            if line.element.tag == "select":
                continue
            inline = self._inline_of(index)
            if inline:
                result += inline
                continue
            field = self.labels.field(line.text)
            if field is not None:
                result += self._below(index, line, field)
        return result

    # -- a label at the head of its own line ---------------------------------------------------------------

    def _inline_of(self, index: int) -> list[Pair]:
        """The pairs that one line holds; asked again and again by the labels above it."""
        line = self.lines[index]
        if (
            len(line.runs) < 2
            and ":" not in line.text
            and "|" not in line.text
            and not (line.runs and line.runs[0].label)
        ):
            return _NONE
        if index not in self.inlined:
            self.inlined[index] = list(self._inline(index, self.lines[index]))
        return self.inlined[index]

    def _inline(self, index: int, line: Line) -> Iterator[Pair]:
        runs = line.runs
        if len(runs) > 1:
            heads = [k for k, run in enumerate(runs) if self._is_label(runs, k)]
            for position, k in enumerate(heads):
                end = heads[position + 1] if position + 1 < len(heads) else len(runs)
                pair = self._pair_of_runs(index, line, runs[k], runs[k + 1 : end])
                if pair is not None:  # what is struck in a line of several facts is a price
                    yield pair if len(heads) == 1 or pair.field == Field.COST else replace(pair, struck=())
            if heads and (heads[0] == 0 or len(heads) > 1):
                return
        elif runs and runs[0].label and line.text and (pair := self._pair_of_runs(index, line, runs[0], [])):
            yield pair
            return
        if ":" not in line.text[:_WITHIN] and "|" not in line.text:
            return
        for part in _PARTS.split(line.text):
            match = _LINE.match(part)
            if match and (field := self.labels.field(match[1].strip())):
                text = match[2].split(";")[0] if field == Field.CODE else match[2]
                yield Pair(match[1].strip(), text.strip(), index, line.element, field, struck=line.struck)

    def _is_label(self, runs: list[Run], k: int) -> bool:
        """Is run `k` a label and not a word in a sentence: at the head, or set off by a colon, or bold after a
        break?"""
        run = runs[k]
        words = " ".join(run.words.split())
        if not run.label and run.tag in ("", "a", "button"):
            return False
        if run.label:
            words = words.split(":")[0]
        if self.labels.field(words.strip(_LEAD)) is None:
            return False
        if k == 0 or run.label or words.endswith(":"):
            return True
        after = runs[k + 1].words.lstrip() if k + 1 < len(runs) else ""
        return after.startswith(":") or (run.bold and runs[k - 1].label)

    def _pair_of_runs(self, index: int, line: Line, head: Run, rest: list[Run]) -> Pair | None:
        label = " ".join(head.words.split())
        field = self.labels.field(label.split(":")[0].strip(_LEAD) if head.label else label.strip(_LEAD))
        if field is None:
            return None
        text = joined([run for run in rest if not run.label]).lstrip(_LEAD).strip()
        if head.label and ":" in label:
            label, _, text = (part.strip() for part in label.partition(":"))
        if not text and not line.struck:
            return None
        if head.label and self.labels.field(text) is not None:
            return None
        return Pair(label.strip(_LEAD), text, index, line.element, field, struck=line.struck)

    # -- a label alone -------------------------------------------------------------------------------------

    def _below(self, index: int, line: Line, field: str) -> Iterator[Pair]:
        holder = line.element
        if holder.last - holder.first > 1 and holder.tag not in INLINE:
            yield from self._same_block(index, line, holder, field)
            return
        parent = holder.parent
        while (
            parent is not None and parent.parent is not None and parent.last - parent.first == 1 and holder.tag != "tr"
        ):
            if holder.tag in ("td", "th") and id(parent) in self.rows:
                break
            holder, parent = parent, parent.parent
        if parent is None:
            return
        if holder.tag in ("td", "th") and id(parent) in self.rows:
            yield from self._beside(line, holder, parent, field)
            return
        if parent.last <= index + 1 or (line.linked and not line.rank and holder.tag not in ("dt", "th")):
            return
        end = self._end_of_value(index, line, holder, parent, field)
        strict = holder.tag == "li" or parent.tag in _ROWS
        yield from self._value(line, index + 1, end, field, strict)

    def _same_block(self, index: int, line: Line, holder: Element, field: str) -> Iterator[Pair]:
        """`<strong>Cost</strong><br>$9<br>`: the next line; up to the next label where the field is a longer text."""
        if index + 1 >= holder.last or (line.linked and not line.rank):
            return
        end = index + 1
        inside = self.lines[end].element
        if inside is not holder and field in _FACTS:
            while inside.parent is not None and inside.parent is not holder:
                inside = inside.parent
            yield from self._value(line, end, min(inside.last, holder.last), field, strict=False)
            return
        while end < holder.last and end - index <= _MOST_LINES and not self._starts_another(end):
            end += 1
            if field in _FACTS:
                break
        sure = any(run.bold for run in line.runs) or line.text.endswith(":")
        sure = sure or self.lines[index + 1].element is not holder
        yield from self._value(line, index + 1, end, field, strict=not sure)

    def _beside(self, line: Line, holder: Element, row: Element, field: str) -> Iterator[Pair]:
        """The other cells of the row, under their column's head."""
        table, cells = self.rows[id(row)]
        if id(table.element) in self.grids or (cells is table.rows[0] and table.heads):
            return
        if id(holder) not in self.columns:
            self.columns |= {id(cell): column for column, cell in enumerate(cells)}
        for column in range(self.columns.get(id(holder), len(cells)) + 1, len(cells)):
            cell = cells[column]
            if cell.last <= cell.first:
                continue
            if self.labels.field(self.lines[cell.first].text) and cell.last - cell.first == 1:
                return  # two pairs in one row
            head = table.heads[column] if column < len(table.heads) else ""
            yield from self._value(line, cell.first, cell.last, field, False, (head,) if head else ())

    def _end_of_value(self, index: int, line: Line, holder: Element, parent: Element, field: str) -> int:
        """Where the value ends that begins on the line after the label."""
        start = index + 1
        if line.rank or holder.tag in ("summary", "button") or self.lines[index].element.tag == "button":
            rank = line.rank or 6
            end = start
            while end < parent.last and end - start < _MOST_LINES:
                following = self.lines[end]
                if following.rank and (following.rank <= rank or field != Field.COST):
                    break
                end += 1
            return end
        if holder.tag == "dt":
            children = parent.children
            if id(holder) not in self.places:
                self.places |= {id(child): k for k, child in enumerate(children)}
            end = start
            for k in range(self.places[id(holder)] + 1, len(children)):
                if children[k].tag == "dt" or end - start >= _MOST_LINES:
                    break
                if children[k].tag == "dd":
                    end = children[k].last
            return min(end, start + _MOST_LINES)
        child = self.lines[start].element
        if child is parent:
            return start + 1
        while child.parent is not None and child.parent is not parent:
            child = child.parent
        end = child.last if child.tag not in INLINE else start + 1
        return min(end, start + _MOST_LINES)

    def _starts_another(self, index: int) -> bool:
        line = self.lines[index]
        return bool(line.rank) or self.labels.field(line.text) is not None or bool(self._inline_of(index))

    def _value(
        self, line: Line, start: int, end: int, field: str, strict: bool, context: tuple[str, ...] = ()
    ) -> Iterator[Pair]:
        """The words from line `start` to `end` under the label that is `line`."""
        label = line.text.strip(_LEAD)
        end = min(end, start + _MOST_LINES)
        if start >= end:
            return
        if self.lines[start].element.tag == "select":
            if field == Field.START_DATE:
                for k in range(start, end):
                    if self.lines[k].element.tag == "select":
                        yield Pair(label, self.lines[k].text, k, self.lines[k].element, field, context=context)
            return
        if field == Field.COST and (rows := self._price_rows(start, end)):
            for who, cell in rows:
                text = words_of(self.page, cell)
                yield Pair(who, text, cell.first, cell, field, context=(label, *context))
            return
        if field == Field.COST and (heads := [k for k in range(start, end) if self.lines[k].rank]):
            for k, following in zip(heads, [*heads[1:], end], strict=True):
                yield from self._value(line, k + 1, following, field, strict, (*context, self.lines[k].text))
            end = heads[0]
            if start >= end:
                return
        if self.lines[start].rank == 1 and not line.rank:
            return  # a word above the page's own heading
        stop = start
        while stop < end and (stop == start or not self._is_other_label(stop, field)):
            stop += 1
        if field in _CHECKED:
            stop = self._of_the_fact(start, stop, field)
        if stop == start + 1 and self.labels.field(self.lines[start].text):
            return
        lines = [one for one in self.lines[start:stop] if one.element.tag != "select"]
        text = " ".join(one.text for one in lines if one.text)
        struck = tuple(old for one in lines for old in one.struck)
        items = tuple(one.text for one in lines if one.text and _in_item(one.element))
        if field in _CHECKED and not self.labels.is_label(line.text) and not fits(field, text):
            return
        if strict and not (field in _FACTS and fits(field, text) and len(text) < 120):
            return
        if text or struck:
            yield Pair(label, text, start, self.lines[start].element, field, items, struck, context)

    def _of_the_fact(self, start: int, stop: int, field: str) -> int:
        """Once a line has said the fact, longer lines that do not say it again are about refunds and the like."""
        said = False
        for k in range(start, stop):
            text = self.lines[k].text
            if said and len(text) > _ASIDE and not (field == Field.COST and names_money(text)):
                return k
            said = said or fits(field, text)
        return stop

    def _is_other_label(self, index: int, field: str) -> bool:
        line = self.lines[index]
        other = self.labels.field(line.text)
        if other is not None and other != field:
            return True
        return any(pair.field != field for pair in self._inline_of(index))

    def _price_rows(self, start: int, end: int) -> list[tuple[str, Element]]:
        """Who pays what, where the value is a table or a list of terms that says so."""
        first = self.lines[start].element
        current: Element | None = first
        while current is not None and start <= current.first and current.last <= end:
            if current.tag == "table":
                table = self.tables.get(id(current))
                if table is not None and not table.heads and is_price_list(self.page, table):
                    return [(words_of(self.page, row[0]), row[1]) for row in table.rows if len(row) == 2]
                return []
            if current.tag == "dl":
                terms = [child for child in current.children if child.tag in ("dt", "dd")]
                both = list(zip(terms[::2], terms[1::2], strict=False))
                if both and all(a.tag == "dt" and b.tag == "dd" for a, b in both):
                    return [(words_of(self.page, a), b) for a, b in both]
                return []
            current = current.parent
        return []


def _in_item(element: Element | None) -> bool:
    for _ in range(3):
        if element is None:
            return False
        if element.tag == "li":
            return True
        element = element.parent
    return False
