"""What hostile pages say stays words: in the catalogue, on the report, in the names of files."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.campus.hostile import GOOD, serve_hostile, write_registry
from tests.conftest import Program


@pytest.mark.slow
def test_script_sql_formulas_and_paths_are_words_and_the_neighbours_are_well(tmp_path: Path) -> None:
    registry, data = write_registry(tmp_path / "registry"), tmp_path / "data"
    only = [word for name in ("good", "html-rules", "titles", "lies") for word in ("--only", name)]
    with serve_hostile() as serving:
        done = Program(serving.proxy)("nightly", "--registry", registry, "--data", data, *only, timeout=300)
    assert done.returncode in (0, 3), done.stderr + done.stdout
    con = duckdb.connect(str(data / "warehouse.duckdb"), read_only=True)
    counts = dict(con.execute("SELECT institution_id, count(*) FROM all_offerings GROUP BY ALL").fetchall())
    con.close()
    assert (counts["good"], counts["html-rules"]) == (GOOD, GOOD)
    for page in (data / "runs").rglob("*.html"):
        assert "<script>alert(1)" not in page.read_text(errors="replace"), page
    assert not [path for path in data.rglob("*") if "passwd" in path.name]
