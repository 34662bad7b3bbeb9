"""One institution's statements of tonight as a pandas frame, each joined with its page and read once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

import duckdb
import pandas as pd

_QUERY = """
    SELECT s.offering_key, s.page_no, s.field, s.text, s.reader, s.locator, s.section_key, s.label,
           coalesce(s.context, []) AS context, coalesce(s.marks, []) AS marks,
           coalesce(s.lang, p.lang) AS lang, coalesce(p.canonical_url, p.url) AS page_url, p.fetched_at,
           p.archive ->> 'file' AS archive_file, p.archive ->> 'record_id' AS archive_record,
           (p.archive ->> 'offset')::BIGINT AS archive_offset
    FROM landing.statement s
    LEFT JOIN landing.page p ON p.institution_id = s.institution_id AND p.page_no = s.page_no
    WHERE s.institution_id = ? ORDER BY s.line_no
"""

Reading = TypeVar("Reading")


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement and the page it stood on."""

    offering_key: str
    page_no: int
    field: str
    text: str
    reader: str
    locator: str
    section_key: str | None
    label: str | None
    context: tuple[str, ...]
    marks: tuple[str, ...]
    lang: str | None
    page_url: str | None
    fetched_at: datetime | None
    archive_file: str | None
    archive_record: str | None
    archive_offset: int | None

    @property
    def words(self) -> tuple[Hashable, ...]:
        """All that a reading depends on: two statements with equal words mean the same."""
        return (self.text, self.lang, self.label, self.context, self.marks)


def statements_of(con: duckdb.DuckDBPyConnection, institution_id: str) -> pd.DataFrame:
    """Columns: those of `Stated` (in page order), and `stated`, the same as one object. Empty frame: none."""
    names = [field.name for field in fields(Stated)]
    rows = [dict(zip(names, row, strict=True)) for row in con.execute(_QUERY, [institution_id]).fetchall()]
    stated = [Stated(**{**row, "context": tuple(row["context"]), "marks": tuple(row["marks"])}) for row in rows]
    frame = pd.DataFrame(
        {"offering_key": [s.offering_key for s in stated], "field": [s.field for s in stated]}, dtype="str"
    )
    frame["section_key"] = pd.Series([s.section_key for s in stated], dtype="str")
    frame["stated"] = pd.Series(stated, dtype="object")
    return frame


def read_once(frame: pd.DataFrame, readers: Mapping[str, Callable[[Stated], Any]]) -> None:
    """Add column `reading`: what the field's reader understands, None for a field without one.

    Equal words are read once and mapped back, so that a phrase 20,000 offerings share costs one reading.
    """
    frame["reading"] = pd.Series([None] * len(frame), index=frame.index, dtype="object")
    for field, rows in frame.groupby("field", observed=True)["stated"]:
        reader = readers.get(str(field))
        if reader is None:
            continue
        words = rows.map(lambda stated: stated.words)
        first = rows[~words.duplicated()]
        readings = {stated.words: reader(stated) for stated in first}
        frame["reading"] = words.map(readings).reindex(frame.index).where(frame["field"] == field, frame["reading"])
