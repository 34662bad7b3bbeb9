"""Views and macros of the analysts' file. The first lines of each say what it answers, and become its comment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warehouse import labels, schema
from warehouse.published import SHOWN

_FOLDER = Path(__file__).with_name("views")
#: What a catalogue is asked for first: the columns `coverage` counts, and the value of each that says nothing.
COVERED = (
    "code", "summary", "credential_kind", "credits", "recognition", "cost_status", "cost_min", "cost_total_min",
    "cost_tax", "duration_status", "hours_min", "span_min", "weekly_hours_min", "total_hours_min", "delivery_mode",
    "location", "prerequisites", "assessment", "audience", "instruction_language", "badge",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """A view, or with `parameters` a table macro, over the published tables."""

    name: str
    description: str
    query: str
    parameters: tuple[str, ...] = ()

    @property
    def ddl(self) -> str:
        """CREATE statement, in the file that is in use."""
        if self.parameters:
            return f"CREATE MACRO {self.name}({', '.join(self.parameters)}) AS TABLE {self.query}"
        return f"CREATE VIEW {self.name} AS {self.query}"


def _written(name: str, *parameters: str) -> View:
    lines = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    said = [line.removeprefix("--").strip() for line in lines if line.startswith("--")]
    query = "\n".join(line for line in lines if not line.startswith("--"))
    return View(name, " ".join(said), query, parameters)


def _in_words(lang: str) -> View:
    columns = [labels.labelled(column, "o", lang) for column in schema.OFFERING.columns]
    missing = labels.not_stated(lang)
    return View(
        f"offerings_{lang}",
        f"offerings with the words for each code ({lang}); '{missing}' where nothing is said. Numbers stay NULL",
        f"SELECT {', '.join(columns)}, i.name AS institution, i.province FROM offerings o "
        "JOIN institutions i USING (institution_id)",
    )


def _coverage() -> View:
    kinds = {column.name: column for column in schema.SUBSTANCE}
    stated = ", ".join(
        f'count(*) FILTER ("{name}" <> \'unknown\') AS "{name}"'
        if kinds[name].values
        else f'count("{name}") AS "{name}"'
        for name in COVERED
    )
    return View(
        "coverage",
        "How many offerings of each institution state each field; share is 0 to 1",
        f"""SELECT institution_id, field, offerings, stated, round(stated / offerings, 3) AS share FROM (
            UNPIVOT (SELECT institution_id, count(*) AS offerings, {stated} FROM offerings GROUP BY institution_id)
            ON {", ".join(f'"{name}"' for name in COVERED)} INTO NAME field VALUE stated)""",
    )


def views() -> tuple[View, ...]:
    """Every view and macro, in the order they can be made."""
    return (
        View(
            "offerings",
            "Micro-credentials and badges on offer (current and stale)",
            f"SELECT * FROM all_offerings WHERE {SHOWN}",
        ),
        _in_words("en"),
        _in_words("fr"),
        _coverage(),
        *(_written(name) for name in ("scorecard", "cost_per_hour", "stacks", "history", "price_changes")),
        _written("finish_by", "by_date", "hours_per_week"),
    )
