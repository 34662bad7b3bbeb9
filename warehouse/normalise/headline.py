"""Which of the amounts of a statement one regular domestic learner pays: a total, the regular price, or a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from warehouse.normalise.amounts import Amount
from warehouse.normalise.price_reason import FORMER, TAX

#: The components that are the price of the offering.
MAIN = ("tuition", "total")
#: So many other components make a list of what else to pay.
_LIST = 3
#: Characters between two cells of a row.
_CELL = 4


def headline(found: Sequence[Amount]) -> Amount | None:
    """The one price a regular domestic learner pays, or None where none, or no single one, is stated."""
    regular = _regular(found)
    if not regular:
        return None
    return _total(regular, found) or _said_to_be(regular) or _one_or_range(regular)


def usual(found: Sequence[Amount]) -> Amount | None:
    """ "normally $3,500, $500 for eligible residents": the usual price holds where the other is for some."""
    usual = [one for one in found if one.reason == FORMER and one.audience is None]
    others = [one for one in found if one.audience is not None]
    return usual[0] if others and len(usual) == 1 and len(usual) + len(others) == len(found) else None


def _regular(found: Sequence[Amount]) -> list[Amount]:
    """Prices of the offering, for everybody, before tax."""
    regular = [one for one in found if one.reason is None and one.component in MAIN and one.audience is None]
    if sum(one.component not in MAIN for one in found) >= _LIST:
        # In a list of what else to pay, what is called by no name of a price is one of those things.
        regular = [one for one in regular if one.named]
    if any(not one.registration for one in regular):
        regular = [one for one in regular if not one.registration]
    taxes = sum((one.low for one in found if one.reason == TAX and one.low is not None), Decimal(0))
    if taxes:  # "$350 + $17.50 GST = $367.50": tax is not added
        net = {one.low for one in regular}
        regular = [one for one in regular if one.low is None or one.low - taxes not in net]
    return regular


# ── totals ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _total(regular: Sequence[Amount], found: Sequence[Amount]) -> Amount | None:
    summed = _sum_of_all(regular, found)
    if summed is not None:
        return summed
    of_runs = _sums_of_runs(found)
    labelled = [one for one in regular if one.component == "total"]
    if of_runs:
        return max((*of_runs, *labelled), key=lambda one: one.high or one.low or Decimal(0))
    return labelled[0] if labelled else None


def _sum_of_all(regular: Sequence[Amount], found: Sequence[Amount]) -> Amount | None:
    """The amount that is the sum of all others of the same learner: a total whose header was lost."""
    parts = [one.low for one in found if not one.never and one.audience is None and one.low is not None]
    if len(parts) < 3:
        return None
    whole = sum(parts, Decimal(0))
    return next((one for one in regular if one.low is not None and one.low * 2 == whole and not one.listed), None)


def _sums_of_runs(found: Sequence[Amount]) -> list[Amount]:
    """ "$160 ($20 of tuition + $140 of services)": amounts that the ones next to them add up to."""
    totals = []
    for at, one in enumerate(found):
        if not one.low or one.low != one.high or one.audience is not None or one.reason == TAX or one.alternative:
            continue
        for run in (found[at + 1 :], found[:at][::-1]):
            total = Decimal(0)
            for count, part in enumerate(run, start=1):
                if not part.low or part.low != part.high or part.reason == TAX:
                    break
                total += part.low
                if total == one.low and count > 1 and _apart([one, *run[:count]]):
                    totals.append(replace(one, component="total", reason=None))
                if total >= one.low:
                    break
    return totals


def _apart(run: Sequence[Amount]) -> bool:
    """Words stand between the amounts: bare cells of a price list may add up by chance (5, 10 and 15 credits)."""
    run = sorted(run, key=lambda one: one.start)
    values = [one.low for one in run if one.low]
    chance = len(run) < _LIST + 1 or all(value % min(values) == 0 for value in values)
    return not chance or any(other.start - one.end > _CELL for one, other in pairwise(run))


# ── one of several ──────────────────────────────────────────────────────────────────────────────────────────────────


def _said_to_be(regular: Sequence[Amount]) -> Amount | None:
    """The one that words single out: the regular price, not the early one; the tuition among mere costs."""
    if any(one.timing != "early" for one in regular):  # "$150 by September 1, $175 after"
        late = [one for one in regular if one.timing != "early"]
        if len(late) == 1 and len(regular) > 1:
            return late[0]
        regular = late
    favoured = [one for one in regular if one.favoured]
    if favoured:
        return next((one for one in favoured if one.domestic), favoured[-1])
    specific = [one for one in regular if one.specific]
    rest = [one for one in regular if not one.specific]
    if len(specific) == 1 and rest and all(one.named and one.low != specific[0].low for one in rest):
        return specific[0]
    return None


def _one_or_range(regular: Sequence[Amount]) -> Amount | None:
    """The only one; the first where the others are the same price counted otherwise; a range over courses."""
    if any(one.timing != "early" for one in regular):
        regular = [one for one in regular if one.timing != "early"]
    first = regular[0]
    # The same price in another currency is a conversion.
    same = [one for one in regular[1:] if one.currency in (first.currency, None)]
    others = [one for one in same if (one.low, one.high) != (first.low, first.high)]
    if not others:
        return first
    if all(one.low and (one.listed or (len(others) > 1 and one.alternative)) for one in others):
        basis = first.basis or next((one.basis for one in others if one.basis), None)
        return _over(first, others, basis)  # "€15, €30 and €45 per credit"
    if first.basis not in (None, "total"):
        return _over(first, others, first.basis) if all(one.basis == first.basis for one in others) else first
    if all(one.basis not in (None, first.basis) for one in others):
        return first
    if all(one.of_course and one.basis in (None, "total", "per_course") for one in (first, *others)):
        return _over(first, others, "per_course")
    if all(one.sized and one.basis in (None, "total") for one in (first, *others)):
        return _over(first, others, first.basis)  # "10 hours: $500, 20 hours: $900"
    if len(others) == 1 and others[0].alternative:
        return _over(first, others, first.basis)
    return first if all(one.basis not in (None, "total") for one in others) else None


def _over(first: Amount, others: Sequence[Amount], basis: str | None) -> Amount:
    """A range over several, from the least to the most that is stated."""
    values = [value for one in (first, *others) for value in (one.low, one.high) if value is not None]
    return replace(first, low=min(values), high=max(values), basis=basis)
