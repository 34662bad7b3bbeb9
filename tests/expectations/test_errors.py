"""Whatever goes wrong inside judging is an error, and never a pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from expectations import engine, gate
from expectations.columns import FRAMES
from expectations.rules import Rule, row_rules
from tests.expectations.frames import offerings, prices, sections

NO_SUCH_COLUMN = Rule(
    "TEST-001",
    "row",
    "warning",
    "A rule.",
    ("title",),
    "offerings",
    "ExpectColumnValuesToNotBeNull",
    {"column": "nope"},
)
BAD_PATTERN = Rule(
    "TEST-002",
    "row",
    "critical",
    "A rule.",
    ("title",),
    "offerings",
    "ExpectColumnValuesToMatchRegex",
    {"column": "title", "regex": "("},
)


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_without_a_column_is_an_error_that_names_it(name: str) -> None:
    frames = {"offerings": offerings(), "sections": sections(offerings()), "prices": prices(offerings())}
    column = FRAMES[name][-1]
    frames[name] = frames[name].drop(columns=column)
    verdict = gate.judge_rows(**frames)
    assert verdict.errors == (f"{name} could not be judged: no column {column}",)


@pytest.mark.parametrize("rule", [NO_SUCH_COLUMN, BAD_PATTERN])
def test_a_crash_inside_great_expectations_is_an_error_and_the_other_rules_are_judged(rule: Rule) -> None:
    frame = offerings(offering_id="northcoast-0001")
    unique = next(r for r in row_rules("offerings") if r.id == "ID-001")
    findings, errors = engine.judge_frame(frame, [rule, unique])
    assert len(errors) == 1
    assert errors[0].startswith(f"{rule.id} could not be judged: ")
    assert {f.rule for f in findings} == {"ID-001"}


def test_words_in_a_column_of_numbers_are_an_error() -> None:
    frame = offerings()
    frame["cost_min"] = "about 500"
    verdict = gate.judge_rows(frame, sections(frame), prices(offerings()))
    assert len(verdict.errors) == 1
    assert "offerings could not be judged: ValueError" in verdict.errors[0]


def test_a_crash_in_the_engine_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr(engine, "_validate", crash)
    verdict = gate.judge_rows(offerings(), sections(offerings(0)), prices(offerings(0)))
    assert verdict.errors == ("offerings could not be judged: MemoryError: no room",)


def test_a_failure_that_names_no_row_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_failing_rows", lambda result: [])
    verdict = gate.judge_rows(offerings(title=""), sections(offerings(0)), prices(offerings(0)))
    assert verdict.errors == ("ID-003 failed without naming a row",)


def test_sections_without_offerings_are_an_error() -> None:
    verdict = gate.judge_rows(offerings(0), sections(offerings()), prices(offerings(0)))
    assert verdict.errors == ("there are sections or prices but no offerings to judge",)


def test_no_rows_at_all_are_left_to_the_night_to_judge() -> None:
    verdict = gate.judge_rows(offerings(0), sections(offerings(0)), prices(offerings(0)))
    assert (verdict.findings, verdict.errors, verdict.rows) == ((), (), 0)


def test_frames_are_not_changed_by_judging() -> None:
    frame = offerings()
    before = frame.copy()
    gate.judge_rows(frame, sections(frame), prices(frame))
    pd.testing.assert_frame_equal(frame, before)


def test_importing_the_gate_is_light_and_judging_is_quiet(tmp_path: Path) -> None:
    code = (
        "import sys, expectations.gate, expectations.verdicts, expectations.rulebook\n"
        "heavy = {'pandas', 'great_expectations', 'numpy'} & sys.modules.keys()\n"
        "assert not heavy, heavy\n"
        "from tests.expectations.frames import offerings, prices, sections\n"
        "frame = offerings()\n"
        "assert not expectations.gate.judge_rows(frame, sections(frame), prices(frame)).errors\n"
        "import os\n"
        "assert os.environ['GX_ANALYTICS_ENABLED'] == 'false'\n"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": root, "HOME": str(tmp_path)}, capture_output=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert [p.name for p in tmp_path.iterdir() if p.name != ".cache"] == []
