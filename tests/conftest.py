"""What tests of several rooms share: the campus being served, and the program run as its users run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.campus.server import Running, serve

ROOT = Path(__file__).resolve().parents[1]
CAMPUS = ROOT / "tests" / "campus" / "institutions"
SHARED = ROOT.parent / "shared"
#: Enough of the campus for a test that is not about all of it: two platforms and a site of its own, both languages.
FEW = ("harbour", "north-coast", "riviere")


@dataclass(frozen=True, slots=True)
class Program:
    """The console script of this environment, with the campus (or another proxy) behind it."""

    proxy: str | None

    def __call__(self, *arguments: str | Path, timeout: float = 180) -> subprocess.CompletedProcess[str]:
        script = Path(sys.executable).with_name("microcreds")
        return subprocess.run(
            [str(script), *map(str, arguments)],
            env=os.environ | ({"MICROCREDS_PROXY": self.proxy} if self.proxy else {}),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )


@pytest.fixture(scope="session")
def campus() -> Iterator[Running]:
    """The practice campus on night 1; tests that need another night set it, and set it back."""
    with serve(1) as running:
        yield running


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of the campus with the institutions of `FEW` only."""
    folder = tmp_path_factory.mktemp("few")
    shutil.copy(CAMPUS / "registry.toml", folder)
    for manifest in CAMPUS.rglob("*.toml"):
        if manifest.stem in FEW:
            (folder / manifest.parent.name).mkdir(exist_ok=True)
            shutil.copy(manifest, folder / manifest.parent.name)
    return folder


@pytest.fixture(scope="session")
def microcreds(campus: Running) -> Program:
    return Program(campus.proxy)
