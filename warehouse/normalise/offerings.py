"""`landing.*` -> `stage.*` for one institution: what do tonight's words mean?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from crawlers.contract import Field, Institution
from warehouse import schema
from warehouse.bulk import insert_rows, undo
from warehouse.identity import resolve
from warehouse.normalise.assemble import Assembled, Item, assemble
from warehouse.normalise.availability import read_availability
from warehouse.normalise.cost import read_cost
from warehouse.normalise.credential import read_credential
from warehouse.normalise.credits import read_credits
from warehouse.normalise.dates import read_dates, read_day, read_start_dates
from warehouse.normalise.days import read_days
from warehouse.normalise.delivery import read_delivery
from warehouse.normalise.duration import read_duration
from warehouse.normalise.language import read_instruction_language
from warehouse.normalise.recognition import read_recognition
from warehouse.normalise.statements import Stated, read_once, statements_of


@dataclass(frozen=True, slots=True)
class Starts:
    """What a start-date statement says: one run with first and last day, or several first days."""

    start: date | None
    end: date | None
    starts: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class NormaliseCounts:
    """What one institution's night came to: rows staged, and statements of one field that contradict each other."""

    offerings: int
    sections: int
    prices: int
    evidence: int
    disagreements: tuple[dict[str, Any], ...]


def readers_for(institution: Institution, night: date) -> Mapping[str, Callable[[Stated], Any]]:
    """Field -> how its words are understood, in this institution's country, on this night."""

    def cost(s: Stated) -> Any:
        return read_cost(
            s.text, country=institution.country, lang=s.lang, label=s.label, context=s.context, marks=s.marks
        )

    def duration(s: Stated) -> Any:
        reading = read_duration(s.text, lang=s.lang, label=s.label, context=s.context, marks=s.marks)
        if reading.status == "unknown" and "struck" not in s.marks:
            return read_days(s.text, context=tuple(reversed(s.context)))
        return reading

    def starts(s: Stated) -> Starts:
        near = tuple(reversed(s.context))
        reading = read_dates(s.text, lang=s.lang, today=night, context=near)
        return Starts(reading.start, reading.end, read_start_dates(s.text, lang=s.lang, today=night, context=near))

    def day(s: Stated) -> date | None:
        return read_day(s.text, lang=s.lang, today=night)

    return {
        Field.COST: cost,
        Field.DURATION: duration,
        Field.START_DATE: starts,
        Field.END_DATE: day,
        Field.APPLY_BY: day,
        Field.DELIVERY: lambda s: read_delivery(s.text, lang=s.lang),
        Field.CREDENTIAL: lambda s: read_credential(s.text, lang=s.lang),
        Field.SCOPE: lambda s: read_credential(s.text, lang=s.lang),
        Field.CREDITS: lambda s: read_credits(s.text, lang=s.lang),
        Field.RECOGNITION: lambda s: read_recognition(s.text, lang=s.lang),
        Field.AVAILABILITY: lambda s: read_availability(s.text, lang=s.lang),
        Field.INSTRUCTION_LANGUAGE: lambda s: read_instruction_language(s.text, lang=s.lang),
    }


def normalise_institution(con: duckdb.DuckDBPyConnection, run_id: str, institution: Institution) -> NormaliseCounts:
    """Read tonight's statements of one institution into `stage.*`, replacing its rows there; all or nothing."""
    night = date.fromisoformat(run_id[:10])
    con.begin()
    try:
        groups = resolve(con, run_id, institution.id, main_lang=institution.languages[0])
        frame = statements_of(con, institution.id)
        read_once(frame, readers_for(institution, night))
        said: dict[str, list[Item]] = {}
        for stated, reading in zip(frame["stated"], frame["reading"], strict=True):
            said.setdefault(stated.offering_key, []).append((stated, reading))
        assembled = [
            assemble(
                group,
                [item for key in dict.fromkeys(m.key for m in group.members) for item in said.get(key, [])],
                institution,
                run_id,
            )
            for group in groups
        ]
        counts = _stage(con, institution.id, assembled)
        con.commit()
    except BaseException:
        undo(con)
        raise
    return counts


def _stage(con: duckdb.DuckDBPyConnection, institution_id: str, assembled: list[Assembled]) -> NormaliseCounts:
    evidence = _distinct([row for one in assembled for row in one.evidence])
    rows = (
        (schema.STAGE_OFFERING, [one.offering for one in assembled]),
        (schema.SECTION, [row for one in assembled for row in one.sections]),
        (schema.PRICE, [row for one in assembled for row in one.prices]),
        (schema.RELATION_TABLE, [row for one in assembled for row in one.relations]),
        (schema.EVIDENCE, evidence),
    )
    for table, table_rows in rows:
        con.execute(f'DELETE FROM stage."{table.name}" WHERE institution_id = ?', [institution_id])
        insert_rows(con, "stage", table, table_rows)
    return NormaliseCounts(
        offerings=len(assembled),
        sections=len(rows[1][1]),
        prices=len(rows[2][1]),
        evidence=len(evidence),
        disagreements=tuple(one for a in assembled for one in a.disagreements),
    )


def _distinct(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a key of the evidence table: the first, which is the one that spoke."""
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        kept.setdefault(tuple(row[name] for name in schema.EVIDENCE.key), row)
    return list(kept.values())
