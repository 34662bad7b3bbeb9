"""Measures of agreement: a value against its own words, the headline against all prices, length against price."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from expectations.bands import bands
from expectations.numbers import inside, is_null, is_true, number, where
from expectations.words import currencies_in, figures_in, has_number_words, is_among, is_broken, units_in

if TYPE_CHECKING:
    import pandas as pd

_MONEY_BEFORE = r"(?i)(?:[$€£¥]|\b(?:CAD|USD|EUR|GBP)\$?)\s*"
_CODE = re.compile(r"\b[A-Z]{2,6}[ -]?(\d{3,5})[A-Z]?\b")
#: Parts of a price that make its total, in either of these ways.
_PARTS = (("tuition", "materials", "application", "exam", "incidental", "other"), ("deposit", "instalment"))


def measures(frame: pd.DataFrame, prices: pd.DataFrame) -> dict[str, pd.Series]:
    """Columns rules look at, one value an offering; NULL where a rule does not apply. KeyError for a missing column."""
    words = {name: frame[name].fillna("").astype(str) for name in ("cost_text", "duration_text")}
    priced = frame["cost_status"] == "priced"
    costs = list(zip(number(frame, "cost_min"), number(frame, "cost_max"), strict=True))
    hours = list(zip(number(frame, "hours_min"), number(frame, "hours_max"), strict=True))
    spans = number(frame, "span_min").notna() & frame["span_unit"].notna()
    return {
        "cost_in_words": _each(frame, _in_words, costs, words["cost_text"], ["money"] * len(frame), priced),
        "hours_in_words": _each(
            frame, _in_words, hours, words["duration_text"], ["words"] * len(frame), [True] * len(frame)
        ),
        "span_unit_in_words": _each(frame, _unit_in_words, frame["span_unit"], words["duration_text"], spans),
        "currency_in_words": _each(frame, _currency_in_words, frame["currency"], words["cost_text"], priced),
        "cost_is_no_code": _each(frame, _no_code, costs, words["cost_text"], frame["code"], priced),
        "words_are_text": _readable(frame),
        "headline_is_stated": _headline(frame, prices, priced),
        "parts_add_up": _parts(frame, prices),
        **_per_hour(frame, priced),
    }


def _each(frame: pd.DataFrame, judge: Callable[..., bool | None], *columns: Iterable[object]) -> pd.Series:
    import pandas as pd

    # Lists: a str column hands out its values one by one ten times slower.
    lists = [column.tolist() if isinstance(column, pd.Series) else column for column in columns]
    return pd.Series([judge(*values) for values in zip(*lists, strict=True)], index=frame.index, dtype=object)


def _in_words(values: tuple[float, float], words: str, of: str, applies: bool) -> bool | None:
    """Whether the figures of the words hold the values; None where they hold no figures, or numbers in words."""
    said = [value for value in values if value == value]
    figures = figures_in(words) if applies and said else frozenset()
    if not figures or has_number_words(words, of):
        return None
    return all(is_among(value, figures) for value in said)


def _unit_in_words(unit: str, words: str, applies: bool) -> bool | None:
    units = units_in(words) if applies else frozenset()
    return unit in units if units else None


def _currency_in_words(currency: object, words: str, applies: bool) -> bool | None:
    named = currencies_in(words) if applies and not is_null(currency) else frozenset()
    return currency in named if named else None


def _no_code(values: tuple[float, float], words: str, code: object, applies: bool) -> bool | None:
    """False where a price is the number of a course code and stands nowhere as money."""
    if not applies or not words:
        return None
    codes = {m[1] for m in _CODE.finditer(words)} | {m[1] for m in _CODE.finditer("" if is_null(code) else str(code))}
    whole = {str(int(v)) for v in values if v == v and float(v).is_integer()}
    plain = re.sub(r"(?<=\d)[,  \u2009](?=\d{3}(?!\d))", "", words)
    as_money = rf"{_MONEY_BEFORE}(?:{{0}})(?!\d)|(?<!\d)(?:{{0}})(?:[.,]00)?\s?(?:[$€£]|CAD\b|dollars)"
    return all(re.search(as_money.format(number_), plain) for number_ in codes & whole)


def _readable(frame: pd.DataFrame) -> pd.Series:
    import pandas as pd

    words = [frame[name].fillna("").astype(str) for name in ("summary", "cost_text", "duration_text")]
    lists = [word.tolist() for word in words]
    whole = [not is_broken(" ".join(said)) for said in zip(*lists, strict=True)]
    return pd.Series(whole, index=frame.index, dtype=object)


def _headline(frame: pd.DataFrame, prices: pd.DataFrame, priced: pd.Series) -> pd.Series:
    """Whether the headline is among all prices stated; NULL where the offering has none."""
    stated: dict[str, list[float]] = {}
    for offering_id, amount in zip(prices["offering_id"].tolist(), number(prices, "amount").tolist(), strict=True):
        stated.setdefault(offering_id, []).append(amount)

    def judge(offering_id: str, value: float, applies: bool) -> bool | None:
        amounts = stated.get(offering_id) if applies and value == value else None
        return None if amounts is None else any(abs(value - amount) < 0.006 for amount in amounts)

    return _each(frame, judge, frame["offering_id"], number(frame, "cost_min"), priced)


def _parts(frame: pd.DataFrame, prices: pd.DataFrame) -> pd.Series:
    """Whether the parts of a domestic learner's price make the total stated beside them; NULL unless all are stated."""
    own = prices[prices["audience"].isna() | (prices["audience"] == "domestic")]
    parts: dict[str, dict[str, list[float]]] = {}
    columns = (own["offering_id"].tolist(), own["component"].tolist(), number(own, "amount").tolist())
    for offering_id, name, amount in zip(*columns, strict=True):
        parts.setdefault(offering_id, {}).setdefault(name, []).append(amount)

    def judge(offering_id: str) -> bool | None:
        mine = parts.get(offering_id, {})
        if "total" not in mine:
            return None
        ways = [[amount for name in way for amount in mine.get(name, ())] for way in _PARTS]
        sums = [sum(way) for way in ways if len(way) > 1]
        candidates = (*sums, *mine.get("tuition", ()))
        return any(abs(t - s) <= max(1.0, 0.01 * t) for t in mine["total"] for s in candidates) if sums else None

    return _each(frame, judge, frame["offering_id"])


def _per_hour(frame: pd.DataFrame, priced: pd.Series) -> dict[str, pd.Series]:
    band = bands()["joint"]
    total = number(frame, "cost_total_min").fillna(
        number(frame, "cost_min").where(frame["cost_basis"].isin(["total", "per_course"]))
    )
    hours = number(frame, "hours_max").fillna(number(frame, "hours_min"))
    each = (total / hours).where(priced & (hours > 0) & (total > 0))
    possible = inside([each], *band["cost_per_hour_possible"])
    usual = where(inside([each], *band["cost_per_hour_usual"]), is_true(possible))
    return {"cost_per_hour_possible": possible, "cost_per_hour_usual": usual}
