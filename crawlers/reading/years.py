"""The year of a day that stands without one, where the page's own title, heading or address names a single year.

The words go along as context; whether they fit (a Thursday must be one) is for whoever reads the date to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawlers.contract import Field
from crawlers.reading.readings import StatementReading
from crawlers.reading.shapes import DAY, names_a_day, names_a_time

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MONTH_OF_YEAR = re.compile(r"^[^\W\d]{3,10}\.?\s+20\d\d$")
_WORDS_AROUND = re.compile(r"[^/?#&=]*(?<!\d)20\d\d(?!\d)[^/?#&=]*")


def with_years(statements: Iterable[StatementReading], about: Iterable[str]) -> Iterator[StatementReading]:
    """The statements; days without a year have as their last context the words that name one,
    of the first of `about` (title, heading, address) that names a single year."""
    named = next((words for words in about if len(set(YEAR.findall(words))) == 1), "")
    match = _WORDS_AROUND.search(named)
    for s in statements:
        lacks = s.field in (Field.START_DATE, Field.END_DATE) and names_a_day(s.text) and not YEAR.search(s.text)
        yield replace(s, context=(*s.context, match[0].strip()[:200])) if match and lacks else s


def month_of_year(texts: Iterable[str]) -> str | None:
    """The one line that is a month and its year ("January 2016"), beside which days stand without."""
    found = {text for text in texts if _MONTH_OF_YEAR.match(text)}
    return found.pop() if len(found) == 1 else None


def lengths_by_days(statements: list[StatementReading]) -> list[StatementReading]:
    """Days as words about the length, where nothing else speaks of it: "May 4 - 8", "meets May 5 and 12 from 9
    a.m." """
    if any(s.field == Field.DURATION for s in statements):
        return []
    days = [s for s in statements if s.field == Field.START_DATE and s.reader != "structured" and not s.section_key]
    return [
        replace(s, field=Field.DURATION)
        for s in days
        if names_a_time(s.text) or len(DAY.findall(s.text)) > 1 or "-" in s.text
    ]
