"""Fees to register: the price of many a workshop, or what is paid to be let in."""

from __future__ import annotations

from warehouse.normalise.tokens import Token


def is_kept(before: list[Token], after: list[Token]) -> bool:
    """ "(non-refundable)" behind a fee to register: what is paid to be let in, not the price."""
    return any("non_refundable" in token.tags for token in (*before[-4:], *after[:3]))


def is_registration_fee(words: list[Token]) -> bool:
    """ "Registration fee", "frais d'inscription"; not "Registration: $40" nor "pre-registration is required"."""
    return any("registration" in token.tags and token.end - token.start > len(token.text) for token in words[-4:])


def is_registration(before: list[Token]) -> bool:
    named = next((token for token in reversed(before) if "tuition" in token.tags), None)
    return named is not None and "registration" in named.tags
