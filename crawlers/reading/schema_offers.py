"""What schema.org Offers say of the cost: one statement for all offers of a thing, as they belong together.

Offers are alternatives ("120 CHF (Academic) or 600 CHF (Industry)"), lowPrice and highPrice a range, components of a
compound price stand side by side. An amount comes with its currency, and with what it is per.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawlers.contract import Field
from crawlers.reading.nodes import Node
from crawlers.reading.readings import LONGEST_TEXT, StatementReading
from crawlers.reading.schema_words import number, plain, words

#: `Offer.category` for the whole course, as search engines ask for it.
_CATEGORIES = {"free", "paid", "partially free", "subscription"}
#: Names that say what is paid for, not who pays: such offers are not alternatives.
_COMPONENTS = re.compile(
    r"\b(?:exam|materials?|books?|textbooks?|room|board|housing|application|deposit|registration|lab|kit|shipping|late)\b",
    re.IGNORECASE,
)
_PER = {"p1m": "month", "mon": "month", "p1y": "year", "ann": "year", "hur": "hour", "p1w": "week", "wee": "week"}
_LONGEST_NAME = 80
_MOST = 12


@dataclass(frozen=True, slots=True)
class _Price:
    amount: str  # "120 CHF", "120 CHF to 600 CHF"
    name: str
    pointer: str
    struck: bool = False
    number: float | None = None
    currency: str = ""


def costs(node: Node, section: str | None) -> Iterator[StatementReading]:
    """Statements about the cost of one thing (or one run of it)."""
    offers = [offer for name in ("offers", "makesOffer", "estimatedCost") for offer in node.things(name)]
    prices = list(dict.fromkeys(price for offer in offers for price in _prices(offer, "", 0)))[:_MOST]
    for price in prices:
        if price.struck:
            yield _cost(price.amount, price.pointer, "offers.price", section, ("struck",))
    present = [price for price in prices if not price.struck]
    if present:
        yield _cost(_together(present), present[0].pointer, "offers.price", section)
    for text in dict.fromkeys(plain(value) for value in node.plain("offers") if not isinstance(value, bool)):
        if text and "://" not in text:
            yield _cost(text, f"{node.pointer}/offers", "offers", section)
    for offer in offers:
        for value in offer.plain("value"):  # `"@value"` beside `"@type"`: the offer is told in words
            if not present and isinstance(value, str) and plain(value):
                yield _cost(plain(value), offer.pointer, "offers", section)
        for category in offer.plain("category"):
            if plain(category).lower() in _CATEGORIES:
                yield _cost(plain(category), f"{offer.pointer}/category", "offers.category", section)
    for free in node.values.get("isAccessibleForFree", ()):
        if str(free).strip().lower().rsplit("/", 1)[-1] in ("true", "yes", "1"):
            yield _cost("Free", f"{node.pointer}/isAccessibleForFree", "isAccessibleForFree", section)


def _together(prices: list[_Price]) -> str:
    if len(prices) == 1:
        one = prices[0]
        return f"{one.name}: {one.amount}" if one.name else one.amount
    if any(_COMPONENTS.search(price.name) for price in prices):
        return "; ".join(f"{price.name}: {price.amount}" if price.name else price.amount for price in prices)
    amounts = [price.number for price in prices if price.number is not None]
    alike = len(amounts) == len(prices) and not any(price.name for price in prices)
    if alike and len({price.currency for price in prices}) == 1 and len(set(amounts)) > 1:
        low, high = (end(prices, key=lambda price: price.number or 0) for end in (min, max))
        return f"{low.amount} to {high.amount}"
    return " or ".join(f"{price.amount} ({price.name})" if price.name else price.amount for price in prices)


def _prices(offer: Node, currency: str, depth: int, name: str = "") -> Iterator[_Price]:
    """The prices of an Offer, AggregateOffer or PriceSpecification, and of those within."""
    if depth > 4:
        return
    currency = plain(offer.first("priceCurrency") or offer.first("currency") or currency)
    name = _name(offer) or name
    struck = any(kind in str(offer.first("priceType")) for kind in ("Strikethrough", "ListPrice", "MSRP"))
    unit = _per(offer) + _tax(offer)
    found = False
    for key in ("price", "value") if offer.types & {"PriceSpecification", "MonetaryAmount"} else ("price",):
        for value in offer.values.get(key, ()):
            if isinstance(value, Node):
                yield from _prices(value, currency, depth + 1, name)
                found = True
            elif not isinstance(value, bool) and (amount := plain(value)):
                yield _Price(
                    _money(amount, currency) + unit, name, f"{offer.pointer}/{key}", struck, _float(amount), currency
                )
                found = True
    for low_key, high_key in (("lowPrice", "highPrice"), ("minPrice", "maxPrice")):
        low, high = offer.first(low_key), offer.first(high_key)
        if found or not (low or high):
            continue
        found = True
        if low and high and plain(low) != plain(high):
            amount = f"{_money(plain(low), currency)} to {_money(plain(high), currency)}"
        elif low and high:
            amount = _money(plain(low), currency)
        else:
            amount = f"from {_money(plain(low), currency)}" if low else f"up to {_money(plain(high or ''), currency)}"
        yield _Price(amount + unit, name, f"{offer.pointer}/{low_key if low else high_key}", struck)
    inner = [*offer.things("priceSpecification"), *offer.things("priceComponent")]
    if not found or all(_struck(one) for one in inner):
        for one in inner:
            yield from _prices(one, currency, depth + 1, name)
        for one in () if found else offer.things("offers"):
            yield from _prices(one, currency, depth + 1, name)


def _struck(specification: Node) -> bool:
    return any(kind in str(specification.first("priceType")) for kind in ("Strikethrough", "ListPrice", "MSRP"))


def _name(offer: Node) -> str:
    """The few words that tell one offer from another."""
    for key in (
        "name",
        "category",
        "directCostType",
        "eligibleCustomerType",
        "audience",
        "eligibleRegion",
        "description",
    ):
        for text in words(offer, key):
            if len(text) <= _LONGEST_NAME and "://" not in text and text.lower() not in _CATEGORIES:
                return text
    return ""


def _money(amount: str, currency: str) -> str:
    """Amount and currency together, unless the amount is words or names its currency already."""
    amount = number(amount)
    if not currency or not any(letter.isdigit() for letter in amount) or currency.lower() in amount.lower():
        return amount
    return amount if re.search(r"[$€£¥]|[A-Z]{3}", amount) else f"{amount} {currency}"


def _float(amount: str) -> float | None:
    try:
        return float(amount.replace(",", ""))
    except ValueError:
        return None


def _per(specification: Node) -> str:
    """ "per credit": the unit of a UnitPriceSpecification or of its reference quantity."""
    units = [specification.first(key) for key in ("unitText", "unitCode", "billingDuration")]
    for quantity in specification.things("referenceQuantity"):
        if number(quantity.first("value") or "1") == "1":
            units += [quantity.first("unitText"), quantity.first("unitCode")]
    for unit in units:
        if unit and len(unit) <= 40:
            return f" per {_PER.get(unit.lower(), plain(unit).removeprefix('per ').lower())}"
    return ""


def _tax(specification: Node) -> str:
    for value in specification.plain("valueAddedTaxIncluded"):
        return " tax included" if str(value).lower() == "true" else " plus tax"
    return ""


def _cost(text: str, pointer: str, label: str, section: str | None, marks: tuple[str, ...] = ()) -> StatementReading:
    return StatementReading(
        Field.COST, text[:LONGEST_TEXT], "structured", pointer, label=label, section_key=section, marks=marks
    )
