"""Amounts of money in a statement, each with what the words around it make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from warehouse.normalise.clauses import HARD_STOPS, own_words, words_after, words_before
from warehouse.normalise.grid import NO_COLUMN, Column, columns, headed
from warehouse.normalise.neighbours import goes_on, is_changed, is_converted, is_net, joined, takes_up
from warehouse.normalise.places import Place, follows, signed_places, unsigned_places
from warehouse.normalise.price_audience import audience_of, timing_of
from warehouse.normalise.price_basis import basis_of
from warehouse.normalise.price_component import component_of
from warehouse.normalise.price_reason import FORMER, TAX, reason_of
from warehouse.normalise.quantities import bound
from warehouse.normalise.registration import is_kept, is_registration, is_registration_fee
from warehouse.normalise.tokens import Token

#: Audiences that are not the regular domestic learner.
_OTHERS = ("international", "member", "student", "senior", "early_bird", "concession", "alumni", "staff", "group")
#: Learners no reduction is for.
_NOT_REDUCED = ("domestic", "international", "student")
#: Words between the two ends of a change.
_STEP = 4
#: From here on an amount is somebody's budget.
MOST = 1_000_000
#: A fee to register below this is what is paid to be let in; a non-refundable one, below that.
_TINY, _SMALL = 60, 100


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount (or range). `reason`: why it is not the regular price; `never`: it is no price at all."""

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    start: int  # characters
    end: int
    component: str = "tuition"
    audience: str | None = None
    basis: str | None = None
    reason: str | None = None
    never: bool = False
    favoured: bool = False  # said to be the regular (or the present) price
    listed: bool = False  # joined to the one before by nothing but "and" or a comma
    alternative: bool = False  # joined to the one before by "or"
    domestic: bool = False  # said to be the domestic learner's
    led: bool = False  # whose it is was said before it, and so of what the sentence goes on with
    timing: str | None = None  # early or late: before or after a day
    specific: bool = False  # called the tuition, not just a cost or fee
    named: bool = False  # called by a name of a price, or by what one payment buys
    of_course: bool = False  # its label names a course, module or class
    sized: bool = False  # said of so many hours, weeks or credits, or of one kind of employer
    registration: bool = False  # a fee for registering: the price, unless the tuition stands beside it


def amounts(tokens: list[Token], local: str | None) -> list[Amount]:
    """All amounts in text order. Numbers without a sign count only where a cost label stands before them."""
    places = signed_places(tokens, local)
    if not any(place.signed for place in places):
        places = unsigned_places(tokens, local)
    if not places:
        return []
    found: list[Amount] = []
    heads = columns(tokens, places)
    heading = headed(tokens, places)
    contrast = any("regular" in t.tags or t.tags.get("audience", "student") not in _NOT_REDUCED for t in tokens)
    alone = len(places) == 1 and not any("free" in token.tags for token in tokens)
    free_from = 0  # words an amount has taken for itself do not speak of the next one
    for index in range(len(places)):
        previous, column = found[-1] if found else None, heads.get(index, NO_COLUMN)
        one, free_from = _understood(tokens, places, index, previous, column, heading, free_from, alone, contrast)
        found.append(_under(heading, one))
    return _with_changes(tokens, places, _with_alternatives(found))


def _with_changes(tokens: list[Token], places: list[Place], found: list[Amount]) -> list[Amount]:
    """ "Reduced from $107 to $89": the first no longer holds."""
    for at in range(1, len(found)):
        one, other = found[at - 1], found[at]
        to = tokens[places[at].first - 1].text in ("to", "a")
        near_by = places[at].first - places[at - 1].last <= _STEP
        came = places[at - 1].first > 0 and tokens[places[at - 1].first - 1].text in ("from", "de")
        less = one.low is not None and other.low is not None and other.low < one.low
        if to and near_by and came and less and one.reason is None and other.reason is None:
            said = found[at - 2].basis if at > 1 else None  # "a reduction of $15 per credit, from $112 to $97"
            basis = other.basis or one.basis or said
            found[at - 1] = replace(one, reason=FORMER, never=True)
            found[at] = replace(other, favoured=True, basis=basis)
    return found


def _with_alternatives(found: list[Amount]) -> list[Amount]:
    """ "Add $200 (quarterly) or $300 (monthly) interest": what the last of two alternatives is, the first is, too."""
    for at in range(len(found) - 1, 0, -1):
        one, other = found[at - 1], found[at]
        debt = (other.reason or "").startswith("it is a debt")
        if other.alternative and debt and one.reason is None and not one.named and one.basis is None:
            found[at - 1] = replace(one, reason=other.reason, never=True)
    return found


