"""One entry of a JSON answer: its keys recognised, and what they state of the offering and of its runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from crawlers.contract import Field
from crawlers.reading.feeds.amounts import cost_statements
from crawlers.reading.feeds.keys import TELLING, folded, words_in
from crawlers.reading.feeds.lengths import duration_statements
from crawlers.reading.feeds.pairs import Pair, pairs_of
from crawlers.reading.feeds.values import MOST, for_machines
from crawlers.reading.readings import LONGEST_TEXT, StatementReading
from crawlers.reading.runs import Keys

_A_DAY = re.compile(
    r"\d{4}[-/.]\d|\d[-/.]\d{1,2}[-/.]\d|\b(?:jan|feb|fev|fév|mar|apr|avr|may|mai|jun|juin|jul|aug|ao[uû]|sep|oct|nov|dec|déc)",
    re.IGNORECASE,
)
#: An id that is a course's code.
_CODE = re.compile(r"[A-Z]{2,6}[- ]?\d{2,5}[A-Z]?(?:[-./ ]\w{1,8})?")
#: What a `status` may say of a run; drafts and the like are the publisher's.
_STATES = re.compile(
    r"\b(?:open|full|clos|wait|cancel|available|sold|seats?|register|ouvert|complet|ferm|annul)", re.IGNORECASE
)
#: "self_paced" is "self-paced".
_JOINED = re.compile(r"[a-z]+(?:_[a-z]+)+", re.IGNORECASE)
_LONGEST_CODE = 40
#: Bare digits under these are codes of somebody's database.
_WORDS_ONLY = frozenset(
    (Field.DELIVERY, Field.ATTENDANCE, Field.CREDENTIAL, Field.INSTRUCTION_LANGUAGE, Field.LOCATION, Field.SUBJECT,
     Field.AVAILABILITY, Field.AUDIENCE, Field.OUTCOME, Field.PREREQUISITES, Field.SCHEDULE)
)  # fmt: skip
_BY_OTHERS = frozenset((Field.TITLE, Field.CODE, Field.COST, Field.DURATION, Field.CURRENCY))
_TRUE = ("true", "yes", "1", "y", "oui")


@dataclass(slots=True)
class _Run:
    pointer: str
    value: dict[str, Any]


class Entry:
    """Reads one JSON object. `pointer` is where it stands."""

    def __init__(self, pointer: str, value: dict[str, Any]) -> None:
        self.pointer = pointer
        self.value = value

    @cached_property
    def pairs(self) -> list[Pair]:
        return list(pairs_of(self.value, self.pointer))

    @cached_property
    def _titled(self) -> tuple[Pair, str] | None:
        """The key that names the offering, by the order of `keys.toml`."""
        named = [(pair, text) for pair in self.pairs if pair.key.field == Field.TITLE for text in pair.texts()[:1]]
        return min(named, key=lambda item: item[0].key.rank, default=None)

    @property
    def title(self) -> str | None:
        return self._titled[1] if self._titled else None

    def first(self, use: str) -> str | None:
        """The first text of the keys of one use ("url", "id")."""
        return next((text for pair in self.pairs if pair.key.use == use for text in pair.texts()), None)

    @cached_property
    def own(self) -> list[StatementReading]:
        """Statements of the entry itself, without its runs. Days stand in a run of their own, "whole"."""
        found: list[StatementReading] = []
        if self._titled:
            found.append(self._statement(self._titled[0], Field.TITLE, self._titled[1]))
        found += self._codes()
        found += cost_statements(self.pairs)
        found += duration_statements(self.pairs, self.value)
        for pair in self.pairs:
            if pair.key.field is not None and pair.key.field not in _BY_OTHERS:
                found += self._said(pair, pair.key.field)
        return list(dict.fromkeys(found))

    @cached_property
    def runs(self) -> list[_Run]:
        """Objects of lists that are runs: by the name of the list, or because they have a first day."""
        found: list[_Run] = []
        for name, pointer, value in _lists(self.value, self.pointer):
            entries = [(i, one) for i, one in enumerate(value[:MOST]) if isinstance(one, dict)]
            if name in words_in("affixes", "not_runs") or not entries:
                continue
            if name in words_in("affixes", "runs") or all(_has_start(one) for _, one in entries):
                found += [_Run(f"{pointer}/{i}", one) for i, one in entries]
        return found

    def statements(self) -> list[StatementReading]:
        """All statements: the entry's, then those of each run."""
        found = list(self.own)
        keys = Keys()
        for run in self.runs:
            entry = Entry(run.pointer, run.value)
            start = next((s.text for s in entry.own if s.field == Field.START_DATE), None)
            code = next((s.text for s in entry.own if s.field == Field.CODE), None)
            key = keys.give(code, entry.first("id"), start, run.pointer)
            found += [
                replace(s, section_key=None if s.field == Field.DURATION else key)
                for s in entry.own
                if s.field not in (Field.TITLE, Field.CODE, Field.SUMMARY)
            ]
        return list(dict.fromkeys(found))

    @property
    def states_an_offering(self) -> bool:
        """A title, and something an offering has: a price, a length, a first day … or a course's code with a text."""
        if self.title is None:
            return False
        fields = {s.field for s in self.own}
        if fields & TELLING or any(TELLING & {s.field for s in Entry("", run.value).own} for run in self.runs):
            return True
        return Field.CODE in fields and bool(fields & {Field.SUMMARY, Field.SUBJECT, Field.OUTCOME})

    def _codes(self) -> list[StatementReading]:
        for use in ("code", "id"):
            for pair in self.pairs:
                if pair.key.use == use:
                    for text in pair.texts()[:1]:
                        if (
                            len(text) <= _LONGEST_CODE
                            and "://" not in text
                            and (use == "code" or _CODE.fullmatch(text))
                        ):
                            return [self._statement(pair, Field.CODE, text)]
        return []

    def _said(self, pair: Pair, field: str) -> Iterator[StatementReading]:
        if pair.key.use == "delivery_online":
            if str(pair.value).strip().lower() in _TRUE:
                yield self._statement(pair, field, "Online")
            return
        section = "whole" if field in (Field.START_DATE, Field.END_DATE) else None
        for text in pair.texts():
            if field in _WORDS_ONLY and text.isdigit():
                continue
            if section and not _A_DAY.search(text):
                continue
            if pair.label.endswith("status") and not _STATES.search(text):
                continue
            words = text.replace("_", "-") if field == Field.DELIVERY and _JOINED.fullmatch(text) else text
            yield self._statement(pair, field, pair.key.words(words), section)

    def _statement(self, pair: Pair, field: str, text: str, section: str | None = None) -> StatementReading:
        reader = "structured" if for_machines(text) else "labelled"
        return StatementReading(field, text[:LONGEST_TEXT], reader, pair.pointer, label=pair.label, section_key=section)


def _lists(value: dict[str, Any], pointer: str, depth: int = 0) -> Iterator[tuple[str, str, list[Any]]]:
    """Lists an entry holds, those in its wrappers too: (folded name, pointer, list)."""
    for key, one in value.items():
        name, where = folded(str(key)), f"{pointer}/{key}"
        if isinstance(one, list):
            yield name, where, one
        elif isinstance(one, dict) and depth < 2 and name in words_in("affixes", "wrappers"):
            yield from _lists(one, where, depth + 1)


def _has_start(value: dict[str, Any]) -> bool:
    return any(s.field == Field.START_DATE for s in Entry("", value).own)
