"""Measures of who an offering is: title, address, evidence, words of the vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.columns import ALWAYS_SAID
from expectations.numbers import where

if TYPE_CHECKING:
    import pandas as pd

_ABSOLUTE = r"https?://[^\s/?#]+\.?[^\s]*"
_AFTERWARDS = r"(?:\s+[-–|]\s.*)?"  # "Page not found | North Coast College"
_ERROR_PAGE = (
    r"(?i)\s*(?:"
    r"(?:error|erreur)?\s*(?:403|404|410|500|502|503)(?:\s*[-–:]?\s*(?:error|forbidden|gone|bad gateway"
    r"|(?:page )?not found|service unavailable|internal server error|page introuvable))?"
    r"|(?:page )?not found|page (?:non trouvée|introuvable)|access denied|forbidden|accès refusé|just a moment[.…]*"
    r"|attention required!?|are you a robot\??|service unavailable|bad gateway|internal server error"
    r"|(?:please |you must )?(?:log|sign) ?in(?: (?:to|required|first|again)\b.*)?|connexion|se connecter"
    r"|identifiez-vous|(?:your )?session (?:has )?(?:expired|timed out)|session expirée"
    r"|(?:site |under )?maintenance|site en maintenance"
    rf"|untitled(?: document)?|sans titre){_AFTERWARDS}\s*"
)
# U+FFFD, UTF-8 read as Latin-1, markup, entities, an address.
_NOT_TEXT = r"\ufffd|Ã[^A-Za-zÀ-ÿ ]|â€|</?\w+[^>]*>|&(?:amp|nbsp|#\d+|quot);|^https?://"
_LONGEST_TITLE = 250
_CUSTOM = 0.5
#: What tells two offerings of one title apart, beside their codes.
_TWIN = ("lang", "cost_min", "hours_min", "span_days_min", "delivery_mode", "credential_kind")


def measures(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Columns rules look at, one value an offering. True or False; title measures are NULL where there is no title.

    KeyError for a missing column.
    """
    title = frame["title"].fillna("").astype(str)
    said = title.str.strip() != ""
    measured = {
        "title_is_said": said,
        "title_is_no_error": (~title.str.fullmatch(_ERROR_PAGE)).where(said),
        "title_is_text": (~title.str.contains(_NOT_TEXT) & (title.str.len() <= _LONGEST_TITLE)).where(said),
        "url_is_absolute": frame["url"].fillna("").astype(str).str.fullmatch(_ABSOLUTE),
        "has_evidence": frame["evidence_missing"].fillna("not looked for").astype(str).str.strip() == "",
    }
    measured["own_url"] = _own_url(frame)
    measured["is_no_twin"] = where(~twins(frame), said)
    measured["lang_is_code"] = where(frame["lang"].astype(str).str.fullmatch("[a-z]{2}"), frame["lang"].notna())
    for column in ALWAYS_SAID:
        measured[f"{column}_said"] = frame[column].astype(object).where(frame[column].notna(), "")
    return measured


def _own_url(frame: pd.DataFrame) -> pd.Series:
    """The address, told apart by institution: a portal may list what another one offers. NULL where most offerings of
    an institution share an address with others: there it is its way of publishing."""
    shared = frame.duplicated(["institution_id", "url"], keep=False)
    custom = shared.groupby(frame["institution_id"], observed=True, dropna=False).transform("mean") > _CUSTOM
    return where(frame["institution_id"].astype(str) + " " + frame["url"].astype(str), frame["url"].notna() & ~custom)


def twins(frame: pd.DataFrame) -> pd.Series:
    """True for offerings of other ids, equal in title, language, price and length; not where codes tell them apart."""
    same = ["institution_id", "title_key", *_TWIN]
    key = frame.assign(title_key=frame["title"].fillna("").astype(str).str.casefold().str.split().str.join(" "))
    key = key[["offering_id", "code", *same]]
    key = key.assign(**{name: key[name].astype(str) for name in same})
    groups = key.groupby(same, observed=True, sort=False, dropna=False)
    several = groups["offering_id"].transform("nunique") > 1
    codes = groups["code"].transform("nunique")
    return several & ((codes <= 1) | (codes < groups["offering_id"].transform("nunique"))) & (key["title_key"] != "")
