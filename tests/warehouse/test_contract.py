"""What downstream apps rely on: within a major version columns are added, never renamed, retyped or taken away.

`contract-1.json` is what was published so far. It grows with each minor version:
`python -m tests.warehouse.test_contract` adds what is new, and refuses to change what is old.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from warehouse.published import release_tables
from warehouse.schema import SCHEMA_VERSION

MAJOR = SCHEMA_VERSION.split(".", maxsplit=1)[0]
FILE = Path(__file__).with_name(f"contract-{MAJOR}.json")


def published() -> dict[str, Any]:
    """Table -> key and columns (type, required, codes), as a release of this program has them."""
    return {
        one.name: {
            "key": list(one.table.key),
            "columns": {
                c.name: {"type": c.type, "required": c.required, "values": list(c.values)} for c in one.table.columns
            },
        }
        for one in release_tables("")
    }


def broken(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What an app written for `old` would stumble over in `new`."""
    found = []
    for table, was in old.items():
        if table not in new:
            found.append(f"{table} is gone")
            continue
        if was["key"] != new[table]["key"]:
            found.append(f"the key of {table} is another")
        for name, column in was["columns"].items():
            now = new[table]["columns"].get(name)
            if now is None:
                found.append(f"{table}.{name} is gone or renamed")
            elif now["type"] != column["type"]:
                found.append(f"{table}.{name} was {column['type']} and is {now['type']}")
            elif column["required"] and not now["required"]:
                found.append(f"{table}.{name} may now be NULL")
            elif missing := set(column["values"]) - set(now["values"]):
                found.append(f"{table}.{name} no longer has the codes {sorted(missing)}")
    return found


def test_nothing_that_was_published_is_renamed_retyped_or_gone() -> None:
    assert broken(json.loads(FILE.read_text())["tables"], published()) == []


def test_what_is_new_is_in_the_contract_under_this_version() -> None:
    contract = json.loads(FILE.read_text())
    assert contract["tables"] == published(), "run: python -m tests.warehouse.test_contract"
    assert contract["version"] == SCHEMA_VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", SCHEMA_VERSION)


def test_the_contract_sees_each_way_of_breaking_it() -> None:
    old, new = published(), published()
    columns = new["offerings"]["columns"]
    columns["price"] = columns.pop("cost_min")
    columns["cost_max"] = columns["cost_max"] | {"type": "DOUBLE"}
    columns["title"] = columns["title"] | {"required": False}
    columns["state"] = columns["state"] | {"values": ["current"]}
    new["prices"]["key"] = ["offering_id"]
    del new["labels"]
    assert broken(old, new) == [
        "offerings.title may now be NULL",
        "offerings.cost_min is gone or renamed",
        "offerings.cost_max was DECIMAL(10,2) and is DOUBLE",
        "offerings.state no longer has the codes ['stale', 'withdrawn']",
        "the key of prices is another",
        "labels is gone",
    ]


if __name__ == "__main__":
    problems = broken(json.loads(FILE.read_text())["tables"], published()) if FILE.exists() else []
    if problems:
        raise SystemExit("; ".join(problems))
    FILE.write_text(json.dumps({"version": SCHEMA_VERSION, "tables": published()}, indent=1) + "\n")
