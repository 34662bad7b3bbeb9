"""What an entry's keys say of the cost: amounts with the currency beside them, ranges, cents, "is free"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from crawlers.contract import Field
from crawlers.reading.feeds.pairs import Pair
from crawlers.reading.feeds.values import amount, for_machines, money
from crawlers.reading.readings import LONGEST_TEXT, StatementReading

_TRUE = ("true", "yes", "1", "y", "oui", "free")


def cost_statements(pairs: list[Pair]) -> Iterator[StatementReading]:
    """Words first, then values. An amount of 0 is kept as it stands: what it means is not for a reader to say."""
    currency = next((text for pair in pairs if pair.key.use == "currency" for text in pair.texts()), "")
    ends: dict[str, tuple[Pair, str]] = {}
    for pair in pairs:
        use = pair.key.use
        if use in ("cost_low", "cost_high"):
            for text in pair.texts()[:1]:
                ends.setdefault(use, (pair, text))
        elif use == "cost_free":
            if str(pair.value).strip().lower() in _TRUE:
                yield _statement(pair, "Free", "structured")
        elif use == "cost_cents":
            for text in pair.texts()[:1]:
                if whole := _from_cents(text):
                    yield _statement(pair, money(whole, currency), "structured")
        elif use == "cost":
            for text in _texts(pair, currency):
                machine = all(map(for_machines, text.split(" or ")))
                yield _statement(pair, text, "structured" if machine else "labelled")
    if ends:
        low, high = ends.get("cost_low"), ends.get("cost_high")
        words = [money(end[1], currency) for end in (low, high) if end]
        text = (
            " to ".join(dict.fromkeys(words)) if low and high else (f"from {words[0]}" if low else f"up to {words[0]}")
        )
        first = low or high
        if first:
            yield _statement(first[0], text, "structured")


def _texts(pair: Pair, currency: str) -> list[str]:
    """Several amounts of one key belong together ("Tuition: 400 CAD; Materials: 50 CAD")."""
    if isinstance(pair.value, list) and any(isinstance(one, dict) for one in pair.value):
        said = [text for one in pair.value[:20] if isinstance(one, dict) and (text := amount(one, currency))]
        if said:
            return ["; ".join(dict.fromkeys(said))]
    said = [money(text, currency) for text in pair.texts()]
    return [" or ".join(said)] if isinstance(pair.value, list) and all(map(for_machines, said)) and said else said


def _from_cents(text: str) -> str | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return f"{value / 100:.2f}" if value.is_finite() and value == value.to_integral_value() else None


def _statement(pair: Pair, text: str, reader: str) -> StatementReading:
    return StatementReading(Field.COST, text[:LONGEST_TEXT], reader, pair.pointer, label=pair.label)
