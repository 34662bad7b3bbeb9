"""What a statement of cost says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from warehouse.normalise.readings import CostReading, Note, Price

_PLAIN = re.compile(
    r"\s*(?P<code>[A-Z]{3})?\s*\$?\s*(?P<figure>\d{1,6}(?:,\d{3})*(?:\.\d{1,2})?)\s*(?P<after>[A-Z]{3})?\s*"
)
_COUNTRY_MONEY = {
    "CA": "CAD",
    "US": "USD",
    "AU": "AUD",
    "NZ": "NZD",
    "GB": "GBP",
    "IE": "EUR",
    "FR": "EUR",
    "DE": "EUR",
}


def read_cost(
    text: str,
    *,
    country: str | None = None,
    lang: str | None = None,
    label: str | None = None,
    context: Sequence[str] = (),
    marks: Sequence[str] = (),
) -> CostReading:
    """One price alone in the statement ("$499", "499 CAD", "0"); anything else is unknown."""
    plain = _PLAIN.fullmatch(text)
    if plain is None or "struck" in marks:
        return CostReading()
    amount = Decimal(plain["figure"].replace(",", ""))
    currency = plain["code"] or plain["after"] or _COUNTRY_MONEY.get(country or "CA")
    why = (Note(plain.start("figure"), plain.end("figure"), plain["figure"], "taken", "the only amount"),)
    price = Price(amount, currency, "domestic", "tuition", "total", text.strip())
    return CostReading("priced" if amount else "free", amount, amount, currency, "total", None, (price,), why)
