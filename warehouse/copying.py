"""A release copied to a folder or a bucket, by any address fsspec knows; `SUCCESS` last."""

from __future__ import annotations

import json
from pathlib import Path

from warehouse.release import ReleaseError, verify_release


def copy_release(release: Path, target: str) -> str:
    """Copy a whole release to `target`/<run>/ and then write `target`/current.json, which names it.

    A bucket has no links and no renames: whoever reads there takes a release only when its `SUCCESS` is there. A copy
    broken off has none and is made anew; one that is whole stays. Returns the address of the copy.
    Raises ReleaseError when the release is not whole or what arrived is not what was sent.
    """
    import fsspec

    problems = verify_release(release)
    if problems:
        raise ReleaseError(f"{release} is not copied: {problems[0]}")
    filesystem, root = fsspec.core.url_to_fs(target)
    folder = f"{root.rstrip('/')}/{release.name}"
    done = f"{folder}/SUCCESS"
    sent = sorted(path for path in release.iterdir() if path.is_file() and path.name != "SUCCESS")
    if not (filesystem.exists(done) and _same_manifest(filesystem, folder, release)):
        if filesystem.exists(done):
            filesystem.rm(done)
        filesystem.makedirs(folder, exist_ok=True)
        for path in sent:
            filesystem.put_file(str(path), f"{folder}/{path.name}")
        filesystem.invalidate_cache()
        for path in sent:
            if filesystem.size(f"{folder}/{path.name}") != path.stat().st_size:
                raise ReleaseError(f"{path.name} did not arrive whole at {folder}")
        filesystem.put_file(str(release / "SUCCESS"), done)
    filesystem.pipe_file(f"{root.rstrip('/')}/current.json", json.dumps({"run_id": release.name}).encode())
    return str(filesystem.unstrip_protocol(folder))


def _same_manifest(filesystem: object, folder: str, release: Path) -> bool:
    here = (release / "manifest.json").read_bytes()
    there: bytes = filesystem.cat_file(f"{folder}/manifest.json")  # type: ignore[attr-defined]
    return here == there
