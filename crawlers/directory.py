"""The page of institutions, made from the manifests. `python -m crawlers.directory > docs/institutions.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from crawlers.contract import Institution
from crawlers.manifest import STATUSES
from crawlers.registry import LIVE, load_registry

_HEAD = """# Institutions

Made by `python -m crawlers.directory` from `crawlers/institutions/`; do not edit. How to add one:
[adding-an-institution.md](adding-an-institution.md).

**verified**: somebody has run it live and looked (`microcreds institutions verify ID --accept`); it takes part in
nights. **unverified**: what its manifest says was seen on saved pages or in public code; `--include-unverified` tries
it. **no_listing**: pages of it are known, a list of them is not; it is not crawled.
"""
_PROVINCES = {
    "AB": "Alberta",
    "BC": "British Columbia",
    "CA": "Across Canada",
    "MB": "Manitoba",
    "NB": "New Brunswick",
    "NL": "Newfoundland and Labrador",
    "NS": "Nova Scotia",
    "NT": "Northwest Territories",
    "NU": "Nunavut",
    "ON": "Ontario",
    "PE": "Prince Edward Island",
    "QC": "Québec",
    "SK": "Saskatchewan",
    "YT": "Yukon",
}


def directory(institutions: Sequence[Institution]) -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines(institutions)) + "\n"


def _lines(institutions: Sequence[Institution]) -> Iterator[str]:
    yield _HEAD
    statuses = Counter(one.status for one in institutions)
    counts = ", ".join(f"{statuses[status]} {status}" for status in STATUSES)
    platforms = sorted(Counter(one.platform for one in institutions).items(), key=lambda pair: (-pair[1], pair[0]))
    yield f"{len(institutions)} institutions: {counts}."
    yield f"Platforms: {', '.join(f'{name} {count}' for name, count in platforms)}."
    for place, some in groupby(sorted(institutions, key=_place), key=lambda one: _place(one)[0]):
        yield f"\n## {place}\n"
        yield "| id | name | languages | status | platform | listing |"
        yield "|---|---|---|---|---|---|"
        for one in some:
            status = f"{one.status} {one.verified_on}" if one.verified_on else one.status
            cells = (f"`{one.id}`", one.name, ", ".join(one.languages), status, one.platform, _listings(one))
            yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _place(one: Institution) -> tuple[str, str]:
    return (_PROVINCES.get(one.province, one.province) if one.country == "CA" else one.country, one.id)


def _listings(one: Institution) -> str:
    return "<br>".join(f"<{url}>" for url in one.listing_urls) or "none known"


if __name__ == "__main__":
    print(directory(load_registry(LIVE).institutions), end="")
