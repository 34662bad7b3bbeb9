"""Pages from a collection of WARC files on disk (Common Crawl's form, or another crawler's) in place of the network.

`MICROCREDS_WARCS=DIR` harvests from all `*.warc` and `*.warc.gz` under DIR: the newest answer of each address. What is
not in the collection was not crawled by it: it fails as `not_archived`, but for robots.txt, without which there are no
rules (RFC 9309). Answers are archived like any other, under the moment at which the collection has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from warcio.archiveiterator import ArchiveIterator

from crawlers.failures import NotArchived


@dataclass(frozen=True, slots=True)
class Kept:
    """Where one answer stands."""

    path: Path
    offset: int
    moment: str


class FromCollection:
    """Answers in place of the network, where a collection is asked for."""

    def __init__(self, crawler: Crawler) -> None:
        folder = crawler.settings.get("MICROCREDS_WARCS")
        if not folder:
            raise NotConfigured
        self._folder = Path(folder)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response:
        kept = index(self._folder).get(request.url)
        if kept is None:
            if urlsplit(request.url).path == "/robots.txt":
                return Response(request.url, status=404, request=request)
            raise NotArchived(request.url)
        status, headers, body = _read(kept)
        request.meta["recorded_at"] = kept.moment
        kind = responsetypes.from_args(headers=Headers(headers), url=request.url, body=body)
        return kind(request.url, status=status, headers=headers, body=body, request=request)


@cache
def index(folder: Path) -> dict[str, Kept]:
    """Address -> its newest answer, of every response in the folder's WARC files."""
    found: dict[str, Kept] = {}
    for path in sorted([*folder.rglob("*.warc"), *folder.rglob("*.warc.gz")]):
        with path.open("rb") as file:
            records = ArchiveIterator(file)
            for record in records:
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI")
                moment = record.rec_headers.get_header("WARC-Date")[:19] + "Z"
                if url not in found or moment >= found[url].moment:
                    found[url] = Kept(path, records.get_record_offset(), moment)
    return found


def _read(kept: Kept) -> tuple[int, dict[str, str], bytes]:
    """(status, headers, decoded body)."""
    with kept.path.open("rb") as file:
        file.seek(kept.offset)
        record = next(iter(ArchiveIterator(file)))
        body: bytes = record.content_stream().read()
        coded = ("content-encoding", "transfer-encoding", "content-length")
        headers = {name: value for name, value in record.http_headers.headers if name.lower() not in coded}
        return int(record.http_headers.get_statuscode()), headers, body
