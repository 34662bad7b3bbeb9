"""Offerings' addresses that the catalogue knows, as `flows/` writes them before the harvest."""

from __future__ import annotations

import json
from pathlib import Path

from scrapy.settings import BaseSettings

from crawlers.contract import known_path


def known_urls(settings: BaseSettings, institution_id: str) -> list[str]:
    """Empty outside a run, and on an institution's first night."""
    data, run = settings.get("MICROCREDS_DATA"), settings.get("MICROCREDS_RUN")
    if not data or not run:
        return []
    path = known_path(Path(data), run, institution_id)
    return list(json.loads(path.read_text())) if path.exists() else []
