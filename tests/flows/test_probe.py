"""A site nobody has seen becomes a working manifest in one command, with few and polite requests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from crawlers.contract import landing_path
from crawlers.landing import read_landing
from crawlers.manifest import load_manifest
from tests.campus.nights import campus as campus_of
from tests.campus.server import serve
from tests.campus.sites import SITES, Site
from tests.conftest import CAMPUS, Program

RUN = "2026-11-24.1"


#: What nobody can guess from a home page that does not say: what a person finds in the browser.
_POINTED_OUT = {
    "assiniboia": "/api/search/programs?page=1",
    "fundy": "/feeds/courses-xcri.xml",
}
#: A page that lists and a list made by script are tried every time, the others with the slow tests.
_EVERY_TIME = {"north-coast", "assiniboia"}
_SITES = [
    pytest.param(site, id=site.institution, marks=() if site.institution in _EVERY_TIME else pytest.mark.slow)
    for site in SITES
]


@pytest.mark.parametrize("site", _SITES)
def test_one_address_of_a_site_is_enough_to_harvest_every_offering(site: Site, tmp_path: Path) -> None:
    registry, data = tmp_path / "registry", tmp_path / "data"
    out = registry / "BC" / f"{site.institution}.toml"
    with serve(1) as running:
        url = f"http://{site.host}{_POINTED_OUT.get(site.institution, '/')}"
        probed = Program(running.proxy)("probe", url, "--registry", CAMPUS, "--out", out, "--delay", "0.02")
        assert probed.returncode == 0, probed.stderr + probed.stdout
        asked = list(running.requests)
        assert len(asked) <= 15
        assert asked[0].path == "/robots.txt"
        command = [
            sys.executable,
            "-m",
            "crawlers.harvest",
            "--registry",
            str(registry),
            "--data",
            str(data),
            "--run",
            RUN,
        ]
        subprocess.run(command, env=os.environ | {"MICROCREDS_PROXY": running.proxy}, check=True, capture_output=True)
    lines = list(read_landing(landing_path(data, RUN, site.institution)))
    found = {urldefrag(line["url"]).url for line in lines if line["line"] == "offering"}
    wanted = {site.url_of(course) for course in campus_of(site.institution, 1).courses}
    assert wanted <= found
    assert lines[-1]["listing_ended"] is True


def test_what_was_read_is_shown_with_its_evidence(microcreds: Program, tmp_path: Path) -> None:
    done = microcreds("probe", "http://northcoast.example/", "--registry", CAMPUS, "--delay", "0.02")
    assert done.returncode == 0, done.stderr
    for words in ("robots.txt", "Drupal", "listing", "cost", "“Tuition: ", "labelled", 'platform = "drupal"'):
        assert words in done.stdout
    assert "asked 7 times (at most 15" in done.stdout


def test_a_draft_says_what_is_not_known_and_is_read_as_a_manifest(microcreds: Program, tmp_path: Path) -> None:
    out = tmp_path / "QC" / "la-riviere.toml"
    done = microcreds("probe", "http://riviere.example/", "--registry", CAMPUS, "--delay", "0.02", "--out", out)
    assert done.returncode == 0, done.stderr
    one = load_manifest(out)
    assert (one.id, one.province, one.languages, one.status) == ("la-riviere", "QC", ("fr",), "unverified")
    assert f"verify la-riviere --registry {tmp_path}" in done.stdout
    again = microcreds("probe", "http://riviere.example/", "--registry", CAMPUS, "--delay", "0.02", "--out", out)
    assert again.returncode == 2
    assert "is there already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["northcoast.example"], 2, "begin it with https://"),
        (["http://nowhere.example/", "--registry", str(CAMPUS), "--delay", "0"], 1, "no draft: "),
        (["http://northcoast.example/", "--registry", "/no/such/folder"], 2, "is no registry folder"),
    ],
)
def test_what_cannot_be_probed_is_said_in_one_line(
    microcreds: Program, arguments: list[str], code: int, says: str
) -> None:
    done = microcreds("probe", *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert says in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["http://127.0.0.1:8790/"], "private address"),
        (["http://localhost/"], "private address"),
        (["http://[::1]/"], "private address"),
        (["https://college.example/", "--delay", "0.1"], "the least between two requests"),
    ],
)
def test_without_a_proxy_of_this_machine_nobody_is_hurried_and_nothing_private_asked(
    arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MICROCREDS_PROXY", raising=False)
    done = Program(None)("probe", *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert says in done.stderr
