"""One manifest: TOML -> Institution. What is wrong is said in one line: file, line, what, and the remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.contract import Field, Institution
from crawlers.manifest_options import OPTIONS, fault
from crawlers.manifest_text import line_of

STATUSES = ("verified", "unverified", "no_listing")
KINDS = ("university", "college", "institute", "polytechnic", "cegep", "school", "portal", "other")
PLATFORMS = Path(__file__).parent / "platforms"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "delay_seconds": (int, float),
    "expected_minimum": int,
    "listing_in_scope": bool,
    "opt_out": bool,
    "labels": dict,
    "selectors": dict,
    "platform_options": dict,
    "languages": list,
    "listing_urls": list,
    "offering_examples": list,
    "expected_titles": list,
}
_LISTS = tuple(name for name, kind in _TYPES.items() if kind is list)
_EXAMPLES: Mapping[str, Any] = {
    "id": "royal-roads",
    "name": "Royal Roads University",
    "province": "BC",
    "home_url": "https://www.royalroads.ca/",
    "languages": ["en"],
    "listing_urls": ["https://www.royalroads.ca/programs"],
    "offering_pattern": "/programs/[^/?#]+$",
    "offering_examples": ["https://www.royalroads.ca/programs/a-program"],
    "expected_titles": ["Workplace communication skills"],
    "verified_on": "2026-11-24",
    "delay_seconds": 1.0,
    "expected_minimum": 10,
    "listing_in_scope": True,
    "opt_out": False,
    "labels": {"Investment": "cost"},
    "selectors": {"cost": ".price"},
    "platform_options": {"row": ".views-row"},
}


class RegistryError(Exception):
    """A registry or a manifest is wrong; one line that names file, line, what is wrong, and the remedy."""


def platforms() -> tuple[str, ...]:
    """The platforms there are: modules of `crawlers/platforms`."""
    return tuple(sorted(path.stem for path in PLATFORMS.glob("*.py") if path.stem != "__init__"))


def load_manifest(path: Path) -> Institution:
    """One manifest, validated. Raises RegistryError for the first thing that is wrong."""
    values, text = read_toml(path)
    manifest = _Manifest(path, text)
    known = {f.name: f for f in fields(Institution)}
    for key in values:
        if key not in known:
            raise manifest.wrong(f"unknown key {key!r}", manifest.did_you_mean(key, known), key)
    for name, one in known.items():
        if name not in values and one.default is MISSING and one.default_factory is MISSING:
            raise manifest.wrong(f"{name!r} is missing", f"add a line {name} = {_toml_of(_EXAMPLES[name])}")
    for key, value in values.items():
        expected = _TYPES.get(key, str)
        if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
            remedy = f"write something like {key} = {_toml_of(_EXAMPLES.get(key, '…'))}"
            raise manifest.wrong(f"{key!r} is {value!r}", remedy, key)
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise manifest.wrong(f"{key!r} holds {value!r}", "every entry is a text in quotes", key)
    values |= {key: tuple(values[key]) for key in _LISTS if key in values}
    institution = Institution(**values)
    _check(manifest, institution)
    return institution


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """A TOML file's values and its text. Raises RegistryError with the line of a fault."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise RegistryError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise RegistryError(f"{path}:{line}: not valid TOML: not UTF-8; save the file as UTF-8") from error
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        what = str(error).split(" (at ")[0]
        raise RegistryError(f"{path}:{line}: not valid TOML: {what}; texts stand in quotes, one key a line") from error


@dataclass(frozen=True, slots=True)
class _Manifest:
    path: Path
    text: str

    def wrong(self, what: str, remedy: str, key: str | None = None, entry: str | None = None) -> RegistryError:
        """The error, at the line of a key (or of an entry in its list or table); at the first where there is none."""
        return RegistryError(f"{self.path}:{line_of(self.text, key, entry)}: {what}; {remedy}")

    @staticmethod
    def did_you_mean(word: str, known: Iterable[str]) -> str:
        known = tuple(known)
        near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
        return (f"did you mean {near[0]!r}? " if near else "") + f"there are: {', '.join(known)}"


