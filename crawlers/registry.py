"""A folder of manifests -> the institutions of one registry: `<registry>/<province>/<id>.toml`."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.contract import Institution
from crawlers.manifest import RegistryError as RegistryError
from crawlers.manifest import load_manifest, read_toml

LIVE = Path(__file__).parent / "institutions"
#: Seconds between two requests below which a manifest must say why (`[platform_options] delay_reason`).
POLITE_DELAY = 1.0


@dataclass(frozen=True, slots=True)
class Registry:
    """The institutions of one registry, by id, and how to reach them."""

    name: str
    folder: Path
    proxy: str | None
    institutions: tuple[Institution, ...]

    def get(self, institution_id: str) -> Institution:
        """One institution. Raises RegistryError with the nearest ids when there is none of that name."""
        for one in self.institutions:
            if one.id == institution_id:
                return one
        ids = [one.id for one in self.institutions]
        near = difflib.get_close_matches(institution_id, ids, n=5, cutoff=0.5)
        known = f"did you mean {', '.join(near)}?" if near else f"there are: {', '.join(ids[:8])} …"
        raise RegistryError(f"no institution {institution_id!r} in registry {self.name}; {known}")


def default_folder() -> Path:
    """`MICROCREDS_REGISTRY`, else the live registry."""
    return Path(os.environ.get("MICROCREDS_REGISTRY") or LIVE)


def load_registry(folder: Path | None = None) -> Registry:
    """Read a registry folder. Raises RegistryError for the first thing that is wrong."""
    folder = folder or default_folder()
    name, proxy = registry_settings(folder)
    paths = manifest_paths(folder)
    if not paths:
        raise RegistryError(f"{folder} holds no manifest; expected <province>/<id>.toml")
    institutions: dict[str, Institution] = {}
    for path in paths:
        one = load_manifest(path)
        if one.id in institutions:
            raise RegistryError(f"{path}:1: id {one.id!r} stands in another manifest as well; ids are unique")
        institutions[one.id] = one
    return Registry(name, folder, proxy, tuple(institutions[key] for key in sorted(institutions)))


def registry_settings(folder: Path) -> tuple[str, str | None]:
    """A registry's name and proxy (`registry.toml`; `MICROCREDS_PROXY` replaces the proxy). Raises RegistryError."""
    if not folder.is_dir():
        raise RegistryError(f"{folder} is no registry folder; name one with --registry DIR")
    settings: dict[str, Any] = {}
    path = folder / "registry.toml"
    if path.exists():
        settings, _ = read_toml(path)
        unknown = settings.keys() - {"name", "proxy"}
        if unknown:
            raise RegistryError(f"{path}:1: unknown key {min(unknown)!r}; known: name, proxy")
    return str(settings.get("name") or folder.name), os.environ.get("MICROCREDS_PROXY") or settings.get("proxy")


def manifest_paths(folder: Path) -> list[Path]:
    """The manifests of a registry folder, in order of their paths. Deeper folders are somebody's data, not ours."""
    return sorted(folder.glob("*/*.toml"))


def manifest_path(folder: Path, institution_id: str) -> Path:
    """Where an institution's manifest stands. Raises RegistryError when there is none."""
    for path in manifest_paths(folder):
        if path.stem == institution_id:
            return path
    raise RegistryError(f"there is no manifest {institution_id}.toml under {folder}")
