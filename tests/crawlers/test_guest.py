"""A first visit is polite, bounded, and never leads into the network it is made from."""

from __future__ import annotations

import gzip
from itertools import pairwise

import pytest

from crawlers.probing.addresses import is_loopback, is_public_address, names_private
from crawlers.probing.guest import EnoughAsked, Guest
from tests.crawlers.small_site import Pages, serve_site

OPEN: Pages = {"/robots.txt": (200, b"User-agent: *\nDisallow: /private/\n", {})}


class LocalGuest(Guest):
    """For whom 127.0.0.1 is the public internet, and every other address is what it is."""

    def may_reach(self, address: str) -> bool:
        return address == "127.0.0.1" or super().may_reach(address)


def guest(most: int = 15, delay: float = 0.0) -> Guest:
    return LocalGuest(proxy=None, delay=delay, most=most)


def test_robots_txt_is_asked_first_and_obeyed() -> None:
    with serve_site(OPEN | {"/": (200, b"home", {}), "/private/x": (200, b"no", {})}) as site:
        one = guest()
        assert one.visit(f"{site.address}/").body == b"home"
        assert one.visit(f"{site.address}/private/x").problem == "robots.txt asks us not to"
        assert site.paths == ["/robots.txt", "/"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_whose_rules_cannot_be_had_is_not_asked(status: int) -> None:
    with serve_site({"/robots.txt": (status, b"", {}), "/": (200, b"home", {})}) as site:
        assert "robots.txt cannot be had" in (guest().visit(f"{site.address}/").problem or "")
        assert site.paths == ["/robots.txt"]


def test_a_site_without_rules_may_be_asked() -> None:
    with serve_site({"/": (200, b"home", {})}) as site:
        assert guest().visit(f"{site.address}/").ok


def test_requests_are_apart_by_the_delay_and_a_longer_one_that_the_site_asks_for_is_kept() -> None:
    rules: Pages = {"/robots.txt": (200, b"User-agent: *\nCrawl-delay: 0.3\n", {})}
    with serve_site(rules | {"/a": (200, b"", {}), "/b": (200, b"", {})}) as site:
        one = guest(delay=0.05)
        one.visit(f"{site.address}/a")
        one.visit(f"{site.address}/b")
        assert all(later - sooner >= 0.29 for (sooner, _), (later, _) in pairwise(site.asked))


def test_a_site_that_wants_an_hour_between_requests_is_not_probed() -> None:
    rules: Pages = {"/robots.txt": (200, b"User-agent: *\nCrawl-delay: 3600\n", {}), "/": (200, b"home", {})}
    with serve_site(rules) as site:
        assert "3600 s between requests" in (guest().visit(f"{site.address}/").problem or "")
        assert site.paths == ["/robots.txt"]


def test_a_page_is_asked_for_once_however_often_it_is_visited() -> None:
    with serve_site(OPEN | {"/": (200, b"home", {})}) as site:
        one = guest()
        assert one.visit(f"{site.address}/") is one.visit(f"{site.address}/#top")
        assert site.paths == ["/robots.txt", "/"]


def test_no_more_is_asked_than_was_agreed() -> None:
    pages: Pages = {f"/{n}": (200, b"", {}) for n in range(9)}
    with serve_site(OPEN | pages) as site:
        one = guest(most=4)
        for n in range(3):
            one.visit(f"{site.address}/{n}")
        with pytest.raises(EnoughAsked):
            one.visit(f"{site.address}/3")
        assert len(site.asked) == len(one.visits) == 4


def test_redirects_are_followed_and_each_counts() -> None:
    with serve_site(OPEN | {"/a": (301, b"", {"Location": "/b"}), "/b": (200, b"there", {})}) as site:
        one = guest()
        seen = one.visit(f"{site.address}/a")
        assert (seen.body, seen.url) == (b"there", f"{site.address}/b")
        assert len(one.visits) == 3


def test_a_redirect_that_turns_in_circles_ends() -> None:
    with serve_site(OPEN | {"/a": (302, b"", {"Location": "/a"})}) as site:
        assert guest().visit(f"{site.address}/a").problem == "too many redirects"


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://0x7f000002/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(target: str) -> None:
    with serve_site(OPEN | {"/a": (302, b"", {"Location": target})}) as site:
        one = guest()
        problem = one.visit(f"{site.address}/a").problem or ""
        assert "refused" in problem
        assert not any(visit.status for visit in one.visits if not visit.url.startswith(site.address))


def test_a_name_that_leads_to_a_private_address_is_refused_before_anything_is_sent() -> None:
    with serve_site(OPEN | {"/": (200, b"home", {})}) as site:
        seen = Guest(proxy=None, delay=0).visit(site.address.replace("127.0.0.1", "127.0.0.1.") + "/")
        assert seen.problem is not None
        assert site.asked == []


def test_a_redirect_that_is_no_address_is_a_problem_and_no_crash() -> None:
    for target in ("javascript:alert(1)", "http://[", "file:///etc/passwd", "https://"):
        with serve_site(OPEN | {"/a": (302, b"", {"Location": target})}) as site:
            assert guest().visit(f"{site.address}/a").problem == "no http(s) address"


def test_packed_answers_are_unpacked_and_broken_ones_are_a_problem() -> None:
    packed = {"Content-Encoding": "gzip"}
    pages = OPEN | {"/a": (200, gzip.compress(b"words"), packed), "/b": (200, b"\x1f\x8bnot", packed)}
    with serve_site(pages) as site:
        assert guest().visit(f"{site.address}/a").body == b"words"
        assert guest().visit(f"{site.address}/b").status is None


def test_which_addresses_are_public() -> None:
    assert is_public_address("8.8.8.8")
    assert is_public_address("64:ff9b::808:808")
    assert not is_public_address("64:ff9b::a00:1")  # 10.0.0.1 behind a translator (RFC 6052)
    assert not is_public_address("::7f00:1")
    for address in ("127.0.0.1", "10.1.2.3", "192.168.0.1", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "224.0.0.1", "x"):
        assert not is_public_address(address)
    assert all(names_private(host) for host in ("localhost", "127.1", "[::1]", "db.internal", "2130706433"))
    assert not any(names_private(host) for host in ("www.college.example", "8.8.8.8", "10.example"))
    assert is_loopback("http://127.0.0.1:8790")
    assert not is_loopback("http://proxy.example:8080")
    assert not is_loopback(None)
