"""One spider an institution, made from its manifest: `scrapy list` and `scrapy crawl royal-roads` just work."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawlers.contract import Institution
from crawlers.registry import Registry, load_registry
from crawlers.spider import InstitutionSpider


def spider_class(institution: Institution, proxy: str | None) -> type[InstitutionSpider]:
    """The platform's spider with this institution's facts. Each platform module names its class `Platform`."""
    platform: type[InstitutionSpider] = import_module(f"crawlers.platforms.{institution.platform}").Platform
    name = re.sub(r"\W", "", institution.id.title()) + "Spider"
    return type(name, (platform,), {"name": institution.id, "institution": institution, "proxy": proxy})


class RegistryLoader:
    """Scrapy's spider loader over a registry of manifests (`MICROCREDS_REGISTRY`, else the live one)."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        folder = settings.get("MICROCREDS_REGISTRY")
        return cls(load_registry(Path(folder) if folder else None))

    def list(self) -> list[str]:
        return [one.id for one in self.registry.institutions if one.status != "no_listing" and not one.opt_out]

    def load(self, spider_name: str) -> type[Spider]:
        if spider_name not in self.list():
            raise KeyError(f"Spider not found: {spider_name}")
        return spider_class(self.registry.get(spider_name), self.registry.proxy)

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]  # shadowed by the method
        host = urlsplit(request.url).hostname
        return [one.id for one in self.registry.institutions if host == urlsplit(one.home_url).hostname]
