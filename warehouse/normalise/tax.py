"""What a statement says about tax: excluded, included, exempt; None when nothing is said."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.normalise.tokens import Token

_REACH = 4


def tax_said(tokens: Sequence[Token]) -> str | None:
    """The first name of a tax with a word about it near: "+ GST", "taxes included", "exempt from VAT"."""
    for at, token in enumerate(tokens):
        if "tax_phrase" in token.tags:
            return token.tags["tax_phrase"]
        if "tax_name" not in token.tags:
            if token.text in ("ttc", "ht") and "tax" in token.tags:
                return token.tags["tax"]
            continue
        around = [*reversed(tokens[max(at - _REACH, 0) : at]), *tokens[at + 1 : at + 1 + _REACH]]
        kinds = [one.tags["tax"] for one in around if "tax" in one.tags and "free" not in one.tags]
        if "exempt" in kinds:
            return "exempt"
        if any(one.text == "+" for one in tokens[max(at - 3, 0) : at]):
            return "excluded"
        denied = any("not" in one.tags for one in tokens[max(at - 4, 0) : at + 4])
        if "included" in kinds:
            return "excluded" if denied else "included"
        if "excluded" in kinds:
            return "excluded"
        if at + 1 < len(tokens) and (tokens[at + 1].kind == "percent" or "money" in tokens[at + 1].tags):
            return "excluded"  # a tax in a line of its own is not in the price
    return None
