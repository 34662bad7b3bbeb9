"""Landing files from compact Python data: what a harvest would have written, a few lines a test."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from crawlers.contract import CONTRACT_VERSION, ArchivePointer, Harvest, Offering, Page, Statement, landing_path

FETCHED = "2026-11-24T03:00:00Z"
HOST = "http://northcoast.example"


@dataclass(frozen=True)
class Said:
    """One offering as a site states it. `facts`: field -> words (several: a list). `row`: values for `stage.offering`
    in tests that feed it directly. `sections`: one mapping of field -> words a scheduled run."""

    key: str
    title: str = ""
    url: str = ""
    lang: str = "en"
    alternates: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    sections: Sequence[Mapping[str, str]] = ()
    row: Mapping[str, Any] = field(default_factory=dict)
    reader: str = "labelled"
    sha256: str | None = None  # None: follows from what is said

    @property
    def address(self) -> str:
        return self.url or f"{HOST}/courses/{self.key.lower()}"


def priced(key: str, amount: str, title: str | None = None, **more: Any) -> Said:
    """An offering with a stated total price in Canadian dollars."""
    money = Decimal(amount)
    row = {
        "cost_status": "priced",
        "cost_min": money,
        "cost_max": money,
        "currency": "CAD",
        "cost_basis": "total",
        "cost_text": f"${amount}",
        "cost_total_min": money,
        "cost_total_max": money,
        "cost_total_source": "stated",
    }
    return Said(key, title or f"Course {key}", row=row | more.pop("row", {}), **more)


def land(
    data: Path,
    run_id: str,
    institution_id: str,
    offerings: Sequence[Said],
    *,
    gone: Sequence[str] = (),
    redirects: Mapping[str, str] | None = None,
    listings: Sequence[str] = (),
    harvest: bool = True,
    fetched_at: str = FETCHED,
    reader_fingerprint: str = "r1",
) -> Path:
    """Write one institution's landing file; returns its path. `gone`: addresses that answer 404."""
    pages: dict[str, Page] = {}
    lines: list[dict[str, Any]] = []

    def page(url: str, **more: Any) -> int:
        if url not in pages:
            number = len(pages) + 1
            pointer = ArchivePointer(
                f"archive/{institution_id}/{run_id}.warc.gz", f"urn:uuid:{run_id}-{number}", number
            )
            values: dict[str, Any] = {"status": 200, "canonical_url": url, "role": "offering"} | more
            pages[url] = Page(page_no=number, url=url, fetched_at=fetched_at, archive=pointer, **values)
            lines.append({"line": "page", **asdict(pages[url])})
        return pages[url].page_no

    for url in listings:
        page(url, role="listing")
    for url in gone:
        page(url, status=404, canonical_url=None)
    for url, target in (redirects or {}).items():
        page(url, status=301, redirected_to=target, canonical_url=None)
    for said in offerings:
        digest = (
            said.sha256 or hashlib.sha256(repr((said.title, said.facts, said.sections, said.row)).encode()).hexdigest()
        )
        number = page(said.address, lang=said.lang, alternates=dict(said.alternates), sha256=digest)
        lines.append({"line": "offering", **asdict(Offering(said.key, number, said.address, said.lang))})
        facts: dict[str, str | Sequence[str]] = {"title": said.title} if said.title else {}
        stated: list[tuple[str | None, str, str | Sequence[str]]] = [
            (None, name, words) for name, words in {**facts, **said.facts}.items()
        ]
        stated += [(f"s{i}", name, words) for i, section in enumerate(said.sections) for name, words in section.items()]
        for section_key, name, words in stated:
            for text in [words] if isinstance(words, str) else words:
                statement = Statement(
                    said.key,
                    number,
                    name,
                    text,
                    said.reader,
                    f"main > .{name}",
                    section_key=section_key,
                    lang=said.lang,
                )
                lines.append({"line": "statement", **asdict(statement)})
    if harvest:
        end = Harvest(
            institution_id=institution_id,
            run_id=run_id,
            contract_version=CONTRACT_VERSION,
            reader_fingerprint=reader_fingerprint,
            started_at=fetched_at,
            ended_at=fetched_at.replace(":00Z", ":30Z"),
            listing_ended=True,
            finish_reason="finished",
            pages=len(pages),
            offerings=len(offerings),
            requests=len(pages) + 1,
            bytes=1000 * len(pages),
            gone=len(gone),
        )
        lines.append({"line": "harvest", **asdict(end)})
    path = landing_path(data, run_id, institution_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return path
