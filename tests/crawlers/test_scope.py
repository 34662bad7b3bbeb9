"""What listings call the pages they link."""

from __future__ import annotations

from scrapy.utils.test import get_crawler

from crawlers.links import Link
from crawlers.loader import spider_class
from crawlers.registry import load_registry
from tests.conftest import CAMPUS


def test_the_second_listing_that_links_a_page_may_say_what_it_is() -> None:
    kind = spider_class(load_registry(CAMPUS).get("riviere"), None)
    spider = kind.from_crawler(get_crawler(kind))
    address = "http://riviere.example/formation/micro-certifications/apiculture.html"
    assert spider.offering_request(Link(address, None)) is not None
    assert spider.scope_of(address) is None
    assert spider.offering_request(Link(f"{address}#top", "Micro-certifications")) is None
    assert spider.scope_of(address) == "Micro-certifications"
