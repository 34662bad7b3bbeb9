"""Writing and reading landing files. A file gets its name only when it is whole."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

from crawlers.contract import LINES, Harvest, Offering, Page, Statement

_KINDS = {record: kind for kind, record in LINES.items()}


def _line(record: Page | Offering | Statement | Harvest) -> bytes:
    fields = {"line": _KINDS[type(record)]} | asdict(record)
    try:
        return orjson.dumps(fields) + b"\n"
    except TypeError:  # half a surrogate pair, from an emoji that some system cut in two
        text = json.dumps(fields, ensure_ascii=False)
        return text.encode("utf-8", "replace") + b"\n"


class LandingWriter:
    """Lines into `<name>.part`; `finish` writes the harvest line and gives the file its name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._part = path.with_name(path.name + ".part")
        self._raw = self._part.open("wb")
        # mtime 0: the same lines are the same bytes.
        self._file = gzip.GzipFile(filename="", mode="wb", fileobj=self._raw, compresslevel=6, mtime=0)

    def write(self, *records: Page | Offering | Statement | Harvest) -> None:
        """All of these lines or none: they are made before the first is written."""
        self._file.write(b"".join(_line(record) for record in records))

    def finish(self, harvest: Harvest) -> None:
        self.write(harvest)
        self.close()
        os.replace(self._part, self.path)

    def close(self) -> None:
        """Leave what was written in the part file; safe to call twice."""
        if not self._raw.closed:
            self._file.close()
            self._raw.flush()
            os.fsync(self._raw.fileno())
            self._raw.close()

    def __enter__(self) -> LandingWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_landing(path: Path) -> Iterator[dict[str, Any]]:
    """Lines of a landing file as dictionaries, `line` telling the kind. OSError or EOFError when it is torn."""
    with gzip.open(path, "rb") as file:
        for line in file:
            yield orjson.loads(line)
