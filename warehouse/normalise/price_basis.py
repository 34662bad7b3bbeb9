"""What one payment buys: a course, a credit, an hour, a month; from the words around an amount."""

from __future__ import annotations

from itertools import pairwise

from warehouse.normalise.places import Place, is_money
from warehouse.normalise.tokens import Token

#: First words of "module fee", "course fee": a name of the price that says what one pays for.
_FEES_OF = ("course", "module", "class", "workshop")
#: "A" and "the" count nothing unless an amount stands before them.
_LOOSE = ("a", "an", "le", "la", "l", "de", "du")
#: Articles and their like before what one payment buys.
_ONE = ("la", "le", "l", "the", "a", "one", "un", "une", "each")


def basis_of(tokens: list[Token], place: Place, before: list[Token], end: int) -> tuple[str | None, int]:
    """(basis, tokens it takes behind the amount): "per credit", "/term", "l'heure", "each"; else words before it."""
    at, steps = place.last + 1, 0
    while at < end and steps < 3:
        token = tokens[at]
        if (token.kind == "punct" and token.text in "|*") or token.kind == "percent":
            at, steps = at + 1, steps + 1
            continue
        if "each" in token.tags and not (at + 1 < len(tokens) and tokens[at + 1].tags.keys() & {"basis", "unit"}):
            return _each(before), 1
        joins = token.text == "/" or "per" in token.tags
        if token.text == "/" and at + 2 < len(tokens) and token.start > tokens[at - 1].end and is_money(tokens[at + 2]):
            break  # "Noncredit $225 / Credit $640": the next amount's label
        if joins and at + 1 < len(tokens):
            found = _per(tokens, at + 1, end, at + 1 - place.last)
            if found[0] is not None:
                return found
            break
        if (
            token.text in ("for", "pour")
            and at + 2 < len(tokens)
            and tokens[at + 1].text in ("every", "each", "chaque")
        ):
            return _per(tokens, at + 2, end, at + 2 - place.last)
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
    if at + 2 < end and tokens[at].text == "for" and tokens[at + 2].tags.get("basis") == "none":
        return "none", 3  # "$15 for a drop-in"
    for step in range(at, min(end, at + 3)):  # "100 $ pour la session", "$1,361 for one academic semester"
        if tokens[step].text in ("pour", "for") and step + 2 < len(tokens) and tokens[step + 1].text in _ONE:
            key = _payment_for(tokens, step + 1)
            if key is not None:
                return key, step - place.last + 2
    return stated_before(before), 0


def _payment_for(tokens: list[Token], at: int) -> str | None:
    """ "for one academic semester", "for a 10-week term": the stretch of time one payment buys."""
    for step in range(at, min(at + 6, len(tokens))):
        key = tokens[step].tags.get("basis")
        if key in ("per_term", "per_year", "per_month"):
            told = tokens[step + 1 : step + 3]  # not "pour la session de 20 heures"
            return None if len(told) == 2 and told[0].text == "de" and told[1].value is not None else key
        counted = key == "none" and step + 1 < len(tokens) and tokens[step + 1].tags.get("unit") == "term"
        if "adjacent" in tokens[step].tags or (key is not None and not counted):  # not "for the first term"
            return None
    return None


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
        if behind is not None and behind.tags.get("unit") == "term":  # "per 6-month term"
            return "per_term", taken + step + 1 - at
        if behind is not None and key == "total" and behind.tags.get("unit") == "year":  # "per program year"
            return "per_year", taken + step + 1 - at
        if behind is not None and behind.tags.get("basis") in ("per_course",) and key in ("per_credit", "per_hour"):
            return "per_course", taken + step + 1 - at
        break
    return found, (taken + step - at if found else 0)


def _each(before: list[Token]) -> str:
    for token in reversed(before):
        key = token.tags.get("basis")
        if key in ("per_course", "total", "per_credit"):
            return key
    return "total"


def headed_basis(tokens: list[Token]) -> str | None:
    """ "Tuition per credit hour | …": the basis a table's heading names, right beside its name of the price."""
    for at, token in enumerate(tokens):
        if token.text in ("per", "par") and "per" in token.tags:
            behind = tokens[at + 1 : at + 4]
            keys = [one.tags["basis"] for one in behind[:2] if "basis" in one.tags]
            named = (at and "tuition" in tokens[at - 1].tags) or any("tuition" in one.tags for one in behind[1:])
            if keys and keys[0] != "none" and named:
                return keys[0]
    return None


def stated_before(before: list[Token]) -> str | None:
    """ "each course … $659", "cost per credit: $150", "annual fee", "one course costs"; the nearest words speak."""
    for at in range(len(before) - 1, -1, -1):
        token = before[at]
        if "flat_basis" in token.tags:
            return token.tags["flat_basis"]
        if token.text in ("each", "chaque") or ("per" in token.tags and token.text not in _LOOSE):
            key = _named_behind(before, at)
            if key is not None:
                return key
    return _of_one(before) or _in_a_year(before)


def _named_behind(before: list[Token], at: int) -> str | None:
    """What "per" or "each" at `at` counts: "each certificate course" a course, "per 3 credits" nothing we have."""
    counted = before[at + 1 : at + 3]
    if len(counted) == 2 and (counted[0].value or 0) > 1 and counted[1].tags.get("basis") == "per_credit":
        course = len(before) > at + 3 and before[at + 3].tags.get("basis") == "per_course"
        return "per_course" if course else "none"
    last = None
    for behind in before[at + 1 : at + 6]:  # the last word names the thing
        key = behind.tags.get("basis") or ("per_course" if behind.text in _FEES_OF else None)
        if last and key is None:
            break
        last = key if key and key != "none" else last
    return last


def _of_one(before: list[Token]) -> str | None:
    """ "The price of a credit", "le prix du crédit", "one course costs", "1 credit = $98"."""
    for at, token in enumerate(before[:-2]):
        following = before[at + 1]
        if (
            token.text == "du"
            and following.tags.get("basis") == "per_credit"
            and at
            and "tuition" in before[at - 1].tags
        ):
            return "per_credit"
        french = token.text == "a" and following.text in ("un", "une")
        if french or (token.text in ("of", "d") and following.text in ("a", "an", "one", "un", "une", "'")):
            keys = {one.tags["basis"] for one in before[at + 2 : at + 4] if "basis" in one.tags}
            known = [key for key in ("per_credit", "per_hour", "per_year", "per_term") if key in keys]
            if known:
                return known[0]
    if len(before) > 2 and before[-1].text == "=" and before[-3].value == 1:
        return before[-2].tags.get("basis")
    words = [token.text for token in before]
    if any(pair in pairwise(words) for pair in (("one", "course"), ("un", "module"), ("un", "cours"))):
        return "per_course"
    return None


def _in_a_year(before: list[Token]) -> str | None:
    """ "Tuition for the 2023-2024 school year is": what one school year costs."""
    for at, token in enumerate(before):
        if token.text in ("for", "in", "pour") and any(
            one.tags.get("basis") == "per_year"
            and one.end - one.start > len(one.text)
            and any(year.value is not None and 1990 <= year.value <= 2040 for year in before[at + 1 : at + 7])
            for one in before[at + 1 : at + 7]
        ):
            return "per_year"
    return None
