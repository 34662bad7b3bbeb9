"""What `docs/analysts.md` and its notebook show works as shown."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.release_kit import release_of_every_kind
from warehouse.connection import open_work
from warehouse.reader_copy import write_reader_copy

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a release and the analysts' file."""
    folder = tmp_path_factory.mktemp("notebook") / "data"
    release_of_every_kind(folder)
    con = open_work(folder)
    write_reader_copy(con, folder)
    con.close()
    return folder


def test_the_notebook_runs_from_top_to_bottom(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MICROCREDS_DATA", str(data))
    notebook = json.loads((DOCS / "analysts.ipynb").read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []  # no one's figures are kept in it
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    said = capsys.readouterr().out
    assert "Not stated" in said
    assert "765.35" in said
    assert names["history"][0][2] is not None


def test_the_python_of_the_page_runs(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / "analysts.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 2
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "docs/analysts.md", "exec"), names)
    assert names["table"].num_rows == 4
    assert len(names["offerings"]) == 5
    names["con"].close()
