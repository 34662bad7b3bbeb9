from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.options import DATA, Data, Verbose


def add_to(app: typer.Typer) -> None:
    app.command("trace")(trace)


def trace(
    offering: Annotated[str, typer.Argument(help="Id, code, address, or a part of the title.")],
    field: Annotated[str, typer.Argument(help="Column (cost_min) or the start of several (cost, span, hours).")],
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """Where a value comes from: words, page, moment, reader, and the sentence in the archived response."""
    from flows.errors import CommandError, UsageError
    from warehouse.connection import open_reader, reader_path
    from warehouse.trace import evidence_of, find_offerings

    con = open_reader(reader_path(data))
    found = find_offerings(con, offering)
    if not found:
        raise CommandError(f"no offering is called {offering!r}; try a part of its title")
    if len(found) > 1:
        names = "; ".join(f"{key} ({title})" for key, title in found[:5])
        raise UsageError(f"{offering!r} names {len(found)} offerings; say which: {names}")
    offering_id, title = found[0]
    rows = evidence_of(con, offering_id, field)
    print(f"{title}  [{offering_id}]")
    if not rows:
        print(f"{field}: not stated (nothing is recorded for it)")
    for row in rows:
        print("\n".join(_lines(row, data)))


def _lines(row: dict[str, Any], data: Path) -> list[str]:
    section = f" (section {row['section_id']})" if row["section_id"] else ""
    lines = [f"{row['field']} = {row['value']}   {row['how']}{section}"]
    for name, value in (
        ("words", row["words"]),
        ("label", row["label"]),
        ("page", row["page_url"]),
        ("fetched", f"{row['fetched_at']:%Y-%m-%d %H:%M:%S} UTC" if row["fetched_at"] else None),
        ("reader", f"{row['reader']} at {row['locator']}" if row["reader"] else None),
        ("archive", f"{row['archive_file']} {row['archive_record']}" if row["archive_file"] else None),
    ):
        if value:
            lines.append(f"  {name:<9}{value}")
    if row["archive_file"] and row["words"]:
        lines.append(f"  {'there':<9}{_sentence(row, data)}")
    return lines


def _sentence(row: dict[str, Any], data: Path) -> str:
    """The words where they stand in the archived page, with what surrounds them; or plainly that they are not there."""
    from crawlers.archive import ArchiveError, read_response
    from crawlers.contract import ArchivePointer
    from crawlers.reading.cut import cut_out

    pointer = ArchivePointer(row["archive_file"], row["archive_record"], row["archive_offset"])
    try:
        headers, body = read_response(data, pointer)
    except ArchiveError as error:
        return f"cannot be shown: {error}"
    found = cut_out(body, headers.get("content-type"), row["words"])
    return f"“{found}”" if found else "these words were not found in the archived page as they are quoted here"
