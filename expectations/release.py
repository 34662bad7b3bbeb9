"""Whether tonight becomes a release: few enough institutions held, most offerings fresh, nothing broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from expectations.bands import bands
from expectations.columns import INSTITUTIONS
from expectations.numbers import is_null
from expectations.verdicts import Finding, ReleaseVerdict

if TYPE_CHECKING:
    import pandas as pd


def judge(institutions: pd.DataFrame, problems: Sequence[str], errors: Sequence[str]) -> ReleaseVerdict:
    """One row an institution of tonight: columns.INSTITUTIONS; where `not_seen` is there, it says how many known
    offerings tonight did not bring, else it is known minus tonight's. KeyError for a missing column.

    `problems`: what is broken in keys, schema or files. `errors`: what went wrong inside judging.
    """
    missing = [column for column in INSTITUTIONS if column not in institutions.columns]
    if missing:
        raise KeyError(f"institutions have no column {', '.join(missing)}")
    found: list[Finding] = []

    def block(rule: str, value: object, message: str) -> None:
        found.append(Finding("release", "critical", rule, None, None, None, str(value), message + "."))

    if errors:
        block("REL-001", len(errors), f"Judging did not work ({len(errors)} errors, the first: {errors[0]})")
    if problems:
        block(
            "REL-002", len(problems), f"The release is not whole ({len(problems)} problems, the first: {problems[0]})"
        )
    _coverage(institutions, block)
    if not found:
        return ReleaseVerdict(True)
    return ReleaseVerdict(False, tuple(found), "No release: " + " ".join(f.message for f in found))


def _coverage(institutions: pd.DataFrame, block: Callable[[str, object, str], None]) -> None:
    b, count = bands()["release"], len(institutions)
    held = institutions[institutions["outcome"] != "complete"]
    allowed = max(b["institutions_least"], b["institutions_share"] * count)
    if len(held) > allowed:
        names = ", ".join(f"{row.institution_id} {row.outcome}" for row in held.head(5).itertuples())
        block("REL-003", len(held), f"{len(held)} of {count} institutions are not complete ({names})")
    known = int(institutions["known_offerings"].fillna(0).sum())
    stale = sum(_stale(row) for row in held.to_dict("records"))
    if known and stale / known > b["offerings_share"]:
        block("REL-004", stale, f"{stale} of {known} known offerings ({stale / known:.0%}) were not refreshed tonight")
    taken = institutions.loc[institutions["outcome"].isin(["complete", "partial"]), "offerings_tonight"]
    if not known and not int(taken.fillna(0).sum()):
        block("REL-005", 0, f"Nothing was read at {count} institutions and nothing is known from before")


def _stale(row: dict[object, object]) -> int:
    """Known offerings that stay as they were: all, or at a partial institution those not seen tonight."""
    known = _whole(row["known_offerings"])
    if row["outcome"] != "partial":
        return known
    if not is_null(row.get("not_seen")):
        return _whole(row["not_seen"])
    return max(known - _whole(row["offerings_tonight"]), 0)


def _whole(value: object) -> int:
    return 0 if is_null(value) else int(float(str(value)))
