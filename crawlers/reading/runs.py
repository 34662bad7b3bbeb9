"""Runs of an offering: keys that tell them apart, and what all of them say alike, said of the offering as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from crawlers.contract import Field
from crawlers.reading.readings import LONGEST_TEXT, StatementReading

#: What is said of every run in the same words is said of the offering.
_SHARED = (Field.DELIVERY, Field.LOCATION, Field.ATTENDANCE, Field.AUDIENCE, Field.PREREQUISITES)
_AMOUNT = r"[^\s;:]*\d[^\s;:]*(?: [A-Z]{3})?"
_PART = re.compile(rf"(?:(?P<name>[^;:]+?): )?(?P<amount>{_AMOUNT})")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Keys:
    """Section keys of one offering, each given once: its own name, else its first day, else where it stands."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def give(self, *names: str | None) -> str:
        """The first name nobody has; where all are taken, the first with a number behind it."""
        wanted = [name for name in names if name]
        for key in wanted:
            if not self._given[key]:
                self._given[key] = 1
                return key
        first = wanted[0]
        while True:
            self._given[first] += 1
            if (key := f"{first} #{self._given[first]}") not in self._given:
                self._given[key] = 1
                return key


def shared(statements: Iterable[StatementReading]) -> list[StatementReading]:
    """Statements of the offering that its runs make together, for fields it says nothing of itself.

    Costs that differ are put together: names and currencies that every run has become ranges ("395 GBP to 440 GBP",
    "Resident: 100 CAD to 120 CAD"). Costs in other words stay with their runs.
    """
    said = list(statements)
    whole = {s.field for s in said if s.section_key is None}
    runs: dict[str | None, list[StatementReading]] = {}
    for s in said:
        if s.section_key not in (None, "whole"):
            runs.setdefault(s.section_key, []).append(s)
    found: list[StatementReading] = []
    for field in (Field.COST, *_SHARED):
        if field in whole or not runs:
            continue
        by_run = [[s for s in run if s.field == field and not s.marks] for run in runs.values()]
        alike = {tuple(s.text for s in one) for one in by_run}
        if len(alike) == 1:
            found += [replace(s, section_key=None) for s in by_run[0]]
        elif field == Field.COST:
            found += _together([one for one in by_run if one])
    return found


def _together(by_run: list[list[StatementReading]]) -> list[StatementReading]:
    """Costs that differ from run to run, as one statement; none where they are not told in the same way."""
    if any(len(one) != 1 for one in by_run):
        return []
    parts = [_parts(one[0].text) for one in by_run]
    names = [name for name, _ in parts[0]]
    if not names or any([name for name, _ in one] != names for one in parts):
        return []
    ranges = []
    for column in zip(*parts, strict=True):
        amounts = sorted({amount for _, amount in column}, key=lambda amount: _number(amount))
        unlike = len({_DIGITS.sub("#", amount) for amount in amounts}) > 1
        if unlike or (len(amounts) > 1 and not _number(amounts[0])):  # a 0 beside prices is one nobody entered
            return []
        span = amounts[0] if len(amounts) == 1 else f"{amounts[0]} to {amounts[-1]}"
        ranges.append(f"{column[0][0]}: {span}" if column[0][0] else span)
    return [replace(by_run[0][0], text="; ".join(ranges)[:LONGEST_TEXT], section_key=None)]


def _parts(text: str) -> list[tuple[str, str]]:
    """ "UK: 100 GBP; Ireland: 120 GBP" as names and amounts; empty where it is told in another way."""
    found = [_PART.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    return [(match["name"] or "", match["amount"]) for match in found if match] if all(found) else []


def _number(amount: str) -> float:
    match = _DIGITS.search(amount)
    return float(match[0].replace(",", "")) if match else 0.0
