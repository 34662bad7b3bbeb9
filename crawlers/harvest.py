"""One night's harvest as a process of its own: `python -m crawlers.harvest --registry DIR --data DIR --run ID`.

One Scrapy process for all institutions, each with its own polite queue. Progress goes to stdout as JSON lines, the
log to stderr. Exit 0 when every institution ended with a harvest line, whatever it met; 1 otherwise.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from crawlers.contract import landing_path
from crawlers.registry import RegistryError, load_registry


def harvest(
    registry_folder: Path,
    data: Path,
    run_id: str,
    only: list[str],
    log_level: str,
    *,
    most_pages: int | None = None,
    most_seconds: float | None = None,
    replayed: Path | None = None,
) -> int:
    """Crawl, and say how it ended (the process's exit code).

    `most_pages`: of each institution, for a first look. `most_seconds`: after these, each ends with what it has.
    `replayed`: the data folder whose archive answers instead of the network.
    """
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "crawlers.settings")
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import get_project_settings

    from crawlers.loader import spider_class
    from crawlers.replay import SETTINGS as REPLAY_SETTINGS

    registry = load_registry(registry_folder)
    chosen = [registry.get(name) for name in dict.fromkeys(only)] or registry.institutions
    wanted = [one for one in chosen if one.status != "no_listing" and not one.opt_out]
    settings = get_project_settings()
    settings.set("MICROCREDS_REGISTRY", str(registry_folder), priority="cmdline")
    settings.set("MICROCREDS_DATA", str(data), priority="cmdline")
    settings.set("MICROCREDS_RUN", run_id, priority="cmdline")
    settings.set("LOG_LEVEL", log_level, priority="cmdline")
    if most_pages is not None:
        settings.set("CLOSESPIDER_PAGECOUNT", most_pages, priority="cmdline")
        # What waits in the downloader when the last page comes is still asked for: let nothing wait there.
        settings.set("CONCURRENT_REQUESTS", 2, priority="cmdline")
    if most_seconds is not None:
        limit = min(most_seconds, settings.getfloat("CLOSESPIDER_TIMEOUT"))
        settings.set("CLOSESPIDER_TIMEOUT", limit, priority="cmdline")
    if replayed is not None:
        settings.set("MICROCREDS_REPLAY", str(replayed), priority="cmdline")
        settings.setdict(REPLAY_SETTINGS, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    for institution in wanted:
        process.crawl(spider_class(institution, registry.proxy))
    process.start()
    missing = [one.id for one in wanted if not landing_path(data, run_id, one.id).exists()]
    if missing:
        print(f"no landing file was finished for: {', '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--registry", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--only", nargs="*", default=[], metavar="ID")
    parser.add_argument("--log-level", default="WARNING")
    parser.add_argument("--most-pages", type=int, metavar="N", help="end each institution after N responses")
    parser.add_argument("--most-seconds", type=float, metavar="S", help="end each institution after S seconds")
    parser.add_argument("--replay", type=Path, metavar="DIR", help="no network: answer from this folder's archive")
    arguments = parser.parse_args()
    try:
        return harvest(
            arguments.registry,
            arguments.data,
            arguments.run,
            arguments.only,
            arguments.log_level,
            most_pages=arguments.most_pages,
            most_seconds=arguments.most_seconds,
            replayed=arguments.replay,
        )
    except RegistryError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
