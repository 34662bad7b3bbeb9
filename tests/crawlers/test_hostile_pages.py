"""No page hangs, crashes or floods a reader, and what stands on a broken page is still read."""

from __future__ import annotations

import logging
import os
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawlers.reading import bounded as bounds
from crawlers.reading.bounded import DEEPEST, MOST_ATTRIBUTES, bounded
from crawlers.reading.encoding import LARGEST, decode
from crawlers.reading.page import read_page
from crawlers.reading.readings import LONGEST_TEXT
from tests.campus.nights import campus
from tests.campus.sites import SITES, Site
from tests.crawlers.broken_pages import BROKEN
from tests.crawlers.fuzz_pages import fuzz
from tests.crawlers.hostile_shapes import SHAPES, page, read_apart

URL = "http://college.example/courses/1"


def _facts(body: bytes | str, content_type: str | None = None) -> set[tuple[str, str]]:
    data = body.encode() if isinstance(body, str) else body
    offerings = read_page(data, URL, content_type=content_type).offerings
    return {(s.field, s.text) for one in offerings for s in one.statements}


def _depth(html: str) -> int:
    deepest, open_now = 0, 0
    for close, void in re.findall(r"<(/?)(?:(br|hr|img|input|meta|link|col)\b)?[a-z][^>]*>", html):
        open_now += -1 if close else not void
        deepest = max(deepest, open_now)
    return deepest


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_of_a_hostile_shape_is_read_to_its_end(shape: str) -> None:
    """Hard limits against hanging: they are many times what it takes."""
    outcome = read_apart(page(shape, 3_000), seconds=10, megabytes=1500)
    assert outcome.seconds is not None
    assert outcome.longest <= LONGEST_TEXT


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_large_page_of_a_hostile_shape_is_read_to_its_end(shape: str) -> None:
    assert read_apart(page(shape, 100_000), seconds=60).seconds is not None


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<dl><dd>", "<a href=/x>", "<svg><g>"])
def test_a_hundred_thousand_open_tags_are_no_deeper_than_a_browser_shows(tag: str) -> None:
    page = bounded(tag * 100_000)
    assert _depth(page.html) <= DEEPEST
    assert len(LexborHTMLParser(page.html).css("*")) < 500_000


def test_what_stands_before_a_flood_of_tags_is_read() -> None:
    assert ("cost", "$499") in _facts(page("unclosed div", 100_000))


@pytest.mark.parametrize("shape", [name for name in SHAPES if name.startswith("formatting")])
def test_formatting_that_is_never_closed_is_not_opened_again_in_each_paragraph(shape: str) -> None:
    html = SHAPES[shape](3_000)
    assert len(LexborHTMLParser(bounded(html).html).css("*")) < 2 * html.count("<")


def test_of_a_tag_with_a_million_attributes_the_first_are_kept() -> None:
    html = "<p class=label id=a " + " ".join(f"a{i}=1" for i in range(1_000_000)) + ">x</p>"
    node = LexborHTMLParser(bounded(html).html).css_first("p")
    assert node is not None
    assert len(node.attributes) == MOST_ATTRIBUTES
    assert (node.attributes["class"], node.attributes["id"], node.text()) == ("label", "a", "x")


def test_a_page_beyond_all_measure_is_read_to_the_edge_of_a_tag_and_the_log_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    start = "<h1>Welding</h1><dl><dt>Cost</dt><dd>$499</dd></dl>"
    body = (start + "<p>Cost: $1 <b>or</b> more</p>" * 700_000).encode()
    assert len(body) > 19_000_000
    with caplog.at_level(logging.WARNING):
        assert ("cost", "$499") in _facts(body)
    assert "is larger than is read: read to character" in caplog.text
    assert bounded(body.decode()).html.endswith((">", "Cost: $1 ", " more", "or"))


def test_no_more_than_the_largest_page_is_decoded() -> None:
    assert len(decode(b"x" * (LARGEST + 5_000_000), None)) == LARGEST


