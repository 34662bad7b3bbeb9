"""Pages that were fetched on an earlier night: asked for only if changed, and not read again where they have not.

In this order: a sitemap that has never lied says that a page is older than our copy, and it is not asked for; a page
with an ETag or a Last-Modified is asked for under that condition (RFC 9110, 13); any other is fetched, and compared.
An unchanged page keeps its fetch time and its archived response. Every page is asked for in full again before its copy
is `OLDEST` nights old, and a few that a sitemap calls unchanged are tried each night, to catch one that lies.
"""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawlers.archive import ArchiveError, read_response
from crawlers.lastmod import changed_at
from crawlers.of_institution import OfInstitution
from crawlers.stable import stable_hash
from crawlers.visits import Visit, again

#: Nights after which a page has been fetched and read in full again; the first of them are spread over three nights.
OLDEST = 7
_SPREAD = 3
#: One page in so many that a sitemap calls unchanged is asked for all the same.
_TRIED = 30


class Revisits(OfInstitution):
    """Stands between HttpCompression and the archive: what it answers is archived already."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._data = Path(crawler.settings.get("MICROCREDS_DATA") or ".")
        self._run: str = crawler.settings.get("MICROCREDS_RUN") or ""
        self._changed_at: dict[str, datetime] = {}
        self._trusted = 0

    def process_request(self, request: Request) -> Response | None:
        visits, meta = self._spider.visits, request.meta
        if visits is None or request.method != "GET" or "role" not in meta or meta.get("in_full"):
            return None
        visit = visits.earlier(request.url)
        if visit is None or not (self._data / visit.archive.file).is_file():
            return None
        meta["earlier"] = visit
        if _due(visit, self._run):
            return None
        meta["visit"] = visit
        trusted = meta["role"] == "offering" and not visits.lastmod_lies and self._says_unchanged(visit)
        if trusted and not self._tried() and (found := self._from_archive(request, "sitemap")):
            return found
        if visit.etag:
            request.headers["If-None-Match"] = visit.etag
        if visit.last_modified:
            request.headers["If-Modified-Since"] = visit.last_modified
        return None

    def process_response(self, request: Request, response: Response) -> Response | Request:
        visits, meta = self._spider.visits, request.meta
        if visits is None or "unchanged" in meta or "role" not in meta:
            return response
        visit: Visit | None = meta.get("visit")
        if response.status == 304:
            if visit is not None and (found := self._from_archive(request, "condition")):
                meta["visit"] = again(visit, _text(response, "ETag"), _text(response, "Last-Modified"))
                return found
            return _in_full(request)
        if response.status != 200:
            return response
        meta["stable"] = stable_hash(response.body, _text(response, "Content-Type") or "")
        earlier: Visit | None = meta.get("earlier")
        if earlier is not None and earlier.stable != meta["stable"] and self._says_unchanged(earlier):
            visits.lastmod_lies = True
        if visit is not None and visit.stable == meta["stable"]:
            if hashlib.sha256(response.body).hexdigest() == visit.sha256:
                meta["unchanged"] = "content"
            elif found := self._from_archive(request, "content"):
                response = found  # its words stand in the archived bytes
        if b"<urlset" in response.body[:4096]:
            self._changed_at |= changed_at(response.body)
        return response

    def _tried(self) -> bool:
        """Is this one of the pages that are asked for although the sitemap calls them unchanged? Others each night."""
        self._trusted += 1
        return self._trusted % _TRIED == 1 + zlib.crc32(self._run.encode()) % 10

    def _says_unchanged(self, visit: Visit) -> bool:
        """Does a sitemap say that the page has not changed since we fetched it?"""
        changed = self._changed_at.get(visit.url)
        return changed is not None and changed < _when(visit.fetched_at)

    def _from_archive(self, request: Request, why: str) -> Response | None:
        """The archived answer of a page, as if it had come now; None where it cannot be read."""
        visit: Visit = request.meta["visit"]
        if request.meta["role"] == "offering" and visit.reading is not None:
            request.meta["unchanged"] = why
            return Response(request.url, status=200, request=request)  # it was read: nobody looks at its body
        try:
            headers, body = read_response(self._data, visit.archive)
        except (ArchiveError, OSError, EOFError, zlib.error):
            del request.meta["visit"]
            return None
        request.meta["unchanged"] = why
        if b"<urlset" in body[:4096]:
            self._changed_at |= changed_at(body)
        kind = responsetypes.from_args(headers=Headers(headers), url=request.url, body=body)
        return kind(request.url, status=200, headers=headers, body=body, request=request)


def _text(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _in_full(request: Request) -> Request:
    """The same without conditions: the archive no longer has what "not modified" is said of."""
    asked = request.replace(dont_filter=True)
    for name in ("If-None-Match", "If-Modified-Since"):
        asked.headers.pop(name, None)
    asked.meta["in_full"] = True
    asked.meta.pop("visit", None)
    return asked


def _when(moment: str) -> datetime:
    return datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(UTC)


def _due(visit: Visit, run: str) -> bool:
    """Has the copy come of age? Counted in nights, and not for all pages in the same one."""
    age = (date.fromisoformat(run[:10]) - date.fromisoformat(visit.night)).days
    return age >= OLDEST - zlib.crc32(visit.url.encode()) % _SPREAD
