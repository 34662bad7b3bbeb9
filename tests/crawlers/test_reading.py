"""What one page states, layout by layout. Pages are written here."""

from __future__ import annotations

import pytest

from crawlers.reading.page import read_page
from crawlers.reading.readings import StatementReading

URL = "https://college.example/courses/welding"


def _read(body: str, **options: object) -> list[StatementReading]:
    page = f"<html lang='en'><head><title>Welding | College</title></head><body>{body}</body></html>"
    reading = read_page(page.encode(), URL, **options)  # type: ignore[arg-type]
    return [s for one in reading.offerings for s in one.statements]


def _said(statements: list[StatementReading], field: str) -> list[str]:
    return [s.text for s in statements if s.field == field and s.reader != "structured"]


@pytest.mark.parametrize(
    "layout",
    [
        "<dl><dt>Tuition:</dt><dd>$499 + GST</dd></dl>",
        "<table><tr><th>Tuition</th><td>$499 + GST</td></tr></table>",
        "<table><tr><td>Tuition</td><td>$499 + GST</td></tr></table>",
        "<div class='field'><div class='field__label'>Tuition</div><div class='field__item'>$499 + GST</div></div>",
        "<p><strong>Tuition:</strong> $499 + GST</p>",
        "<p><b>Tuition</b>: $499 + GST<br><b>Length</b>: 6 weeks</p>",
        "<li>Tuition: $499 + GST</li>",
        "<h3>Tuition</h3><p>$499 + GST</p>",
        "<div><span class='fact-label'>Tuition</span><span class='fact-value'>$499 + GST</span></div>",
    ],
)
def test_a_labelled_cost_is_found_in_every_layout(layout: str) -> None:
    statements = _read(f"<main><h1>Welding</h1>{layout}</main>")
    assert _said(statements, "cost") == ["$499 + GST"]
    (cost,) = [s for s in statements if s.field == "cost"]
    assert (cost.label or "").rstrip(":") == "Tuition"
    assert cost.locator


def test_french_labels_are_known() -> None:
    rows = "<tr><th>Durée&nbsp;:</th><td>6 semaines</td></tr><tr><th>Coût&nbsp;:</th><td>1&nbsp;250,00&nbsp;$</td></tr>"
    statements = _read(f"<h1>Soudage</h1><table>{rows}</table>")
    assert _said(statements, "duration") == ["6 semaines"]
    assert _said(statements, "cost") == ["1 250,00 $"]


def test_prices_of_neighbours_do_not_leak() -> None:
    statements = _read(
        "<main><h1>Welding</h1><dl><dt>Cost</dt><dd>$499</dd></dl>"
        "<section class='related-courses'><h2>Related courses</h2><dl><dt>Cost</dt><dd>$999</dd></dl></section>"
        "<div><h2>You may also like</h2><p><strong>Cost:</strong> $777</p></div></main>"
        "<footer><dl><dt>Fee</dt><dd>$12</dd></dl></footer><nav><dl><dt>Fee</dt><dd>$13</dd></dl></nav>"
    )
    assert _said(statements, "cost") == ["$499"]


def test_a_struck_price_is_marked_and_the_present_one_is_not() -> None:
    statements = _read("<h1>Welding</h1><dl><dt>Fee</dt><dd><del>$600</del> $450</dd></dl>")
    costs = {s.text: s.marks for s in statements if s.field == "cost"}
    assert costs == {"$600": ("struck",), "$450": ()}


def test_column_headers_are_kept_as_context() -> None:
    statements = _read(
        "<h1>Welding</h1><table><tr><th></th><th>Domestic</th><th>International</th></tr>"
        "<tr><th>Tuition</th><td>$1,100</td><td>$2,300</td></tr></table>"
    )
    costs = {s.text: s.context for s in statements if s.field == "cost"}
    assert costs == {"$1,100": ("Domestic",), "$2,300": ("International",)}


def test_a_table_of_fees_inside_a_fact_is_read_with_it() -> None:
    fees = "<table><tr><th>Domestic</th><th>International</th></tr><tr><td>$1,100</td><td>$2,300</td></tr></table>"
    statements = _read(f"<h1>Welding</h1><table><tr><th>Cost</th><td>{fees}</td></tr></table>")
    assert _said(statements, "cost") == ["Domestic International $1,100 $2,300"]


