"""Why an amount is not the regular price, or no price at all."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.normalise.price_words import is_specific, kinds, until_mark
from warehouse.normalise.tokens import Token

#: The reason of an amount that no longer holds, or is the usual one.
FORMER = "a former price, or one given for comparison"
#: The reason of an amount that is a tax.
TAX = "a tax"
#: So far back a word may deny that an amount is a price.
_RISES = ("hausse", "augmentation", "majoration", "baisse")
_DENYING = {"raised", "never", "tax_name", "extra", "superseded", "contrast"}
_REACH = 16
_TOWARDS = ("toward", "towards", "for", "off", "of", "in", "against")


def reason_of(before: list[Token], after: list[Token], *, alone: bool, later: bool = False) -> tuple[str | None, bool]:
    """(why it is not the regular price, it is no price at all)."""
    if not kinds(before, after) & _DENYING:
        return None, False
    reached = next((token for token in after[:2] if is_specific(token) and "registration" not in token.tags), None)
    if (
        reached is not None
        and (reached is after[0] or (after[0].text not in _TOWARDS and "never" not in after[0].tags))
        and not (len(after) > 1 and "never" in after[1].tags)
    ):
        return None, False  # "a scholarship covers the $3,459 tuition"
    taxed = bool(after) and "tax_name" in after[0].tags and bool(before) and before[-1].text in ("+", "plus", "and")
    of_tax = taxed or any("tax_name" in token.tags for token in before[-3:])
    if taxed or (of_tax and not any("tuition" in token.tags or "tax" in token.tags for token in before[-5:])):
        return TAX, True
    for token in _speaking(before, after):
        if alone and "at_most" in token.tags:  # "tuition is assessed by course, to a maximum of $3,000 a term"
            continue
        if "never" in token.tags and "tuition" not in token.tags:
            return f"it is {token.tags['never']} ({token.text})", True
    extra = any("extra" in token.tags for token in until_mark(after)[:4])
    if (before and "extra" in before[-1].tags) or (extra and not alone):
        return "an extra charge", True
    if not alone and any("contrast" in token.tags for token in before):
        return FORMER, True
    of_change = bool(before) and before[-1].text in ("of", "by") and any("raised" in t.tags for t in before[-4:])
    of_change = of_change or (len(before) > 1 and before[-2].text in _RISES and before[-1].text == "de")
    if of_change or any("raised" in token.tags for token in after[:2]):
        return "a change, not a price", True  # "a $5 increase", "an increase of $5"
    was = later and len(before) == 1 and before[0].text in ("from", "contre")
    if was:
        return FORMER, True  # "will increase to $50 from $20"
    near_before = before[-4:]
    fee = any(token.tags.keys() & {"generic", "registration"} for token in near_before)
    if fee and any("extra" in token.tags for token in near_before):
        return "an extra charge", True
    if any(token.tags.get("superseded", "weak" if alone else "") not in ("", "weak") for token in near_before) or (
        not alone and any("superseded" in token.tags for token in near_before)
    ):
        return FORMER, True
    return None, False


def _speaking(before: list[Token], after: list[Token]) -> Iterator[Token]:
    """The words that may deny an amount is a price: back to the nearest name of a price, on to the next comma."""
    named = False
    percent = any(token.kind == "percent" for token in before[-12:])
    reach = before[-_REACH:]
    for at in range(len(reach) - 1, -1, -1):
        token = reach[at]
        if (
            token.text == "received"
            and at
            and reach[at - 1].text.startswith(("application", "payment", "registration"))
        ):
            continue
        if named and token.tags.get("never") != "a threshold":
            continue
        yield token
        against = at > 0 and reach[at - 1].text in (
            "against",
            "toward",
            "towards",
            "off",
        )  # "a bursary against tuition"
        specific = "tuition" in token.tags and "generic" not in token.tags
        named = named or (specific and not percent and not against and "registration" not in token.tags)
    brackets = False
    for step, token in enumerate(after[: 6 if any("tuition" in one.tags for one in before) else 10]):
        if brackets:
            brackets = brackets if token.text != ")" else False
            continue
        if token.text == "(" and any(one.text == ")" for one in after[step + 1 : step + 4]):
            brackets = True  # "$300 (monthly) interest"
            continue
        if token.text.startswith("receiv"):  # "applications received by April": what is received is not the amount
            continue
        if (token.kind == "punct" and token.text in ",;(|") or (
            "tuition" in token.tags and "generic" not in token.tags
        ):
            return
        yield token
