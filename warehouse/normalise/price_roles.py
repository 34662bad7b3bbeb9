"""What the words around an amount make of it: what it pays for, who pays it, and why it may be no price at all."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.normalise.quantities import near
from warehouse.normalise.tokens import Token

#: The reason of an amount that no longer holds, or is the usual one.
FORMER = "a former price, or one given for comparison"
#: The reason of an amount that is a tax.
TAX = "a tax"
#: Audiences whose word begins many a title ("Senior Fitness Instructor").
_IN_TITLES = ("senior", "group", "staff", "early_bird", "international")
#: "worth $2,500 toward tuition": the tuition is not the amount.
_INCLUDING = ("includ", "includes", "including", "inclu", "compren", "cover", "couvre", "with", "avec")
_PURPOSE = ("for", "to", "pour", "of", "at", "with", "upon", "lors", "avec")
#: A group or a company farther away is what the sentence is about, not who pays.
_GROUP_REACH = 8
#: So far back a word may deny that an amount is a price.
_REACH = 16
_OF = ("of", "for", "de", "des", "du", "d")
_ONE_FEE = ("fee", "charge", "surcharge")
_TOWARDS = ("toward", "towards", "for", "off", "of", "in", "against")


def component_of(before: list[Token], after: list[Token], *, later: bool = False) -> tuple[str, int]:
    """(what the amount pays for, how many words behind it say so): the nearest words before it, else those behind."""
    if _is_included(before, later=later):
        return "other", 0
    reserve = next((token for token in _until_mark(after)[:12] if token.tags.get("component") == "deposit"), None)
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
            return "total", 0
        if "component" in token.tags and not _included(before, at) and not _in_title(before, at):
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
    for step, token in enumerate(after[: 9 if not specific else 5]):
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
        if "include" in token.tags:
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


def _in_title(before: list[Token], at: int) -> bool:
    """ "Hotel Operations $900": a bare thing that a further noun follows is part of a name, not what is paid for."""
    token = before[at]
    if at + 1 >= len(before) or token.end - token.start > len(token.text):
        return False
    behind = before[at + 1]
    return behind.kind == "word" and len(behind.text) > 2 and behind.start - token.end == 1


def _people(audience: Token, behind: Token) -> bool:
    """ "International delegates", against "International Language Institute"."""
    return audience.tags["audience"] == "international" and behind.text.endswith("s")


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
    for place in range(at - 1, max(at - 5, -1), -1):
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


def audience_of(before: list[Token], after: list[Token], *, contrast: bool) -> tuple[str | None, bool, int]:
    """(audience, said to be the regular one, words behind the amount that say so).

    A parenthesis behind the amount speaks first, then the words before.
    """
    if after and after[0].text == "(" and any(token.text == ")" for token in after[1:7]):
        for step, token in enumerate(after[1:5]):
            if token.text == ")":
                break
            if "regular" in token.tags:
                return None, True, step + 2
            if "audience" in token.tags:
                return token.tags["audience"], token.tags["audience"] == "domestic", step + 2
            if "soft_student" in token.tags and contrast:
                return "student", False, step + 2
    favoured = False
    for at in range(len(before) - 1, -1, -1):
        token = before[at]
        if "regular" in token.tags:
            favoured = True
            break
        inside = at > 0 and before[at - 1].text == "("  # "390 EUR (students: 290 EUR)"
        if (
            "soft_student" in token.tags
            and (contrast or inside)
            and at + 1 < len(before)
            and before[at + 1].text in ":|-"
        ):
            return "student", False, 0
        if "now" in token.tags and not any("audience" in one.tags for one in after[:3]):
            return None, True, 0
        if token.tags.get("audience") in _IN_TITLES and _in_title(before, at) and not _people(token, before[at + 1]):
            continue
        if token.tags.get("audience") == "group" and len(before) - at > _GROUP_REACH:
            continue
        if "audience" in token.tags:
            both = at > 1 and before[at - 1].text in ("and", "or", "et", "ou", "&")
            if both and (before[at - 2].tags.get("audience") == "domestic" or "regular" in before[at - 2].tags):
                return None, True, 0  # "the same for residents and non-residents"
            return token.tags["audience"], token.tags["audience"] == "domestic", 0
    if favoured:
        return None, True, 0
    for step, token in enumerate(after[:5]):
        if token.kind == "punct" and token.text in ",(|:":
            break
        if "regular" in token.tags:
            return None, True, step + 1
        if "audience" in token.tags:
            domestic = token.tags["audience"] == "domestic"
            return token.tags["audience"], domestic, step + 1
        if "soft_student" in token.tags and contrast:
            return "student", False, step + 1
    return None, False, 0


def timing_of(after: list[Token]) -> str | None:
    """early or late: the amount holds before or after a day ("$100 if you register before April 5")."""
    conditional = any(token.text in ("if", "when", "si", "for", "pour") for token in after[:4])
    for token in after[: 10 if conditional else 2]:
        if "early" in token.tags:
            return "early"
        if "late" in token.tags:
            return "late"
    return None


def is_kept(before: list[Token], after: list[Token]) -> bool:
    """ "(non-refundable)" behind a fee to register: what is paid to be let in, not the price."""
    return any("non_refundable" in token.tags for token in (*before[-4:], *after[:3]))


def is_registration_fee(words: list[Token]) -> bool:
    """ "Registration fee", "frais d'inscription"; not "Registration: $40" nor "pre-registration is required"."""
    return any("registration" in token.tags and token.end - token.start > len(token.text) for token in words[-4:])


def is_registration(before: list[Token]) -> bool:
    named = next((token for token in reversed(before) if "tuition" in token.tags), None)
    return named is not None and "registration" in named.tags


def reason_of(before: list[Token], after: list[Token], *, alone: bool) -> tuple[str | None, bool]:
    """(why it is not the regular price, it is no price at all)."""
    reached = next((token for token in after[:2] if _is_specific(token) and "registration" not in token.tags), None)
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
    extra = any("extra" in token.tags for token in _until_mark(after)[:4])
    if (before and "extra" in before[-1].tags) or (extra and not alone):
        return "an extra charge", True
    if not alone and any("contrast" in token.tags for token in before):
        return FORMER, True
    near_before = before[-4:]
    if any("extra" in token.tags for token in near_before) and any("generic" in token.tags for token in near_before):
        return "an extra charge", True
    if any(token.tags.get("superseded", "weak" if alone else "") not in ("", "weak") for token in near_before) or (
        not alone and any("superseded" in token.tags for token in near_before)
    ):
        return FORMER, True
    return None, False


def _is_specific(token: Token) -> bool:
    """Calls the price of the offering by its name, not just a cost or fee."""
    return "tuition" in token.tags and "generic" not in token.tags


def _until_mark(tokens: list[Token]) -> list[Token]:
    return tokens[: next((at for at, token in enumerate(tokens) if token.kind == "punct"), len(tokens))]


def _speaking(before: list[Token], after: list[Token]) -> Iterator[Token]:
    """The words that may deny an amount is a price: back to the nearest name of a price, on to the next comma."""
    named = False
    percent = any(token.kind == "percent" for token in before[-12:])
    reach = before[-_REACH:]
    for at in range(len(reach) - 1, -1, -1):
        token = reach[at]
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
    for token in after[: 6 if any("tuition" in one.tags for one in before) else 10]:
        if token.text.startswith("receiv"):  # "applications received by April": what is received is not the amount
            continue
        if (token.kind == "punct" and token.text in ",;(|") or (
            "tuition" in token.tags and "generic" not in token.tags
        ):
            return
        yield token