def test_a_table_of_runs_gives_sections() -> None:
    statements = _read(
        "<h1>Welding</h1><table><tr><th>Start date</th><th>Status</th><th>Campus</th></tr>"
        "<tr><td>January 11, 2027</td><td>Open</td><td>North</td></tr>"
        "<tr><td>April 5, 2027</td><td>Full</td><td>South</td></tr></table>"
    )
    keys = {s.section_key for s in statements if s.field == "start_date"}
    assert len(keys) == 2
    assert {s.text for s in statements if s.field == "availability"} == {"Open", "Full"}


def test_machine_values_are_kept_beside_the_words() -> None:
    offer = '{"price": "0", "priceCurrency": "CAD"}'
    ld = '{"@type": "Course", "name": "Welding", "offers": ' + offer + ', "timeRequired": "PT30H",}'
    statements = _read(
        f"<script type='application/ld+json'>{ld}</script><h1>Welding</h1><dl><dt>Cost</dt><dd>$499</dd></dl>"
    )
    by_reader = {(s.reader, s.field): s.text for s in statements}
    assert by_reader["labelled", "cost"] == "$499"
    assert by_reader["structured", "cost"] == "0 CAD"
    assert by_reader["structured", "duration"] == "PT30H"


def test_running_text_speaks_only_where_no_label_does() -> None:
    prose = "<p>This course costs $350 and runs for 6 weeks. Graduates earn $60,000.</p>"
    assert _said(_read(f"<h1>Welding</h1><p><b>Format:</b> Online</p>{prose}"), "cost") != []
    labelled = _read(f"<h1>Welding</h1><dl><dt>Cost</dt><dd>$350</dd><dt>Duration</dt><dd>6 weeks</dd></dl>{prose}")
    assert {s.reader for s in labelled if s.field in ("cost", "duration")} == {"labelled"}


def test_the_manifest_s_labels_and_selectors_are_used() -> None:
    body = "<h1>Welding</h1><dl><dt>Your investment today</dt><dd>$499</dd></dl><p id='len'>6 weeks</p>"
    statements = _read(body, labels={"Your investment today": "cost"}, selectors={"duration": "#len"})
    assert _said(statements, "cost") == ["$499"]
    assert ("selected", "6 weeks") in {(s.reader, s.text) for s in statements if s.field == "duration"}


def test_a_page_that_states_nothing_offers_nothing() -> None:
    assert _read("<h1>About us</h1><p>Our building cost $41,000,000. Call 250-555-0142.</p>") == []
    assert _read("") == []


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<meta charset=windows-1252><h1>Été</h1><dl><dt>Coût</dt><dd>9 €</dd></dl>".encode("cp1252"), "text/html"),
        ("<h1>Été</h1><dl><dt>Coût</dt><dd>9 €</dd></dl>".encode("cp1252"), "text/html; charset=iso-8859-1"),
        ("<h1>Été</h1><dl><dt>Coût</dt><dd>9 €</dd></dl>".encode(), None),
        (b"\xef\xbb\xbf" + "<h1>Été</h1><dl><dt>Coût</dt><dd>9 €</dd></dl>".encode(), "text/html"),
        ("<h1>Été</h1><dl><dt>Coût</dt><dd>9 €</dd></dl>".encode("cp1252"), "text/html; charset=nonsense"),
    ],
)
def test_letters_are_right_in_every_encoding(body: bytes, content_type: str | None) -> None:
    (offering,) = read_page(body, URL, content_type=content_type).offerings
    assert offering.title == "Été"
    assert [s.text for s in offering.statements if s.field == "cost"] == ["9 €"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 1000,
        b"<" * 10_000,
        b"<div>" * 20_000,
        b"<table><tr>" * 3_000,
        b"\xff\xfe<h1>x",
        b"<h1>x</h1><dl><dt>Cost",
    ],
)
def test_no_page_is_an_error(body: bytes) -> None:
    read_page(body, URL)
