"""Values that an element carries in its attributes: `<time datetime>`, `data-price`, `data-start`. What is shown
speaks first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawlers.contract import Field
from crawlers.reading.blocks import Page
from crawlers.reading.facts import Fact
from crawlers.reading.readings import StatementReading
from crawlers.reading.shapes import fits
from crawlers.reading.years import YEAR

_DATA = {
    "data-price": Field.COST, "data-cost": Field.COST, "data-fee": Field.COST, "data-tuition": Field.COST,
    "data-duration": Field.DURATION, "data-length": Field.DURATION, "data-hours": Field.DURATION,
    "data-start": Field.START_DATE, "data-start-date": Field.START_DATE, "data-startdate": Field.START_DATE,
    "data-end": Field.END_DATE, "data-end-date": Field.END_DATE, "data-enddate": Field.END_DATE,
    "data-course-code": Field.CODE, "data-code": Field.CODE,
}  # fmt: skip
_ISO_DAY = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d")
_AMOUNT = re.compile(r"^\D{0,4}\d[\d.,]*\D{0,4}$")
_LENGTH = re.compile(r"^\s*\d[\d.,–-]*\s*[^\W\d]|^P\d*[YMWDT]")


def attributes(page: Page, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Days in full beside days without a year, and what `data-` attributes say. A number without its unit says
    nothing."""
    for fact in facts:
        if fact.field == Field.START_DATE and not YEAR.search(fact.statement.text):
            for run in page.lines[fact.line].runs:
                day = run.element.attrs.get("datetime") if run.tag == "time" else None
                if day and _ISO_DAY.match(day):
                    yield _fact(fact.line, Field.START_DATE, day[:10], run.element.path(), "datetime")
    for element in page.elements:
        if len(element.attrs) < 2:
            continue
        for name, value in element.attrs.items():
            if value and name in _DATA and element.first < len(page.lines) and _is_whole(_DATA[name], value):
                yield _fact(element.first, _DATA[name], " ".join(value.split())[:200], element.path(), name)


def _is_whole(field: str, value: str) -> bool:
    if field == Field.COST:
        return _AMOUNT.match(value) is not None
    if field == Field.DURATION:
        return _LENGTH.match(value) is not None and fits(field, value)
    if field in (Field.START_DATE, Field.END_DATE):
        return _ISO_DAY.match(value) is not None
    return len(value) <= 40


def _fact(line: int, field: str, text: str, locator: str, label: str) -> Fact:
    return Fact(line, StatementReading(field, text, "structured", locator, label=label))
