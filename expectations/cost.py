"""Measures of cost: status against values, bands by basis and kind, numbers that are something else, changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from expectations.bands import bands
from expectations.numbers import band_of, inside, is_true, number, ratio, where

if TYPE_CHECKING:
    import pandas as pd

_FREE = re.compile(
    r"(?i)\bfree\b|\bno (?:cost|charge|fee|tuition)|\bwaived\b|complimentary|fully (?:funded|covered|sponsored)"
    r"|\bgratuit|sans frais|aucuns? frais|enti[eè]rement financ"
    r"|\$\s?0(?:[.,]00)?(?!\d)|(?<![\d.,])0(?:[.,]00)?\s?(?:\$|CAD|dollars)"
)
_MONEY = re.compile(r"(?i)[$€£¥]|\b(?:CAD|USD|EUR|GBP|AUD|NZD|CHF|dollars?|euros?|pounds?|bucks)\b|\bC\$")
_PHONE = re.compile(r"(?<![\d$])(?:\+?1[-. ])?\(?(\d{3})\)?[-. ]{1,2}(\d{3})[-. ](\d{4})(?!\d)")
_FIRST_YEAR, _LAST_YEAR = 2010, 2039


def measures(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Columns rules look at, one value an offering; NULL where a rule does not apply. KeyError for a missing column."""
    low, high = number(frame, "cost_min"), number(frame, "cost_max")
    status = frame["cost_status"].fillna("")
    priced, free, unknown = (status == word for word in ("priced", "free", "unknown"))
    text = frame["cost_text"].fillna("").astype(str)
    currency = frame["currency"].fillna("").astype(str)
    before, comparable = number(frame, "prev_cost_min"), _comparable(frame)
    confirmed = is_true(frame["cost_confirmed"])
    return {
        "priced_has_amount": where(low.notna() | high.notna(), priced),
        "priced_has_currency": where(currency.str.fullmatch("[A-Z]{3}"), priced),
        "priced_has_basis": where(frame["cost_basis"].notna(), priced),
        "free_costs_nothing": where(
            (free & (low == 0) & (high.isna() | (high == 0))) | (priced & ~(low == 0) & ~(high == 0)),
            free | (priced & (low.notna() | high.notna())),
        ),
        "unknown_has_no_amount": where(low.isna() & high.isna(), unknown),
        "cost_is_not_negative": where(~((low < 0) | (high < 0)), low.notna() | high.notna()),
        "currency_fits_country": _currency_fits(frame, currency, priced),
        "free_has_words": where(text.str.strip() != "", free),
        "free_words_are_known": where(text.map(lambda words: bool(_FREE.search(words))), free & (text != "")),
        "cost_change": ratio(low, before, comparable & ~confirmed),
        "cost_change_confirmed": ratio(low, before, comparable & confirmed),
        **_bands(frame, low, high, priced),
        **_disguises(low, high, text, priced),
    }


def _currency_fits(frame: pd.DataFrame, currency: pd.Series, priced: pd.Series) -> pd.Series:
    own = frame["country"].map(bands()["currency"])
    return where(currency == own, priced & own.notna() & (currency != ""))


def _comparable(frame: pd.DataFrame) -> pd.Series:
    """The page changed, and the price still buys the same in the same currency."""
    same = (frame["currency"] == frame["prev_currency"]) & (frame["cost_basis"] == frame["prev_cost_basis"])
    return is_true(frame["page_changed"]) & is_true(same)


def _bands(frame: pd.DataFrame, low: pd.Series, high: pd.Series, priced: pd.Series) -> dict[str, pd.Series]:
    band = bands()["cost"]
    basis, kind = frame["cost_basis"], frame["credential_kind"]
    known = frame["currency"].isin(band["currencies"])
    whole = basis.isin(["total", "per_course"])
    measured: dict[str, pd.Series] = {}
    for name in ("possible", "usual"):
        lowest, highest = band_of(basis, band[name])
        by_kind_low, by_kind_high = band_of(kind, band[f"{name}_total"])
        lowest = by_kind_low.where(whole & by_kind_low.notna(), lowest)
        highest = by_kind_high.where(whole & by_kind_high.notna(), highest)
        ok = inside((low, high), lowest, highest)
        # What is not even possible is not called unusual as well.
        applies = priced & known & ok.notna() & is_true(measured.get("cost_is_possible", ok.notna()))
        measured[f"cost_is_{name}"] = where(ok, applies)
    return measured


def _disguises(low: pd.Series, high: pd.Series, text: pd.Series, priced: pd.Series) -> dict[str, pd.Series]:
    """Prices that are a year or a part of a telephone number. NULL where the words show money, or there are none."""
    no_year, no_phone, may_be_year = [], [], []
    rows = zip(zip(low.tolist(), high.tolist(), strict=True), text.tolist(), priced.tolist(), strict=True)
    for amounts, words, applies in rows:
        whole = {int(a) for a in amounts if a == a and float(a).is_integer()}
        money = bool(_MONEY.search(words))
        years = {a for a in whole if _FIRST_YEAR <= a <= _LAST_YEAR and re.search(rf"(?<![\d.,]){a}(?![\d,])", words)}
        talk = bool(re.search(r"[^\W\d_]", words))
        no_year.append(not (years and talk) if applies and words and not money else None)
        may_be_year.append(not (years and not talk) if applies and words and not money else None)
        no_phone.append(not _is_phone(whole, words) if applies and words else None)
    import pandas as pd

    return {
        name: pd.Series(values, index=low.index, dtype=object)
        for name, values in (
            ("cost_is_no_year", no_year),
            ("cost_may_be_year", may_be_year),
            ("cost_is_no_phone", no_phone),
        )
    }


def _is_phone(amounts: set[int], words: str) -> bool:
    numbers = [m.groups() for m in _PHONE.finditer(words)]
    if not numbers:
        return False
    rest = _PHONE.sub(" ", words).replace(",", "").replace(" ", "")
    return any(
        str(amount) in parts or str(amount) == "".join(parts)
        for amount in amounts
        for parts in numbers
        if str(amount) not in rest
    )