def _written_anew(html: str) -> bounds.Bounded:
    return bounds._Writer(html).write()


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.institution)
def test_a_well_formed_page_says_the_same_written_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large pages are read in that way; pages of the practice campus say the same in both."""
    here = campus(site.institution, 1)
    pages = {site.url_of(course): site.page_of(course, here).body for course in here.courses[:20]}
    as_they_came = {url: read_page(body, url) for url, body in pages.items()}
    monkeypatch.setattr("crawlers.reading.document.bounded", _written_anew)
    assert [url for url, body in pages.items() if read_page(body, url) != as_they_came[url]] == []


@pytest.mark.parametrize("html", BROKEN)
def test_no_words_of_a_broken_page_are_lost_when_it_is_written_anew(html: str) -> None:
    """Words in places that are never read (scripts, drawings, comments) are left out on purpose."""
    seen = re.sub(r"(?is)<!--.*?--!?>|<(script|style|svg|math|textarea|title|template|noscript)\b.*", " ", html)
    plain = set(re.findall(r"\w+", LexborHTMLParser(seen).text() or ""))
    assert plain <= set(re.findall(r"\w+", LexborHTMLParser(_written_anew(seen).html).text() or ""))


_PAGE = "<html><head>{}</head><body><h1>Été à Montréal</h1><dl><dt>Coût</dt><dd>9 €</dd></dl></body></html>"


@pytest.mark.parametrize(
    ("written", "header", "meta"),
    [
        ("utf-8", "iso-8859-1", ""),  # the usual lie of a server's default
        ("utf-8", "shift_jis", ""),
        ("utf-8", "utf-16", "<meta charset=utf-16>"),
        ("utf-8", "utf-7", "<meta charset=zip>"),
        ("utf-8-sig", "windows-1252", ""),
        ("cp1252", "utf-8", ""),
        ("cp1252", "iso-8859-1", "<meta charset=utf-8>"),
        ("cp1252", "", "<meta http-equiv=content-type content='text/html; charset=windows-1252'>"),
        ("utf-16", "", ""),
        ("utf-16-le", "", ""),
        ("utf-16-be", "text/html", "<meta charset=utf-8>"),
        ("utf-16-le", "utf-16le", ""),
    ],
)
def test_letters_are_right_whatever_is_declared(written: str, header: str, meta: str) -> None:
    body = _PAGE.format(meta).encode(written)
    assert {("title", "Été à Montréal"), ("cost", "9 €")} <= _facts(body, f"text/html; charset={header}")


@pytest.mark.parametrize("name", ["shift_jis", "euc-jp", "iso-2022-jp", "gb2312", "big5", "euc-kr", "koi8-r"])
def test_a_page_in_another_script_is_read_as_it_declares(name: str) -> None:
    words = {"koi8-r": "Сварка", "euc-kr": "용접", "big5": "焊接", "gb2312": "焊接"}.get(name, "溶接")
    assert decode(f"<meta charset={name}><h1>{words}</h1>".encode(name), "text/html").endswith(f"<h1>{words}</h1>")


def test_one_wrong_byte_does_not_spoil_the_letters_of_a_page() -> None:
    body = _PAGE.format("").encode() + b"<p>" + b"Some more words of the page. " * 20 + b"\xe9"
    assert ("cost", "9 €") in _facts(body, "text/html; charset=utf-8")


def test_nuls_between_and_within_the_tags_are_left_out() -> None:
    body = b"<h1>Wel\0ding</h1><dl><d\0t>Cost</dt>\0<dd>$4\x0099</dd></dl>"
    assert ("cost", "$499") in _facts(body)


def test_halves_of_characters_in_json_do_not_reach_a_statement() -> None:
    course = r'{"@type":"Course","name":"Wel\ud800ding \ud83d\ude00","courseCode":"W\u0000 1","offers":{"price":"5"}}'
    said = _facts(f'<h1>x</h1><script type="application/ld+json">{course}</script><p>Cost: $5</p>')
    assert said
    for _, text in said:
        text.encode()
        assert "\0" not in text


@pytest.mark.parametrize("href", ["http://[::1", "//[x", "http://a" + "b" * 5000, "javascript:void(0)", " "])
def test_an_address_that_is_none_is_no_error(href: str) -> None:
    links = f"<link rel=canonical href='{href}'><link rel=alternate hreflang=fr href='{href}'><a href='{href}'>x</a>"
    reading = read_page(f"{links}<h1>Welding</h1><p>Cost: $499</p>".encode(), URL)
    assert [one.url for one in reading.offerings] == [URL]


@pytest.mark.slow
def test_broken_pages_without_end_are_read_without_an_error() -> None:
    """Half a minute of fuzzing; MICROCREDS_FUZZ_SECONDS says otherwise."""
    pages, wrong = fuzz(float(os.environ.get("MICROCREDS_FUZZ_SECONDS", "30")))
    assert wrong == []
    assert pages > 100
