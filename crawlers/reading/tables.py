"""Tables: their rows and cells, and what one row is: a fact, a run of the offering, an offering, a price for
somebody."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawlers.contract import Field
from crawlers.reading.blocks import Element, Page, names
from crawlers.reading.labels import Labels, fold_label, title_heads
from crawlers.reading.shapes import fits, shape

#: Columns of a timetable of what is taught when: its days are no starts.
_AGENDA = names(
    "activity topic focus speaker content theme lecture assignment reading chapter presenter instructor week module "
    "sujet contenu activite intervenant conferencier lecon semaine deadline event"
)


@dataclass(slots=True, eq=False)
class Table:
    """Rows of cells without those of tables inside its cells. `heads` are the words of the header row, if it has
    one."""

    element: Element
    rows: list[list[Element]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    def is_agenda(self) -> bool:
        """Does it say what is taught when?"""
        return bool(_AGENDA & {fold_label(head) for head in self.heads})

    @property
    def body(self) -> list[list[Element]]:
        return self.rows[1:] if self.heads else self.rows


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose columns are facts. `fields` by column, None where the head is no label we know."""

    table: Table
    fields: tuple[str | None, ...]
    kind: str  # runs | offerings | prices
    title: int | None = None  # the column that names the row


def words_of(page: Page, element: Element) -> str:
    """The words of all its lines."""
    return " ".join(line.text for line in page.lines[element.first : element.last] if line.text)


def tables_of(page: Page, labels: Labels) -> list[Table]:
    """Every table that has rows, in page order."""
    found: dict[int, Table] = {}
    for element in page.elements:
        if element.tag == "table":
            found[id(element)] = Table(element)
        elif element.tag == "tr":
            cells = [c for c in element.children if c.tag in ("td", "th")]
            around = element.parent
            if around is not None and around.tag in ("thead", "tbody", "tfoot"):
                around = around.parent
            if cells and around is not None and (table := found.get(id(around))):
                table.rows.append(cells)
    tables = [table for table in found.values() if table.rows]
    for table in tables:
        table.heads = _heads(page, table, labels)
    return tables


def _heads(page: Page, table: Table, labels: Labels) -> list[str]:
    first = table.rows[0]
    if len(table.rows) < 2 or len(first) < 2 or len(table.rows[1]) < 2:
        return []
    heads = [words_of(page, cell) for cell in first]
    if any(len(head) > 60 for head in heads):
        return []
    row = first[0].parent
    in_head = row is not None and row.parent is not None and row.parent.tag == "thead"
    known = sum(labels.field(h) is not None or fold_label(h) in title_heads() for h in heads)
    if all(cell.tag == "th" for cell in first) or in_head or (len(heads) > 2 and known > 1):
        return heads
    if known == len(heads) and not all(labels.field(words_of(page, row[0])) for row in table.rows):
        return heads
    return []


def grids_of(page: Page, tables: list[Table], labels: Labels) -> list[Grid]:
    """The tables whose header row names facts."""
    return [grid for table in tables if table.heads and (grid := _grid(page, table, labels))]


def _grid(page: Page, table: Table, labels: Labels) -> Grid | None:
    folded = [fold_label(head) for head in table.heads]
    fields = [labels.field(head) for head in table.heads]
    named = next((i for i, head in enumerate(folded) if head in title_heads()), None)
    if named is None:
        named = _linked_column(page, table, fields)
    if named is not None:
        fields[named] = None
    if not any(fields) and named is None and _names_payers(page, table, labels):
        fields = [Field.COST if _all_prices(page, table, column) else None for column in range(len(fields))]
    if not any(fields) or table.is_agenda():
        return None
    titles = {words_of(page, row[named]) for row in table.body if named is not None and named < len(row)}
    telling = {Field.COST, Field.DURATION, Field.START_DATE, Field.CREDENTIAL, Field.END_DATE} & set(fields)
    if named is not None and telling and (len(titles) > 1 or len(table.body) == 1):
        return Grid(table, tuple(fields), "offerings", named)
    if Field.START_DATE in fields:
        return Grid(table, tuple(fields), "runs")
    if Field.COST in fields:
        return Grid(table, tuple(fields), "prices")
    return None


def _names_payers(page: Page, table: Table, labels: Labels) -> bool:
    """Does the first column say who pays, row by row?"""
    firsts = [words_of(page, row[0]) for row in table.body]
    return len(firsts) > 1 and all(first and labels.field(first) is None and shape(first) is None for first in firsts)


def _all_prices(page: Page, table: Table, column: int) -> bool:
    """Does every row name a price in this column?"""
    cells = [words_of(page, row[column]) for row in table.body if column < len(row)]
    return bool(cells) and all(shape(cell) == Field.COST for cell in cells)


def _linked_column(page: Page, table: Table, fields: list[str | None]) -> int | None:
    """The first column of no known head whose cells are links that say something of their own."""
    for column, known in enumerate(fields):
        if known is not None:
            continue
        cells = [row[column] for row in table.body if column < len(row)]
        titles = set()
        for cell in cells:
            if cell.last - cell.first == 1 and page.lines[cell.first].linked:
                titles.add(page.lines[cell.first].text)
        if len(cells) > 1 and len(titles) > len(cells) / 2:
            return column
    return None


def is_price_list(page: Page, table: Table) -> bool:
    """Rows of two cells, the second an amount: who pays what."""
    rows = [row for row in table.rows if len(row) == 2]
    priced = [row for row in rows if len(t := words_of(page, row[1])) < 80 and fits(Field.COST, t)]
    return len(rows) > 1 and len(priced) >= len(rows) - 1
