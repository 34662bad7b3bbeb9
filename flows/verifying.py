"""One bounded, polite crawl of one institution, for a person to look at before it takes part in nights."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawlers.contract import ArchivePointer, Institution, landing_path
from crawlers.registry import Registry
from flows import leash
from flows.errors import CommandError, UsageError

#: Share of the offerings read on one day that a later night must have, before there is a baseline.
LEARNED = 0.8
#: Share of requests that may fail in a crawl that is accepted, as in a complete harvest.
_FAILING = 0.02
#: Offerings shown in a line each, and of these with all their evidence.
_SHOWN, _IN_FULL = 30, 3
_RUN = "verify"


@dataclass(frozen=True, slots=True)
class Read:
    """One offering of the crawl: what was stated, and what that means."""

    url: str
    title: str
    values: dict[str, Any]
    statements: list[dict[str, Any]]

    def words(self, field: str) -> str:
        """The first words stated about a field; '' where there are none."""
        return next((str(s["text"]) for s in self.statements if s["field"] == field), "")


class Verification:
    """A crawl into a folder that is gone when it closes. Raises CommandError when the crawl itself fails."""

    def __init__(self, registry: Registry, institution: Institution, most_pages: int) -> None:
        if institution.status == "no_listing" or institution.opt_out:
            why = "has opted out" if institution.opt_out else "has no listing; give its manifest one first"
            raise UsageError(f"{institution.id} {why}")
        self.registry, self.institution, self._most = registry, institution, most_pages
        self._folder = tempfile.TemporaryDirectory(prefix="microcreds-verify-")

    def __enter__(self) -> Self:
        try:
            self._crawl()
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def _crawl(self) -> None:
        data = Path(self._folder.name)
        command = [
            sys.executable, "-m", "crawlers.harvest", "--registry", str(self.registry.folder), "--data", str(data),
            "--run", _RUN, "--only", self.institution.id, "--most-pages", str(self._most),
        ]  # fmt: skip
        wait = self._most * self.institution.delay_seconds
        print(f"crawling {self.institution.id}: at most {self._most} pages, {wait:.0f} s", file=sys.stderr, flush=True)
        with (data / "log").open("wb") as log:
            child = leash.start(command, stdout=subprocess.DEVNULL, stderr=log, environment=os.environ)
            try:
                child.wait()
            finally:
                leash.end(child)
        if not landing_path(data, _RUN, self.institution.id).exists():
            said = (data / "log").read_text(errors="replace").strip().splitlines()
            raise CommandError(f"the crawl ended early: {said[-1][:200] if said else 'it said nothing'}")

    @cached_property
    def _lines(self) -> dict[str, list[dict[str, Any]]]:
        from crawlers.landing import read_landing

        lines: dict[str, list[dict[str, Any]]] = {"page": [], "offering": [], "statement": [], "harvest": []}
        for line in read_landing(landing_path(Path(self._folder.name), _RUN, self.institution.id)):
            lines[line["line"]].append(line)
        return lines

    @property
    def _harvest(self) -> dict[str, Any]:
        return self._lines["harvest"][0]

    @property
    def _cut(self) -> bool:
        """Was it ended by our own bound?"""
        return bool(self._harvest["finish_reason"] == "closespider_pagecount")

    @cached_property
    def read(self) -> list[Read]:
        """The offerings, in the order in which they were read, each once."""
        from flows.understanding import understand
        from warehouse.normalise.offerings import readers_for
        from warehouse.normalise.statements import Stated

        readers = readers_for(self.institution, datetime.now(UTC).date())
        by_key: dict[str, list[dict[str, Any]]] = {}
        for line in self._lines["statement"]:
            by_key.setdefault(line["offering_key"], []).append(line)
        found: dict[str, Read] = {}
        for line in self._lines["offering"]:
            key = line["offering_key"]
            said = by_key.get(key, [])
            stated = [
                Stated(
                    key, s["page_no"], s["field"], s["text"], s["reader"], s["locator"], s["section_key"], s["label"],
                    tuple(s["context"]), tuple(s["marks"]), s["lang"], line["url"], None, None, None, None,
                )
                for s in said
            ]  # fmt: skip
            title = next((s.text for s in stated if s.field == "title"), "")
            found.setdefault(key, Read(line["url"], title, understand(stated, readers), said))
        return list(found.values())

    # ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────

    def report(self) -> str:
        """How the crawl went, what was read with its evidence, and what was missed."""
        return "\n".join([*self._how_it_went(), "", *self._what_was_read(), "", *self._misses()])

    def _how_it_went(self) -> Iterator[str]:
        harvest = self._harvest
        statuses = Counter(f"{page['role']} {page['status']}" for page in self._lines["page"])
        yield f"{self.institution.name} ({self.institution.id}, {self.institution.platform})"
        yield f"  requests  {harvest['requests']}, {harvest['bytes'] // 1024} KB"
        yield f"  pages     {', '.join(f'{count} × {what}' for what, count in sorted(statuses.items())) or 'none'}"
        end = "ended well" if harvest["listing_ended"] else "was not read to its end"
        yield f"  listing   {end}" + (f"; cut at {self._most} pages" if self._cut else "")
        yield f"  errors    {', '.join(f'{n} × {kind}' for kind, n in harvest['errors'].items()) or 'none'}"

    def _what_was_read(self) -> Iterator[str]:
        yield f"{len(self.read)} offerings"
        for one in self.read[:_SHOWN]:
            cost = one.words("cost") or "no cost"
            yield f"  {one.title[:60]:<60}  {cost[:40]:<40}  {(one.words('duration') or 'no duration')[:40]}"
        if len(self.read) > _SHOWN:
            yield f"  … and {len(self.read) - _SHOWN} more"
        for one in self.read[:_IN_FULL]:
            yield f"\n{one.title}\n  {one.url}"
            for name in ("cost", "duration"):
                known = {key: value for key, value in one.values[name].items() if value not in (None, False)}
                yield f"  {name:<11}{', '.join(f'{key} {value}' for key, value in known.items())}"
            for s in one.statements:
                label = f"{s['label']}: " if s["label"] else ""
                yield f"    {s['field']:<15}“{label}{s['text'][:120]}”  ({s['reader']}, {s['locator']})"

    def _misses(self) -> Iterator[str]:
        count = len(self.read)
        for field in ("title", "cost", "duration", "start_date"):
            without = [one for one in self.read if not one.words(field)]
            if without:
                some = ", ".join(one.url for one in without[:3])
                yield f"without {field}: {len(without)} of {count}, as {some}"
        for field in ("cost", "duration"):
            dark = [one for one in self.read if one.words(field) and one.values[field]["status"] == "unknown"]
            if dark:
                yield f"{field} stated and not understood: {len(dark)} of {count}, as “{dark[0].words(field)[:100]}”"
        silent = {page["url"] for page in self._lines["page"] if page["role"] == "offering" and page["status"] == 200}
        silent -= {line["url"] for line in self._lines["offering"]}
        if silent:
            yield f"pages that state no offering: {len(silent)}, as {', '.join(sorted(silent)[:3])}"
        titles = " ".join(one.title.casefold() for one in self.read)
        for wanted in self.institution.expected_titles:
            if wanted.casefold() not in titles:
                yield f"expected and not met: {wanted}"

    # ── what a person decides ───────────────────────────────────────────────────────────────────────────────────

    def accept(self) -> str:
        """Write status, date and learned minimum into the manifest. Raises CommandError when it is not fit for it."""
        from crawlers.manifest import load_manifest
        from crawlers.manifest_text import set_key
        from crawlers.registry import manifest_path

        harvest, failed = self._harvest, sum(self._harvest["errors"].values())
        if not self.read:
            raise CommandError(f"{self.institution.id} is not accepted: no offering was read")
        if not harvest["listing_ended"] and not self._cut:
            raise CommandError(f"{self.institution.id} is not accepted: its listing was not read to its end")
        if failed > _FAILING * harvest["requests"]:
            raise CommandError(f"{self.institution.id} is not accepted: {failed} of {harvest['requests']} failed")
        path = manifest_path(self.registry.folder, self.institution.id)
        learned = max(1, int(LEARNED * len(self.read)))
        text = path.read_text(encoding="utf-8")
        try:
            text = set_key(text, "status", "verified")
            text = set_key(text, "verified_on", datetime.now(UTC).date().isoformat(), after="status")
            text = set_key(text, "expected_minimum", learned)
        except ValueError as error:
            raise CommandError(f"{path}: {error}") from error
        path.write_text(text, encoding="utf-8")
        load_manifest(path)
        return (
            f"accepted: {path}: verified, at least {learned} offerings a night ({LEARNED:.0%} of {len(self.read)})\n"
            "next      python -m crawlers.directory > docs/institutions.md, where it is one of the live registry"
        )

    def keep(self, url: str, pages: Path | None) -> str:
        """Keep a page of this crawl with its reading. Raises UsageError where the crawl did not come by it."""
        from crawlers.archive import read_response
        from flows.saved_page import keep

        for page in self._lines["page"]:
            if url in (page["url"], page["canonical_url"]) and page["status"] == 200:
                headers, body = read_response(Path(self._folder.name), ArchivePointer(**page["archive"]))
                folder = keep(self.institution, body, page["url"], headers.get("content-type"), pages)
                return f"kept: {folder}; look at its reading: microcreds institutions review {self.institution.id}"
        raise UsageError(f"the crawl did not read {url}; keep one of the pages shown above")
