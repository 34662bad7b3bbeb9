from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from flows.commands.options import Registry, Verbose


def add_to(app: typer.Typer) -> None:
    app.command("probe")(probe)


def probe(
    url: Annotated[str, typer.Argument(help="The site's home page or, better, its listing.", metavar="URL")],
    registry: Registry = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write the draft here: …/<province>/<id>.toml; else it is shown.", metavar="FILE"),
    ] = None,
    province: Annotated[str | None, typer.Option("--province", help="BC, QC, …, where the site does not say.")] = None,
    delay: Annotated[
        float | None,
        typer.Option("--delay", help="Seconds between requests; under 1 only by a proxy on this machine.", min=0.0),
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Look at a site in at most 15 polite requests and draft its manifest."""
    from crawlers.manifest import is_address, load_manifest
    from crawlers.probing.addresses import is_loopback, names_private
    from crawlers.probing.draft import draft
    from crawlers.probing.guest import MOST_REQUESTS, Guest
    from crawlers.probing.look import look
    from crawlers.registry import LIVE, POLITE_DELAY, registry_settings
    from flows.errors import CommandError, UsageError
    from flows.probe import report, what_is_wrong

    _, proxy = registry_settings(registry or LIVE)
    if not is_address(url):
        raise UsageError(f"{url!r} is no absolute http(s) address; begin it with https://")
    if names_private(urlsplit(url).hostname or "") and not is_loopback(proxy):
        raise UsageError(f"{url} is a private address; those are asked only by a proxy on this machine")
    if delay is not None and delay < POLITE_DELAY and not is_loopback(proxy):
        raise UsageError(f"--delay {delay:g} is less than {POLITE_DELAY:g} s, the least between two requests to a site")
    if out is not None and out.exists():
        raise UsageError(f"{out} is there already; name another file, or remove it first")
    guest = Guest(proxy=proxy, delay=POLITE_DELAY if delay is None else delay)
    found = look(url, guest)
    print(report(found, most=MOST_REQUESTS, delay=guest.delay))
    if not found.is_enough:
        raise CommandError(f"no draft: {what_is_wrong(found)}")
    where = province or (out.parent.name if out and re.fullmatch("[A-Z]{2}", out.parent.name) else None)
    text = draft(found, institution_id=out.stem if out else None, province=where, delay=delay)
    if out is None:
        print(f"\n{text}")
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    one = load_manifest(out)
    if one.province == "??":
        print("\nprovince  not said by the site: write it into the draft, and move the file to its folder")
    print(f"\ndraft     {out}\nnext      microcreds institutions verify {one.id} --registry {out.parent.parent}")
