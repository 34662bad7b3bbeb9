"""RSS and Atom: items that state something are offerings, news are not. The feeds are written here."""

from __future__ import annotations

from crawlers.contract import Field
from crawlers.reading.feeds.read import read_feed
from crawlers.reading.readings import OfferingReading

URL = "https://college.example/feed"


def read(feed: str) -> list[OfferingReading]:
    reading = read_feed(feed.encode(), URL)
    assert reading is not None
    return reading.offerings


def rss(*items: str, names: str = "") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f"<?xml version='1.0'?><rss version='2.0' {names}><channel><language>en-ca</language>{inside}</channel></rss>"
    )


def texts(offering: OfferingReading, field: str) -> list[str]:
    return [s.text for s in offering.statements if s.field == field]


def test_labels_in_the_description_are_read() -> None:
    description = (
        "&lt;p&gt;&lt;b&gt;Cost:&lt;/b&gt; $240&lt;/p&gt;&lt;p&gt;&lt;b&gt;Duration:&lt;/b&gt; 4 weeks&lt;/p&gt;"
    )
    (offering,) = read(rss(f"<title>Bookbinding</title><link>/books</link><description>{description}</description>"))
    assert (offering.title, offering.key) == ("Bookbinding", "https://college.example/books")
    assert texts(offering, Field.COST) == ["$240"]
    assert texts(offering, Field.DURATION) == ["4 weeks"]


def test_sentences_in_a_plain_description_are_read() -> None:
    text = "Sew and glue.\nThis workshop runs for two days. The fee is $95."
    (offering,) = read(rss(f"<title>Bookbinding</title><link>/books</link><description>{text}</description>"))
    (cost,) = texts(offering, Field.COST)
    (duration,) = texts(offering, Field.DURATION)
    assert "The fee is $95." in cost
    assert "This workshop runs for two days." in duration


def test_news_are_no_offerings() -> None:
    news = "<title>New dean</title><link>/news/1</link><description>We welcome her.</description>"
    news += "<pubDate>Mon, 4 Jan 2027</pubDate>"
    reading = read_feed(rss(news).encode(), URL)
    assert reading is not None
    assert (reading.offerings, reading.lang) == ([], "en")


def test_extensions_speak_where_their_names_are_known() -> None:
    names = "xmlns:ev='http://purl.org/rss/1.0/modules/event/' xmlns:g='http://base.google.com/ns/1.0'"
    item = (
        "<title>Bookbinding</title><link>/books</link><category>Crafts</category>"
        "<ev:startdate>2027-03-04T18:00:00</ev:startdate><ev:location>Room 4</ev:location><g:price>95.00 CAD</g:price>"
    )
    (offering,) = read(rss(item, names=names))
    assert texts(offering, Field.START_DATE) == ["2027-03-04T18:00:00"]
    assert texts(offering, Field.COST) == ["95.00 CAD"]
    assert texts(offering, Field.SUBJECT) == ["Crafts"]


def test_the_length_of_a_recording_is_no_duration() -> None:
    names = "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
    assert read(rss("<title>Episode 4</title><itunes:duration>42:10</itunes:duration>", names=names)) == []


def test_atom_is_read_as_well() -> None:
    entry = (
        "<entry><title>Bookbinding</title><link rel='edit' href='/edit'/><link href='/books'/>"
        "<content type='html'>&lt;dl&gt;&lt;dt&gt;Tuition&lt;/dt&gt;&lt;dd&gt;$240&lt;/dd&gt;&lt;/dl&gt;</content>"
        "</entry>"
    )
    (offering,) = read(f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'>{entry}</feed>")
    assert offering.url == "https://college.example/books"
    assert texts(offering, Field.COST) == ["$240"]


def test_other_xml_is_no_feed() -> None:
    assert (
        read_feed(b"<?xml version='1.0'?><urlset><url><loc>https://college.example/</loc></url></urlset>", URL) is None
    )
    assert read_feed(b"<?xml version='1.0'?><!DOCTYPE html><html><body><h1>x</h1></body></html>", URL) is None
    assert read_feed(b"<!doctype html><h1>x</h1>", URL) is None
    assert read_feed(b"", URL) is None
