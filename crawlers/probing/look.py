"""A first look at a site: home page, sitemaps, what may be its listing, and a few pages of what it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from crawlers.probing.findings import Findings, Sample
from crawlers.probing.groups import Group, groups, order, words_score
from crawlers.probing.guest import EnoughAsked, Guest, Visit
from crawlers.probing.links import best_children, links_of, same_site, sitemap_of
from crawlers.probing.machine import drupal_views, json_list, load_more, pieces
from crawlers.probing.signs import LISTS, OFFERINGS, signs_of
from crawlers.reading.document import Document
from crawlers.reading.feeds.read import read_feed
from crawlers.reading.page import read_page

#: Pages of a list that are read, and requests kept for them while listings are looked for.
SAMPLES = 3
_SITEMAPS, _LISTINGS = 3, 4
#: A list of so many addresses with the words of micro-credentials (or courses, where it was pointed out) is the one.
_SURE, _POINTED_OUT = 100, 15
#: Where catalogues stand when the home page does not say; asked for only then.
_USUAL = {
    "en": ("/microcredentials/", "/micro-credentials", "/courses", "/programs/", "/short-courses"),
    "fr": ("/microcertifications", "/fr/microcertifications", "/formation-continue", "/programmes/"),
}

_Lists = list[tuple[str, Group]]


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
    if not home.ok or _is_feed(found, home):
        return
    if answer := json_list(home.body, home.url):
        found.platform, found.options = "json_search", answer.options
        lists: _Lists = [(home.url, group) for group in groups(answer.urls)[:2]]
        found.listings |= dict(lists)
        _settle(found, guest, {}, lists)
        return
    found.system = signs_of(home.text)
    mapped = _read_sitemaps(found, guest, home.url)
    _settle(found, guest, mapped, _look_for_listings(found, guest, home, sure=bool(mapped)))
    if found.group and found.listing and found.system and found.system[0] == "wordpress" and not found.by_sitemap:
        _try_button(found, guest)


def _is_feed(found: Findings, home: Visit) -> bool:
    feed = read_feed(home.body, home.url, content_type=home.content_type)
    if feed is not None and feed.offerings:
        found.feed, found.listing = feed, home.url
        found.samples.append(Sample(home, feed))
    return found.feed is not None


def _settle(found: Findings, guest: Guest, mapped: dict[str, tuple[str, Group]], lists: _Lists) -> None:
    """Read a few pages of each list until one of them states offerings."""
    for source, group in _ranked(mapped, lists):
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
    shapes = groups(url for url in urls if same_site(url, home))
    return {group.shape: (roots[0], group) for group in shapes if group.score > 0}


def _look_for_listings(found: Findings, guest: Guest, home: Visit, *, sure: bool) -> _Lists:
    """(page, a list it links), of the pages whose words promise most, the address that was given among them."""
    pointed_out = urlsplit(home.url).path not in ("", "/")
    waiting = {home.url: 1000.0} | _promising(home.text, home.url)
    if found.system and (own := LISTS.get(found.system[0])):
        waiting[urljoin(home.url, own)] = 900.0
    elif len(waiting) == 1 and not (pointed_out or sure):
        lang = Document(home.body, home.url).lang or "en"
        waiting |= {urljoin(home.url, path): -float(n) for n, path in enumerate(_USUAL.get(lang, _USUAL["en"]))}
    done: set[str] = set()
    lists: _Lists = []
    while waiting and len(done) <= _LISTINGS + 1 and guest.left > SAMPLES:
        url = max(waiting, key=lambda one: waiting[one])
        del waiting[url]
        if url in done or any(re.search(group.shape, url) for _, group in lists if len(group.urls) > 4):
            continue  # one of a list that is known already
        seen = guest.visit(url)
        done |= {url, seen.url}
        if not seen.ok:
            continue
        first = _lists_of(found, guest, seen, home.url)
        lists += [(seen.url, group) for group in first]
        is_home = url == home.url
        praise = 0.0 if is_home else words_score(Document(seen.body, seen.url).heading() or "") / 2
        least = _POINTED_OUT if pointed_out and is_home else _SURE
        if first and first[0].score + praise >= least and (pointed_out or not is_home):
            return lists
        for link, score in _promising(seen.text, home.url).items():
            waiting[link] = max(score, waiting.get(link, score))
    return lists


def _lists_of(found: Findings, guest: Guest, seen: Visit, home: str) -> list[Group]:
    document = Document(seen.body, seen.url, content_type=seen.content_type)
    offering = OFFERINGS.get(found.system[0]) if found.system else None
    links = (link for link in document.links() if same_site(link, home))
    here = groups(link for link in links if offering is None or offering.search(link))
    if not here and found.system and found.system[0] == "drupal":
        for address in drupal_views(seen.text, seen.url)[:1]:
            rows = guest.visit(address)
            here = groups(link for link, _ in links_of(pieces(rows.body), seen.url) if same_site(link, home))
            if rows.ok and here:
                found.options = {"views_ajax": True}
    if here:
        found.listings[seen.url] = here[0]
    return here[:2]


def _promising(html: str, home: str) -> dict[str, float]:
    scored = {url: words_score(url) + words_score(words) for url, words in links_of(html, home) if same_site(url, home)}
    # Of pages that promise the same, the one nearest to the root lists the others.
    return {url: score - url.count("/") for url, score in scored.items() if score > 0}


def _ranked(mapped: dict[str, tuple[str, Group]], lists: _Lists) -> Iterator[tuple[str, Group]]:
    """Lists in the order in which they are tried: the best words and the most addresses first, each shape once."""
    tried: set[str] = set()
    for source, group in sorted([*mapped.values(), *lists], key=lambda pair: order(pair[1])):
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


def _try_button(found: Findings, guest: Guest) -> None:
    """Does the list's button bring more when it is asked as such buttons ask? Only then is it in the manifest."""
    assert found.group is not None
    assert found.listing is not None
    page = guest.visit(found.listing)
    for more in load_more(page.text, page.url):
        if guest.left < 1 or not same_site(more["url"], page.url):
            return
        action = more["data"]["action"]
        seen = guest.visit(f"{more['url']}?action={action}&{more['page']}=2")
        links = {link for link, _ in links_of(pieces(seen.body), page.url)} if seen.ok else set()
        if any(re.search(found.group.shape, link) and link not in found.group.urls for link in links):
            found.options = {"load_more": more}
            return
