"""A manifest that is wrong says so in one line that names file, line, what is wrong, and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.registry import RegistryError, load_registry
from tests.conftest import CAMPUS

GOOD = """\
id = "somewhere"
name = "Somewhere College"
province = "ON"
home_url = "https://somewhere.example/"
listing_urls = ["https://somewhere.example/courses"]
"""
LAST = GOOD.count("\n") + 1


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
    ("text", "line", "what", "remedy"),
    [
        (GOOD.replace('name = "Somewhere College"\n', ""), 1, "'name' is missing", 'add a line name = "Royal'),
        (GOOD + 'colour = "red"', LAST, "unknown key 'colour'", "there are: id, name"),
        (GOOD + 'listing_url = "x"', LAST, "unknown key 'listing_url'", "did you mean 'listing_urls'?"),
        (GOOD + '\n[lables]\n"Fee" = "cost"', LAST + 1, "unknown key 'lables'", "did you mean 'labels'?"),
        (GOOD + "delay_seconds = 'slow'", LAST, "'delay_seconds' is 'slow'", "delay_seconds = 1.0"),
        (GOOD + "delay_seconds = 0", LAST, "more than 0", "leave it out"),
        (GOOD + "expected_minimum = 0", LAST, "at least 1", "leave it out"),
        (GOOD + "expected_minimum = true", LAST, "'expected_minimum' is True", "expected_minimum = 10"),
        (GOOD + 'languages = "en"', LAST, "'languages' is 'en'", 'languages = ["en"]'),
        (GOOD + "languages = [1]", LAST, "'languages' holds [1]", "in quotes"),
        (GOOD + 'languages = ["english"]', LAST, "language 'english'", "ISO 639-1"),
        (GOOD + 'status = "verifyed"', LAST, "no status 'verifyed'", "did you mean 'verified'?"),
        (GOOD + 'kind = "shop"', LAST, "no kind 'shop'", "there are: university"),
        (GOOD + 'platform = "gopher"', LAST, "no platform 'gopher'", "drupal"),
        (GOOD + 'platform = "drupla"', LAST, "no platform 'drupla'", "did you mean 'drupal'?"),
        (GOOD + 'verified_on = "yesterday"', LAST, "'verified_on' is 'yesterday'", "2026-11-24"),
        (GOOD + "offering_pattern = '('", LAST, "no regular expression", "single quotes"),
        (
            GOOD
            + "offering_pattern = '/b/'\n\noffering_examples = [\n  'https://x.example/b/1',\n  'https://x.example/a'\n]",
            LAST + 4,
            "does not match its own example https://x.example/a",
            "mend the one that is wrong",
        ),
        (
            GOOD + '[labels]\n"Fee" = "cost"\n"Price" = "money"',
            LAST + 2,
            "'money' is no canonical field",
            "there are: title",
        ),
        (GOOD + '[labels]\n"Price" = "costs"', LAST + 1, "'costs' is no canonical field", "did you mean 'cost'?"),
        (GOOD + '[selectors]\nprize = ".x"', LAST + 1, "'prize' is no canonical field", "there are: title"),
        (GOOD + "[selectors]\ncost = 1", LAST + 1, "selector of 'cost' is 1", "CSS selector"),
        (
            GOOD + '[platform_options]\nalso_hosts = "b.example"',
            LAST + 1,
            "'also_hosts' is 'b.example'",
            "also_hosts = [",
        ),
        (GOOD + "[platform_options]\nrow = 1", LAST + 1, "'row' is 1", 'row = "…"'),
        (GOOD + '[platform_options]\nrows = ".x"', LAST + 1, "unknown option 'rows'", "did you mean 'row'?"),
        (GOOD + "[platform_options]\nlisting_pattern = '('", LAST + 1, "no regular expression", "single quotes"),
        (GOOD + "[[platform_options.also_read]]\nlink = 'x'", LAST, "'also_read' needs links", "second_pages.py"),
        (GOOD + "[platform_options.load_more]\nx = 1\n[label]\n", LAST + 2, "unknown key 'label'", "'labels'?"),
        (GOOD.replace('["https://somewhere.example/courses"]', "[]"), 5, "'listing_urls' is empty", "no_listing"),
        (GOOD.replace("https://somewhere.example/courses", "/courses"), 5, "no absolute", "https://"),
        (GOOD.replace("https://somewhere.example/courses", "https://[x/"), 5, "no absolute", "https://"),
        (GOOD.replace('"somewhere"', '"Some Where"'), 1, "id 'Some Where'", "lower-case"),
        (GOOD.replace('"somewhere"', '"elsewhere"'), 1, "the id is 'elsewhere'", "elsewhere.toml"),
        (GOOD.replace('"ON"', "ON"), 3, "not valid TOML", "quotes"),
        (GOOD + "id = ", LAST, "not valid TOML", "quotes"),
        (GOOD + 'id = "again"', LAST, "not valid TOML", "quotes"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_its_remedy(
    tmp_path: Path, text: str, line: int, what: str, remedy: str
) -> None:
    with pytest.raises(RegistryError) as error:
        load_registry(_registry(tmp_path, text))
    said = str(error.value)
    assert f"somewhere.toml:{line}: " in said
    assert what in said
    assert remedy in said
    assert "\n" not in said


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    _registry(tmp_path, GOOD)
    (tmp_path / "ON" / "somewhere.toml").write_bytes(GOOD.encode() + 'short_name = "Rivière"'.encode("latin-1"))
    with pytest.raises(RegistryError, match=rf"somewhere\.toml:{LAST}: .*UTF-8"):
        load_registry(tmp_path)


def test_two_manifests_of_one_id_are_refused(tmp_path: Path) -> None:
    _registry(tmp_path, GOOD)
    (tmp_path / "BC").mkdir()
    (tmp_path / "BC" / "somewhere.toml").write_text(GOOD)
    with pytest.raises(RegistryError, match="ids are unique"):
        load_registry(tmp_path)


def test_a_data_folder_inside_a_registry_is_not_taken_for_manifests(tmp_path: Path) -> None:
    _registry(tmp_path, GOOD)
    (tmp_path / "data" / ".prefect").mkdir(parents=True)
    (tmp_path / "data" / ".prefect" / "memo.toml").write_text('block = "x"\n')
    (tmp_path / "registry.toml").write_text('name = "mine"\n')
    assert [one.id for one in load_registry(tmp_path).institutions] == ["somewhere"]


def test_an_empty_registry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="no manifest"):
        load_registry(tmp_path)


def test_a_wrong_id_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"did you mean somewhere\?"):
        load_registry(_registry(tmp_path, GOOD)).get("somewere")


def test_a_proxy_from_outside_replaces_that_of_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MICROCREDS_PROXY", raising=False)
    assert load_registry(CAMPUS).proxy == "http://127.0.0.1:8790"
    monkeypatch.setenv("MICROCREDS_PROXY", "http://127.0.0.1:9999")
    assert load_registry(CAMPUS).proxy == "http://127.0.0.1:9999"
