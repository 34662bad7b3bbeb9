"""`python -m crawlers.seeding INSTITUTIONS.csv`: first manifests from a list of institutions.

A manifest that somebody has written or touched is never replaced; nor is a row made into a second manifest of an
institution that has one. A rerun with the same list changes nothing.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from pathlib import Path
from urllib.parse import urlsplit

from crawlers.contract import Institution
from crawlers.manifest import RegistryError, load_manifest
from crawlers.manifest_text import manifest_text
from crawlers.registry import LIVE, manifest_paths
from crawlers.seeding.rows import Row, values_of

_HEAD = "Made from a list of institutions by `python -m crawlers.seeding`. A rerun replaces it while it is as made: "


def seed(table: Path, folder: Path) -> tuple[int, int]:
    """Write manifests for the rows of a CSV; (written, left as they were). Raises RegistryError for a row that makes
    no valid manifest, KeyError for a file without our columns."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = [Row.of(record) for record in csv.DictReader(file)]
    hands = [load_manifest(path) for path in manifest_paths(folder) if not is_as_made(path)]
    written = left = 0
    for row in rows:
        values = values_of(row)
        if values is None or _has(row, hands):
            left += 1
            continue
        path = folder / row.province / f"{row.id}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_sealed(manifest_text(values)), encoding="utf-8")
        load_manifest(path)
        written += 1
    return written, left


def is_as_made(path: Path) -> bool:
    """Was this manifest made here, and has nobody touched it since?"""
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    return first == f"# {_HEAD}{_seal(rest)}"


def _sealed(text: str) -> str:
    return f"# {_HEAD}{_seal(text)}\n{text}"


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _has(row: Row, hands: list[Institution]) -> bool:
    """Has somebody written this institution's manifest, under this id or for this site?"""
    return any(one.id == row.id or _site(one.home_url) == row.home_domain for one in hands)


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, metavar="INSTITUTIONS.csv")
    parser.add_argument("--registry", type=Path, default=LIVE, metavar="DIR", help="default: the live registry")
    arguments = parser.parse_args()
    try:
        written, left = seed(arguments.table, arguments.registry)
    except (RegistryError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyError as error:
        print(f"{arguments.table} has no column {error}", file=sys.stderr)
        return 2
    print(f"{written} manifests as the list has them, {left} rows left out (written by hand, or nothing to go by)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
