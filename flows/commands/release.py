from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.options import DATA, Data, Verbose


def add_to(app: typer.Typer) -> None:
    app.command("release")(release)


def release(
    verify: Annotated[bool, typer.Option("--verify", help="Check every file against the manifest.")] = False,
    data: Data = DATA,
    verbose: Verbose = False,
) -> None:
    """The current release: what it holds, and whether it is whole."""
    import json

    from flows.errors import CommandError
    from warehouse.release import current_release, verify_release

    folder = current_release(data)
    if folder is None:
        raise CommandError(f"{data} has no release yet")
    manifest = json.loads((folder / "manifest.json").read_text())
    print(f"{folder}\nschema {manifest['schema_version']}, catalogue digest {manifest['catalogue_digest']}")
    for name, facts in manifest["files"].items():
        print(f"  {name:<28}{facts['rows']:>9} rows {facts['bytes']:>12} bytes")
    if verify:
        problems = verify_release(folder)
        if problems:
            raise CommandError(f"the release is not whole: {'; '.join(problems)}")
        print("whole: every file is there and has its checksum")
