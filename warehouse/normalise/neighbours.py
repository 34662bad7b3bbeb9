"""What two amounts of one statement are to each other: alternatives, a list, a conversion, cells of one row."""

from __future__ import annotations

from warehouse.normalise.clauses import HARD_STOPS
from warehouse.normalise.places import Place
from warehouse.normalise.quantities import near
from warehouse.normalise.tokens import Token


def joined(tokens: list[Token], places: list[Place], index: int) -> tuple[bool, bool]:
    """(an alternative to the amount before it, joined to it by nothing but "and" or a comma)."""
    former, first = places[index - 1], places[index].first
    word = tokens[first - 1].text
    if word in ("to", "a", "and", "et") and not _is_list(
        tokens, former, places[index]
    ):  # "from $40 for a workshop to $1,800 for a certificate"
        return near(tokens, former.first - 3, former.first, "between"), False
    return word in ("or", "ou"), _is_list(tokens, former, places[index])


def is_changed(tokens: list[Token], first: int) -> bool:
    """ "increased from", "raise domestic tuition from": what follows is a former price and the one that holds."""
    if near(tokens, first - 2, first, "changed"):
        return True
    return first > 0 and tokens[first - 1].text in ("from", "de") and near(tokens, first - 9, first, "raised")


def is_converted(tokens: list[Token], one: Place, other: Place) -> bool:
    """ "earning $65,000 CAD a year ($49,000 USD)": the same in another currency, or a way of it."""
    between = tokens[one.last + 1 : other.first]
    bracket = bool(between) and between[-1].text == "("
    return bracket and all(t.tags.keys() & {"per", "basis", "flat_basis"} for t in between[:-1])


def is_net(tokens: list[Token], place: Place) -> bool:
    """ "$1,149.75 ($1,000 + GST and QST)": in the parenthesis, the price to which the tax is added."""
    behind = tokens[place.last + 1 : place.last + 3]
    return (
        place.first > 0
        and tokens[place.first - 1].text == "("
        and len(behind) == 2
        and behind[0].text in ("+", "plus")
        and "tax_name" in behind[1].tags
    )


def _is_list(tokens: list[Token], one: Place, other: Place) -> bool:
    """ "€15, €30 and €45": nothing but a comma or "and" between two amounts."""
    between = tokens[one.last + 1 : other.first]
    return 0 < len(between) <= 2 and all(token.text in (",", "and", "et") for token in between)


def takes_up(tokens: list[Token], first: int) -> bool:
    """ "$5.28 of technology fees a credit. That makes $60 to $80": the sentence speaks of the amount before."""
    for at in range(first - 1, 0, -1):
        if tokens[at - 1].text == "." or at == 1:
            return "anaphor" in tokens[at].tags
    return False


def goes_on(tokens: list[Token], one: Place, other: Place) -> bool:
    """ "Foreign students pay $17,000 in college and $24,000 at university": one sentence, and no new label."""
    between = tokens[one.last + 1 : other.first]
    if not any(token.text in ("and", "et") for token in between[-4:]):
        return False
    labels = {"audience", "regular", "component", "tuition", "total", "soft_student"}
    return not any(token.text in HARD_STOPS or token.tags.keys() & labels for token in between)