def _under(heading: Column, one: Amount) -> Amount:
    """What a heading says of the amounts in its list, where their own words do not."""
    if one.reason is not None or one.component == "total":
        return one
    if heading.component is not None and not one.specific:
        return replace(one, component=heading.component, reason=f"{heading.component}, not the tuition")
    if heading.audience in _OTHERS and one.audience is None and not (one.domestic or one.favoured):
        return replace(one, audience=heading.audience, reason=f"the price for: {heading.audience}")
    return one


def _understood(
    tokens: list[Token],
    places: list[Place],
    index: int,
    previous: Amount | None,
    column: Column,
    heading: Column,
    free_from: int,
    alone: bool,
    contrast: bool,
) -> tuple[Amount, int]:
    """(the amount at places[index] with its role, the token from which words are free for the next)."""
    place = places[index]
    start = max(places[index - 1].last + 1 if index else 0, free_from)
    end = places[index + 1].first if index + 1 < len(places) else len(tokens)
    before = words_before(tokens, start, place.first)
    after = own_words(words_after(tokens, place.last + 1, end), tokens, end, places)
    basis, taken = basis_of(tokens, place, before, end)
    basis = basis or column.basis
    component, component_words = component_of(before, after[taken:], later=index > 0)
    alternative, listed = joined(tokens, places, index) if index else (False, False)
    if previous is not None and (
        alternative or follows(tokens, places[index - 1], place) or (previous.reason and takes_up(tokens, place.first))
    ):
        component = previous.component
    if component == "tuition" and column.component is None:
        component = _spoken_of(tokens, place, before, after) or component
    component = column.component or component
    if component == "tuition" and basis is None and _lets_in(place, before, after):
        component = "application"
    audience, favoured, audience_words = (
        (column.audience, False, 0) if column.audience else audience_of(before, after, contrast=contrast)
    )
    if audience is None and tokens[place.first - 1].text == "|":  # the cells of its row
        audience, favoured, _ = audience_of(tokens[start : place.first], [], contrast=contrast)
    if audience is None and previous is not None and previous.reason is None and previous.audience is None:
        student = any("soft_student" in token.tags for token in before)  # "$450; students may attend for $100"
        audience = "student" if student else None
    same_row = previous is not None and follows(tokens, places[index - 1], place)
    going_on = previous is not None and goes_on(tokens, places[index - 1], place)
    if (
        previous is not None
        and audience is None
        and not favoured
        and (same_row or (previous.led and (going_on or _abroad(tokens, places, index, previous))))
    ):
        audience = "domestic" if previous.domestic else previous.audience
    if previous is not None and going_on and component == "tuition" and not component_words and basis is None:
        component = previous.component
    low, high, bounded = _ends(tokens, place)
    reason, never = reason_of(before, after, alone=alone, later=index > 0)
    # Words that label this amount do not label the next; a tax has no label but its name.
    used = taken if reason == TAX else max(audience_words, taken, component_words + taken if component_words else 0)
    if reason is None:
        reason, never = _not_regular(place, high or low, component, audience, basis)
    if reason is None and bounded and low is None and not _priced(before, after):
        reason, never = "a limit of something else", True
    if previous is not None and previous.reason:
        if reason is None and _about_pay(tokens, places, index, previous) and not _priced_here(before, after):
            reason, never = previous.reason, True
        if is_converted(tokens, places[index - 1], place):
            reason, never = previous.reason, previous.never
    understood = Amount(
        low,
        high,
        place.currency,
        tokens[place.first].start,
        tokens[place.last].end,
        component,
        None if audience == "domestic" else audience,
        None if basis == "none" else basis,
        reason,
        never,
        favoured or is_net(tokens, place),
        listed,
        alternative or listed,
        audience == "domestic",
        led=audience is not None and (not audience_words or (previous is not None and previous.led)),
    )
    if len(places) > 1 or heading is not NO_COLUMN:
        understood = _beside_others(understood, tokens, place, before, after)
    return understood, place.last + 1 + used


def _beside_others(one: Amount, tokens: list[Token], place: Place, before: list[Token], after: list[Token]) -> Amount:
    """What only matters where several amounts stand in a statement."""
    names = ("tuition", "total")
    return replace(
        one,
        timing=timing_of(after),
        specific=any("tuition" in token.tags and "generic" not in token.tags for token in before[-4:]),
        named=one.basis is not None or any(name in t.tags for t in (*before[-3:], *after) for name in names),
        of_course=any(t.tags.get("basis") == "per_course" for t in before[-6:]) or _for_a_course(tokens, place),
        registration=is_registration(before),
        sized=_sized(before[-5:]) or _sized(after[:5]),
    )


