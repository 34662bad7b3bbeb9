"""Broken pages without end, read in a process of their own: `python -m tests.crawlers.fuzz_pages --seconds 600`.

Two sources in turn: pages that hypothesis puts together of pieces, and a corpus of broken pages of ours that is cut,
doubled, spliced and spoilt. The reader must answer within a hard limit of time and memory, never with an error,
with statements that are bounded in number and length and valid Unicode. What fails is printed and kept as a file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import select
import signal
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import psutil
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

from crawlers.reading.readings import LONGEST_NAME, LONGEST_TEXT, MOST_STATEMENTS
from tests.crawlers.broken_pages import BROKEN, PIECES
from tests.crawlers.hostile_shapes import SHAPES, address_space

#: Seconds of CPU one page may take before its reader is ended: a limit against hanging, not a measure of speed.
HARD_LIMIT = 20
_MEMORY = 2048 << 20
LONGEST = {"text": LONGEST_TEXT, "title": LONGEST_TEXT, "key": LONGEST_TEXT, "name": LONGEST_NAME}
_ENCODINGS = ("utf-8", "cp1252", "utf-16", "utf-16-be", "cp932", "gb18030", "iso2022_jp", "utf-8-sig", "koi8-r")
_TYPES = (None, "text/html", *(f"text/html; charset={name}" for name in (*_ENCODINGS, "utf-7", "zip", "idna", "x")))


def faults(body: bytes, content_type: str | None) -> list[str]:
    """What is wrong with how this page is read; nothing for nearly all."""
    import orjson

    from crawlers.reading.page import read_page

    found = []
    offerings = read_page(body, "http://college.example/courses/1", content_type=content_type).offerings
    count = sum(len(one.statements) for one in offerings)
    if count > MOST_STATEMENTS:
        found.append(f"{count} statements")
    for one in offerings:
        said = [("key", one.key), ("title", one.title or "")]
        for s in one.statements:
            said += [("text", s.text), ("name", s.label or ""), ("name", s.locator)]
            said += [("name", s.section_key or ""), *(("name", part) for part in s.context)]
        orjson.dumps(said)  # raises on what is no valid Unicode
        found += [f"{name} of {len(words)} characters" for name, words in said if len(words) > LONGEST[name]]
    return found[:3]


class Reader:
    """A process that reads pages one after another, ended and begun anew where one stops it."""

    def __init__(self) -> None:
        self.pid = 0

    def read(self, body: bytes, content_type: str | None) -> list[str]:
        if not self.pid:
            self._begin()
        self.before = self._spent()
        head = json.dumps(content_type).encode()
        os.write(self.to, struct.pack("<II", len(head), len(body)))
        _write(self.to, head + body)
        while not select.select([self.of], [], [], 1)[0]:
            if self._spent() > self.before + HARD_LIMIT:
                return [f"not read within {HARD_LIMIT} seconds", *self.end()]
        answer = self.of.readline()
        return list(json.loads(answer)) if answer else ["ended the process", *self.end()]

    def _spent(self) -> float:
        """Seconds of CPU: a busy machine is no fault of the page."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)

    def end(self) -> list[str]:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            os.close(self.to)
            self.of.close()
            self.pid = 0
        return []

    def _begin(self) -> None:
        page_reader, self.to = os.pipe()
        answer_reader, answers = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.to)
            most = address_space() + _MEMORY  # what reading adds; the process that forks may be large already
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            _serve(page_reader, answers)
        os.close(page_reader)
        os.close(answers)
        self.of = os.fdopen(answer_reader, "rb")


def _write(to: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(to, view) :]


def _serve(pages: int, answers: int) -> None:
    with os.fdopen(pages, "rb") as source:
        while sizes := source.read(8):
            head, length = struct.unpack("<II", sizes)
            content_type, body = json.loads(source.read(head)), source.read(length)
            try:
                said = faults(body, content_type)
            except BaseException as error:  # whatever it is, it is what is looked for
                said = [f"{type(error).__name__}: {error}"[:300]]
            os.write(answers, json.dumps(said).encode()[:4000] + b"\n")
    os._exit(0)


