"""Short quotations: at most 300 characters, and nobody's mail address or phone number."""

from __future__ import annotations

import re

LONGEST = 300
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<![\w$€£.,-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?![\w-])")


def quote(text: str | None, *, longest: int = LONGEST) -> str | None:
    """The words as they may stand in a release; None for nothing. Cut at a word, with an ellipsis."""
    if not text or not text.strip():
        return None
    plain = " ".join(text.split())
    plain = _PHONE.sub("[phone]", _MAIL.sub("[e-mail]", plain))
    if len(plain) <= longest:
        return plain
    cut = plain[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut).rstrip(" ,;:–-") + "…"
