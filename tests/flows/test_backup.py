"""A backup, restored into another folder, gives the same catalogue."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path

import pytest

from tests.campus.server import Running
from tests.conftest import Program
from tests.flows.kit import NEXT_NIGHT, NIGHT, digest
from warehouse.backup import BackupError, decide_again, decisions, restore_backup, write_backup
from warehouse.connection import open_work


@pytest.fixture(scope="module")
def two_nights(microcreds: Program, few: Path, campus: Running, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("backup") / "data"
    for number, date in ((1, NIGHT), (2, NEXT_NIGHT)):
        campus.set_night(number)
        try:
            done = microcreds("nightly", "--registry", few, "--data", data, "--date", date, timeout=600)
        finally:
            campus.set_night(1)
        assert done.returncode in (0, 3), done.stderr
    return data


@pytest.mark.slow
def test_a_restored_backup_gives_the_same_catalogue_digest(
    two_nights: Path, few: Path, microcreds: Program, tmp_path: Path
) -> None:
    done = microcreds("backup", tmp_path / "kept.tar", "--data", two_nights)
    assert done.returncode == 0, done.stderr
    done = microcreds("restore", tmp_path / "kept.tar", "--registry", few, "--data", tmp_path / "again", timeout=600)
    assert done.returncode == 0, done.stderr
    assert digest((tmp_path / "again" / "current").resolve()) == digest((two_nights / "current").resolve())
    assert (tmp_path / "again" / "current").resolve().name == (two_nights / "current").resolve().name
    again = microcreds("restore", tmp_path / "kept.tar", "--registry", few, "--data", tmp_path / "again")
    assert again.returncode == 1
    assert "not empty" in again.stderr


@pytest.mark.slow
def test_a_torn_or_changed_backup_restores_nothing(two_nights: Path, tmp_path: Path) -> None:
    whole = tmp_path / "kept.tar"
    write_backup(two_nights, whole, {}, [])
    torn = tmp_path / "torn.tar"
    torn.write_bytes(whole.read_bytes()[:-20_000])
    changed = tmp_path / "changed.tar"
    with tarfile.open(whole) as tar:
        tar.extractall(tmp_path / "open", filter="data")
    landed = next((tmp_path / "open" / "landing").rglob("*.gz"))
    landed.write_bytes(b"something else")
    with tarfile.open(changed, "w") as tar:
        tar.add(tmp_path / "open", ".")
    for broken in (torn, changed):
        with pytest.raises(BackupError):
            restore_backup(broken, tmp_path / "data")
        assert not (tmp_path / "data").exists()


@pytest.mark.slow
def test_a_backup_is_never_overwritten_and_never_empty(two_nights: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.tar").write_text("mine")
    with pytest.raises(BackupError, match="already"):
        write_backup(two_nights, tmp_path / "kept.tar", {}, [])
    with pytest.raises(BackupError, match="no landing"):
        write_backup(tmp_path, tmp_path / "other.tar", {}, [])


@pytest.mark.slow
def test_decisions_and_corrections_come_along(two_nights: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(two_nights / "landing", data / "landing")
    (data / "corrections").mkdir()
    (data / "corrections" / "mine.toml").write_text("# none yet\n")
    con = open_work(data)
    con.execute(
        "INSERT INTO ops.acceptance VALUES "
        "('north-coast', '2026-11-24.1', '2026-11-24', 12, 0, 'a new catalogue', '2026-11-24 08:00:00')"
    )
    con.execute(
        "INSERT INTO quality.pardon VALUES "
        "('north-coast-x', 'north-coast', 'COST-001', '4950', 'confirmed', '2026-11-26 08:00:00')"
    )
    before = decisions(con)
    write_backup(data, tmp_path / "kept.tar", json.loads(json.dumps(before)), [])
    con.close()
    kept = restore_backup(tmp_path / "kept.tar", tmp_path / "again")
    assert (tmp_path / "again" / "corrections" / "mine.toml").exists()
    con = open_work(tmp_path / "again")
    decide_again(con, kept["decisions"], "2026-11-25T03:00:00+00:00")
    early = decisions(con)
    assert (len(early["acceptance"]), early["pardon"]) == (1, [])
    decide_again(con, kept["decisions"], None)
    assert decisions(con) == before
    con.close()
