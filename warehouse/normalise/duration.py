"""What a statement of duration says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from warehouse.normalise.readings import DurationReading, Note

_PLAIN = re.compile(
    r"\s*(?P<figure>\d{1,4}(?:\.\d+)?)[\s-]*(?P<unit>hour|heure|day|jour|week|semaine|month|mois|year|an)s?\s*", re.I
)
_UNIT = {"jour": "day", "semaine": "week", "mois": "month", "an": "year"}


def read_duration(
    text: str,
    *,
    lang: str | None = None,
    label: str | None = None,
    context: Sequence[str] = (),
    marks: Sequence[str] = (),
) -> DurationReading:
    """One length alone in the statement ("12 weeks", "30 hours"); anything else is unknown."""
    plain = _PLAIN.fullmatch(text)
    if plain is None or "struck" in marks:
        return DurationReading()
    length = Decimal(plain["figure"])
    unit = plain["unit"].lower()
    why = (Note(plain.start("figure"), plain.end("unit"), plain[0].strip(), "taken", "the only length"),)
    if unit in ("hour", "heure"):
        return DurationReading("stated", hours_min=length, hours_max=length, why=why)
    return DurationReading("stated", span_min=length, span_max=length, span_unit=_UNIT.get(unit, unit), why=why)
