"""docs/adding-an-institution.md, followed to the letter."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campus.server import serve
from tests.conftest import ROOT


def _commands() -> list[str]:
    text = (ROOT / "docs" / "adding-an-institution.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if "tests.campus" not in line]


@pytest.mark.slow
def test_the_walk_through_for_newcomers_works_to_the_letter(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    shutil.copytree(ROOT / "tests" / "campus" / "institutions", tmp_path / "tests" / "campus" / "institutions")
    with serve(1) as campus:
        for command in _commands():
            done = subprocess.run(
                command,
                shell=True,
                cwd=tmp_path,
                env=os.environ | {"MICROCREDS_PROXY": campus.proxy, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    assert 'status = "verified"' in (tmp_path / "practice" / "BC" / "north-coast.toml").read_text()
    assert (tmp_path / "practice" / "data" / "current").is_symlink()
