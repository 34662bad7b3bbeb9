"""What an amount pays for: the tuition, a total, or something beside it; from the nearest words around it."""

from __future__ import annotations

from warehouse.normalise.price_words import in_title, until_mark
from warehouse.normalise.quantities import near
from warehouse.normalise.tokens import Token

#: "worth $2,500 toward tuition": the tuition is not the amount.
_INCLUDING = ("includ", "includes", "including", "inclu", "compren", "cover", "couvre", "with", "avec")
_PURPOSE = ("for", "to", "pour", "of", "at", "with", "upon", "lors", "avec")
_LEFT_OUT = ("exclusive", "excluding", "excl", "without", "before", "sans", "hors", "excluant")
_OF = ("of", "for", "de", "des", "du", "d")
_ONE_FEE = ("fee", "charge", "surcharge")


def component_of(before: list[Token], after: list[Token], *, later: bool = False) -> tuple[str, int]:
    """(what the amount pays for, how many words behind it say so): the nearest words before it, else those behind."""
    before = _outside(before)
    if _is_included(before, later=later):
        return "other", 0
    for token in after[:7]:  # "a $100 non-refundable, non-deferrable deposit"
        if token.kind == "punct" and token.text not in ",-":
            break
        if token.tags.get("component") == "deposit" and token.text != "to":
            return "deposit", 1
    reserve = next((token for token in until_mark(after)[:12] if token.tags.get("component") == "deposit"), None)
    if reserve is not None and reserve.text == "to":  # "a $10 registration fee to hold a seat"
        return "deposit", 1
    labelled = bool(before) and "component" in before[-1].tags
    if after and "tuition" in after[0].tags and "generic" not in after[0].tags and not labelled:
        return "tuition", 1  # "the $310 course fee"
    if len(before) > 1 and before[-1].text == "=" and not _priced_unit(before):  # "$2,150 + $475 books = $2,625"
        return "total", 0
    inside = _in_parenthesis(after)
    if inside:
        return inside
    for at in range(len(before) - 1, -1, -1):
        token = before[at]
        if "total" in token.tags:
            return _total_of(before, at) or "total", 0
        if "component" in token.tags and not _included(before, at) and not in_title(before, at):
            joined = at > 1 and before[at - 1].text in ("and", "et", "&", "+") and "tuition" in before[at - 2].tags
            return ("tuition" if joined else token.tags["component"]), 0
        if "tuition" in token.tags and any(one.kind == "percent" for one in before[max(at - 4, 0) : at]):
            continue  # "an administration fee of 10% of the tuition"
        if "registration" in token.tags and at and (before[at - 1].tags.keys() & {"component"} or _late(before, at)):
            return before[at - 1].tags.get("component", "incidental"), 0  # "late homestay registration fee"
        if "tuition" in token.tags:
            if near(before, at - 3, at, "total"):  # "total estimated cost"
                return "total", 0
            subject = (_subject(before, at) or _other_fee(before, at)) if "generic" in token.tags else None
            if subject is not None:  # "textbook cost", "Textbooks will cost", "the exam fee is"
                return subject, 0
            break
    return _component_behind(before, after)


def _component_behind(before: list[Token], after: list[Token]) -> tuple[str, int]:
    """What the words behind an amount say it pays for; a name of a price before it leaves them less to say."""
    named = any("tuition" in token.tags for token in before)
    specific = any("tuition" in token.tags and "generic" not in token.tags for token in before)
    for step, token in enumerate(after[: 12 if not specific else 5]):
        component = token.tags.get("component")
        if component and step and any("include" in one.tags or one.text == "are" for one in after[step + 1 : step + 3]):
            break  # "$60 a session, and materials are included"
        linked = not specific and any(one.text in _PURPOSE for one in after[:step])
        if linked and token.tags.get("basis") in ("per_course", "total") and "soft_student" not in token.tags:
            break  # "a fee of $500 for the course with its exam"
        if component and linked and not (step and "include" in after[step - 1].tags):
            return component, step + 1  # "a fee of $175 is charged for the exam"
        if (token.kind == "punct" and token.text in "(,+:") or token.tags.get("tax") == "included":
            break
        if "include" in token.tags or token.text in _LEFT_OUT:
            break
        if component == "instalment" and any(one.text in ("in", "en") for one in after[:step]):
            break  # "payable in three instalments"
        if component:
            behind = after[step + 1] if step + 1 < len(after) else None
            compound = step == 0 and not (behind is not None and behind.tags.keys() & {"include", "extra"})
            if not named or component == "deposit" or compound:
                return component, step + 1  # "you pay a $33 graduation fee"
        if "tuition" in token.tags and not (named and step > 4):
            if "generic" in token.tags and _other_fee(after, step):
                return "other", step + 1  # "a $22 campus service fee"
            of = next((one for one in after[step + 1 : step + 3] if "component" in one.tags), None)
            of = of if step + 1 < len(after) and after[step + 1].text in _OF else None
            return (of.tags["component"] if of and "generic" in token.tags else "tuition"), step + 1
        if "total" in token.tags and not (named and step > 4):
            return "total", step + 1
    return "tuition", 0


