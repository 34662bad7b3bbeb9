"""What a look has shown -> a draft manifest, with what is not known said in comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawlers.manifest_text import manifest_text
from crawlers.probing.findings import Findings
from crawlers.probing.links import links_of
from crawlers.probing.signs import LISTS, SHOP, have
from crawlers.reading.document import Document
from crawlers.reading.labels import Labels
from crawlers.registry import POLITE_DELAY

#: Where pages put labels: terms of lists, headers of rows, fields of Drupal.
_LABELS = "dt, th[scope='row'], tr > th:first-child, .field__label, .field-label"
_PROVINCES = "AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT"
_POSTAL = re.compile(rf"\b({_PROVINCES})\b,?\s+[A-CEGHJ-NPR-TVXY]\d[A-Z]\s?\d[A-Z]\d\b")
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_ENROL = re.compile(r"enrol|register|sign up|inscri|add to cart|buy", re.IGNORECASE)
_HEAD = "Drafted by `microcreds probe`; look at each line, then: microcreds institutions verify "


def draft(found: Findings, *, institution_id: str | None, province: str | None, delay: float | None) -> str:
    """The text of a manifest. `??` stands where the site did not say and nobody else did; ValueError where the look
    found no offerings to make one of."""
    if found.home is None or not found.is_enough:
        raise ValueError("no offerings were found")
    name = institution_id or id_of(found.home.url)
    platform, listings, options = _platform(found)
    values: dict[str, Any] = {
        "id": name,
        "name": _name(found) or name,
        "province": province or _province(found) or "??",
        "languages": _languages(found),
        "home_url": _root(found.home.url),
        "status": "unverified",
        "platform": platform,
        "listing_urls": listings,
    }
    if found.group is not None:
        if platform != "destiny_one":  # its offerings have one shape on every site, which the platform knows
            values["offering_pattern"] = found.group.shape
        values["offering_examples"] = [_SESSION.sub("", sample.visit.url) for sample in found.good]
        hosts = {urlsplit(url).hostname for url in found.group.urls} - {urlsplit(u).hostname for u in listings}
        if hosts := hosts - {urlsplit(found.home.url).hostname}:
            options["also_hosts"] = sorted({*options.get("also_hosts", ()), *(host for host in hosts if host)})
    if delay is not None:
        values["delay_seconds"] = delay
    values["notes"] = "\n".join(_notes(found, platform))
    if delay is not None and delay < POLITE_DELAY:
        options["delay_reason"] = "A practice site on this machine, probed with this delay."
    tables = {key: value for key, value in options.items() if isinstance(value, dict)}
    values["platform_options"] = {key: value for key, value in options.items() if key not in tables}
    values |= {f"platform_options.{key}": table for key, table in tables.items()}
    return manifest_text(values, head=_HEAD + name) + _unknown_labels(found)


def id_of(url: str) -> str:
    """An id for a site without a better one: its name in its address, `royalroads` of www.royalroads.ca."""
    host = (urlsplit(url).hostname or "site").removeprefix("www.")
    name = host.rsplit(".", 1)[0] if "." in host else host
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "site"


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _platform(found: Findings) -> tuple[str, list[str], dict[str, Any]]:
    """(platform, its listing addresses, its options). WordPress keeps its sitemaps whole, so they are its listing where
    there are any; elsewhere a sitemap may be an old one, and the page that lists is asked."""
    if found.feed is not None:
        return "feed", [found.asked], {}
    listing = found.listing or found.by_sitemap
    assert listing is not None  # a group was found by one of the two
    if found.platform:
        return found.platform, [listing], dict(found.options)
    system = found.system[0] if found.system and have(found.system[0]) else "generic"
    if system == "wordpress" and found.by_sitemap:
        return system, [found.by_sitemap], {}
    if system == "destiny_one":
        whole = urljoin(listing, LISTS[system])
        return system, [whole if any(v.ok and v.url == whole for v in found.visits) else listing], {}
    if shops := _shops(found):
        return "canvas_catalog", [listing], {"also_hosts": shops}
    if found.listing is None and system != "wordpress":
        system = "generic"
    return system, [listing], dict(found.options)


def _shops(found: Findings) -> list[str]:
    """Hosts where most of the pages read send people who want to enrol, and which look like a Canvas Catalog."""
    hosts: Counter[str] = Counter()
    for sample in found.good:
        if any(s.field == "cost" for one in sample.reading.offerings for s in one.statements):
            continue  # the price stands here
        own = urlsplit(sample.visit.url).hostname
        linked = {
            urlsplit(url).hostname or ""
            for url, words in links_of(sample.visit.text, sample.visit.url)
            if _ENROL.search(words) and SHOP.match(url)
        }
        hosts.update(linked - {own})
    return [host for host, count in hosts.items() if host and count * 2 > len(found.good)]


def _name(found: Findings) -> str | None:
    """What the site calls itself: in its home page, or behind the title of a page that was read."""
    for page in (found.home, *(sample.visit for sample in found.good)):
        if page is None or "html" not in (page.content_type or "html"):
            continue
        document = Document(page.body, page.url, content_type=page.content_type)
        if site := document.meta("og:site_name"):
            return site
        parts = [part.strip() for part in re.split(r"\s[|–—:-]\s", document.title() or "") if part.strip()]
        if page is found.home or len(parts) > 1:
            return parts[-1] if parts else document.heading()
    return None


def _province(found: Findings) -> str | None:
    """The province of a postal address on the pages that were read, where they agree on one."""
    pages = [found.home, *(sample.visit for sample in found.samples)]
    said = {match[1] for page in pages if page for match in _POSTAL.finditer(page.text)}
    return said.pop() if len(said) == 1 else None


def _languages(found: Findings) -> list[str]:
    main = Counter(sample.reading.lang for sample in found.good if sample.reading.lang)
    twins = {lang[:2] for sample in found.good for lang in sample.reading.alternates}
    first = [main.most_common(1)[0][0]] if main else sorted(twins)[:1] or ["en"]
    return first + sorted(twins - set(first))


def _notes(found: Findings, platform: str) -> Iterator[str]:
    good, read = len(found.good), len(found.samples)
    if found.feed is not None:
        yield f"Probed: a course feed that states {len(found.feed.offerings)} offerings."
        return
    assert found.group is not None
    yield f"Probed: {good} of {read} pages read state an offering; {len(found.group.urls)} of their shape are linked."
    if found.system and platform != found.system[0]:
        yield f"The site runs {found.system[1]}."
    if found.by_sitemap and found.listing and platform != "wordpress":
        yield f"They also stand in the sitemap {found.by_sitemap}."


def _unknown_labels(found: Findings) -> str:
    """Labels on the pages that our vocabulary has not, as comments to be filled in."""
    known, seen = Labels(), Counter[str]()
    for sample in found.good:
        document = Document(sample.visit.body, sample.visit.url, content_type=sample.visit.content_type)
        words = {" ".join(node.text(separator=" ").split()).rstrip(" :") for node in document.css(_LABELS)}
        seen.update(w for w in words if 2 < len(w) <= 40 and w.isprintable() and known.field(w) is None)
    if not seen:
        return ""
    lines = [f'# "{label}" = "…"  # on {n} of {len(found.good)} pages' for label, n in seen.most_common(12)]
    return "\n# Labels we do not know; give those that matter a field (crawlers/contract.py) under [labels]:\n" + (
        "\n".join(line.replace("\\", "/") for line in lines) + "\n"
    )
