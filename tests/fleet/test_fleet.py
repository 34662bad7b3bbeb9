"""Every manifest there is: valid, polite, and honest about what has been seen."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.contract import Institution
from crawlers.loader import spider_class
from crawlers.registry import LIVE, POLITE_DELAY, load_registry
from tests.conftest import CAMPUS, ROOT

_LIVE = load_registry(LIVE).institutions
_ALL = (*_LIVE, *load_registry(CAMPUS).institutions)


@pytest.mark.parametrize("one", _ALL, ids=lambda one: one.id)
def test_a_manifest_makes_a_spider_that_waits_between_requests(one: Institution) -> None:
    spider = spider_class(one, None)
    assert spider.name == one.id
    assert spider.institution is one
    assert one.delay_seconds > 0


@pytest.mark.parametrize("one", _LIVE, ids=lambda one: one.id)
def test_a_live_manifest_is_polite_and_claims_nothing_unseen(one: Institution) -> None:
    assert one.delay_seconds >= POLITE_DELAY or one.platform_options.get("delay_reason")
    assert one.status != "verified"  # nobody has run one live yet; whoever does changes this line
    assert one.notes
    if one.offering_pattern:
        assert not any(re.search(one.offering_pattern, url) for url in one.listing_urls) or one.id == "emily-carr"


def test_scrapy_lists_the_live_spiders_in_the_ordinary_way() -> None:
    script = Path(sys.executable).with_name("scrapy")
    run = subprocess.run([str(script), "list"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == [one.id for one in _LIVE]
