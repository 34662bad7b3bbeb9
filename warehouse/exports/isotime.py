"""ISO 8601 durations from what a page states; None where none can be written without guessing."""

from __future__ import annotations

from decimal import Decimal

_DATE_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def effort(hours: Decimal | None) -> str | None:
    """Hours of work as `PT30H` or `PT1H30M`; None when unknown or finer than a minute."""
    if hours is None or hours <= 0 or (hours * 60) % 1:
        return None
    whole, minutes = divmod(int(hours * 60), 60)
    return "PT" + (f"{whole}H" if whole else "") + (f"{minutes}M" if minutes else "")


def span(length: Decimal | None, unit: str | None) -> str | None:
    """Calendar length as `P10W`; None when unknown, broken (1.5 months) or in terms, which have no length."""
    letter = _DATE_UNITS.get(unit or "")
    if length is None or length <= 0 or letter is None or length % 1:
        return None
    return f"P{int(length)}{letter}"
