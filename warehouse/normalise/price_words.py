"""What the words of a price share: a name of the price itself, a thing in a title, a clause up to its first mark."""

from __future__ import annotations

from warehouse.normalise.tokens import Token


def in_title(before: list[Token], at: int) -> bool:
    """ "Hotel Operations $900": a bare thing that a further noun follows is part of a name, not what is paid for."""
    token = before[at]
    if at + 1 >= len(before) or token.end - token.start > len(token.text):
        return False
    behind = before[at + 1]
    return behind.kind == "word" and len(behind.text) > 2 and behind.start - token.end == 1


def is_specific(token: Token) -> bool:
    """Calls the price of the offering by its name, not just a cost or fee."""
    return "tuition" in token.tags and "generic" not in token.tags


def until_mark(tokens: list[Token]) -> list[Token]:
    return tokens[: next((at for at, token in enumerate(tokens) if token.kind == "punct"), len(tokens))]


def kinds(before: list[Token], after: list[Token]) -> set[str]:
    """The classes of all the words around an amount: most questions are answered by their absence."""
    return {name for token in before for name in token.tags} | {name for token in after for name in token.tags}
