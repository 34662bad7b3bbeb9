"""What a first look at a site has shown, for a person: what was asked, what was read with its evidence, the draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.reading import read_offerings, show

if TYPE_CHECKING:
    from crawlers.probing.findings import Findings


def report(found: Findings, *, most: int, delay: float) -> str:
    """The whole report, without the draft."""
    return "\n".join(_lines(found, most, delay))


def _lines(found: Findings, most: int, delay: float) -> Iterator[str]:
    yield f"asked {len(found.visits)} times (at most {most}, {delay:g} s apart)"
    for visit in found.visits:
        yield f"  {visit.status or '---'}  {visit.url}" + (f"  ({visit.problem})" if visit.status is None else "")
    yield f"system    {found.system[1] if found.system else 'none that we know'}"
    for url, count in found.sitemaps.items():
        yield f"sitemap   {url}  ({count} addresses)"
    for url, group in found.listings.items():
        chosen = "listing " if url == found.listing else "page    "
        yield f"{chosen}  {url}  ({len(group.urls)} links like {group.urls[0]})"
    for sample in found.samples:
        lang = sample.reading.lang
        yield f"\n{sample.visit.url}"
        offerings = read_offerings(sample.visit.body, sample.visit.url, country="CA", lang=lang)
        yield show(offerings)


def what_is_wrong(found: Findings) -> str:
    """Why no draft could be made, in one line."""
    assert found.home is not None
    if not found.home.ok:
        return f"{found.home.url}: {found.home.problem}"
    if found.samples:
        return f"{len(found.samples)} pages were read and too few state an offering; probe the listing's own address"
    if found.ended_early:
        return "no list of offerings was found with the requests there are; probe the listing's own address"
    return "no list of offerings is linked here (a script may fill it in); probe the listing's own address"
