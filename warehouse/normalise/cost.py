"""What a statement of cost says: one domestic, regular-price learner, tax not added.

Tokens -> amounts -> their role by the words around them (component, audience, basis; or why an amount is no price) ->
one reading, or an honest unknown. Every amount that is a price stays in `prices`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from warehouse.normalise.amounts import Amount, amounts
from warehouse.normalise.free import free_words
from warehouse.normalise.price_basis import headed_basis
from warehouse.normalise.price_roles import FORMER, TAX
from warehouse.normalise.readings import CostReading, Note, Price, placed
from warehouse.normalise.tax import tax_said
from warehouse.normalise.tokens import Token, tokenise

#: The dollar (or euro …) of a country, for a bare sign or an amount without any.
CURRENCY_OF = {
    "SE": "SEK", "DK": "DKK", "NO": "NOK", "ZA": "ZAR", "JP": "JPY", "MX": "MXN", "MY": "MYR", "PL": "PLN",
    "CA": "CAD", "US": "USD", "AU": "AUD", "NZ": "NZD", "GB": "GBP", "SG": "SGD", "HK": "HKD", "IN": "INR", "CH": "CHF",
    **dict.fromkeys(("IE", "FR", "DE", "NL", "BE", "FI", "ES", "IT", "AT", "PT", "LU"), "EUR"),
}  # fmt: skip
#: Tokens up to which a first sentence is the heading of what follows.
_HEADING = 8
#: So many components make a list of them.
_LIST = 3
#: Characters between two cells of a row.
_CELL = 4
_MAIN = ("tuition", "total")


def read_cost(
    text: str,
    *,
    country: str | None = None,
    lang: str | None = None,
    label: str | None = None,
    context: Sequence[str] = (),
    marks: Sequence[str] = (),
) -> CostReading:
    """One statement; its label and a table's headers are read with it. Struck words are a former price: unknown.

    `country` (ISO 3166-1 alpha-2) gives a bare `$` its currency; without it a bare sign stays without one.
    """
    head = ": ".join([*context, label] if label else context)
    said = f"{head}: {text}" if head else text
    tokens, _ = tokenise(said, lang)
    local = CURRENCY_OF.get((country or "").upper())
    tax = tax_said(tokens)
    found = amounts(tokens, local)
    notes = [_note(one, said) for one in found]
    if "struck" in marks:
        return CostReading(tax=tax, why=placed(notes, said, text))
    prices = tuple(
        Price(amount, one.currency, one.audience or "domestic", one.component, one.basis, said[one.start : one.end])
        for one in found
        if not one.never
        for amount in dict.fromkeys(value for value in (one.low, one.high) if value is not None)
    )
    free = free_words(tokens)
    if free is not None:
        notes.append(Note(free.start, free.end, said[free.start : free.end], "free", "said so"))
    headline = _headline(found) or (None if free else _usual(found))
    why = placed(notes, said, text)
    if headline is None or (headline.low == headline.high == 0):
        zero = headline is not None
        if free is not None or (zero and not any(one for one in found if one.low)):
            return CostReading("free", Decimal(0), Decimal(0), local, "total", tax, prices, why)
        return CostReading(tax=tax, prices=prices, why=why)
    about = _sentence(tokens, headline)
    flat = {token.tags["flat_basis"] for token in about if token.tags.get("flat_basis", "none") != "none"}
    basis = headline.basis or headed_basis(about) or (flat.pop() if len(flat) == 1 else "total")
    return CostReading("priced", headline.low, headline.high, headline.currency, basis, tax, prices, why)


def _headline(found: list[Amount]) -> Amount | None:
    """The one price a regular domestic learner pays, or None where none, or no single one, is stated."""
    regular = [one for one in found if one.reason is None and one.component in _MAIN and one.audience is None]
    parts = [one for one in found if one.component not in _MAIN]
    if len(parts) >= _LIST:  # a list of what else to pay: what it calls by no name of a price is one of them
        regular = [one for one in regular if one.named]
    if any(one.registration for one in regular) and any(not one.registration for one in regular):
        regular = [one for one in regular if not one.registration]
    taxes = sum(one.low for one in found if one.reason == TAX and one.low is not None)
    if taxes:  # "$350 + $17.50 GST = $367.50": tax is not added
        regular = [one for one in regular if one.low is None or one.low - taxes not in {other.low for other in regular}]
    if not regular:
        return None
    summed = _run_sums(found)
    totals = _sums(regular, found) or summed + [one for one in regular if one.component == "total"]
    if totals:
        return max(totals, key=lambda one: one.high or one.low or Decimal(0)) if summed else totals[0]
    if any(one.timing == "early" for one in regular) and any(
        one.timing != "early" for one in regular
    ):  # "$150 by September 1, $175 after"
        regular = [one for one in regular if one.timing != "early"]
    favoured = [one for one in regular if one.favoured]
    if favoured:
        return next((one for one in favoured if one.domestic), favoured[-1])
    first = regular[0]
    # The same price in another currency is a conversion.
    same = [one for one in regular[1:] if one.currency in (first.currency, None)]
    others = [one for one in same if (one.low, one.high) != (first.low, first.high)]
    if others and first.basis not in (None, "total") and all(one.basis == first.basis for one in others):
        lows, highs = (
            [one.low for one in regular if one.low is not None],
            [o.high for o in regular if o.high is not None],
        )
        return replace(first, low=min(lows), high=max(highs)) if lows and highs else first
    if not others or first.basis not in (None, "total") or all(one.basis not in (None, first.basis) for one in others):
        return first
    across = others and all(one.of_course and one.low is not None for one in (first, *others))
    if across and all(one.basis in (None, "total", "per_course") for one in (first, *others)):
        values = [one.low for one in (first, *others) if one.low is not None]
        return replace(first, low=min(values), high=max(values), basis="per_course")
    if len(others) > 1 and all(one.alternative and one.low is not None for one in others) and first.low is not None:
        values = [one.low for one in (first, *others) if one.low is not None]
        basis = first.basis or next((one.basis for one in others if one.basis), None)
        return replace(first, low=min(values), high=max(values), basis=basis)
    if len(others) == 1 and others[0].alternative and first.low is not None and others[0].high is not None:
        return replace(first, low=min(first.low, others[0].high), high=max(first.low, others[0].high))
    return first if all(one.basis not in (None, "total") for one in others) else None


def _sentence(tokens: list[Token], one: Amount) -> list[Token]:
    """The sentence an amount stands in, and a short heading before it ("Course fees per year. …")."""
    stops = [at for at, token in enumerate(tokens) if token.text == "." and at + 1 < len(tokens)]
    first = next(at for at, token in enumerate(tokens) if token.start >= one.start)
    start = max((at + 1 for at in stops if at < first), default=0)
    end = next((at for at in stops if at > first), len(tokens))
    return tokens[0 if start <= _HEADING else start : end]


def _usual(found: list[Amount]) -> Amount | None:
    """ "normally $3,500, $500 for eligible residents": the usual price holds where the other is for some."""
    usual = [one for one in found if one.reason == FORMER and one.audience is None]
    others = [one for one in found if one.audience is not None]
    return usual[0] if len(usual) == 1 and len(usual) + len(others) == len(found) else None


def _sums(regular: list[Amount], found: list[Amount]) -> list[Amount]:
    """Amounts that are the sum of all others of the same learner: a total whose header was lost."""
    parts = [one.low for one in found if not one.never and one.audience is None and one.low is not None]
    if len(parts) < 3:
        return []
    return [one for one in regular if one.low is not None and one.low * 2 == sum(parts)]


def _run_sums(found: list[Amount]) -> list[Amount]:
    """ "$160 ($20 of tuition + $140 of services)": an amount that the ones next to it add up to is their total."""
    totals = []
    for at, one in enumerate(found):
        if not one.low or one.low != one.high or one.audience is not None or one.reason == TAX or one.alternative:
            continue
        for run in (found[at + 1 :], found[:at][::-1]):
            total = Decimal(0)
            for count, part in enumerate(run, start=1):
                if not part.low or part.low != part.high or part.reason == TAX:
                    break
                total += part.low
                if total == one.low and count > 1 and _apart([one, *run[:count]]):
                    totals.append(replace(one, component="total", reason=None))
                if total >= one.low:
                    break
    return totals


def _apart(run: list[Amount]) -> bool:
    """Words stand between the amounts: bare cells of a price list may add up by chance (5, 10 and 15 credits)."""
    run = sorted(run, key=lambda one: one.start)
    return any(other.start - one.end > _CELL for one, other in pairwise(run))


def _note(one: Amount, said: str) -> Note:
    if one.reason is not None:
        return Note(one.start, one.end, said[one.start : one.end], "set aside", one.reason)
    role = one.component if one.component not in _MAIN else "price"
    about = ", ".join(word for word in (one.audience, one.basis) if word)
    return Note(one.start, one.end, said[one.start : one.end], role, about or "stated")
