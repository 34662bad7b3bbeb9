"""A manifest that is wrong says so in one line that names file, key and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.registry import RegistryError, load_registry
from tests.conftest import CAMPUS

GOOD = """
id = "somewhere"
name = "Somewhere College"
province = "ON"
home_url = "https://somewhere.example/"
listing_urls = ["https://somewhere.example/courses"]
"""


def _registry(folder: Path, text: str, name: str = "somewhere.toml") -> Path:
    (folder / "ON").mkdir(parents=True, exist_ok=True)
    (folder / "ON" / name).write_text(text)
    return folder


def test_a_manifest_of_five_lines_is_enough(tmp_path: Path) -> None:
    registry = load_registry(_registry(tmp_path, GOOD))
    (one,) = registry.institutions
    assert (one.id, one.country, one.status, one.platform) == ("somewhere", "CA", "unverified", "generic")
    assert registry.name == tmp_path.name


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace('name = "Somewhere College"', ""), "'name' is missing"),
        (GOOD + 'colour = "red"', "unknown key 'colour'"),
        (GOOD + "delay_seconds = 'slow'", "'delay_seconds' is 'slow'"),
        (GOOD + "delay_seconds = 0", "more than 0"),
        (GOOD + 'status = "fine"', "status 'fine'"),
        (GOOD + 'platform = "gopher"', "no platform 'gopher'"),
        (GOOD + "offering_pattern = '('", "no regular expression"),
        (GOOD + '[labels]\n"Price" = "money"', "'money' is no canonical field"),
        (GOOD.replace('["https://somewhere.example/courses"]', "[]"), "'listing_urls' is empty"),
        (GOOD.replace("https://somewhere.example/courses", "/courses"), "no absolute"),
        (GOOD.replace('"somewhere"', '"Some Where"'), "lower-case"),
        ("id = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(RegistryError) as error:
        load_registry(_registry(tmp_path, text))
    assert says in str(error.value)
    assert "somewhere.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_two_manifests_of_one_id_are_refused(tmp_path: Path) -> None:
    _registry(tmp_path, GOOD)
    (tmp_path / "BC").mkdir()
    (tmp_path / "BC" / "somewhere.toml").write_text(GOOD)
    with pytest.raises(RegistryError, match="ids are unique"):
        load_registry(tmp_path)


def test_an_empty_registry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="no manifest"):
        load_registry(tmp_path)


def test_a_proxy_from_outside_replaces_that_of_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MICROCREDS_PROXY", raising=False)
    assert load_registry(CAMPUS).proxy == "http://127.0.0.1:8790"
    monkeypatch.setenv("MICROCREDS_PROXY", "http://127.0.0.1:9999")
    assert load_registry(CAMPUS).proxy == "http://127.0.0.1:9999"
