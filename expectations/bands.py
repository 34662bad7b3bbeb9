"""Bands as data: `bands.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def bands() -> dict[str, Any]:
    """The tables of `bands.toml`. Money in the currency of the price, lengths in the unit of their name."""
    return tomllib.loads(files("expectations").joinpath("bands.toml").read_text(encoding="utf-8"))
