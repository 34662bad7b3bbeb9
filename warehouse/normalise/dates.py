"""What days a statement names. A day is read only where day, month and year are all stated.

Not read, because they do not name one day: "September 2026", "September 8", "03/04/2026" (April or March),
two-digit years, "next Monday". Own rules and not a date library: those guess what is missing. A year may stand beside
the day instead of in it, as context ("Spring 2020" above "Thursday, Jan. 23"): it counts where the weekday agrees, or
where the context names the same month.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from warehouse.normalise.folding import fold
from warehouse.normalise.tokens import bounded

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan janvier janv",
        "february feb fevrier fevr fev",
        "march mar mars",
        "april apr avril avr",
        "may mai",
        "june jun juin",
        "july jul juillet juil",
        "august aug aout",
        "september sept sep septembre",
        "october oct octobre",
        "november nov novembre",
        "december dec decembre",
    ),
    start=1,
):
    _MONTHS.update(dict.fromkeys(_names.split(), _number))

_MONTH = r"\b(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er)?(?!\d)"
_YEAR = r"(?:,?\s+|,|-)(?:19|20)\d{2}(?!\d)"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
    r"|lun(?:di)?\.?|mar(?:di)?\.?|mer(?:credi)?\.?|jeu(?:di)?\.?|ven(?:dredi)?\.?|sam(?:edi)?\.?|dim(?:anche)?\.?)"
)
_MENTION = re.compile(
    rf"""
    (?P<iso>(?<!\d)(?:19|20)\d{{2}}([-/.])\d{{1,2}}\2\d{{1,2}}(?!\d)
        (?:[t\ ]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:z\b|[+-]\d{{2}}:?\d{{2}})?)?)
    | (?P<numeric>(?<![\d/.-])\d{{1,2}}([-/.])\d{{1,2}}\4(?:19|20)\d{{2}}(?![\d]))
    | (?P<dotted>(?<![\d.])\d{{1,2}}\.\d{{1,2}}\.(?!\d))
    | (?P<dlist>{_DAY}(?:\s*(?:,|,?\s*and|&|,?\s*et)\s*(?:le\s+)?{_DAY}){{1,30}}\s+{_MONTH}(?:{_YEAR})?)
    | (?P<dwdm>{_DAY}\s*(?:-|to|until|au|a)\s*(?:le\s+)?{_WEEKDAY}[,\s]+{_DAY}\s+{_MONTH}(?:{_YEAR})?)
    | (?P<mdd>{_MONTH}\s+{_DAY}\s*(?:-|to|a|au)\s*{_DAY}{_YEAR})
    | (?P<ddm>(?<!section\s)(?<!week\s)(?<!room\s)(?<!part\s)(?<!groupe\s)(?<!semaine\s)
        {_DAY}\s*(?:-|to|au|a)\s*(?:le\s+)?{_DAY}\s+{_MONTH}{_YEAR})
    | (?P<md>{_MONTH}\s*{_DAY}(?:{_YEAR}|(?!\s+{_MONTH})))
    | (?P<dm>{_DAY}(?:\s+(?:of\s+)?|-){_MONTH}(?:{_YEAR}|(?!\s+\d{{1,2}}\b)))
    """,
    re.VERBOSE,
)
_TIME = r"(?:[,\s]*(?:at|@|a)?\s*\d{1,2}(?::|\s?h\s?)\d{0,2}\s*(?:[ap]\.?m\.?)?)?"
_TO = re.compile(
    rf"{_TIME}[,\s]*(?:-|/|\bto|\buntil|\bthrough|\bthru|\bau|\ba|\bjusqu'au)\s*(?:le\s+)?(?:{_WEEKDAY}[,\s]+)?"
)
_ENDS = re.compile(r"\b(?:ends?|ending|finish(?:es)?|until|through|fin|termine|jusqu'au|last (?:day|class))\b")
_OTHER = re.compile(
    r"\b(?:appl(?:y|ication)|register|registration|deadline|date limite|inscri\w+|enrol\w*"
    r"|updated|posted|published|mise? a jour|publie\w*|refund\w*|withdraw\w*)\b"
)
_STARTS = re.compile(r"\b(?:starts?|starting|begins?|beginning|from|debut\w*|commence\w*|du|a compter|des le)\b")
_ON_A = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+(?:the\s+|le\s+)?$")
_WEEKDAYS = {
    name: number % 7
    for number, name in enumerate("mon tue wed thu fri sat sun lun mar mer jeu ven sam dim".split())  # noqa: SIM905
}
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_MORE_DAYS = re.compile(r"(?:\s*(?:,|,?\s*and|&|,?\s*et)\s*\d{1,2}(?:st|nd|rd|th)?(?!\d|:|\s*[ap]\.?m|\s*h))+")
_CLAUSE = re.compile(r"[.;!|]|\s-\s")
_HORIZON_YEARS = 30


@dataclass(frozen=True, slots=True)
class DatesReading:
    """First and last day stated; None where not stated in full, or where several first days are."""

    start: date | None = None
    end: date | None = None


@dataclass(slots=True)
class _Mention:
    start: int
    end: int
    day: tuple[int, int] | None  # month, day
    first: date | None
    role: str = "start"
    until: date | None = None
    until_day: tuple[int, int] | None = None
    weekday: int | None = None  # 0 is Monday
    listed: int = 1  # days of a list ("6 and 13 March")


def read_dates(
    text: str, *, lang: str | None = None, today: date | None = None, context: Sequence[str] = ()
) -> DatesReading:
    """The first and the last day `text` states. `context`: words beside it that may name the year, nearest first.

    `lang` does not decide the order of 03/04/2026: Canadian pages write both, in both languages.
    With `today`, days more than 30 years away are not read. Several first days (each a run of its
    own) give start None: `read_start_dates` has them. An end before its start is returned as stated:
    judging flags it.
    """
    mentions = _mentions(text, today, context)
    starts = {m.first for m in mentions if m.role == "start"}
    ends = {m.first for m in mentions if m.role == "end"} | {m.until for m in mentions if m.until}
    if len(starts) > 1:
        return DatesReading()
    return DatesReading(next(iter(starts), None), next(iter(ends)) if len(ends) == 1 else None)


def read_start_dates(
    text: str, *, lang: str | None = None, today: date | None = None, context: Sequence[str] = ()
) -> tuple[date, ...]:
    """Every first day `text` states in full, each once, in text order."""
    days = [m.first for m in _mentions(text, today, context) if m.role == "start" and m.first]
    return tuple(dict.fromkeys(days))


def read_day(text: str, *, lang: str | None = None, today: date | None = None) -> date | None:
    """The one day `text` states, whatever it says about it ("Apply by October 1, 2026"); None for none or several."""
    mentions = _mentions(text, today)
    days = {m.first for m in mentions} | {m.until for m in mentions if m.until}
    return next(iter(days)) if len(days) == 1 else None


def day_counts(text: str, context: Sequence[str] = ()) -> tuple[list[int], int]:
    """Days of each range (both ends counted) and how many single days `text` names, days to apply by not among them.

    "May 5 and 12" is two. A range needs no year where it stays within a month.
    """
    spans, singles = [], 0
    folded = fold(bounded(text))
    for mention in _mentions(text, None, context):
        if mention.role == "other":
            continue
        if mention.first and mention.until:
            spans.append((mention.until - mention.first).days + 1)
        elif mention.day and mention.until_day:
            spans.append(mention.until_day[1] - mention.day[1] + 1 if mention.day[0] == mention.until_day[0] else 0)
        else:
            more = _MORE_DAYS.match(folded, mention.end)
            singles += mention.listed + (len(re.findall(r"\d+", more[0])) if more else 0)
    return spans, singles


def _mentions(text: str, today: date | None, context: Sequence[str] = ()) -> list[_Mention]:
    folded = fold(bounded(text))
    found = [m for match in _MENTION.finditer(folded) if (m := _read(match))]
    kept: list[_Mention] = []
    for index, mention in enumerate(found):
        before = folded[found[index - 1].end if index else 0 : mention.start]
        if on := _ON_A.search(before):
            mention.weekday = _WEEKDAYS[on[1]]
        previous = kept[-1] if kept and index and kept[-1] is found[index - 1] else None
        if previous is not None and previous.until is None and _TO.fullmatch(before):
            _join(previous, mention)
            continue
        mention.role = _role(before)
        kept.append(mention)
    for mention in kept:
        if mention.first is None and mention.day and context:
            _place_in_year(mention, context)
        mention.first = _near(mention.first, today)
        mention.until = _near(mention.until, today)
    return kept


def _join(first: _Mention, last: _Mention) -> None:
    """`first` to `last`: the year stated at the end also holds for the beginning."""
    first.until, first.until_day, first.end = last.first, last.day, last.end
    if first.first is None and first.day and last.first:
        year = last.first.year if first.day <= (last.first.month, last.first.day) else last.first.year - 1
        first.first = _date(year, *first.day)


def _place_in_year(mention: _Mention, context: Sequence[str]) -> None:
    """The year that the nearest context names, where weekday or month say that it is this day's."""
    for words in context:
        years = set(_A_YEAR.findall(words))
        if len(years) != 1 or mention.day is None:
            continue
        year = int(next(iter(years)))
        first = _date(year, *mention.day)
        if first is None:
            return
        months = {_MONTHS[m.group().rstrip(".")] for m in re.finditer(_MONTH, fold(words))}
        agrees = first.weekday() == mention.weekday if mention.weekday is not None else mention.day[0] in months
        if agrees:
            mention.first = first
            if mention.until_day is not None and mention.until is None:
                mention.until = _date(year + (mention.until_day < mention.day), *mention.until_day)
        return


