"""One saved page of an institution and the reading of it that a person has looked at: kept together, as a test.

`<pages>/<institution>/page.html` and `reading.json`: address, content type, when somebody looked, and the statements
of each offering (without locators: those change with the readers' ways, not with what they read).
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from crawlers.contract import Institution
from flows.errors import CommandError, UsageError

PAGES = Path(__file__).resolve().parents[1] / "tests" / "fleet" / "pages"


@dataclass(slots=True)
class SavedPage:
    """A saved page, the reading kept with it, and the reading of today."""

    folder: Path
    institution: Institution
    kept: dict[str, Any]
    today: list[dict[str, Any]]

    @classmethod
    def of(cls, institution: Institution, pages: Path | None = None) -> Self:
        """Raises UsageError where none is kept, CommandError where what is kept cannot be read."""
        folder = (pages or PAGES) / institution.id
        try:
            body = (folder / "page.html").read_bytes()
            kept = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
            today = offerings_of(body, kept["url"], kept["content_type"], institution)
        except FileNotFoundError:
            remedy = f"keep one with: microcreds institutions verify {institution.id} --keep-page URL"
            raise UsageError(f"no page of {institution.id} is kept in {folder.parent}; {remedy}") from None
        except (ValueError, KeyError) as error:
            raise CommandError(f"{folder / 'reading.json'} cannot be read: {error}") from error
        return cls(folder, institution, kept, today)

    @property
    def differs(self) -> bool:
        """Has nobody looked at this reading?"""
        return self.kept.get("reviewed") is None or self.kept["offerings"] != self.today

    def show(self) -> str:
        """The reading, where nobody has looked yet; else what has changed in it, line by line."""
        after = _lines(self.today)
        if self.kept.get("reviewed") is None:
            return "\n".join([self.kept["url"], "nobody has looked at this reading yet:", *after])
        if not self.differs:
            return f"{self.kept['url']}\nread as on {self.kept['reviewed']}: {len(after)} lines, none has changed"
        before = _lines(self.kept["offerings"])
        changed = difflib.unified_diff(before, after, f"reviewed {self.kept['reviewed']}", "today", lineterm="", n=1)
        return "\n".join([self.kept["url"], *changed])

    def accept(self) -> None:
        """A person has looked: today's reading is the one to be kept."""
        today = datetime.now(UTC).date().isoformat()
        _write(self.folder, self.kept | {"reviewed": today, "offerings": self.today})


def keep(institution: Institution, body: bytes, url: str, content_type: str | None, pages: Path | None) -> Path:
    """Save a page with its reading, which nobody has looked at yet. The folder."""
    folder = (pages or PAGES) / institution.id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.html").write_bytes(body)
    offerings = offerings_of(body, url, content_type, institution)
    _write(folder, {"url": url, "content_type": content_type, "reviewed": None, "offerings": offerings})
    return folder


def offerings_of(body: bytes, url: str, content_type: str | None, institution: Institution) -> list[dict[str, Any]]:
    """What the page states, by this institution's manifest: title, key and statements of each offering."""
    from crawlers.reading.page import read_page

    reading = read_page(
        body, url, content_type=content_type, labels=institution.labels, selectors=institution.selectors
    )
    return [
        {
            "title": one.title,
            "key": one.key,
            "statements": [
                {"field": str(s.field), "text": s.text, "label": s.label, "reader": s.reader, "section": s.section_key}
                | {"context": list(s.context), "marks": list(s.marks)}
                for s in one.statements
            ],
        }
        for one in reading.offerings
    ]


def _lines(offerings: list[dict[str, Any]]) -> list[str]:
    lines = []
    for one in offerings:
        lines.append(f"{one['title']}  [{one['key']}]")
        for s in one["statements"]:
            section = f" in {s['section']}" if s["section"] else ""
            marks = "".join(f", {mark}" for mark in s["marks"])
            context = f" < {' < '.join(s['context'])}" if s["context"] else ""
            label = f"{s['label']}: " if s["label"] else ""
            lines.append(f"  {s['field']:<15}“{label}{s['text']}”{context} ({s['reader']}{marks}){section}")
    return lines or ["  this page states no offering"]


def _write(folder: Path, kept: dict[str, Any]) -> None:
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    (folder / "reading.json").write_text(text + "\n", encoding="utf-8")
