"""What a statement of cost says: one domestic, regular-price learner, tax not added.

Tokens -> amounts -> their role by the words around them (component, audience, basis; or why an amount is no price) ->
one reading, or an honest unknown. Every amount that is a price stays in `prices`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from warehouse.normalise.amounts import Amount, amounts
from warehouse.normalise.free import free_words
from warehouse.normalise.headline import MAIN, headline, usual
from warehouse.normalise.price_basis import headed_basis
from warehouse.normalise.price_reason import FORMER
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
    regular = headline(found) or (None if free else usual(found))
    why = placed(notes, said, text)
    if regular is None or not (regular.low or regular.high):
        zero = regular is not None and regular.low == regular.high  # "from $0" says no price
        if free is not None or (zero and not any(one for one in found if one.low)):
            return CostReading("free", Decimal(0), Decimal(0), local, "total", tax, prices, why)
        return CostReading(tax=tax, prices=prices, why=why)
    # What is said of another amount is not said of all.
    beside = any(one.basis and one.never and one.reason != FORMER for one in found)
    beside = beside or (regular.component == "total" and any(one.basis for one in found if one.component != "total"))
    basis = regular.basis or ("total" if beside else _said_of_all(_sentence(tokens, regular)))
    return CostReading("priced", regular.low, regular.high, regular.currency, basis, tax, prices, why)


def _said_of_all(sentence: list[Token]) -> str:
    """The basis a sentence or its heading names without an amount beside it: "Tuition per credit: …", "annual fees"."""
    flat = {
        token.tags["flat_basis"]
        for at, token in enumerate(sentence)
        if token.tags.get("flat_basis", "none") != "none" and not _of_payments(sentence[at + 1 : at + 2])
    }
    return headed_basis(sentence) or (flat.pop() if len(flat) == 1 else "total")


def _of_payments(behind: list[Token]) -> bool:
    """ "20 monthly instalments": how often is paid, not what the price is of."""
    return bool(behind) and behind[0].tags.get("component") == "instalment"


def _sentence(tokens: list[Token], one: Amount) -> list[Token]:
    """The sentence an amount stands in, and a short heading before it ("Course fees per year. …")."""
    # "CHF 145.-" ends no sentence.
    stops = [at for at, token in enumerate(tokens[:-1]) if token.text == "." and tokens[at + 1].text != "-"]
    first = next(at for at, token in enumerate(tokens) if token.start >= one.start)
    start = max((at + 1 for at in stops if at < first), default=0)
    end = next((at for at in stops if at > first), len(tokens))
    return tokens[0 if start <= _HEADING else start : end]


def _note(one: Amount, said: str) -> Note:
    if one.reason is not None:
        return Note(one.start, one.end, said[one.start : one.end], "set aside", one.reason)
    role = one.component if one.component not in MAIN else "price"
    about = ", ".join(word for word in (one.audience, one.basis) if word)
    return Note(one.start, one.end, said[one.start : one.end], role, about or "stated")
