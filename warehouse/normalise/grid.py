"""A table flattened into one line: which column's head, and which row's label, each amount stands under."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from warehouse.normalise.places import Place, follows
from warehouse.normalise.price_basis import stated_before
from warehouse.normalise.tokens import Token

#: Columns of the widest table that is told from a line of text.
_WIDEST = 14
#: Tokens of the longest heading, and what ends one.
_HEADING = 8
_ENDS_HEADING = (":", "|", "•", "(")
_LABELS = {"tuition", "total", "component", "audience", "regular"}
_HEADS = ("tuition", "total", "component", "audience", "regular", "basis")


@dataclass(frozen=True, slots=True)
class Column:
    """What the head of a column (or the label of the row) says of an amount; None where it says nothing."""

    audience: str | None = None
    component: str | None = None
    basis: str | None = None


NO_COLUMN = Column()


def columns(tokens: list[Token], places: list[Place]) -> dict[int, Column]:
    """Place -> its column, for the two ways a grid is flattened: cells parted by bars, or by nothing at all."""
    if len(places) < 2:
        return {}
    if any(token.text == "|" for token in tokens):
        cells = _cells(tokens)
        for read in (_table, _barred, _row_in_a_cell):
            if found := read(tokens, cells, places):
                return found
        if found := _barred(tokens, _with_colon(tokens, cells, places), places):
            return found
    return _audiences(tokens, places)


def headed(tokens: list[Token], places: list[Place]) -> Column:
    """A short heading over a list ("Other fees: • Airport pick-up: $90"): what it says of all amounts under it."""
    if not places:
        return NO_COLUMN
    end = next((at for at, token in enumerate(tokens) if token.text in _ENDS_HEADING), len(tokens))
    if end > _HEADING or end + 1 >= places[0].first:
        return NO_COLUMN
    words = tokens[:end]
    others = _domestic(tokens[end:]) or any("regular" in token.tags for token in tokens[end:])
    audience = (
        None if others else next((token.tags["audience"] for token in words[:2] if "audience" in token.tags), None)
    )
    component = next((token.tags["component"] for token in words if "component" in token.tags), None)
    named = any("tuition" in token.tags and "generic" not in token.tags for token in words)
    return Column(audience, None if named else component)


def _domestic(tokens: list[Token]) -> bool:
    return any(token.tags.get("audience") == "domestic" for token in tokens)


def _audiences(tokens: list[Token], places: list[Place]) -> dict[int, Column]:
    """ "Domestic International … $100 $200": the audiences before the first amount head the columns."""
    heads = [token.tags["audience"] for token in tokens[: places[0].first] if "audience" in token.tags]
    if len(heads) < 2 or len(set(heads)) != len(heads):
        return {}
    found: dict[int, Column] = {}
    row: list[int] = []
    for index, place in enumerate(places):
        if row and not follows(tokens, places[row[-1]], place):
            row = []
        row.append(index)
        if len(row) == len(heads):
            found |= {at: Column(audience=head) for at, head in zip(row, heads, strict=True)}
            row = []
    return found


def _barred(tokens: list[Token], cells: list[tuple[int, int]], places: list[Place]) -> dict[int, Column]:
    """ "Programme | Total fee | Deposit | Welding | $900 | $100": rows of amounts as long as the row of heads."""
    held = [_held(tokens, cell, places) for cell in cells]
    rows: list[tuple[int, int]] = []  # first cell and how many
    at = 0
    while at < len(cells):
        length = 0
        while at + length < len(cells) and held[at + length] is not None:
            length += 1
        if length > 1 and any((held[at + step] or 0) >= 0 for step in range(length)):
            rows.append((at, length))
        at += max(length, 1)
    if not rows:
        return {}
    first, width = rows[0]
    heads = _heads(tokens, cells, first - 1, width) or _heads(tokens, cells, first, width)
    if heads is None:
        return {}
    found: dict[int, Column] = {}
    for start, length in rows:
        if length != width:
            continue
        label = tokens[slice(*cells[start - 1])] if start else []
        whose = next((token.tags["audience"] for token in label if "audience" in token.tags), None)
        for step, head in enumerate(heads):
            index = held[start + step]
            if index is not None and index >= 0:
                found[index] = Column(head.audience or whose, head.component, head.basis)
    return found


def _table(tokens: list[Token], cells: list[tuple[int, int]], places: list[Place]) -> dict[int, Column]:
    """A whole table: a row of heads, then rows of as many cells, amounts under heads that name a price."""
    cells = list(cells)
    while cells and cells[-1][0] == cells[-1][1]:
        cells.pop()
    held = [_held(tokens, cell, places) for cell in cells]
    inside = {number: index for number, index in enumerate(held) if index is not None and index >= 0}
    if len(inside) < len(places):  # an amount stands among other words, or beside another
        return {}
    for width in range(3, _WIDEST + 1):
        if len(cells) % width or len(cells) == width or min(inside, default=0) < width:
            continue
        heads = {number % width for number in inside}
        texts = {at: tokens[slice(*cells[at])] for at in heads}
        if not all(any(name in token.tags for token in text for name in _HEADS) for text in texts.values()):
            continue
        found: dict[int, Column] = {}
        for number, index in inside.items():
            row = number - number % width
            label = tokens[cells[row][0] : cells[number][0]]
            whose = next((token.tags["audience"] for token in label if "audience" in token.tags), None)
            head = _head(texts[number % width])
            found[index] = Column(head.audience or whose, head.component, head.basis)
        return found
    return {}


def _row_in_a_cell(tokens: list[Token], cells: list[tuple[int, int]], places: list[Place]) -> dict[int, Column]:
    """ "Per credit | Maximum | Fees | Resident $598 $5,382 $258": the heads in cells, a row in one cell."""
    heads: list[Column] | None = None
    found: dict[int, Column] = {}
    for number, (start, stop) in enumerate(cells):
        inside = _inside(places, start, stop)
        width = len(inside)
        adjacent = all(follows(tokens, places[one], places[other]) for one, other in pairwise(inside))
        if width < 2 or not adjacent:
            continue
        heads = heads or _heads(tokens, cells, number, width)
        if heads is None or len(heads) != width:
            return {}
        label = tokens[start : places[inside[0]].first]
        whose = next((token.tags["audience"] for token in label if "audience" in token.tags), None)
        found |= {
            at: Column(head.audience or whose, head.component, head.basis)
            for at, head in zip(inside, heads, strict=True)
        }
    return found


def _cells(tokens: list[Token]) -> list[tuple[int, int]]:
    cells, start = [], 0
    for at, token in enumerate(tokens):
        if token.text == "|":
            cells.append((start, at))
            start = at + 1
    return [*cells, (start, len(tokens))] if start < len(tokens) else cells


def _with_colon(tokens: list[Token], cells: list[tuple[int, int]], places: list[Place]) -> list[tuple[int, int]]:
    """Cells where a colon parts the heads from the first row: "Domestic | International: Welding $900 | $2,100"."""
    first = places[0].first
    parted: list[tuple[int, int]] = []
    for start, stop in cells:
        colon = next((at for at in range(start, min(first, stop)) if tokens[at].text == ":"), None)
        if start <= first < stop and colon is not None and colon + 1 < first:
            parted += [(start, colon), (colon + 1, first), (first, stop)]
        else:
            parted.append((start, stop))
    return parted


def _inside(places: list[Place], start: int, stop: int) -> list[int]:
    """Indices of the amounts within tokens[start:stop]."""
    first, end = (bisect_left(places, at, key=lambda place: place.first) for at in (start, stop))
    return [index for index in range(first, end) if places[index].last < stop]


def _held(tokens: list[Token], cell: tuple[int, int], places: list[Place]) -> int | None:
    """The amount alone in its cell; -1 for a cell that is empty or to be announced; None for any other."""
    start, stop = cell
    inside = _inside(places, start, stop)
    if len(inside) > 1:
        return None
    if inside:
        place = places[inside[0]]
        rest = [*tokens[start : place.first], *tokens[place.last + 1 : stop]]
        return inside[0] if all(token.kind != "word" and not token.tags.keys() & _LABELS for token in rest) else None
    words = [token for token in tokens[start:stop] if token.kind != "punct"]
    return -1 if not words or all("tba" in token.tags for token in words) else None


def _heads(tokens: list[Token], cells: list[tuple[int, int]], end: int, width: int) -> list[Column] | None:
    """The `width` cells before cell `end`, where each of them is the head of a column."""
    filled = [cell for cell in cells[:end] if cell[0] < cell[1]]
    if len(filled) < width:
        return None
    heads = [tokens[slice(*cell)] for cell in filled[-width:]]
    if all(any(name in token.tags for token in head for name in _HEADS) for head in heads):
        return [_head(head) for head in heads]
    return None


def _head(head: list[Token]) -> Column:
    audience = next((token.tags["audience"] for token in head if "audience" in token.tags), None)
    component = "total" if any("total" in token.tags for token in head) else None
    component = component or next((token.tags["component"] for token in head if "component" in token.tags), None)
    component = component or ("tuition" if any("tuition" in token.tags for token in head) else None)
    return Column(audience, component, stated_before(head))
