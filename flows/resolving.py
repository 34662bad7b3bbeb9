"""What to do about an institution that is not complete, or a row in quarantine: the words and the command."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expectations.verdicts import InstitutionVerdict


def in_words(verdict: InstitutionVerdict) -> str | None:
    """The verdict's reason, and what the night looks like; None for a complete one."""
    if verdict.reason is None or verdict.belief in (None, "error") or not verdict.because:
        return verdict.reason
    return f"{verdict.reason} Looks {verdict.belief}: {verdict.because}."


def commands(
    institution: str, outcome: str, rules: Collection[str], data: Path, registry: Path
) -> list[tuple[str, str]]:
    """(when, command), what resolves this outcome; `rules` are the critical ones of the institution's level."""
    where = f"--data {data}"
    again = f"microcreds nightly --only {institution} --registry {registry} {where}"
    if outcome == "complete":
        return []
    if outcome == "held" and "ERROR" not in rules:
        level = [r for r in rules if r != "INST-011"]
        found = []
        if "INST-011" in rules:
            found.append(("to see the rows", f"microcreds quarantine list --only {institution} {where}"))
        elif level:
            found.append(("if it is really so", f'microcreds accept {institution} --reason "…" {where}'))
        return [*found, ("then, or if the site is well again", again)]
    return [("to try again", again)]


def quarantine_command(offering: str, rule: str, data: Path) -> str:
    """What releases a quarantined row's value."""
    return f'microcreds quarantine release {offering} --rule {rule} --reason "…" --data {data}'
