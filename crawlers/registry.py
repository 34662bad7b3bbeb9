"""Manifests -> institutions: one TOML file each, `<registry>/<province>/<id>.toml`. Errors name the remedy."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.contract import Field, Institution

LIVE = Path(__file__).parent / "institutions"
STATUSES = ("verified", "unverified", "no_listing")
#: Seconds between two requests below which a manifest must say why (`[platform_options] delay_reason`).
POLITE_DELAY = 1.0
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "delay_seconds": (int, float),
    "expected_minimum": int,
    "listing_in_scope": bool,
    "opt_out": bool,
    "languages": list,
    "listing_urls": list,
    "labels": dict,
    "selectors": dict,
    "platform_options": dict,
}


class RegistryError(Exception):
    """A registry or a manifest is wrong; one line that names file, key and remedy."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The institutions of one registry, by id, and how to reach them."""

    name: str
    folder: Path
    proxy: str | None
    institutions: tuple[Institution, ...]

    def get(self, institution_id: str) -> Institution:
        """One institution. Raises RegistryError with the nearest ids when there is none of that name."""
        for one in self.institutions:
            if one.id == institution_id:
                return one
        known = ", ".join(one.id for one in self.institutions[:8])
        raise RegistryError(f"no institution {institution_id!r} in registry {self.name}; there are: {known} …")


def default_folder() -> Path:
    """`MICROCREDS_REGISTRY`, else the live registry."""
    return Path(os.environ.get("MICROCREDS_REGISTRY") or LIVE)


def load_registry(folder: Path | None = None) -> Registry:
    """Read a registry folder. Raises RegistryError for the first thing that is wrong."""
    folder = folder or default_folder()
    if not folder.is_dir():
        raise RegistryError(f"{folder} is no registry folder; name one with --registry DIR")
    settings: dict[str, Any] = {}
    if (folder / "registry.toml").exists():
        settings = _toml(folder / "registry.toml")
        unknown = settings.keys() - {"name", "proxy"}
        if unknown:
            raise RegistryError(f"{folder / 'registry.toml'}: unknown key {min(unknown)!r}; known: name, proxy")
    manifests = sorted(path for path in folder.rglob("*.toml") if path.name != "registry.toml")
    if not manifests:
        raise RegistryError(f"{folder} holds no manifest; expected <province>/<id>.toml")
    institutions: dict[str, Institution] = {}
    for path in manifests:
        one = load_manifest(path)
        if one.id in institutions:
            raise RegistryError(f"{path}: id {one.id!r} stands in another manifest as well; ids are unique")
        institutions[one.id] = one
    return Registry(
        name=str(settings.get("name") or folder.name),
        folder=folder,
        proxy=os.environ.get("MICROCREDS_PROXY") or settings.get("proxy"),
        institutions=tuple(institutions[key] for key in sorted(institutions)),
    )


def load_manifest(path: Path) -> Institution:
    """One manifest, validated. Raises RegistryError."""
    values = _toml(path)
    known = {f.name: f for f in fields(Institution)}
    for key in values:
        if key not in known:
            raise RegistryError(f"{path}: unknown key {key!r}; known keys: {', '.join(known)}")
    for name, key_field in known.items():
        if name not in values and key_field.default is MISSING and key_field.default_factory is MISSING:
            raise RegistryError(f"{path}: {name!r} is missing; add a line like {name} = {_example(name)!r}")
    for key, value in values.items():
        expected = _TYPES.get(key, str)
        if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
            raise RegistryError(f"{path}: {key!r} is {value!r}; expected something like {_example(key)!r}")
    values |= {key: tuple(values[key]) for key in ("languages", "listing_urls") if key in values}
    one = Institution(**values)
    _check(path, one)
    return one


def _check(path: Path, one: Institution) -> None:
    if not _ID.fullmatch(one.id):
        raise RegistryError(f"{path}: id {one.id!r} must be lower-case words joined by hyphens")
    if path.stem != one.id:
        raise RegistryError(f"{path}: the file of {one.id!r} must be named {one.id}.toml")
    if one.status not in STATUSES:
        raise RegistryError(f"{path}: status {one.status!r} is none of {', '.join(STATUSES)}")
    if one.status != "no_listing" and not one.listing_urls:
        raise RegistryError(f"{path}: 'listing_urls' is empty; give one, or status = 'no_listing'")
    for url in (one.home_url, *one.listing_urls):
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise RegistryError(f"{path}: {url!r} is no absolute http(s) address")
    if (
        not re.fullmatch(r"[a-z_]+", one.platform)
        or not (Path(__file__).parent / "platforms" / f"{one.platform}.py").exists()
    ):
        raise RegistryError(f"{path}: there is no platform {one.platform!r} in crawlers/platforms")
    if one.offering_pattern is not None:
        try:
            re.compile(one.offering_pattern)
        except re.error as error:
            raise RegistryError(f"{path}: 'offering_pattern' is no regular expression: {error}") from error
    for table in (one.labels.values(), one.selectors.keys()):
        for name in table:
            if name not in set(Field):
                raise RegistryError(f"{path}: {name!r} is no canonical field; see crawlers/contract.py")
    if not isinstance(one.platform_options.get("also_hosts", []), list):
        raise RegistryError(f"{path}: 'also_hosts' must be a list of host names, like [\"www.college.example\"]")
    if not isinstance(one.platform_options.get("row", ""), str):
        raise RegistryError(f"{path}: 'row' must be a CSS selector, like \".views-row\"")
    if one.delay_seconds <= 0:
        raise RegistryError(f"{path}: 'delay_seconds' must be more than 0")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegistryError(f"{path}: not valid TOML: {error}") from error


def _example(key: str) -> Any:
    examples: dict[str, Any] = {
        "id": "royal-roads",
        "name": "Royal Roads University",
        "province": "BC",
        "home_url": "https://www.royalroads.ca",
        "languages": ["en"],
        "listing_urls": ["https://…"],
        "delay_seconds": 1.0,
        "expected_minimum": 10,
        "listing_in_scope": True,
        "opt_out": False,
        "labels": {"Investment": "cost"},
        "selectors": {"cost": ".price"},
        "platform_options": {},
    }
    return examples.get(key, "…")