def _sized(words: list[Token]) -> bool:
    """ "20 hours: $900", "$900 for 20 hours", "academic: $100, industry: $500": each the regular price of its kind."""
    counted = any(
        one.value is not None and bool(other.tags.keys() & {"unit", "credit"}) for one, other in pairwise(words)
    )
    return counted or any("sector" in token.tags for token in words)


def _lets_in(place: Place, before: list[Token], after: list[Token]) -> bool:
    """A fee to register that is small, or small and not paid back, lets one in and is not the price."""
    high = place.high or Decimal(0)
    if high < _TINY and (is_registration_fee(before) or is_registration_fee(after[:1])):
        return True
    return high < _SMALL and is_kept(before, after) and is_registration(before)


def _ends(tokens: list[Token], place: Place) -> tuple[Decimal | None, Decimal | None, bool]:
    """(low, high, an end is open): of a price that was changed from one to another, the one that holds."""
    if place.low != place.high and is_changed(tokens, place.first):
        return place.high, place.high, False  # "increased from $395 to $425"
    ends = bound(tokens, place.low, place.high, place.first, place.last, place.last + 1, lengths=False)
    return ends.low, ends.high, ends.bounded


def _not_regular(
    place: Place, most: Decimal | None, component: str, audience: str | None, basis: str | None
) -> tuple[str | None, bool]:
    """(why a price is not the one a regular learner pays for the offering, it is no price at all)."""
    if most is not None and most >= MOST and place.currency != "INR":
        return "more than any offering costs", True
    if component not in ("tuition", "total"):
        return f"{component}, not the tuition", False
    if audience in _OTHERS:
        return f"the price for: {audience}", False
    if basis == "none":
        return "not a price of the offering: of something counted otherwise", False
    return None, False


def _abroad(tokens: list[Token], places: list[Place], index: int, previous: Amount) -> bool:
    """ "International students pay £13,500 in year one and the balance of £4,500, a total of £18,000": one sentence."""
    between = tokens[places[index - 1].last + 1 : places[index].first]
    same = not any(t.text in HARD_STOPS or t.tags.keys() & {"audience", "regular"} for t in between)
    return previous.audience == "international" and same


def _about_pay(tokens: list[Token], places: list[Place], index: int, previous: Amount) -> bool:
    """ "The median salary is $33,000, with most jobs starting at $27,000": one sentence about what a job pays."""
    between = tokens[places[index - 1].last + 1 : places[index].first]
    alike = (previous.reason or "").startswith(("it is a salary", "it is a cap"))
    return alike and not any(t.text in HARD_STOPS for t in between)


def _priced_here(before: list[Token], after: list[Token]) -> bool:
    return any(name in token.tags for token in (*before, *after[:4]) for name in ("tuition", "total", "basis"))


def _priced(before: list[Token], after: list[Token]) -> bool:
    """Words that name a price stand about the amount, or no words at all."""
    if not any(token.kind == "word" for token in (*before, *after)):
        return True
    names = ("tuition", "total", "basis")
    if any(name in token.tags for token in (*before, *after) for name in names):
        return True
    for token in reversed(before[-4:]):  # "for as little as $99", not "for amounts under $99"
        if token.text in ("amount", "amounts", "sum"):
            return False
        if token.text in ("for", "pour", "at", "a") or token.kind == "word":
            return token.kind != "word" or token.text in ("for", "pour", "at")
    return False


def _for_a_course(tokens: list[Token], place: Place) -> bool:
    """ "$620 for a half-credit course"."""
    about = tokens[place.last + 1 : place.last + 8]
    said = [at for at, token in enumerate(about[:-1]) if token.text == "for" and about[at + 1].text in ("a", "an")]
    return any(token.tags.get("basis") == "per_course" for at in said for token in about[at + 2 : at + 7])


def _spoken_of(tokens: list[Token], place: Place, before: list[Token], after: list[Token]) -> str | None:
    """ "There is a fee for the exam. It costs $90": the fee named in an earlier sentence, where no price is."""
    if any(token.text == ":" or ("tuition" in token.tags and "generic" not in token.tags) for token in before):
        return None
    if any("tuition" in token.tags and "generic" not in token.tags for token in after):
        return None
    for at in range(place.first - len(before) - 1, -1, -1):
        tags = tokens[at].tags
        if "money" in tags or ("tuition" in tags and "generic" not in tags) or tokens[at].text in "|:":
            return None
        same = any("anaphor" in one.tags for one in before)  # "This fee is": even of what is paid for things
        if tags.get("component") in ("application", "deposit", "exam", "incidental") or ("component" in tags and same):
            return tags["component"]
    return None