def _role(before: str) -> str:
    """What the clause just before a day says of it; a day to apply by or to be refunded is neither first nor last."""
    clause = _CLAUSE.split(before)[-1]
    if _OTHER.search(clause):
        return "other"
    ends = [m.end() for m in _ENDS.finditer(clause)]
    starts = [m.end() for m in _STARTS.finditer(clause)]
    return "end" if ends and (not starts or ends[-1] > starts[-1]) else "start"


def _read(match: re.Match[str]) -> _Mention | None:
    text, kind = match.group(), match.lastgroup
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if kind == "iso":
        return _Mention(match.start(), match.end(), None, _date(*numbers[:3]))
    if kind == "numeric":
        first, second, year = numbers
        if first > 12 or first == second:
            return _Mention(match.start(), match.end(), None, _date(year, second, first))
        return _Mention(match.start(), match.end(), None, _date(year, first, second) if second > 12 else None)
    if kind == "dotted":
        day, month = numbers
        return _Mention(match.start(), match.end(), (month, day), None) if 1 <= month <= 12 and 1 <= day <= 31 else None
    word = re.search(_MONTH, text)
    if word is None:
        return None
    month = _MONTHS[word.group().rstrip(".")]
    year = numbers[-1] if numbers[-1] > 31 else 0
    mention = _Mention(
        match.start(), match.end(), (month, numbers[0]), _date(year, month, numbers[0]) if year else None
    )
    if kind == "dlist":
        mention.listed = len([n for n in numbers if n <= 31])
    if kind in ("mdd", "ddm", "dwdm"):
        mention.until, mention.until_day = _date(year, month, numbers[1]) if year else None, (month, numbers[1])
    return mention


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(day: date | None, today: date | None) -> date | None:
    if day and today and abs(day.year - today.year) > _HORIZON_YEARS:
        return None
    return day
