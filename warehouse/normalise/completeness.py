"""How much of what a learner must know is stated: the required facts of the field's standards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Facts marked "must" in the standards we follow (schema.org, CTDL, NCS), one point each.
REQUIRED = (
    "title",
    "url",
    "summary",
    "credential_kind",
    "cost_status",
    "duration_status",
    "delivery_mode",
    "outcomes",
    "prerequisites",
)


def completeness(values: Mapping[str, Any], *, has_section: bool) -> float:
    """Share of the required facts that are stated, a start among them; 0 to 1, two decimals."""
    stated = sum(values.get(name) not in (None, "", "unknown", []) for name in REQUIRED) + has_section
    return round(stated / (len(REQUIRED) + 1), 2)
