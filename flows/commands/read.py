from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.options import Verbose


def add_to(app: typer.Typer) -> None:
    app.command("read")(read)


def read(
    page: Annotated[Path | None, typer.Argument(help="A saved page or feed.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="Its address.")] = None,
    country: Annotated[str, typer.Option("--country", help="ISO 3166-1 alpha-2; reads a bare $.")] = "CA",
    lang: Annotated[str | None, typer.Option("--lang", help="ISO 639-1, where the page does not say.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Filter: one JSON line a page {id, path, url, lang, country} in, one out.")
    ] = False,
    verbose: Verbose = False,
) -> None:
    """The offerings a page or feed states, with evidence."""
    from flows.errors import UsageError
    from flows.reading import read_offerings, show

    if jsonl:
        for line in sys.stdin:
            if line.strip():
                print(json.dumps(_answer(line), ensure_ascii=False), flush=True)
        return
    if page is None or url is None:
        raise UsageError("say which page and its address: microcreds read PAGE.html --url https://…")
    if not page.is_file():
        raise UsageError(f"there is no file {page}")
    offerings = read_offerings(page.read_bytes(), url, country=country, lang=lang)
    print(
        json.dumps({"url": url, "offerings": offerings}, ensure_ascii=False, indent=2) if as_json else show(offerings)
    )


def _answer(line: str) -> dict[str, Any]:
    """One line out for each line in: a page that cannot be read costs the others nothing."""
    from flows.reading import read_offerings

    asked: dict[str, Any] = {}
    try:
        asked = json.loads(line)
        body = Path(asked["path"]).read_bytes()
        offerings = read_offerings(body, asked["url"], country=asked.get("country"), lang=asked.get("lang"))
        return {"id": asked["id"], "offerings": offerings}
    except Exception as error:
        known = asked.get("id") if isinstance(asked, dict) else None
        return {"id": known, "offerings": [], "error": f"{type(error).__name__}: {error}"}
