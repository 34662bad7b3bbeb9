"""Which offering is this? Ids are minted once, at first sight, and every raw key ever seen stays an alias.

An offering keeps its id when its page is cleaned better, gets a code, or moves. *Moved* needs the same code, or
the same title at the target; a redirect that many pages share, or that leads to a listing, is a removal.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from base64 import b32encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import duckdb

from warehouse.bulk import insert_rows
from warehouse.schema import STAGE_IDENTITY


@dataclass(slots=True)
class Member:
    """One raw key tonight: where it stood, in which language, under which title and addresses."""

    key: str
    page_no: int
    url: str
    lang: str | None
    title: str | None
    addresses: frozenset[str]  # addresses that stand for this key alone
    alternates: frozenset[str]  # the same page in other languages
    sha256: str | None


@dataclass(slots=True)
class Group:
    """What is one offering tonight: its members, main language first, and its id."""

    members: list[Member]
    offering_id: str = ""
    how: str = "minted"
    keys: dict[str, str] = field(default_factory=dict)  # raw key or address -> how it came to this offering


def fold(text: str | None) -> str:
    """Letters and digits only, without accents and case: for telling whether two titles are the same."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def mint(institution_id: str, key: str) -> str:
    """`<institution>-<10 letters>`: the same for the same first key, so that a replay mints the same id."""
    digest = hashlib.sha256(f"{institution_id}\0{key}".encode()).digest()
    return f"{institution_id}-{b32encode(digest)[:10].decode().lower()}"


def _members(con: duckdb.DuckDBPyConnection, institution_id: str) -> list[Member]:
    rows = con.execute(
        """
        SELECT o.offering_key, o.page_no, coalesce(p.canonical_url, o.url), o.lang, t.title,
               p.url, o.url, p.alternates, p.sha256, count(*) OVER (PARTITION BY o.page_no) AS on_page
        FROM landing.offering o
        LEFT JOIN landing.page p ON p.institution_id = o.institution_id AND p.page_no = o.page_no
        LEFT JOIN (
            SELECT offering_key, page_no, arg_min(text, line_no) AS title FROM landing.statement
            WHERE institution_id = ? AND field = 'title' AND section_key IS NULL GROUP BY ALL
        ) t ON t.offering_key = o.offering_key AND t.page_no = o.page_no
        WHERE o.institution_id = ? ORDER BY o.line_no
        """,
        [institution_id, institution_id],
    ).fetchall()
    members = []
    for key, page_no, canonical, lang, title, page_url, url, alternates, sha256, on_page in rows:
        others = frozenset((json.loads(alternates) if alternates else {}).values()) - {canonical, page_url}
        addresses = frozenset(a for a in (canonical, page_url, url) if a) if on_page == 1 else frozenset()
        twins = others if on_page == 1 else frozenset()
        members.append(Member(key, page_no, canonical if on_page == 1 else url, lang, title, addresses, twins, sha256))
    return members


#: Two pages that share bytes and title are one page with two addresses; more of them are an empty shell.
_SHARING_BYTES = 2
_CAMPAIGN = re.compile(r"(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id)", re.ASCII)


def plain_address(address: str) -> str:
    """An address without what never tells two pages apart: scheme, www, last slash, index page, campaign, fragment."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    asked = sorted(pair for pair in parts.query.split("&") if pair and not _CAMPAIGN.fullmatch(pair.partition("=")[0]))
    path = re.sub(r"/(?:index|default)\.\w+$", "/", parts.path).rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}?{'&'.join(asked)}"


def _same_pages(members: list[Member]) -> list[list[int]]:
    """Members that are one page under several addresses: the same title and language, and the same bytes or an
    address that differs in nothing that tells pages apart. Two codes are two offerings, whatever their pages say."""
    met: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
    for i, member in enumerate(members):
        if member.addresses and member.title:
            marks = {plain_address(address) for address in member.addresses} | ({member.sha256} - {None})
            for mark in marks:
                met[(mark, fold(member.title), member.lang)].append(i)
    same = []
    for (mark, *_), found in met.items():
        keys = {members[i].key for i in found}
        shell = mark in {members[i].sha256 for i in found} and len(keys) > _SHARING_BYTES
        if len(keys) > 1 and not shell and sum("://" not in key for key in keys) <= 1:
            same.append(found)
    return same


def _grouped(members: list[Member], main_lang: str | None) -> list[Group]:
    """Members of one key, one page reached by two addresses, and pages that name each other as translations."""
    parent = list(range(len(members)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    by_key: dict[str, int] = {}
    by_address: dict[str, int] = {}
    for i, member in enumerate(members):
        if member.key in by_key:
            parent[root(i)] = root(by_key[member.key])
        by_key.setdefault(member.key, i)
        for address in member.addresses:
            by_address.setdefault(address, i)
    for found in _same_pages(members):
        for i in found[1:]:
            parent[root(i)] = root(found[0])
    named_by: dict[int, list[int]] = defaultdict(list)
    for i, member in enumerate(members):
        for address in sorted(member.alternates):
            twin = by_address.get(address)
            if twin is not None and members[twin].lang != member.lang:
                named_by[twin].append(i)
    for twin, naming in named_by.items():
        # A page that several pages of one language name (a front page, a slip in a template) translates none of them.
        if max(Counter(lang for lang, _ in {(members[i].lang, members[i].key) for i in naming}).values()) == 1:
            for i in naming:
                parent[root(i)] = root(twin)
    groups: dict[int, list[Member]] = defaultdict(list)
    for i, member in enumerate(members):
        groups[root(i)].append(member)
    return [Group(sorted(group, key=lambda m: m.lang != main_lang)) for group in groups.values()]


def _redirects(
    con: duckdb.DuckDBPyConnection, institution_id: str, known: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Known address -> (its offering, where it leads in the end), but for targets that are shared or are listings."""
    step: dict[str, str] = dict(
        con.execute(
            "SELECT url, redirected_to FROM landing.page "
            "WHERE institution_id = ? AND redirected_to IS NOT NULL ORDER BY line_no DESC",
            [institution_id],
        ).fetchall()
    )
    listings = {
        row[0]
        for row in con.execute(
            "SELECT url FROM landing.page WHERE institution_id = ? AND role = 'listing'", [institution_id]
        ).fetchall()
    }
    ends: dict[str, tuple[str, str]] = {}
    for url in step.keys() & known.keys():
        target, passed = step[url], {url}
        while target in step and target not in passed:
            passed.add(target)
            target = step[target]
        if target not in passed:
            ends[url] = (known[url], target)
    sharing = Counter(target for _, target in set(ends.values()))
    return {url: end for url, end in ends.items() if sharing[end[1]] == 1 and end[1] not in listings}


