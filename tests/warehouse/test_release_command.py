"""`microcreds release` on a folder with a release, through the console script."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.warehouse.release_kit import RUN, release_of_every_kind
from warehouse.release import verify_release

MICROCREDS = Program(None)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command") / "data"
    release_of_every_kind(folder)
    return folder


def test_one_command_verifies_exports_and_copies(data: Path, tmp_path: Path) -> None:
    done = MICROCREDS(
        "release", "--verify", "--export", tmp_path / "out", "--copy-to", tmp_path / "bucket", "--data", data
    )
    assert done.returncode == 0, done.stderr
    assert "whole" in done.stdout
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"schema-org.jsonld", "ctdl.jsonld", "offerings.csv", "prices.csv", "SUCCESS"} <= names
    assert verify_release(tmp_path / "bucket" / RUN) == []


def test_another_run_is_named_and_one_that_is_not_there_is_an_error(data: Path) -> None:
    assert MICROCREDS("release", "--run", RUN, "--data", data).returncode == 0
    done = MICROCREDS("release", "--run", "2020-01-01.1", "--data", data)
    assert done.returncode == 1
    assert "no release 2020-01-01.1" in done.stderr