def _check(manifest: _Manifest, one: Institution) -> None:
    _check_names(manifest, one)
    _check_addresses(manifest, one)
    _check_pattern(manifest, one)
    _check_fields(manifest, one)
    _check_options(manifest, one.platform_options)
    if one.delay_seconds <= 0:
        raise manifest.wrong("'delay_seconds' must be more than 0", "leave it out for 1 second", "delay_seconds")
    if one.expected_minimum < 1:
        raise manifest.wrong("'expected_minimum' must be at least 1", "leave it out for 1", "expected_minimum")


def _check_names(manifest: _Manifest, one: Institution) -> None:
    if not _ID.fullmatch(one.id):
        raise manifest.wrong(f"id {one.id!r} is no id", "write lower-case words joined by hyphens", "id")
    if manifest.path.stem != one.id:
        raise manifest.wrong(f"the id is {one.id!r}", f"name the file {one.id}.toml, or mend the id", "id")
    for key, value, known in (
        ("status", one.status, STATUSES),
        ("kind", one.kind, KINDS),
        ("platform", one.platform, platforms()),
    ):
        if value not in known:
            what = f"there is no {key} {value!r}"
            raise manifest.wrong(what, manifest.did_you_mean(value, known), key)
    for language in one.languages or ("",):
        if not re.fullmatch(r"[a-z]{2}", language):
            raise manifest.wrong(f"language {language!r} is none", 'use ISO 639-1, like ["en", "fr"]', "languages")
    if one.verified_on is not None:
        try:
            date.fromisoformat(one.verified_on)
        except ValueError:
            remedy = "write a date like '2026-11-24'"
            raise manifest.wrong(f"'verified_on' is {one.verified_on!r}", remedy, "verified_on") from None


def _check_addresses(manifest: _Manifest, one: Institution) -> None:
    if one.status != "no_listing" and not one.listing_urls:
        raise manifest.wrong("'listing_urls' is empty", "give one, or status = 'no_listing'", "listing_urls")
    optional = [("terms_url", one.terms_url)] if one.terms_url else []
    for key, url in (
        ("home_url", one.home_url),
        *(("listing_urls", url) for url in one.listing_urls),
        *(("offering_examples", url) for url in one.offering_examples),
        *optional,
    ):
        if not is_address(url):
            raise manifest.wrong(f"{url!r} is no absolute http(s) address", "begin it with https://", key, url)


def is_address(url: str) -> bool:
    """An absolute http or https address with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that opens and does not close
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _check_pattern(manifest: _Manifest, one: Institution) -> None:
    if one.offering_pattern is None:
        return
    try:
        pattern = re.compile(one.offering_pattern)
    except re.error as error:
        what = f"'offering_pattern' is no regular expression: {error}"
        raise manifest.wrong(what, "put it in single quotes; \\ before . and ?", "offering_pattern") from error
    for url in one.offering_examples:
        if not pattern.search(url):
            what = f"'offering_pattern' does not match its own example {url}"
            raise manifest.wrong(what, "mend the one that is wrong", "offering_examples", url)


def _check_fields(manifest: _Manifest, one: Institution) -> None:
    canonical = [str(field) for field in Field]
    for label, name in one.labels.items():
        if name not in canonical:
            what = f"label {label!r}: {name!r} is no canonical field"
            raise manifest.wrong(what, manifest.did_you_mean(str(name), canonical), "labels", label)
    for name, selector in one.selectors.items():
        if name not in canonical:
            remedy = manifest.did_you_mean(name, canonical)
            raise manifest.wrong(f"{name!r} is no canonical field", remedy, "selectors", name)
        if not isinstance(selector, str):
            raise manifest.wrong(f"selector of {name!r} is {selector!r}", "write a CSS selector", "selectors", name)


def _check_options(manifest: _Manifest, options: Mapping[str, Any]) -> None:
    if wrong := fault(options):
        option, what, remedy = wrong
        raise manifest.wrong(what, remedy or manifest.did_you_mean(option, OPTIONS), "platform_options", option)


def _toml_of(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{k}" = {_toml_of(v)}' for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml_of(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
