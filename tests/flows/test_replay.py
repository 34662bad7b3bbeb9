"""A night read again from its archive: the same where nothing changed, and what differs where something did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.contract import archive_path
from tests.campus.quiet import OFFERINGS, serve_quiet, write_registry
from tests.conftest import Program
from tests.crawlers.test_harvest import RUN, harvest

#: Nothing listens on the discard port.
NOBODY = Program("http://127.0.0.1:9")


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two institutions, harvested; then the network is gone."""
    folder = tmp_path_factory.mktemp("night")
    registry, data = write_registry(folder / "registry", ("silent", "lastmod")), folder / "data"
    with serve_quiet() as serving:
        assert harvest(data, serving.proxy, registry=registry).returncode == 0
    return registry, data


def test_a_replay_without_the_network_brings_the_same(night: tuple[Path, Path]) -> None:
    registry, data = night
    before = sorted(str(p) for p in data.rglob("*"))
    done = NOBODY("replay", RUN, "--registry", registry, "--data", data)
    assert done.returncode == 0, done.stderr
    assert f"lastmod, silent ({2 * OFFERINGS} offerings)" in done.stdout
    assert "the same: nothing differs" in done.stdout
    assert sorted(str(p) for p in data.rglob("*")) == before


def test_a_manifest_that_reads_otherwise_shows_each_value_that_differs(
    night: tuple[Path, Path], tmp_path: Path
) -> None:
    write_registry(tmp_path / "registry", ("silent", "lastmod"))
    path = tmp_path / "registry" / "XX" / "silent.toml"
    path.write_text(path.read_text() + 'labels = { "Duration" = "level" }\n')
    done = NOBODY(
        "replay", RUN, "--institution", "silent", "--registry", tmp_path / "registry", "--data", night[1], "--json"
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {one["institution"] for one in found} == {"silent"}
    assert {one["cause"] for one in found} == {"reader"}
    spans = [one for one in found if one["field"] == "span_unit"]
    assert (len(spans), spans[0]["before"], spans[0]["after"]) == (OFFERINGS, "week", None)


def test_a_run_that_is_not_there_is_one_line_and_exit_2(night: tuple[Path, Path]) -> None:
    done = NOBODY("replay", "2026-01-01.1", "--registry", night[0], "--data", night[1])
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no landing file" in done.stderr


def test_the_archive_opens_with_the_field_s_own_tool(night: tuple[Path, Path]) -> None:
    with archive_path(night[1], RUN, "silent").open("rb") as file:
        kinds = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI")) for record in ArchiveIterator(file)
        ]
    assert ("response", "http://silent.example/courses/c0") in kinds
