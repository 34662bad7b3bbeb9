"""One page -> the offerings it states. Pure: bytes and address in, statements with evidence out."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urldefrag

from crawlers.contract import Field
from crawlers.reading.document import Document
from crawlers.reading.labelled import labelled
from crawlers.reading.labels import Labels
from crawlers.reading.prose import prose
from crawlers.reading.readings import OfferingReading, PageReading, StatementReading
from crawlers.reading.scope import scope
from crawlers.reading.sections import sections
from crawlers.reading.selected import selected
from crawlers.reading.structured import courses, events, instances, structured

#: A page that states none of these, but in a sentence that may be about anything, offers nothing.
_TELLING = {
    Field.COST,
    Field.DURATION,
    Field.START_DATE,
    Field.CREDITS,
    Field.CREDENTIAL,
    Field.DELIVERY,
}


def read_page(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    labels: Mapping[str, str] | None = None,
    selectors: Mapping[str, str] | None = None,
) -> PageReading:
    """What one HTML page states. An empty list of offerings where it offers nothing; never an error for bad HTML."""
    return read_document(Document(body, url, content_type=content_type), labels=labels, selectors=selectors)


def read_document(
    document: Document, *, labels: Mapping[str, str] | None = None, selectors: Mapping[str, str] | None = None
) -> PageReading:
    """`read_page` for a page that is parsed already. Cards of other offerings leave the document."""
    document.strip_neighbours()
    own_url = document.canonical_url or urldefrag(document.url).url
    reading = PageReading(own_url, document.lang, own_url, document.alternates)
    statements = _statements(document, Labels(labels), selectors or {})
    if not any(s.field in _TELLING and s.reader != "prose" for s in statements):
        return reading
    title = next((s.text for s in statements if s.field == Field.TITLE), None)
    if title is None:
        return reading
    code = next((s.text for s in statements if s.field == Field.CODE), None)
    key = code if code and len(code) <= 40 else own_url
    reading.offerings.append(OfferingReading(key, own_url, title, statements))
    return reading


def _statements(document: Document, labels: Labels, selectors: Mapping[str, str]) -> list[StatementReading]:
    statements = list(selected(document, selectors))
    heading = document.heading() or document.meta("og:title")
    if heading:
        statements.append(StatementReading(Field.TITLE, heading, "labelled", "h1", lang=document.lang))
    statements += labelled(document, labels)
    statements += sections(document, labels)
    found = courses(document) or events(document, heading)
    if len(found) == 1:
        statements += structured(*found[0])
        statements += instances(document)
    statements += scope(document, heading)
    unsaid = {Field.COST, Field.DURATION} - {s.field for s in statements if s.reader != "structured"}
    if unsaid:
        statements += prose(document, {str(f) for f in unsaid})
    if not any(s.field == Field.TITLE for s in statements) and (title := document.title()):
        statements.append(StatementReading(Field.TITLE, title, "structured", "title", lang=document.lang))
    summary = document.meta("description")
    if summary and not any(s.field == Field.SUMMARY for s in statements):
        statements.append(StatementReading(Field.SUMMARY, summary, "structured", "meta[name=description]"))
    return statements
