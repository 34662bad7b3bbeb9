"""The rule book: every rule in Markdown, made from rules.py. `python -m expectations.rulebook > docs/rules.md`."""

from __future__ import annotations

from expectations.rules import RULES

_HEAD = """# Rules

Made by `python -m expectations.rulebook` from `expectations/rules.py`; do not edit.
Bands are in `expectations/bands.toml`.

**critical** blocks: a row goes to quarantine and its last good version stays; an institution is held or failed and
keeps its last good rows; a release is not made. **warning** is shown and taken. An error inside judging is none of
these: it always blocks.
"""
_LEVELS = {"row": "Rows", "institution": "An institution's night", "release": "The release"}


def rulebook() -> str:
    """The whole rule book, in Markdown."""
    parts = [_HEAD]
    for level, title in _LEVELS.items():
        parts.append(f"\n## {title}\n\n| rule | severity | about | what holds |\n|---|---|---|---|\n")
        for rule in RULES:
            if rule.level == level:
                reason = rule.reason.replace("|", "\\|")
                about = f"`{rule.subject}`" if rule.subject else ""
                parts.append(f"| {rule.id} | {rule.severity} | {about} | {reason} |\n")
    return "".join(parts)


if __name__ == "__main__":
    print(rulebook(), end="")
