"""Amounts of money in a statement, each with what the words around it make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from warehouse.normalise.quantities import bound, is_join, near
from warehouse.normalise.tokens import Token

#: Audiences that are not the regular domestic learner.
_OTHERS = ("international", "member", "student", "senior", "early_bird", "concession", "alumni", "staff", "group")
#: Learners no reduction is for.
_NOT_REDUCED = ("domestic", "international", "student")
_LABELS = frozenset(("audience", "regular", "component", "tuition", "total", "soft_student"))
#: From here on an amount is somebody's budget.
MOST = 1_000_000
_HARD_STOPS = ".;|•\n"


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
    alternative: bool = False  # joined to the one before by "or"
    domestic: bool = False  # said to be the domestic learner's
    timing: str | None = None  # early or late: before or after a day
    registration: bool = False  # a fee for registering: the price, unless the tuition stands beside it


@dataclass(frozen=True, slots=True)
class _Place:
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    first: int  # tokens
    last: int
    signed: bool


def amounts(tokens: list[Token], local: str | None) -> list[Amount]:
    """All amounts in text order. Numbers without a sign count only where a cost label stands before them."""
    places = _places(tokens, local)
    if not any(place.signed for place in places):
        places = _unsigned(tokens, local)
    found: list[Amount] = []
    columns = _columns(tokens, places)
    contrast = any("regular" in t.tags or t.tags.get("audience", "student") not in _NOT_REDUCED for t in tokens)
    alone = len(places) == 1 and not any("free" in token.tags for token in tokens)
    free_from = 0  # words an amount has taken for itself do not speak of the next one
    for index in range(len(places)):
        previous, column = found[-1] if found else None, columns.get(index)
        one, free_from = _understood(tokens, places, index, previous, column, free_from, alone, contrast)
        found.append(one)
    return found


def _columns(tokens: list[Token], places: list[_Place]) -> dict[int, str]:
    """A grid flattened into a line ("Domestic International … $100 $200"): place -> its column's audience."""
    if not places:
        return {}
    heads = [token.tags["audience"] for token in tokens[: places[0].first] if "audience" in token.tags]
    if len(heads) < 2 or len(set(heads)) != len(heads):
        return {}
    columns: dict[int, str] = {}
    row: list[int] = []
    for index, place in enumerate(places):
        if row and not _follows(tokens, places[row[-1]], place):
            row = []
        row.append(index)
        if len(row) == len(heads):
            columns |= dict(zip(row, heads, strict=True))
            row = []
    return columns


def _follows(tokens: list[Token], one: _Place, other: _Place) -> bool:
    """Nothing but marks between two amounts: cells of one row."""
    return all(token.kind == "punct" and token.text in "*|-/" for token in tokens[one.last + 1 : other.first])


def _currency(token: Token, local: str | None) -> str | None:
    money = token.tags.get("money")
    return local if money == "local" else money


def _is_money(token: Token) -> bool:
    return "money" in token.tags


def _places(tokens: list[Token], local: str | None) -> list[_Place]:
    places: list[_Place] = []
    at = 0
    while at < len(tokens):
        place = _signed(tokens, at, local)
        if place is None:
            at += 1
            continue
        places.append(place)
        at = place.last + 1
    return places


def _signed(tokens: list[Token], at: int, local: str | None) -> _Place | None:
    """`$ 499`, `499 $`, `€ 600 to € 700`, `1100 et 2800 francs`."""
    one = _one(tokens, at, local)
    bare = None
    if one is None:
        if tokens[at].kind != "number" or tokens[at].value is None:
            return None
        bare = (_number(tokens, at), None, at, at)
    value, currency, first, last = one or bare or (Decimal(0), None, at, at)
    second = None
    if is_join(tokens, last + 1):
        joined = tokens[last + 1]
        between = near(tokens, first - 4, first, "between")
        if joined.text not in ("and", "et", "or", "ou") or between:
            second = _one(tokens, last + 2, local)
            if second is None and one is not None and last + 2 < len(tokens) and tokens[last + 2].kind == "number":
                number = tokens[last + 2]
                if number.value is not None and number.value > value and not _unit_behind(tokens, last + 3):
                    second = (number.value, currency, last + 2, last + 2)
    if second is not None and second[0] >= value:
        return _Place(value, second[0], second[1] or currency, first, second[3], True)
    if one is None:
        return None
    return _Place(value, value, currency, first, last, True)


