"""A release in the field's own formats, in a folder of its own: whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from warehouse.exports import ctdl, schema_org
from warehouse.exports.records import institutions_of, offerings_of
from warehouse.exports.spreadsheet import SHEETS, write_sheet
from warehouse.release import ReleaseError, verify_release


def export_release(release: Path, target: Path) -> list[Path]:
    """Write `schema-org.jsonld`, `ctdl.jsonld` and a CSV a table into the new folder `target`, `SUCCESS` last.

    Raises ReleaseError when the release is not whole or the folder is there already.
    """
    problems = verify_release(release)
    if problems:
        raise ReleaseError(f"{release} is not exported: {problems[0]}")
    if target.exists():
        raise ReleaseError(f"{target} is there already; name a folder that is not")
    hidden = target.with_name(f".{target.name}.writing")
    shutil.rmtree(hidden, ignore_errors=True)
    hidden.mkdir(parents=True)
    con = duckdb.connect()
    try:
        con.execute("SET autoinstall_known_extensions = false")
        _write_graph(
            hidden / "schema-org.jsonld",
            schema_org.CONTEXT,
            (schema_org.as_course(row) for row in offerings_of(con, release)),
        )
        _write_graph(hidden / "ctdl.jsonld", ctdl.CONTEXT, _ctdl(con, release))
        for name in SHEETS:
            if (release / f"{name}.parquet").exists():
                write_sheet(con, release, name, hidden / f"{name}.csv")
        (hidden / "SUCCESS").write_text(f"{release.name}\n", encoding="utf-8")
        hidden.rename(target)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise
    finally:
        con.close()
    return sorted(target.iterdir())


def packaged_context(name: str) -> dict[str, Any]:
    """The terms that `schema-org.jsonld` or `ctdl.jsonld` uses, to read it without a network: `{"@context": …}`."""
    text = files("warehouse.exports").joinpath(f"{name}.context.json").read_text(encoding="utf-8")
    context: dict[str, Any] = json.loads(text)
    return context


def _ctdl(con: duckdb.DuckDBPyConnection, release: Path) -> Iterable[dict[str, Any]]:
    yield from (ctdl.as_organization(one) for one in institutions_of(con, release))
    for row in offerings_of(con, release):
        yield from ctdl.as_learning(row)


def _write_graph(path: Path, context: str, nodes: Iterable[dict[str, Any]]) -> None:
    """One JSON-LD document, a node a line, so that a million of them need no memory."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"@context": {json.dumps(context)}, "@graph": [')
        before = "\n"
        for node in nodes:
            file.write(before + json.dumps(node, ensure_ascii=False))
            before = ",\n"
        file.write("\n]}\n")