_NAMES = (
    "html body head title h1 h2 p div span a b strong i em ul ol li dl dt dd table tr td th thead tbody caption select "
    "option script style svg math template form button noscript textarea br img s del section article nav svg:a"
)
_TAGS = st.sampled_from(_NAMES.split())
_ATTRIBUTES = st.sampled_from(
    (
        "",
        "",
        "",
        " class=label",
        " class='price field__label'",
        " id=a",
        " hidden",
        " href=#a",
        " role=tab aria-controls=a",
        " itemscope itemtype=https://schema.org/Course",
        " itemprop=name",
        " itemref='a a b'",
        " typeof=Course vocab=x:",
        " property=name",
        " rel=x",
        " rowspan=9999 colspan=9999",
        ' title="',
        " style='text-decoration:line-through'",
        " aria-labelledby=a",
        " data-label=Cost",
        " /",
        " x=" + "y" * 300,
        " =",
        ' a="1"b="2"',
        " lang=\ud7ff",
    )
)
_TEXT = st.one_of(st.sampled_from(PIECES), st.text(max_size=12))
_TOKEN = st.one_of(
    st.builds(lambda tag, attributes: f"<{tag}{attributes}>", _TAGS, _ATTRIBUTES),
    st.builds(lambda tag: f"</{tag}>", _TAGS),
    _TEXT,
)
_MANY = st.builds(lambda tokens, n: "".join(tokens) * n, st.lists(_TOKEN, max_size=5), st.integers(1, 300))
_PAGE = st.builds("".join, st.lists(st.one_of(_TOKEN, _TOKEN, _MANY), max_size=40))
#: (bytes, content type)
PAGES = st.one_of(
    st.tuples(st.builds(lambda page, name: page.encode(name, "replace"), _PAGE, st.sampled_from(_ENCODINGS)),
              st.sampled_from(_TYPES)),
    st.tuples(st.binary(max_size=200), st.sampled_from(_TYPES)),
)  # fmt: skip


def mutated(rng: random.Random) -> tuple[bytes, str | None]:
    """A page of the corpus, spoilt in one to six ways."""
    page = _of_corpus(rng)
    for _ in range(rng.randint(1, 6)):
        page = rng.choice(_SPOILERS)(page, rng)[:400_000]
    return page.encode(rng.choice(_ENCODINGS), "replace"), rng.choice(_TYPES)


def _of_corpus(rng: random.Random) -> str:
    if rng.random() < 0.4:
        return SHAPES[rng.choice(list(SHAPES))](rng.choice((1, 5, 40, 300)))
    return rng.choice(BROKEN)


def _place(page: str, rng: random.Random) -> int:
    """A place in the page, at the edge of a tag more often than not."""
    at = rng.randint(0, len(page))
    edge = page.find(rng.choice("<>"), at)
    return edge if edge >= 0 and rng.random() < 0.7 else at


def _part(page: str, rng: random.Random) -> tuple[int, int]:
    start, end = sorted((_place(page, rng), _place(page, rng)))
    return start, end


def _cut(page: str, rng: random.Random) -> str:
    start, end = _part(page, rng)
    return page[:start] + page[end:]


def _double(page: str, rng: random.Random) -> str:
    start, end = _part(page, rng)
    return page[:start] + page[start:end] * rng.choice((2, 3, 30, 400)) + page[end:]


def _splice(page: str, rng: random.Random) -> str:
    other = _of_corpus(rng)
    start, end = _part(other, rng)
    at = _place(page, rng)
    return page[:at] + other[start:end] + page[at:]


def _insert(page: str, rng: random.Random) -> str:
    at = _place(page, rng)
    return page[:at] + rng.choice(PIECES) * rng.choice((1, 1, 1, 2, 50, 1000)) + page[at:]


def _spoil(page: str, rng: random.Random) -> str:
    at = rng.randint(0, len(page))
    return (
        page[:at]
        + chr(rng.choice((0, 1, 9, 34, 38, 39, 60, 62, 61, 47, 160, 0x2028, 0xFFFD, 0x1F600)))
        + page[at + 1 :]
    )


_SPOILERS: tuple[Callable[[str, random.Random], str], ...] = (_cut, _double, _splice, _insert, _spoil, _spoil)


def fuzz(seconds: float, start: int = 0) -> tuple[int, list[str]]:
    """How many pages were read in that time, and what was wrong. Rounds are numbered from `start`, each its seed."""
    reader, pages, ends = Reader(), 0, monotonic() + seconds
    wrong: list[str] = []

    def read(body: bytes, content_type: str | None) -> list[str]:
        nonlocal pages
        pages += 1
        return reader.read(body, content_type)

    number = start
    while monotonic() < ends and len(wrong) < 20:
        number += 1
        rng = random.Random(number)
        for _ in range(200):
            body, content_type = mutated(rng)
            if said := read(body, content_type):
                wrong.append(f"corpus, seed {number}, {_keep(body)}, {content_type}: {'; '.join(said)}")
            if monotonic() > ends:
                break
        try:
            _round(number, read, ends)
        except (AssertionError, HypothesisException) as error:
            wrong.append(f"hypothesis, seed {number}: {str(error)[:1000]}")
    reader.end()
    return pages, wrong


def _round(number: int, read: Callable[[bytes, str | None], list[str]], ends: float) -> None:
    @seed(number)
    @settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(PAGES)
    def check(page: tuple[bytes, str | None]) -> None:
        if monotonic() < ends:
            said = read(*page)
            assert not said, f"{page!r:.500}: {'; '.join(said)}"

    check()


def _keep(body: bytes) -> str:
    path = Path(tempfile.gettempdir()) / f"page-{hashlib.sha256(body).hexdigest()[:12]}.html"
    path.write_bytes(body)
    return str(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--start", type=int, default=0, help="first seed less one")
    arguments = parser.parse_args()
    pages, wrong = fuzz(arguments.seconds, arguments.start)
    print("\n".join(wrong))
    print(f"{pages:,} pages read, {len(wrong)} wrong")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
