"""What codes are called, in English and French, and `Not stated` as a word one can filter on."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from warehouse.schema import Column, Table

LANGUAGES = ("en", "fr")
#: Columns whose codes are those of another entry of `labels.toml`.
_SHARED = {
    "cost_total_source": "source",
    "total_hours_source": "source",
    "last_outcome": "outcome",
    "basis": "cost_basis",
}
_UNKNOWN = "unknown"


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    with (Path(__file__).with_name("labels.toml")).open("rb") as file:
        read: dict[str, dict[str, list[str]]] = tomllib.load(file)
    return read


def not_stated(lang: str) -> str:
    """The words for what an institution does not say."""
    return str(_file()["not_stated"][lang])


def labels_of(column: Column) -> dict[str, tuple[str, str]]:
    """Code -> (English, French) of a column with a vocabulary. KeyError when a code has no label."""
    known = _file()[_SHARED.get(column.name, column.name)] if set(column.values) - {_UNKNOWN} else {}
    unknown = (not_stated("en"), not_stated("fr"))
    return {code: unknown if code == _UNKNOWN else (known[code][0], known[code][1]) for code in column.values}


def rows(tables: tuple[Table, ...]) -> list[tuple[str, str, str, str]]:
    """(field, code, label_en, label_fr) of every vocabulary of these tables, sorted."""
    columns = {column.name: column for table in tables for column in table.columns if column.values}
    return sorted((name, code, *words) for name, column in columns.items() for code, words in labels_of(column).items())


def labelled(column: Column, alias: str, lang: str) -> str:
    """SQL for a text column in words: codes by their label, NULL and `unknown` as not stated. Others stay as they are.

    Numbers, dates and lists are never turned into words: NULL is theirs.
    """
    name = f'{alias}."{column.name}"'
    if column.type != "VARCHAR" or (column.required and not column.values):
        return name
    missing = _text(not_stated(lang))
    if not column.values:
        return f"coalesce({name}, {missing}) AS {_quoted(column.name)}"
    which = LANGUAGES.index(lang)
    cases = " ".join(f"WHEN {_text(code)} THEN {_text(words[which])}" for code, words in labels_of(column).items())
    return f"CASE {name} {cases} ELSE {missing} END AS {_quoted(column.name)}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
