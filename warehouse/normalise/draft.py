"""A row in the making: no value enters it without its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from warehouse.normalise.quote import quote
from warehouse.normalise.statements import Stated

CENT = Decimal("0.01")
#: What DECIMAL(10,2) holds; a page that states more states no price and no length.
LARGEST = Decimal(10**8)


def fitting(value: Decimal | None) -> Decimal | None:
    """To the cent; None for what no column holds (a slip or a prank is not to break an institution's night)."""
    return None if value is None or not value.is_finite() or abs(value) >= LARGEST else value.quantize(CENT)


def as_text(value: object) -> str:
    """A value as DuckDB casts it to text, in evidence and changes alike: `495.00`, `true`, lists with `; `."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(as_text(item) for item in value)
    return str(value)


@dataclass(slots=True)
class Draft:
    """Values of one offering (or one section of it) and the evidence rows behind them."""

    offering_id: str
    institution_id: str
    run_id: str
    section_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)

    def put(
        self, name: str, value: Any, source: Stated | None, *, how: str = "stated", words: str | None = None
    ) -> None:
        """Set a value and say where it comes from. None and "unknown" are set without evidence: nothing was said."""
        if isinstance(value, Decimal):
            value = fitting(value)
        self.values[name] = value
        if value is None or value == "unknown" or value == []:
            return
        self.evidence.append(
            {
                "offering_id": self.offering_id,
                "institution_id": self.institution_id,
                "section_id": self.section_id,
                "field": name,
                "value": as_text(value),
                "how": how,
                "words": quote(words if words is not None else (source.text if source else None)),
                "label": quote(source.label) if source else None,
                "page_url": source.page_url if source else None,
                "fetched_at": source.fetched_at if source else None,
                "reader": source.reader if source else None,
                "locator": source.locator if source else None,
                "archive_file": source.archive_file if source else None,
                "archive_record": source.archive_record if source else None,
                "archive_offset": source.archive_offset if source else None,
                "run_id": self.run_id,
            }
        )
