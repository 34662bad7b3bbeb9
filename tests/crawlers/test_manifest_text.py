"""Editing a manifest's text changes one line; a manifest that is written is read back as it was."""

from __future__ import annotations

import tomllib

import pytest

from crawlers.manifest_text import manifest_text, set_key

TEXT = """\
# What we know of Somewhere.
id = "somewhere"
status = "unverified"  # nobody has looked
notes = "A # that is no comment"  # but this is

# Their words for it
[labels]
"Investment" = "cost"  # seen
"""


def test_a_changed_key_keeps_every_comment() -> None:
    changed = set_key(TEXT, "status", "verified")
    assert changed == TEXT.replace('"unverified"', '"verified"')
    assert set_key(TEXT, "notes", "New").splitlines()[3] == 'notes = "New"  # but this is'


def test_a_new_key_stands_before_the_tables() -> None:
    changed = set_key(TEXT, "expected_minimum", 12)
    assert tomllib.loads(changed) == tomllib.loads(TEXT) | {"expected_minimum": 12}
    assert len(changed.splitlines()) == len(TEXT.splitlines()) + 1


def test_a_new_key_stands_behind_the_one_it_belongs_to() -> None:
    lines = set_key(TEXT, "verified_on", "2026-11-24", after="status").splitlines()
    assert lines[3] == 'verified_on = "2026-11-24"'


def test_a_new_key_stands_before_tables_in_tables_too() -> None:
    text = 'id = "x"\n\n[[platform_options.also_read]]\nlinks = "y"\n\n[platform_options.load_more]\npage = "p"\n'
    assert tomllib.loads(set_key(text, "page", "top")) == tomllib.loads(text) | {"page": "top"}


def test_a_key_inside_a_longer_text_is_not_taken_for_the_key() -> None:
    with pytest.raises(ValueError, match="by hand"):
        set_key('notes = """\nstatus = "x"\n"""\n', "status", "verified")


def test_what_is_written_is_read_back() -> None:
    values = {
        "id": "somewhere",
        "name": 'Collège « L\'Île » "Nord"',
        "offering_pattern": r"^https://x\.example/[^/?#]+$",
        "languages": ["en", "fr"],
        "listing_urls": [f"https://x.example/{n}/a-rather-long-address-of-a-listing" for n in range(4)],
        "delay_seconds": 1.5,
        "opt_out": False,
        "notes": "One line.\nAnother.",
        "labels": {"Coût total :": "cost", 'The "fee"': "cost"},
        "selectors": {},
    }
    text = manifest_text(values, head="Made by a test.")
    assert text.startswith("# Made by a test.\n")
    assert tomllib.loads(text) == {key: value for key, value in values.items() if value != {}}


@pytest.mark.parametrize("name", ["a\x7fb", "a\\b\x07", "a\nb\x07", "a\n\x7f", "\x00\\'"])
def test_what_a_site_calls_itself_is_written_whatever_it_holds(name: str) -> None:
    values = {"name": name, "labels": {name: "cost"}}
    assert tomllib.loads(manifest_text(values)) == values
