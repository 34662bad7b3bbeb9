"""docs/operations.md says what there is."""

from __future__ import annotations

import re

import pytest

from flows import problems
from flows.failures import CLASSES
from tests.conftest import ROOT, Program

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [*CLASSES, "not_released", "night_failed"])
def test_each_alert_has_a_page_where_it_points_to(kind: str) -> None:
    alert = problems.Alert(problems.Problem("coast", kind, "warning", "…", "2026-11-24.1", "…"), over=False)
    anchor = re.search(r"operations\.md#(\S+)", alert.body)
    assert anchor
    assert f"\n### {anchor[1]}\n" in TEXT


def test_every_command_that_is_named_exists() -> None:
    shown = Program(None)("--help").stdout
    for command in set(re.findall(r"microcreds ([a-z]+)\b", TEXT)):
        assert f" {command} " in shown, command


def test_every_setting_that_is_named_is_read_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for room in ("flows", "crawlers") for path in (ROOT / room).rglob("*.py")
    )
    code += (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    for name in set(re.findall(r"\bMICROCREDS_[A-Z_]+", TEXT)):
        assert name in code, name
