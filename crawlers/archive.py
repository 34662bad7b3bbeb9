"""Every response, kept as it came: one WARC file an institution and run."""

from __future__ import annotations

import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.contract import ArchivePointer

#: The body is kept decoded, so headers that describe its transfer would lie.
_TRANSFER = {"content-encoding", "transfer-encoding", "content-length"}


class ArchiveError(Exception):
    """An archived response cannot be read; the message says which."""


class ResponseArchive:
    """Appends responses to a WARC file, each a gzip member of its own, so that one can be read alone."""

    def __init__(self, data: Path, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._relative = path.relative_to(data).as_posix()
        self._file: IO[bytes] = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=True)
        self._file_info()

    def _file_info(self) -> None:
        record = self._writer.create_warcinfo_record(
            self._path.name, {"software": "microcreds", "format": "WARC File Format 1.1", "robots": "obeyed"}
        )
        self._writer.write_record(record)

    def add(
        self, url: str, status: int, reason: str, headers: Iterable[tuple[str, str]], body: bytes, fetched_at: str
    ) -> ArchivePointer:
        """Write one response; where it stands."""
        offset = self._file.tell()
        kept = [(name, value) for name, value in headers if name.lower() not in _TRANSFER]
        kept.append(("Content-Length", str(len(body))))
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(f"{status} {reason}", kept, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": fetched_at},
        )
        self._writer.write_record(record)
        return ArchivePointer(self._relative, record.rec_headers.get_header("WARC-Record-ID"), offset)

    def add_revisit(self, url: str, fetched_at: str, earlier: ArchivePointer, earlier_at: str, sha256: str) -> None:
        """Write that a page was asked for and was the same as an earlier record (WARC 1.1, 6.7.3)."""
        record = self._writer.create_revisit_record(url, f"sha256:{sha256}", url, earlier_at)
        record.rec_headers.replace_header("WARC-Date", fetched_at)
        record.rec_headers.add_header("WARC-Refers-To", earlier.record_id)
        self._writer.write_record(record)

    def close(self) -> None:
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()


def read_response(data: Path, pointer: ArchivePointer) -> tuple[dict[str, str], bytes]:
    """(headers, body) of one archived response. Raises ArchiveError when file or record is not there."""
    path = data / pointer.file
    if not path.is_file():
        raise ArchiveError(f"the archive file {pointer.file} is not there")
    with path.open("rb") as file:
        file.seek(pointer.offset)
        for record in ArchiveIterator(file):
            if record.rec_headers.get_header("WARC-Record-ID") != pointer.record_id:
                break
            headers = {name.lower(): value for name, value in record.http_headers.headers}
            return headers, record.content_stream().read()
    raise ArchiveError(f"{pointer.file} has no record {pointer.record_id} at byte {pointer.offset}")
