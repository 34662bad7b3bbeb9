"""What happens to each request and response of an institution, on its way to and from the network."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response

from crawlers.of_institution import OfInstitution
from crawlers.visits import Visit


def utc_now() -> str:
    """ISO 8601 with `Z`, to the second: the form of every time in landing and archive."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class InstitutionQueue(OfInstitution):
    """One queue an institution, its proxy, and every response into the archive.

    Stands between HttpCompression and Retry, so that each response is archived decoded, retried ones as well.
    """

    def process_request(self, request: Request) -> None:
        request.meta.setdefault("download_slot", self._spider.institution.id)
        if self._spider.proxy:
            request.meta["proxy"] = self._spider.proxy

    def process_response(self, request: Request, response: Response) -> Response:
        meta, archive = request.meta, self._spider.archive
        now = meta.get("recorded_at") or utc_now()
        if "unchanged" in meta:
            self._spider.unchanged[meta["unchanged"]] += 1
            self._keep_earlier(request, now)
            return response
        meta["fetched_at"] = now
        if archive is not None:
            headers = [
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            ]
            reason = {200: "OK", 404: "Not Found"}.get(response.status, "-")
            meta["archived"] = archive.add(response.url, response.status, reason, headers, response.body, now)
        if response.status == 200 and "stable" in meta:
            self._remember(request, response)
        return response

    def _keep_earlier(self, request: Request, now: str) -> None:
        """An unchanged page has the time and the archived response it had."""
        visit: Visit = request.meta["visit"]
        request.meta.update(fetched_at=visit.fetched_at, archived=visit.archive)
        if self._spider.visits is not None:
            self._spider.visits.record(visit)
        if self._spider.archive is not None and request.meta["unchanged"] != "sitemap":
            self._spider.archive.add_revisit(request.url, now, visit.archive, visit.fetched_at, visit.sha256)

    def _remember(self, request: Request, response: Response) -> None:
        """For the next night: by what this answer is known again."""
        visits, meta = self._spider.visits, request.meta
        if visits is None or request.method != "GET":
            return
        etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
        visits.record(
            Visit(
                request.url,
                self._crawler.settings["MICROCREDS_RUN"][:10],
                meta["fetched_at"],
                hashlib.sha256(response.body).hexdigest(),
                len(response.body),
                meta["stable"],
                etag.decode("latin-1") if etag else None,
                modified.decode("latin-1") if modified else None,
                meta["archived"],
            )
        )
