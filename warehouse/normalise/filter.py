"""JSON lines in, JSON lines out: {id, kind, text, country, lang} -> {id, kind, and what the statement means}."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from warehouse.normalise.cost import read_cost
from warehouse.normalise.duration import read_duration


def normalise_lines(lines: Iterable[str]) -> Iterator[str]:
    """One line out for each line in, blank ones apart; a line that cannot be read comes back with `error`."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line), ensure_ascii=False)


def _answer(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError as error:
        return {"id": None, "error": f"not JSON: {error}", "line": line.rstrip("\n")[:500]}
    if not isinstance(asked, dict):
        return {"id": None, "error": "not a JSON object", "line": line.rstrip("\n")[:500]}
    known = {"id": asked.get("id"), "kind": asked.get("kind")}
    text, kind = asked.get("text"), asked.get("kind")
    if not isinstance(text, str):
        return known | {"error": "no text"}
    if kind == "cost":
        return known | read_cost(text, country=asked.get("country"), **_around(asked)).as_dict()
    if kind == "duration":
        return known | read_duration(text, **_around(asked)).as_dict()
    return known | {"error": f"kind {kind!r} is neither cost nor duration"}


def _around(asked: dict[str, Any]) -> dict[str, Any]:
    """What stands beside a statement, where the line has it: its label, a table's headers, marks."""
    return {
        "lang": asked.get("lang"),
        "label": asked.get("label"),
        "context": tuple(asked.get("context") or ()),
        "marks": tuple(asked.get("marks") or ()),
    }


def main() -> None:
    for line in normalise_lines(sys.stdin):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
