from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import DATA, Data, Verbose


def add_to(app: typer.Typer) -> None:
    app.command("release")(release)


def release(
    verify: Annotated[bool, typer.Option("--verify", help="Check every file against the manifest.")] = False,
    run_id: Annotated[
        str | None, typer.Option("--run", help="Another release than the current one.", metavar="ID")
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", help="Write schema.org, CTDL and CSV into this new folder.", metavar="DIR"),
    ] = None,
    copy_to: Annotated[
        str | None,
        typer.Option("--copy-to", help="Copy it to a folder or bucket (s3://…), SUCCESS last.", metavar="ADDRESS"),
    ] = None,
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """The current release: what it holds, whether it is whole; export it, copy it."""
    import json

    from flows.errors import CommandError
    from warehouse.release import current_release, release_folder, verify_release

    folder = release_folder(data, run_id) if run_id else current_release(data)
    if folder is None or not folder.is_dir():
        raise CommandError(f"{data} has no release {run_id}" if run_id else f"{data} has no release yet")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    print(f"{folder}\nschema {manifest['schema_version']}, catalogue digest {manifest['catalogue_digest']}")
    for name, facts in manifest["files"].items():
        print(f"  {name:<28}{facts['rows']:>9} rows {facts['bytes']:>12} bytes")
    if verify:
        problems = verify_release(folder)
        if problems:
            raise CommandError(f"the release is not whole: {'; '.join(problems)}")
        print("whole: every file is there and has its checksum")
    if export is not None:
        from warehouse.exports.write import export_release

        for path in export_release(folder, export):
            print(f"exported {path}")
    if copy_to is not None:
        from warehouse.copying import copy_release

        print(f"copied to {copy_release(folder, copy_to)}")