def _unit_behind(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and ("unit" in tokens[at].tags or "meeting" in tokens[at].tags)


def _one(tokens: list[Token], at: int, local: str | None) -> tuple[Decimal, str | None, int, int] | None:
    """(value, currency, first, last token) of an amount with its sign or currency word at `at`."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    dotted = token.text == "rs" and at + 2 < len(tokens) and tokens[at + 1].text == "."
    if _is_money(token) and dotted and tokens[at + 2].value is not None:  # "Rs. 25,000"
        return _number(tokens, at + 2), _currency(token, local), at, at + 2
    if _is_money(token) and at + 1 < len(tokens) and tokens[at + 1].value is not None:
        if token.kind != "sign" and token.text in ("canadian", "pounds", "us", "ca", "can", "francs"):
            return None
        behind = tokens[at + 2] if at + 2 < len(tokens) else None
        currency, last = _currency(token, local), at + 1
        if behind is not None and _is_money(behind) and not _begins_amount(tokens, at + 2):
            named = _currency(behind, local)
            currency, last = (named if token.tags["money"] == "local" and named else currency), at + 2
        if token.tags["money"] == "local" and at and tokens[at - 1].tags.get("money", "local") != "local":
            currency = tokens[at - 1].tags["money"]
        return _number(tokens, at + 1), currency, at, last
    if token.value is not None and token.kind == "number" and at + 1 < len(tokens) and _is_money(tokens[at + 1]):
        sign = tokens[at + 1]
        if (
            sign.kind == "sign"
            and at + 2 < len(tokens)
            and tokens[at + 2].value is not None
            and _glued(sign, tokens[at + 2])
        ):
            return None  # "2 $500": the sign is the next amount's
        last, currency = at + 1, _currency(sign, local)
        if at + 2 < len(tokens) and _is_money(tokens[at + 2]) and tokens[at + 2].kind != "sign":
            last, currency = at + 2, _currency(tokens[at + 2], local) or currency
        return token.value, currency, at, last
    return None


def _begins_amount(tokens: list[Token], at: int) -> bool:
    """The sign at `at` belongs to a number behind it."""
    return tokens[at].kind == "sign" and at + 1 < len(tokens) and tokens[at + 1].value is not None


def _glued(sign: Token, number: Token) -> bool:
    return number.start - sign.end <= 0


def _number(tokens: list[Token], at: int) -> Decimal:
    value = tokens[at].value
    assert value is not None
    return value


def _unsigned(tokens: list[Token], local: str | None) -> list[_Place]:
    """Numbers behind a cost label and a colon, alone in their place: "Tuition: 499"."""
    places = []
    for at, token in enumerate(tokens):
        if (
            token.kind != "number"
            or token.value is None
            or (token.value < 5 and token.value != 0)
            or "number" in token.tags
        ):
            continue
        follows = tokens[at + 1] if at + 1 < len(tokens) else None
        ends = follows is None or (follows.kind == "punct" and follows.text in ".;|,+(*/")
        if follows is not None and not ends and "per" not in follows.tags and "basis" not in follows.tags:
            continue
        before = tokens[max(at - 2, 0) : at]
        label = tokens[at - 1] if at else None
        direct = label is not None and ("tuition" in label.tags or "total" in label.tags) and follows is None
        if direct or (
            before
            and before[-1].text == ":"
            and any("tuition" in one.tags or "total" in one.tags for one in tokens[:at])
        ):
            places.append(_Place(token.value, token.value, local, at, at, False))
    return places


# ── what the words around an amount make of it ──────────────────────────────────────────────────────────────────────


def _understood(
    tokens: list[Token],
    places: list[_Place],
    index: int,
    previous: Amount | None,
    column: str | None,
    free_from: int,
    alone: bool,
    contrast: bool,
) -> tuple[Amount, int]:
    place = places[index]
    start = max(places[index - 1].last + 1 if index else 0, free_from)
    end = places[index + 1].first if index + 1 < len(places) else len(tokens)
    before = _before(tokens, start, place.first)
    after = _own(_after(tokens, place.last + 1, end), tokens, end, trailing=_trails(tokens, places))
    basis, taken = _basis(tokens, place, before, end)
    component, component_words = _component(before, after[taken:])
    alternative = place.first > 0 and tokens[place.first - 1].text in ("or", "ou")
    if previous is not None and previous.reason and _takes_up(tokens, place.first):
        component = previous.component
    if previous is not None and (alternative or _follows(tokens, places[index - 1], place)):
        component = previous.component
    audience, favoured, audience_words = (column, False, 0) if column else _audience(before, after, contrast=contrast)
    used = max(audience_words, taken, component_words + taken if component_words else 0)
    reason, never = _reason(before, after, alone=alone)
    low, high = place.low, place.high
    if low != high and near(tokens, place.first - 2, place.first, "changed"):
        low = high  # "increased from $395 to $425"
    largest = max(value for value in (low, high) if value is not None)
    if largest >= MOST and place.currency != "INR" and reason is None:
        reason, never = "more than any offering costs", True
    if component not in ("tuition", "total") and reason is None:
        reason = f"{component}, not the tuition"
    if audience in _OTHERS and reason is None:
        reason = f"the price for: {audience}"
    if basis == "none" and reason is None:
        reason = "not a price of the offering: of something counted otherwise"
    bounded = bound(tokens, low, high, place.first, place.last, place.last + 1, lengths=False)
    understood = Amount(
        bounded.low,
        bounded.high,
        place.currency,
        tokens[place.first].start,
        tokens[place.last].end,
        component,
        None if audience == "domestic" else audience,
        None if basis == "none" else basis,
        reason,
        never,
        favoured,
        alternative,
        audience == "domestic",
        _timing(after),
        _is_registration(before),
    )
    return understood, place.last + 1 + used


def _takes_up(tokens: list[Token], first: int) -> bool:
    """ "$5.28 of technology fees a credit. That makes $60 to $80": the sentence speaks of the amount before."""
    for at in range(first - 1, 0, -1):
        if tokens[at - 1].text == "." or at == 1:
            return "anaphor" in tokens[at].tags
    return False


def _timing(after: list[Token]) -> str | None:
    for token in after[:2]:
        if "early" in token.tags:
            return "early"
        if "late" in token.tags:
            return "late"
    return None


def _is_registration(before: list[Token]) -> bool:
    named = next((token for token in reversed(before) if "tuition" in token.tags), None)
    return named is not None and "registration" in named.tags


def _trails(tokens: list[Token], places: list[_Place]) -> bool:
    """Labels stand behind their amounts ("$500 member, $600 non-member"): one stands behind the last."""
    last = places[-1].last + 1
    return any(
        name in token.tags
        for token in tokens[last : last + 5]
        for name in ("audience", "regular", "component", "soft_student")
    )


def _own(after: list[Token], tokens: list[Token], end: int, *, trailing: bool) -> list[Token]:
    """Words behind an amount without those that label the next one ("$500 International $900", "$500 Books: $80")."""
    if end >= len(tokens) or not after or after[-1] is not tokens[end - 1]:
        return after
    colon = after[-1].text in ":="
    if trailing and not colon:
        return after
    keep = len(after) - 1 if colon else len(after)
    while keep and not colon and after[keep - 1].text in ("of", "de", "is"):
        keep -= 1
    while keep and _LABELS & after[keep - 1].tags.keys():
        keep -= 1
    return after[:keep]


def _before(tokens: list[Token], start: int, stop: int) -> list[Token]:
    """Words of the same clause before an amount, nearest last."""
    begin = start
    for at in range(stop - 1, start - 1, -1):
        if tokens[at].kind == "punct" and tokens[at].text in _HARD_STOPS and not _abbreviation(tokens, at):
            begin = at + 1
            if any(token.kind in ("phrase", "word") for token in tokens[begin:stop]):
                break
            begin = start  # nothing between the stop and the amount: a cell's label stands before the bar
    return tokens[max(begin, stop - 24) : stop]


def _abbreviation(tokens: list[Token], at: int) -> bool:
    return tokens[at].text == "." and at > 0 and tokens[at - 1].text in ("approx", "p", "a", "no", "st", "incl", "excl")


def _after(tokens: list[Token], start: int, stop: int) -> list[Token]:
    """Words of the same clause behind an amount."""
    for at in range(start, min(stop, start + 14)):
        if tokens[at].kind == "punct" and tokens[at].text in _HARD_STOPS and tokens[at].text != "|":
            return tokens[start:at]
    return tokens[start : min(stop, start + 14)]


def _basis(tokens: list[Token], place: _Place, before: list[Token], end: int) -> tuple[str | None, int]:
    """(basis, tokens it takes behind the amount): "per credit", "/term", "l'heure", "each"; else words before it."""
    at, steps = place.last + 1, 0
    while at < end and steps < 3:
        token = tokens[at]
        if (token.kind == "punct" and token.text in "|*") or token.kind == "percent":
            at, steps = at + 1, steps + 1
            continue
        joins = token.text == "/" or "per" in token.tags
        if (
            token.text == "/"
            and at + 2 < len(tokens)
            and token.start > tokens[at - 1].end
            and _is_money(tokens[at + 2])
        ):
            break  # "Noncredit $225 / Credit $640": the next amount's label
        if joins and at + 1 < len(tokens):
            return _per(tokens, at + 1, end, at + 1 - place.last)
        if "each" in token.tags or token.text == "each":
            return _each(before), 1
        if "flat_basis" in token.tags:
            return token.tags["flat_basis"], 1
        break
    if at < end and tokens[at].text == "(":  # "$137.50 (the fee per credit point)"
        for step in range(at + 1, min(at + 6, end - 1)):
            if tokens[step].text == ")":
                break
            if "per" in tokens[step].tags and tokens[step].text in ("per", "par"):
                return _per(tokens, step + 1, end, 0)
    for step in range(place.last + 1, min(end, place.last + 4)):  # "100 $ pour la session"
        if tokens[step].text in ("pour", "for") and step + 2 < len(tokens):
            key = tokens[step + 2].tags.get("basis") or tokens[step + 1].tags.get("basis")
            if key in ("per_term", "per_year", "per_month") and tokens[step + 1].text in (
                "la",
                "le",
                "l",
                "the",
                "a",
                "one",
                "un",
                "une",
                "each",
            ):
                return key, step - place.last + 2
    return _stated_before(before), 0


def _per(tokens: list[Token], at: int, end: int, taken: int) -> tuple[str | None, int]:
    """What stands behind "per": the first thing counted within two words ("per 0.5 credit course" is a course)."""
    found: str | None = None
    step = at
    for step in range(at, min(at + 4, len(tokens))):
        token = tokens[step]
        if token.kind == "number" or token.text in ("-", "l", "'", "full"):
            continue
        key = token.tags.get("basis")
        if key is None and "unit" in token.tags:
            key = {"hour": "per_hour", "month": "per_month", "year": "per_year", "term": "per_term"}.get(
                token.tags["unit"], "none"
            )
        if key is None:
            if "component" in token.tags and tokens[at - 1].text != "/":  # "$15 for each transcript"
                return "none", taken
            break
        found = key
        behind = tokens[step + 1] if step + 1 < len(tokens) else None
        if behind is not None and behind.tags.get("basis") in ("per_course",) and key == "per_credit":
            return "per_course", taken + step + 1 - at
        break
    return found, (taken + step - at if found else 0)


def _each(before: list[Token]) -> str:
    for token in reversed(before):
        key = token.tags.get("basis")
        if key in ("per_course", "total", "per_credit"):
            return key
    return "total"


def _stated_before(before: list[Token]) -> str | None:
    """ "each course … $659", "cost per credit: $150", "annual fee", "one course costs"."""
    for at, token in enumerate(before):
        if "flat_basis" in token.tags:
            return token.tags["flat_basis"]
        if ("per" in token.tags and token.text not in ("a", "an", "le", "la", "l", "du")) or token.text in (
            "each",
            "chaque",
        ):
            last = None
            for behind in before[at + 1 : at + 5]:  # "each certificate course": the last word names the thing
                key = behind.tags.get("basis")
                if last and key is None:
                    break
                last = key if key and key != "none" else last
            if last:
                return last
    words = [token.text for token in before]
    if any(pair in pairwise(words) for pair in (("one", "course"), ("un", "module"), ("un", "cours"))):
        return "per_course"
    return None


def _component(before: list[Token], after: list[Token]) -> tuple[str, int]:
    """(what the amount pays for, how many words behind it say so): the nearest words before it, else those behind."""
    if after and "tuition" in after[0].tags and "generic" not in after[0].tags:
        return "tuition", 1  # "the $310 course fee"
    for at in range(len(before) - 1, -1, -1):
        token = before[at]
        if "total" in token.tags:
            return "total", 0
        if "component" in token.tags and not _included(before, at):
            joined = at > 1 and before[at - 1].text in ("and", "et", "&", "+") and "tuition" in before[at - 2].tags
            return ("tuition" if joined else token.tags["component"]), 0
        if "tuition" in token.tags:
            if near(before, at - 3, at, "total"):  # "total estimated cost"
                return "total", 0
            subject = _subject(before, at) if "generic" in token.tags else None
            if subject is not None:  # "textbook cost", "Textbooks will cost", "the exam fee is"
                return subject, 0
            break
    named = any("tuition" in token.tags for token in before)
    purpose = (
        bool(after)
        and after[0].text in ("for", "to", "pour")
        and not any("tuition" in token.tags and "generic" not in token.tags for token in before)
    )
    for step, token in enumerate(after[: 5 if named else 8]):
        if purpose and step < 3 and "component" in token.tags:  # "a fee of $175 for the exam"
            return token.tags["component"], step + 1
        if (token.kind == "punct" and token.text in "(,+:") or token.tags.get("tax") == "included":
            break
        if "include" in token.tags:
            break
        if "component" in token.tags and not (named and token.tags["component"] != "deposit"):
            return token.tags["component"], step + 1
        if "tuition" in token.tags:
            of = next((one for one in after[step + 1 : step + 3] if "component" in one.tags), None)
            return (of.tags["component"] if of and "generic" in token.tags else "tuition"), step + 1
        if "total" in token.tags:
            return "total", step + 1
    return "tuition", 0


def _included(before: list[Token], at: int) -> bool:
    """ "the price including lunch: $175": what is included is not what the amount pays for."""
    named = any("tuition" in token.tags for token in before[:at])
    return named and near(before, at - 10, at, "include")


def _subject(before: list[Token], at: int) -> str | None:
    """What a bare "cost", "fee" or "price" is of: a thing named just before it in the same breath."""
    for place in range(at - 1, max(at - 5, -1), -1):
        token = before[place]
        if token.kind == "punct" or token.tags.keys() & {"tuition", "total", "range", "number", "include"}:
            return None
        if "component" in token.tags:
            return token.tags["component"]
    return None


def _audience(before: list[Token], after: list[Token], *, contrast: bool) -> tuple[str | None, bool, int]:
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


def _speaking(before: list[Token], after: list[Token]) -> Iterator[Token]:
    """The words that may deny an amount is a price: back to the nearest name of a price, on to the next comma."""
    named = False
    for token in reversed(before[-12:]):
        if named and token.tags.get("never") != "a threshold":
            continue
        yield token
        named = named or ("tuition" in token.tags and "generic" not in token.tags)
    for token in after[: 6 if any("tuition" in one.tags for one in before) else 10]:
        if (token.kind == "punct" and token.text in ",;(|") or "tuition" in token.tags:
            return
        yield token


def _reason(before: list[Token], after: list[Token], *, alone: bool) -> tuple[str | None, bool]:
    """(why it is not the regular price, it is no price at all)."""
    if any("tuition" in token.tags and "generic" not in token.tags for token in after[:2]):
        return None, False  # "a scholarship covers the $3,459 tuition"
    of_tax = any("tax_name" in token.tags for token in before[-3:])
    if of_tax and not any("tuition" in token.tags or "tax" in token.tags for token in before[-5:]):
        return "a tax", True
    for token in _speaking(before, after):
        if "never" in token.tags and "tuition" not in token.tags:
            return f"it is {token.tags['never']} ({token.text})", True
    if before and "extra" in before[-1].tags:
        return "an extra charge", True
    near_before = before[-4:]
    if any(token.tags.get("superseded", "weak" if alone else "") not in ("", "weak") for token in near_before) or (
        not alone and any("superseded" in token.tags for token in near_before)
    ):
        return "a former price, or one given for comparison", True
    return None, False
