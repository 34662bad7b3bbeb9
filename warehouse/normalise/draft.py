"""A row in the making: no value enters it without its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from warehouse.normalise.quote import quote
from warehouse.normalise.statements import Stated

CENT = Decimal("0.01")


def as_text(value: object) -> str:
    """A value as the evidence and change tables spell it: ISO dates, plain decimals, `true`, lists with `; `."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f") if value == value.to_integral() else format(value.normalize(), "f")
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
            value = value.quantize(CENT)
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
