"""A fresh warehouse for a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.night_kit import Warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    one = Warehouse(tmp_path / "data")
    yield one
    one.con.close()
