"""A disk that is full: one clear line, the last release intact, and the night done once there is room again."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CAMPUS, Program
from tests.flows.kit import NEXT_NIGHT, NIGHT, digest, script, some_night

pytestmark = pytest.mark.slow

#: In a mount namespace of its own, so that the small disk is gone when the script is.
_NAMESPACE = ["unshare", "--mount", "sh", "-euc"]
_SCRIPT = """
disk=$1 before=$2 room=$3 out=$4; shift 4
mount -t tmpfs -o size=100m tmpfs "$disk"
cp -r "$before" "$disk/data"
free=$(df --output=avail -B1 "$disk" | tail -1)
head -c $((free - room)) /dev/zero > "$disk/filler"
code=0; "$@" > "$out/full.out" 2> "$out/full.err" || code=$?
echo $code > "$out/full.code"
readlink "$disk/data/current" > "$out/full.current"
rm "$disk/filler"
code=0; "$1" release --verify --data "$disk/data" > "$out/verify.out" 2>&1 || code=$?
echo $code > "$out/verify.code"
code=0; "$@" > "$out/again.out" 2>&1 || code=$?
echo $code > "$out/again.code"
cp "$disk/data/current/manifest.json" "$out/"
"""


def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    probe = [*_NAMESPACE, "mount -t tmpfs -o size=1m tmpfs /mnt"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def first_night(microcreds: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return some_night(microcreds, tmp_path_factory.mktemp("first") / "data")


@pytest.fixture(scope="module")
def undisturbed(microcreds: Program, first_night: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    data = tmp_path_factory.mktemp("undisturbed") / "data"
    shutil.copytree(first_night, data, symlinks=True)
    return digest(some_night(microcreds, data, NEXT_NIGHT) / "current")


@pytest.mark.skipif(not _can_mount(), reason="a small disk of our own needs root and unshare")
@pytest.mark.parametrize("room", [0, 400_000, 2_000_000, 6_000_000])
def test_a_full_disk_costs_nothing_but_time(
    microcreds: Program, first_night: Path, undisturbed: str, tmp_path: Path, room: int
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    nightly = [script(), "nightly", "--registry", str(CAMPUS), "--data", str(disk / "data"), "--date", NEXT_NIGHT]
    subprocess.run(
        [*_NAMESPACE, _SCRIPT, "sh", str(disk), str(first_night), str(room), str(tmp_path), *nightly],
        env=os.environ | {"MICROCREDS_PROXY": str(microcreds.proxy)},
        check=True,
        timeout=400,
    )
    said = (tmp_path / "full.err").read_text()
    assert (tmp_path / "full.code").read_text().strip() == "1", said
    assert said.count("\n") == 1
    assert "disk" in said or "space" in said
    assert (tmp_path / "full.current").read_text().strip() == f"releases/{NIGHT}.1"
    assert (tmp_path / "verify.code").read_text().strip() == "0", (tmp_path / "verify.out").read_text()
    assert (tmp_path / "again.code").read_text().strip() == "0", (tmp_path / "again.out").read_text()
    assert digest(tmp_path) == undisturbed
