"""A real crawl over HTTP on loopback: what lands, what is archived, how politely it was asked for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.archive import read_response
from crawlers.contract import ArchivePointer, archive_path, known_path, landing_path
from crawlers.landing import read_landing
from tests.campus.server import Running, serve
from tests.conftest import CAMPUS

RUN = "2026-11-24.1"


def command(data: Path, registry: Path = CAMPUS) -> list[str]:
    return [sys.executable, "-m", "crawlers.harvest", "--registry", str(registry), "--data", str(data), "--run", RUN]


def harvest(data: Path, proxy: str, *only: str, registry: Path = CAMPUS) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command(data, registry), "--only", *only],
        env=os.environ | {"MICROCREDS_PROXY": proxy},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def lines(data: Path, institution: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"page": [], "offering": [], "statement": [], "harvest": []}
    for line in read_landing(landing_path(data, RUN, institution)):
        found[line["line"]].append(line)
    return found


@pytest.fixture(scope="module")
def riviere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Running]]:
    data = tmp_path_factory.mktemp("riviere")
    with serve(1) as running:
        run = harvest(data, running.proxy, "riviere")
        assert run.returncode == 0, run.stderr
        yield data, running


def test_every_offering_of_the_listing_lands(riviere: tuple[Path, Running]) -> None:
    found = lines(riviere[0], "riviere")
    assert len(found["offering"]) == 39
    (harvest_line,) = found["harvest"]
    assert harvest_line["listing_ended"] is True
    assert harvest_line["finish_reason"] == "finished"
    assert harvest_line["offerings"] == 39
    assert harvest_line["errors"] == {}
    assert found["page"][0]["role"] == "listing"


def test_every_statement_points_to_a_page_and_every_page_to_its_archived_response(
    riviere: tuple[Path, Running],
) -> None:
    data, _ = riviere
    found = lines(data, "riviere")
    pages = {page["page_no"]: page for page in found["page"]}
    assert all(statement["page_no"] in pages for statement in found["statement"])
    for page in list(pages.values())[:5]:
        headers, body = read_response(data, ArchivePointer(**page["archive"]))
        assert headers["content-type"].startswith("text/html")
        assert len(body) == page["bytes"]


def test_the_archive_opens_with_the_field_s_own_tool_and_holds_robots_txt(riviere: tuple[Path, Running]) -> None:
    data, running = riviere
    with archive_path(data, RUN, "riviere").open("rb") as file:
        addresses = [
            record.rec_headers.get_header("WARC-Target-URI")
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        ]
    assert "http://riviere.example/robots.txt" in addresses
    assert len(addresses) == len(running.requests)


def test_requests_to_one_institution_are_spaced_and_none_is_forbidden(riviere: tuple[Path, Running]) -> None:
    _, running = riviere
    assert not any(request.path.startswith(("/admin", "/recherche")) for request in running.requests)
    times = [request.at for request in running.requests if request.path != "/robots.txt"]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert sorted(gaps)[len(gaps) // 2] >= 0.09  # the manifest's delay is 0.1 s


def test_known_pages_no_listing_links_are_asked_for_again(tmp_path: Path) -> None:
    known = known_path(tmp_path, RUN, "riviere")
    known.parent.mkdir(parents=True)
    base = "http://riviere.example/formation/micro-certifications"
    known.write_text(
        f'["{base}/commercialisation-de-produits-locaux.html", "{base}/soins-aux-aines.html", '
        f'"{base}/francisation-en-entreprise.html"]'
    )
    with serve(2) as running:
        assert harvest(tmp_path, running.proxy, "riviere").returncode == 0
    found = lines(tmp_path, "riviere")
    status = {page["url"].rsplit("/", 1)[-1]: page for page in found["page"]}
    assert status["commercialisation-de-produits-locaux.html"]["status"] == 404
    assert status["soins-aux-aines.html"]["redirected_to"].endswith("/formation/micro-certifications.html")
    assert status["francisation-en-entreprise.html"]["redirected_to"].endswith("francisation-en-milieu-de-travail.html")
    assert found["harvest"][0]["gone"] == 1
    assert found["harvest"][0]["known_checked"] == 3


def test_a_site_that_breaks_half_way_ends_with_a_harvest_line_that_says_so(tmp_path: Path) -> None:
    with serve(3) as running:
        assert harvest(tmp_path, running.proxy, "north-coast").returncode == 0
    (line,) = lines(tmp_path, "north-coast")["harvest"]
    assert line["errors"]["http_5xx"] > 10
    assert 0 < line["offerings"] < 59


def test_an_unreachable_institution_still_gets_its_harvest_line(tmp_path: Path) -> None:
    assert harvest(tmp_path, "http://127.0.0.1:9", "riviere").returncode == 0  # nothing listens on the discard port
    found = lines(tmp_path, "riviere")
    (line,) = found["harvest"]
    assert found["offering"] == []
    assert line["listing_ended"] is False
    assert sum(line["errors"].values()) >= 1


def test_a_harvest_that_is_asked_to_stop_ends_cleanly_and_says_so(tmp_path: Path) -> None:
    with serve(1, latency=0.05) as running:
        process = subprocess.Popen(
            [*command(tmp_path), "--only", "riviere"],
            env=os.environ | {"MICROCREDS_PROXY": running.proxy},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert '"event":"page"' in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert '"reason":"shutdown"' in rest
    (line,) = lines(tmp_path, "riviere")["harvest"]
    assert line["finish_reason"] == "shutdown"
    assert line["offerings"] < 39
