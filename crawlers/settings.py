"""Scrapy settings: a polite guest first. Every departure from Scrapy's default says why."""

from __future__ import annotations

import os

BOT_NAME = "microcreds"
SPIDER_LOADER_CLASS = "crawlers.loader.RegistryLoader"

# Who we are and how to reach us; operators set their own contact.
MICROCREDS_CONTACT = os.environ.get("MICROCREDS_CONTACT", "https://microcreds.example/bot")
USER_AGENT = f"microcreds/0.1 (+{MICROCREDS_CONTACT})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "microcreds"

# One slow queue an institution. The manifest's delay replaces this one (spider.update_settings).
DOWNLOAD_DELAY = 1.0
# No jitter: with it Scrapy's gaps fall to half the delay; without, none is under 0.95 of it.
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Must exceed the number of hosts of one institution; each institution has an engine of its own.
CONCURRENT_REQUESTS = 16

# Seconds for a whole answer, however slowly it drips.
DOWNLOAD_TIMEOUT = int(os.environ.get("MICROCREDS_TIMEOUT", "30"))
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024  # no catalogue page is larger; a bomb is
DOWNLOAD_WARNSIZE = 0
RETRY_TIMES = 2
# A night is bounded for every institution, whatever it answers.
CLOSESPIDER_TIMEOUT = int(os.environ.get("MICROCREDS_INSTITUTION_SECONDS", str(6 * 3600)))
CLOSESPIDER_PAGECOUNT = 20_000
# A manifest may ask for fewer: [platform_options] request_budget.
MICROCREDS_MOST_REQUESTS = int(os.environ.get("MICROCREDS_MOST_REQUESTS", "20000"))
MICROCREDS_MOST_BYTES = int(os.environ.get("MICROCREDS_MOST_BYTES", str(2 << 30)))
DEPTH_LIMIT = 200  # a long list of pages, not an endless calendar

COOKIES_ENABLED = False  # nothing we ask for needs a session
REDIRECT_ENABLED = False  # a 301 is a fact about a page: the spider records and follows it
METAREFRESH_ENABLED = False
REFERER_ENABLED = False
TELNETCONSOLE_ENABLED = False
HTTPCACHE_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # ours is stricter
    "crawlers.guard.AddressGuard": 40,
    "crawlers.robots.GuestRules": 100,
    "crawlers.middlewares.InstitutionQueue": 585,
    "crawlers.bounds.Bounds": 586,
    "crawlers.revisits.Revisits": 587,
    "crawlers.collections.FromCollection": 595,
}
# A name that leads into our own network is no name.
DNS_RESOLVER = "crawlers.guard.GuardedResolver"
EXTENSIONS = {"crawlers.recorder.Recorder": 500}

LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 0
# Where a run is recorded; without them `scrapy crawl` only yields items, as Scrapy users expect.
MICROCREDS_RUN: str | None = None
MICROCREDS_DATA: str | None = None
# A folder of WARC files to harvest from, in place of the network.
MICROCREDS_WARCS = os.environ.get("MICROCREDS_WARCS")
