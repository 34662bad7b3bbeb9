from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import Registry, Verbose

if TYPE_CHECKING:
    from crawlers.contract import Institution

_ASKED = typer.Typer(
    name="institutions",
    help="The institutions of a registry: list them, verify one, review the reading of a saved page.",
    invoke_without_command=True,
)


def add_to(app: typer.Typer) -> None:
    app.add_typer(_ASKED)


@_ASKED.callback()
def institutions(
    context: typer.Context,
    registry: Registry = None,
    province: Annotated[str | None, typer.Option("--province", help="Only of this one: BC, QC, …")] = None,
    status: Annotated[
        str | None, typer.Option("--status", help="Only these: verified, unverified or no_listing.")
    ] = None,
    platform: Annotated[str | None, typer.Option("--platform", help="Only of this one: drupal, generic, …")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As a JSON list.")] = False,
    verbose: Verbose = False,
) -> None:
    """The institutions of a registry: list them, verify one, review the reading of a saved page."""
    context.obj = registry
    if context.invoked_subcommand is not None:
        return
    from crawlers.registry import LIVE, load_registry
    from flows.errors import UsageError

    known = load_registry(registry or LIVE)
    chosen = known.institutions
    for name, wanted in (("province", province), ("status", status), ("platform", platform)):
        if wanted is not None:
            there = sorted({str(getattr(one, name)) for one in known.institutions})
            if wanted not in there:
                raise UsageError(f"no institution has {name} {wanted!r}; there are: {', '.join(there)}")
            chosen = tuple(one for one in chosen if getattr(one, name) == wanted)
    if as_json:
        print(json.dumps([_facts(one) for one in chosen], ensure_ascii=False, indent=2))
        return
    _show(chosen, f"registry {known.name}: {len(chosen)} of {len(known.institutions)} institutions")


def _facts(one: Institution) -> dict[str, Any]:
    names = ("id", "name", "country", "province", "kind", "status", "platform", "home_url", "verified_on")
    lists = ("languages", "listing_urls")
    return {name: getattr(one, name) for name in names} | {name: list(getattr(one, name)) for name in lists}


def _show(chosen: tuple[Institution, ...], title: str) -> None:
    from rich.table import Table

    from flows.summary import wide_console

    table = Table(title=title, title_justify="left")
    for name in ("id", "name", "province", "languages", "status", "platform", "listing"):
        table.add_column(name, overflow="fold")
    for one in chosen:
        where = one.province if one.country == "CA" else f"{one.country}-{one.province}"
        cells = (one.id, one.name, where, ", ".join(one.languages), one.status, one.platform)
        table.add_row(*cells, "\n".join(one.listing_urls))
    wide_console().print(table)


@_ASKED.command("verify")
def verify(
    context: typer.Context,
    institution: Annotated[str, typer.Argument(metavar="ID")],
    registry: Registry = None,
    pages: Annotated[int, typer.Option("--pages", help="At most so many responses.", min=2)] = 300,
    accept: Annotated[
        bool, typer.Option("--accept", help="I have looked: write status, date and learned minimum.")
    ] = False,
    keep_page: Annotated[
        str | None, typer.Option("--keep-page", help="Keep this page of the crawl, as a test.", metavar="URL")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--pages-folder", help="Where saved pages are kept.", metavar="DIR")
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Crawl one institution once, politely and bounded, and show what was read."""
    from crawlers.registry import LIVE, load_registry
    from flows.verifying import Verification

    known = load_registry(registry or context.obj or LIVE)
    with Verification(known, known.get(institution), pages) as verification:
        print(verification.report())
        if keep_page is not None:
            print(verification.keep(keep_page, folder))
        if accept:
            print(verification.accept())


@_ASKED.command("review")
def review(
    context: typer.Context,
    institution: Annotated[str, typer.Argument(metavar="ID")],
    registry: Registry = None,
    accept: Annotated[bool, typer.Option("--accept", help="I have looked: this is the reading from now on.")] = False,
    folder: Annotated[
        Path | None, typer.Option("--pages-folder", help="Where saved pages are kept.", metavar="DIR")
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Read an institution's saved page again and show what has changed since somebody looked."""
    from crawlers.registry import LIVE, load_registry
    from flows.errors import CommandError
    from flows.saved_page import SavedPage

    known = load_registry(registry or context.obj or LIVE)
    page = SavedPage.of(known.get(institution), folder)
    print(page.show())
    if accept:
        page.accept()
        print(f"accepted: {page.folder}")
    elif page.differs:
        raise CommandError(f"nobody has looked at this reading of {institution}; --accept says that you have")
