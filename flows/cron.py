"""Five fields of cron -> the next start. Prefect starts the nights; this only tells when, without importing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Years within which every date comes round (29 February).
_LONGEST = 366 * 8


@dataclass(frozen=True, slots=True)
class Cron:
    """Minutes, hours, days of the month, months and weekdays (0 is Sunday) at which to start."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool  # both days and weekdays are said: one of them is enough

    @classmethod
    def parse(cls, text: str) -> Cron:
        """Raises ValueError for what is no cron expression of five fields, or never comes."""
        fields = text.lower().split()
        if len(fields) != 5:
            raise ValueError("five fields are needed")
        minutes, hours, days, months, weekdays = fields
        made = cls(
            _field(minutes, 0, 59),
            _field(hours, 0, 23),
            _field(days, 1, 31),
            _field(months, 1, 12, _MONTHS, 1),
            frozenset(day % 7 for day in _field(weekdays, 0, 7, _DAYS)),
            days[0] != "*" and weekdays[0] != "*",
        )
        made.next_after(datetime(2024, 1, 1))
        return made

    def next_after(self, moment: datetime) -> datetime:
        """The first start after this moment; both by the same clock, without a time zone."""
        for offset in range(_LONGEST):
            day = moment.date() + timedelta(days=offset)
            if not self._on(day):
                continue
            for hour in sorted(self.hours):
                for minute in sorted(self.minutes):
                    found = datetime.combine(day, time(hour, minute))
                    if found > moment:
                        return found
        raise ValueError("this never comes")

    def _on(self, day: date) -> bool:
        by_day, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return day.month in self.months and (by_day or by_weekday if self.either else by_day and by_weekday)


def _field(text: str, least: int, most: int, names: tuple[str, ...] = (), first: int = 0) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        start, _, end = span.partition("-")
        if span == "*":
            low, high = least, most
        else:
            low = _number(start, names, first)
            high = _number(end, names, first) if end else most if step else low
        every = int(step) if step else 1
        if not (least <= low <= high <= most) or every < 1:
            raise ValueError(f"{part!r} is out of range")
        found.update(range(low, high + 1, every))
    return frozenset(found)


def _number(text: str, names: tuple[str, ...], first: int) -> int:
    return names.index(text) + first if text in names else int(text)
