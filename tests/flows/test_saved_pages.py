"""A whole night on real pages that public repositories keep, served over loopback as one more institution."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.conftest import SHARED, Program
from tests.loopback import Handler, serving

PAGES = SHARED / "pages"
MANIFEST = """
id = "saved"
name = "Saved pages"
province = "BC"
home_url = "http://saved.example/"
status = "verified"
listing_urls = ["http://saved.example/pages/index.html"]
offering_pattern = '/pages/[a-z-]+/[^/]+\\.html$'
listing_in_scope = true
delay_seconds = 0.02
"""


@contextmanager
def _served() -> Iterator[str]:
    files = {f"/pages/{path.relative_to(PAGES)}": path.read_bytes() for path in sorted(PAGES.rglob("*.html"))}
    links = "".join(f'<li><a href="{path}">{path}</a></li>' for path in files)
    files["/pages/index.html"] = f"<html><body><h1>Courses</h1><ul>{links}</ul></body></html>".encode()

    class PagesHandler(Handler):
        def do_GET(self) -> None:
            body = files.get(self.path.removeprefix("http://saved.example"))
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

    with serving(PagesHandler) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.slow
@pytest.mark.skipif(not PAGES.exists(), reason="the saved pages are not here")
def test_what_is_read_of_real_pages_is_released_with_its_evidence(tmp_path: Path) -> None:
    (tmp_path / "registry" / "BC").mkdir(parents=True)
    (tmp_path / "registry" / "BC" / "saved.toml").write_text(MANIFEST)
    data = tmp_path / "data"
    with _served() as proxy:
        done = Program(proxy)("nightly", "--registry", tmp_path / "registry", "--data", data)
    assert done.returncode == 0, done.stderr + done.stdout
    con = duckdb.connect(str(data / "warehouse.duckdb"), read_only=True)
    offerings = con.execute("SELECT title, cost_status, duration_status FROM offerings").fetchall()
    bare = con.execute(
        "SELECT count(*) FROM offerings o WHERE cost_min IS NOT NULL AND NOT EXISTS "
        "(FROM evidence e WHERE e.offering_id = o.offering_id AND e.field = 'cost_min' AND e.words IS NOT NULL)"
    ).fetchone()
    con.close()
    assert len(offerings) >= 8
    assert any(cost == "priced" for _, cost, _ in offerings)
    assert any(length == "stated" for _, _, length in offerings)
    assert bare == (0,)
    manifest = json.loads((data / "current" / "manifest.json").read_text())
    assert manifest["files"]["evidence.parquet"]["rows"] > 0
