"""Rows and cells of a table, without those of tables inside its cells."""

from __future__ import annotations

from selectolax.lexbor import LexborNode


def rows_of(table: LexborNode) -> list[list[LexborNode]]:
    """The cells of each row that has any, in page order."""
    rows = [[c for c in row.iter() if c.tag in ("th", "td")] for row in table.css("tr") if _own(row, table)]
    return [cells for cells in rows if cells]


def _own(row: LexborNode, table: LexborNode) -> bool:
    """A row stands in its table directly or in a head, body or foot: at most two steps below it."""
    parent = row.parent
    if parent is not None and parent.tag in ("thead", "tbody", "tfoot"):
        parent = parent.parent
    return parent is not None and parent.mem_id == table.mem_id
