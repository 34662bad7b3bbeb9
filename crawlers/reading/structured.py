"""Statements for machines: what a page says in JSON-LD, microdata or RDFa.

All three come to one form (`nodes.py`) that one mapping of schema.org reads (`schema_org.py`).
"""

from __future__ import annotations

from crawlers.reading.document import Document
from crawlers.reading.json_ld import Reader, loads
from crawlers.reading.microdata import microdata
from crawlers.reading.nodes import Node, linked
from crawlers.reading.rdfa import rdfa
from crawlers.reading.schema_org import MachineOffering, offerings


def machine_offerings(document: Document) -> list[MachineOffering]:
    """Every offering the page states for machines, in page order, each with its statements.

    Which of them are the page's own is for the page's reader to say: see `MachineOffering.types` and `is_event`.
    Microdata and RDFa are read from the content as it is when this is called: boxes taken off are not read.
    """
    roots = json_ld_nodes(document)
    if document.has_marked_words and document.content is not None:
        roots += microdata(document.content, document.url)
        roots += rdfa(document.content, document.url)
    return offerings(linked(roots), document.url) if roots else []


def json_ld_nodes(document: Document) -> list[Node]:
    """Top-level things of all JSON-LD blocks; a block that cannot be understood is passed over."""
    reader = Reader()
    return [
        node for number, text in enumerate(document.json_ld) for node in reader.roots(f"/ld+json/{number}", loads(text))
    ]
