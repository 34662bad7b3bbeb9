"""The command line answers at once: what is heavy is imported by the command that needs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("prefect", "great_expectations", "scrapy", "pandas", "duckdb", "pyarrow", "jinja2", "rich.table")
IN_A_FRESH_PYTHON = """
import sys
from typer.testing import CliRunner
from flows.cli import app
done = CliRunner().invoke(app, sys.argv[2:])
assert done.exit_code == 0, done.output
print(sorted(set(sys.argv[1].split(",")) & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (["explain", "Tuition: $499 + GST"], ",".join(HEAVY)),
        (["nightly", "--help"], ",".join(HEAVY[:-1])),
    ],
)
def test_a_small_question_loads_nothing_heavy(arguments: list[str], without: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_A_FRESH_PYTHON, without, *arguments], capture_output=True, text=True, check=False
    )
    assert done.stdout == "[]\n", done.stdout + done.stderr
