"""The console script: exit codes, one clear line for each thing that is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.runs import lock
from tests.conftest import CAMPUS, SHARED, Program


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nigthly"], "No such command"),
        (["nightly", "--bogus"], "No such option"),
        (["nightly", "--date", "yesterday"], "no date"),
        (["nightly", "--registry", "/nowhere"], "no registry folder"),
        (["run", "bake", "--run", "2026-11-24.1"], "there is no stage 'bake'"),
        (["run", "load", "--run", "tonight"], "no run id"),
        (["explain", "$5", "--kind", "colour"], "cost or duration"),
        (["read"], "which page"),
        (["sql", "nonsense"], "no query we have"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    microcreds: Program, tmp_path: Path, arguments: list[str], says: str
) -> None:
    done = microcreds(
        *arguments, *(["--data", str(tmp_path / "d")] if arguments[0] in ("nightly", "run", "sql") else [])
    )
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "d").exists()


def test_the_live_registry_has_nobody_to_ask_yet_and_says_so(microcreds: Program, tmp_path: Path) -> None:
    done = microcreds("nightly", "--data", tmp_path)
    assert done.returncode == 2
    assert "verified" in done.stderr


def test_a_manifest_without_a_field_names_file_and_field(microcreds: Program, tmp_path: Path) -> None:
    (tmp_path / "ON").mkdir()
    (tmp_path / "ON" / "here.toml").write_text('id = "here"\nprovince = "ON"\n')
    done = microcreds("nightly", "--registry", tmp_path, "--data", tmp_path / "data")
    assert done.returncode == 2
    assert "here.toml" in done.stderr
    assert "'name' is missing" in done.stderr


def test_a_folder_of_another_registry_is_refused(microcreds: Program, tmp_path: Path) -> None:
    (tmp_path / "REGISTRY.json").write_text('{"registry": "live"}')
    done = microcreds("nightly", "--registry", CAMPUS, "--data", tmp_path)
    assert done.returncode == 2
    assert "'live'" in done.stderr


def test_a_second_run_leaves_with_4(microcreds: Program, tmp_path: Path) -> None:
    with lock(tmp_path):
        done = microcreds("nightly", "--registry", CAMPUS, "--data", tmp_path)
    assert done.returncode == 4
    assert "holds" in done.stderr


def test_nothing_to_ask_before_the_first_night(microcreds: Program, tmp_path: Path) -> None:
    for command in (["status"], ["trace", "x", "cost"], ["sql", "SELECT 1"], ["release"]):
        done = microcreds(*command, "--data", tmp_path)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1


def test_explain_shows_the_reading(microcreds: Program) -> None:
    done = microcreds("explain", "Tuition: $499 + GST", "--kind", "cost")
    assert done.returncode == 0
    assert "499 CAD, tax not included" in done.stdout


def test_normalise_is_a_filter() -> None:
    script = Path(sys.executable).with_name("microcreds")
    asked = {"id": "1", "kind": "cost", "text": "1 250,00 $", "country": "CA", "lang": "fr"}
    done = subprocess.run(
        [str(script), "normalise"], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    assert (answer["id"], answer["status"], answer["min"]) == ("1", "priced", 1250)


def test_read_gives_the_offerings_of_a_page(microcreds: Program, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>Welding</h1><dl><dt>Cost</dt><dd>$499</dd><dt>Duration</dt><dd>6 weeks</dd></dl>")
    done = microcreds("read", page, "--url", "https://college.example/welding", "--json")
    (offering,) = json.loads(done.stdout)["offerings"]
    assert offering["title"] == "Welding"
    assert (offering["cost"]["min"], offering["duration"]["span_min"]) == (499, 6)
    assert {one["field"] for one in offering["evidence"]} >= {"title", "cost", "duration"}


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled pages are not here")
def test_read_answers_for_every_saved_page() -> None:
    files = sorted((SHARED / "pages").rglob("*.html"))
    asked = "".join(
        json.dumps({"id": f.name, "path": str(f), "url": f"https://x.example/{f.name}"}) + "\n" for f in files
    )
    script = Path(sys.executable).with_name("microcreds")
    done = subprocess.run([str(script), "read", "--jsonl"], input=asked, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in answers] == [f.name for f in files]
    assert not any("error" in one for one in answers)
