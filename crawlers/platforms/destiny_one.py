"""Modern Campus Destiny One: areas and streams of programmes list courses; a course has one page for all its sections.

Every address may carry `;jsessionid=…`, another one each visit, and tells by which way one came; neither is part of
what a page is: a course is its `courseId`, a certificate its `certificateId`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapy import Request
from scrapy.http import Response

from crawlers.links import Link, next_page, scope_words
from crawlers.reading.document import Document
from crawlers.spider import InstitutionSpider

_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
#: Page -> the parameters that say which one it is. Others (`selectedProgramAreaId`, …) say whence one came.
_OWN = {
    "publicCourseSearchDetails.do": ("method", "courseId"),
    "courseCategoryCertificateProfile.do": ("method", "certificateId"),
    "programStream.do": ("method", "selectedProgramAreaId", "selectedProgramStreamId"),
    "programArea.do": ("method", "selectedProgramAreaId"),
}
_LISTS = re.compile(r"/(?:listProgramAreas|programArea|programStream|courseCategoryCertificateProfile)\.do\b")


class Platform(InstitutionSpider):
    default_pattern = r"/publicCourseSearchDetails\.do\?(?:[^#]*&)?courseId=\d+"

    def address(self, url: str) -> str:
        parts = urlsplit(_SESSION.sub("", super().address(url)))
        own = _OWN.get(parts.path.rpartition("/")[2])
        if own is None:
            return urlunsplit(parts)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        return urlunsplit(parts._replace(query=urlencode([(name, query[name]) for name in own if name in query])))

    def document(self, response: Response) -> Document:
        document = super().document(response)
        # A page names itself with the session it was served in.
        document.canonical_url = self.address(document.canonical_url or document.url)
        return document

    def follow_listing(self, response: Response) -> Iterator[Link | Request]:
        document = self.document(response)
        scope = scope_words(document)
        for url in document.links():
            if self.wanted(url):
                yield Link(url, scope)
            elif _LISTS.search(url) and (request := self.listing_request(url)):
                yield request
        if (following := next_page(document)) and (request := self.listing_request(following)):
            yield request
