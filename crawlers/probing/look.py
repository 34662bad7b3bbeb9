"""A first look at a site: home page, sitemaps, what may be its listing, and a few pages of what it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawlers.probing.groups import Group, groups, order, words_score
from crawlers.probing.guest import EnoughAsked, Guest, Visit
from crawlers.probing.links import best_children, links_of, same_site, sitemap_of
from crawlers.probing.signs import signs_of
from crawlers.reading.document import Document
from crawlers.reading.page import read_page
from crawlers.reading.readings import PageReading

#: Pages of a list that are read, and requests kept for them while listings are looked for.
SAMPLES = 3
#: Requests that sitemaps may take.
_SITEMAPS = 3
_LISTINGS = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """A page that may be an offering's, and what it states."""

    visit: Visit
    reading: PageReading

    @property
    def states_an_offering(self) -> bool:
        return bool(self.reading.offerings)


@dataclass(slots=True)
class Findings:
    """What a look at a site has shown. `group` is the list that was settled on; None where none was found."""

    asked: str
    home: Visit | None = None
    system: tuple[str, str] | None = None
    sitemaps: dict[str, int] = field(default_factory=dict)  # address -> addresses in it
    listings: dict[str, Group] = field(default_factory=dict)  # pages looked at -> the best list each links
    listing: str | None = None
    by_sitemap: str | None = None  # the sitemap (or index) that leads to the group
    group: Group | None = None
    samples: list[Sample] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    ended_early: bool = False

    @property
    def good(self) -> list[Sample]:
        return [sample for sample in self.samples if sample.states_an_offering]


def look(url: str, guest: Guest) -> Findings:
    """Look at a site from an address of it: its home page or, better, its listing. Raises nothing for what it does."""
    found = Findings(url)
    try:
        _look(found, guest)
    except EnoughAsked:
        found.ended_early = True
    found.visits = guest.visits
    return found


def _look(found: Findings, guest: Guest) -> None:
    home = found.home = guest.visit(found.asked)
    if not home.ok:
        return
    found.system = signs_of(home.text)
    mapped = _read_sitemaps(found, guest, home.url)
    candidates = _look_for_listings(found, guest, home)
    for source, group in _ranked(mapped, candidates):
        samples = _sample(group, guest)
        found.samples += samples
        if sum(sample.states_an_offering for sample in samples) * 2 > len(samples):
            found.group = group
            found.listing, found.by_sitemap = _where(found, group, source, mapped)
            return
        if guest.left < 1:
            return


def _read_sitemaps(found: Findings, guest: Guest, home: str) -> dict[str, tuple[str, Group]]:
    """Shape -> (the sitemap or index that a harvest begins at, its group)."""
    wordpress = found.system is not None and found.system[0] == "wordpress"
    usual = re.match(r"https?://[^/]+", home)
    named = guest.sitemaps or ([f"{usual[0]}/{'wp-' if wordpress else ''}sitemap.xml"] if usual else [])
    roots = best_children([url for url in dict.fromkeys(named) if same_site(url, home)], 1)
    urls: list[str] = []
    for root in roots:
        seen = guest.visit(root)
        kind, listed = sitemap_of(seen.body) if seen.ok else ("none", [])
        if kind == "sitemapindex":
            found.sitemaps[root] = len(listed)
            for child in best_children([url for url in listed if same_site(url, home)], _SITEMAPS - 1):
                kind, below = sitemap_of(guest.visit(child).body)
                if kind == "urlset":
                    found.sitemaps[child] = len(below)
                    urls += below
        elif kind == "urlset":
            found.sitemaps[root] = len(listed)
            urls += listed
    return {group.shape: (roots[0], group) for group in groups(url for url in urls if same_site(url, home))}


def _look_for_listings(found: Findings, guest: Guest, home: Visit) -> list[tuple[str, Group]]:
    """(page, a list it links), of the pages whose words promise most, the address that was given among them."""
    waiting = {home.url: 1000.0} | _promising(home.text, home.url)
    own_list = urlsplit(home.url).path not in ("", "/")  # a home page that links offerings may link only some
    done: set[str] = set()
    lists: list[tuple[str, Group]] = []
    while waiting and len(done) <= _LISTINGS and guest.left > SAMPLES:
        url = max(waiting, key=lambda one: waiting[one])
        del waiting[url]
        seen = home if url == home.url else guest.visit(url)
        done |= {url, seen.url}
        if not seen.ok:
            continue
        document = Document(seen.body, seen.url, content_type=seen.content_type)
        content = [link for link in document.links() if same_site(link, home.url)]
        praise = words_score(document.heading() or "") / 2 if url != home.url else 0.0
        here = groups(content)
        if here:
            found.listings[seen.url] = here[0]
            lists += [(seen.url, group) for group in here[:2]]
            if here[0].score + praise >= 100 and (own_list or url != home.url):
                return lists
        for link, score in _promising(seen.text, home.url).items():
            if link not in done:
                waiting[link] = max(score, waiting.get(link, 0.0))
    return lists


def _promising(html: str, home: str) -> dict[str, float]:
    scored = {url: words_score(url) + words_score(words) for url, words in links_of(html, home) if same_site(url, home)}
    # Of pages that promise the same, the one nearest to the root lists the others.
    return {url: score - url.count("/") for url, score in scored.items() if score > 0}


def _ranked(mapped: dict[str, tuple[str, Group]], lists: list[tuple[str, Group]]) -> Iterator[tuple[str, Group]]:
    """Lists in the order in which they are tried: the best words and the most addresses first, each shape once."""
    both = [*((source, group) for source, group in mapped.values() if group.score > 0), *lists]
    tried: set[str] = set()
    for source, group in sorted(both, key=lambda pair: order(pair[1])):
        if group.shape not in tried:
            tried.add(group.shape)
            yield source, group


def _sample(group: Group, guest: Guest) -> list[Sample]:
    """A few pages of a list: its first, its last, and those between."""
    count = min(SAMPLES, len(group.urls))
    chosen = [group.urls[round(n * (len(group.urls) - 1) / max(count - 1, 1))] for n in range(count)]
    samples = []
    for url in chosen:
        if guest.left < 1:
            break
        seen = guest.visit(url)
        if seen.ok:
            samples.append(Sample(seen, read_page(seen.body, seen.url, content_type=seen.content_type)))
    return samples


def _where(
    found: Findings, group: Group, source: str, mapped: dict[str, tuple[str, Group]]
) -> tuple[str | None, str | None]:
    """(listing page, sitemap) that lead to the group's addresses; either may be None."""
    by_sitemap = mapped[group.shape][0] if group.shape in mapped else None
    pages = [url for url, best in found.listings.items() if best.shape == group.shape]
    listing = source if source in found.listings else (pages[0] if pages else None)
    return listing, by_sitemap