def resolve(
    con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str, *, main_lang: str | None = None
) -> list[Group]:
    """Tonight's offerings of one institution with their ids; also kept in `stage.identity` until the merge."""
    known: dict[str, str] = dict(
        con.execute(
            "SELECT offering_key, offering_id FROM catalog.identity WHERE institution_id = ?", [institution_id]
        ).fetchall()
    )
    catalogued: dict[str, tuple[str | None, str | None]] = {
        row[0]: (row[1], row[2])
        for row in con.execute(
            "SELECT offering_id, title, code FROM catalog.offering WHERE institution_id = ?", [institution_id]
        ).fetchall()
    }
    groups = _grouped(_members(con, institution_id), main_lang)
    taken: set[str] = set()

    def claim(group: Group, offering_id: str | None, how: str) -> None:
        if offering_id and not group.offering_id and offering_id not in taken:
            group.offering_id, group.how = offering_id, how
            taken.add(offering_id)

    # Where translations stand apart tonight (their links are gone), the main language keeps the id.
    groups.sort(key=lambda group: group.members[0].lang != main_lang)
    for group in groups:  # a raw key already known is the surest
        for member in group.members:
            claim(group, known.get(member.key), "known")
    for group in groups:  # then the page's address: a code that appears later renames nothing
        for member in group.members:
            for address in sorted(member.addresses):
                offering_id = known.get(address)
                title, code = catalogued.get(offering_id or "", (None, None))
                replaced = code and code != member.key and fold(title) != fold(member.title)
                if not replaced:
                    claim(group, offering_id, "address")
    by_address = {address: g for g in groups for m in g.members for address in m.addresses}
    for _, (offering_id, target) in sorted(_redirects(con, institution_id, known).items()):
        moved = by_address.get(target)
        if moved and not moved.offering_id:
            title, code = catalogued.get(offering_id, (None, None))
            if any((code and m.key == code) or (m.title and fold(m.title) == fold(title)) for m in moved.members):
                claim(moved, offering_id, "redirect")
    for group in groups:
        if not group.offering_id:
            claim(group, mint(institution_id, group.members[0].key), "minted")
        if not group.offering_id:  # the id is taken by another group tonight: mint from the address as well
            claim(group, mint(institution_id, f"{group.members[0].key}\0{group.members[0].url}"), "minted")
        for i, member in enumerate(group.members):
            group.keys[member.key] = group.how if i == 0 else "twin"
            for address in member.addresses:
                group.keys.setdefault(address, "address")
    _keep(con, run_id, institution_id, groups)
    return groups


def _keep(con: duckdb.DuckDBPyConnection, run_id: str, institution_id: str, groups: Iterable[Group]) -> None:
    con.execute("DELETE FROM stage.identity WHERE institution_id = ?", [institution_id])
    seen: dict[str, tuple[str, str]] = {}
    for group in groups:
        for key, how in group.keys.items():
            seen.setdefault(key, (group.offering_id, how))
    rows = [
        {
            "institution_id": institution_id,
            "offering_key": key,
            "offering_id": offering_id,
            "how": how,
            "run_id": run_id,
        }
        for key, (offering_id, how) in sorted(seen.items())
    ]
    insert_rows(con, "stage", STAGE_IDENTITY, rows)