def _total_of(before: list[Token], at: int) -> str | None:
    """ "Total co-op fees": of what the total is, where it is not the tuition."""
    for token in before[at + 1 : at + 4]:
        if token.kind == "punct" or token.tags.keys() & {"include", "tuition"}:
            return None
        if "component" in token.tags:
            return token.tags["component"]
    return None


def _outside(before: list[Token]) -> list[Token]:
    """ "Total cost (tuition and fees) $900": the label before a parenthesis that ends at the amount."""
    if not before or before[-1].text != ")":
        return before
    opened = next((at for at in range(len(before) - 1, -1, -1) if before[at].text == "("), 0)
    label = before[:opened]
    named = any(token.tags.keys() & {"total", "component"} for token in label[-6:])
    return label if named or (label and _other_fee(label, len(label) - 1)) else before


def _late(before: list[Token], at: int) -> bool:
    """ "A late registration fee"."""
    return any(token.text == "late" for token in before[max(at - 2, 0) : at])


def _is_included(before: list[Token], *, later: bool) -> bool:
    """ "The course fee includes a $22 service fee": a part of the price, not the price."""
    at = next((at for at in (-1, -2) if len(before) >= -at and "include" in before[at].tags), None)
    if at is None or before[at].text in ("plus", "with", "avec", "covers", "covering", "couvre"):
        return False
    between = before[at + 1 :] if at < -1 else []
    articles = all(token.text in ("a", "an", "un", "une", "the") for token in between)
    return articles and (later or any("tuition" in token.tags for token in before[:at]))


def _in_parenthesis(after: list[Token]) -> tuple[str, int] | None:
    """ "$1,050 (tuition) + $150 (exam)": a parenthesis that holds nothing but the name."""
    if len(after) < 3 or after[0].text != "(":
        return None
    close = next((step for step, token in enumerate(after[1:4], start=1) if token.text == ")"), None)
    if close is None:
        return None
    tags = after[1].tags
    if "component" in tags and not any(token.tags.keys() & {"include", "tax", "extra"} for token in after[1:close]):
        return tags["component"], close + 1
    return ("tuition", close + 1) if "tuition" in tags and close == 2 else None


def _priced_unit(before: list[Token]) -> bool:
    """ "1 credit = $98", "25-50 hours = $125": what so much costs, no sum."""
    if len(before) < 3 or any(token.text in ("x", "×", "*", "+") for token in before):
        return False
    return bool(before[-2].tags.keys() & {"basis", "unit"}) and before[-3].value is not None


def _included(before: list[Token], at: int) -> bool:
    """ "the price including lunch: $175": what is included is not what the amount pays for."""
    named = any("tuition" in token.tags for token in before[:at])
    return named and any(
        "include" in token.tags and token.text.startswith(_INCLUDING) for token in before[max(at - 10, 0) : at]
    )


def _subject(before: list[Token], at: int) -> str | None:
    """What a bare "cost", "fee" or "price" is of: a thing named just before it in the same breath."""
    for place in range(at - 1, max(at - 8, -1), -1):
        token = before[place]
        joining = token.text in ("and", "et")  # "Books are extra and cost $210"
        if token.kind == "punct" or (
            token.tags.keys() & {"tuition", "total", "range", "number", "include"} and not joining
        ):
            return None
        if "component" in token.tags:
            both = place > 1 and before[place - 1].text in ("and", "et") and "tuition" in before[place - 2].tags
            return None if both else token.tags["component"]
    return None


def _other_fee(before: list[Token], at: int) -> str | None:
    """ "Locker fee", "swipe card charge": one fee of a thing the vocabulary does not know is not the tuition."""
    if before[at].text == "frais" and at + 2 < len(before) and before[at + 1].text in ("de", "d"):
        thing = before[at + 3] if before[at + 2].text == "'" and at + 3 < len(before) else before[at + 2]
        return "other" if thing.kind == "word" and len(thing.text) > 3 else None  # "frais de location"
    said = before[at].end - before[at].start
    if at == 0 or before[at].text not in _ONE_FEE or said > len(before[at].text):
        return None
    thing = before[at - 1]
    joined = thing.kind == "word" and len(thing.text) > 2 and before[at].start - thing.end == 1
    paying = at + 1 < len(before) and before[at + 1].text == "-"  # "a fee-paying student"
    return "other" if joined and not paying and not thing.text.endswith("ly") else None
