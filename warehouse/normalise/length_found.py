"""A quantity of time with its unit and the role its surroundings give it."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.normalise.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with its unit at tokens [quantity.first, end), and the role its surroundings give it."""

    quantity: Quantity
    unit: str
    end: int
    role: str  # hours, span, weekly, sessions, or the reason why it is set aside
    total: bool = False
    either: bool = False  # joined to the one before by "or"
    typical: bool = False  # "usually", "most": how long it takes, where another is how long it may take
    lasting: bool = False  # behind "in" or "over"
    of_offering: bool = False  # "formation de 30 heures", "a 30-hour course"
    across: bool = False  # of one course and another: "some last …", "… for a two-unit course"
