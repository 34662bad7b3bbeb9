"""Shapes of pages that have stopped readers: each a function of size, so that time can be held against size.

`python -m tests.crawlers.hostile_shapes [N]` reads each at N, and prints a line with what it took when it is done.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import process_time

import orjson

_FACTS = "<h1>Welding</h1><dl><dt>Cost</dt><dd>$499</dd><dt>Duration</dt><dd>6 weeks</dd></dl>"


def _unclosed(tags: str) -> Callable[[int], str]:
    return lambda n: tags * n


def _json(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


#: Name -> page of about n pieces; what must be read stands before or after them.
SHAPES: dict[str, Callable[[int], str]] = {
    "unclosed div": _unclosed("<div>"),
    "unclosed span": _unclosed("<span>"),
    "unclosed classes": _unclosed("<div class='label title card'>"),
    "unclosed lists": _unclosed("<ul><li>Cost: $5"),
    "unclosed terms": _unclosed("<dl><dt>Cost<dd>$5"),
    "unclosed tables": _unclosed("<table><tr><th>Cost<td>$5"),
    "unclosed links": _unclosed("<a href='/x'>Course "),
    "unclosed bold": _unclosed("<b>Cost: "),
    "unclosed headings": _unclosed("<h2>Cost"),
    "unclosed sections": _unclosed("<section><h3>Cost</h3><p>$5"),
    "unclosed drawings": _unclosed("<svg>"),
    "closed drawings": _unclosed("<svg/>"),
    "nested cards": lambda n: "<div class=card><a href=/x><h3>Course</h3></a>$5" * n + "</div>" * n,
    "formatting opened again": lambda n: (
        "<p>" + "".join(f"<b a={i}>" for i in range(n)) + "</p>" + "<p>x</p>" * n + "</b>" * n
    ),
    "formatting behind spans": lambda n: "".join(f"<span><i a={i}></span>" for i in range(n)) + "<span>x</span>" * n,
    "formatting in loose cells": lambda n: (
        "<table><table></table>" + "".join(f"<td><b a={i}></td>" for i in range(n)) + "<p>x</p>" * n
    ),
    "end tags of nothing": lambda n: "<table><tr><td><div><table><td>" + "<span>" * 500 + "</div></b></p>" * n,
    "attributes of one tag": lambda n: "<div " + " ".join(f"a{i}=1" for i in range(n)) + ">x",
    "attributes of many tags": lambda n: ("<div " + " ".join(f"a{i}=1" for i in range(200)) + ">x</div>") * (n // 200),
    "attributes of the body": lambda n: "".join(f"<body a{i}=1>" for i in range(n)),
    "one attribute": lambda n: f"<p class='{'label ' * n}' title='{'Cost: $5 ' * n}'>Cost: $5</p>",
    "one link": lambda n: f"<a href='/{'a/../' * n}'>x</a>",
    "many classes": lambda n: "".join(f"<p class='price-{i} label-{i}'>Cost: ${i}</p>" for i in range(n)),
    "long word": lambda n: "<p>" + "a" * 5 * n,
    "long sentence": lambda n: "<p>" + "the cost of the course is free of cost " * n,
    "many sentences": lambda n: "<p>" + "This course costs $5. It runs for 6 weeks. " * n,
    "one label": lambda n: "<p>" + "Cost: " * n,
    "colons": lambda n: "<p>" + "a:" * n,
    "digits": lambda n: "<p>" + "1" * 5 * n,
    "dollars": lambda n: "<dl><dt>Cost<dd>" + "$5 " * n + "</dl>",
    "spaces": lambda n: "<p>Cost:" + " " * 5 * n + "x" + "\n \t" * n,
    "line breaks": lambda n: "<p>" + "Cost: $5<br>" * n,
    "open comment": lambda n: "<!-- " + "-- > " * n,
    "comments": lambda n: "Cost<!-- x -->" * n,
    "comment starts": lambda n: "<!--" * n + "<!-" * n,
    "open script": lambda n: "<script>" + "<!-- <script> </scrip>" * n,
    "scripts": lambda n: "<script>var a = '<div>';</script>" * n,
    "less than": lambda n: "<" * 5 * n,
    "greater than": lambda n: "<p>" + ">" * 5 * n,
    "open quotes": lambda n: '<a title="' + "<a '" * n,
    "open tags": lambda n: "<a " * n,
    "entities": lambda n: "<p>Cost: " + "&amp;&nbsp;&#36;&notanentity;&#xD800;&#0;&#1114112;" * n,
    "ampersands": lambda n: "<p>" + "&" * 5 * n,
    "options": lambda n: "<select>" + "<option>6 weeks" * n,
    "selects": lambda n: "<select><option>6 weeks</select>" * n,
    "headings": lambda n: "<h2>Cost</h2>" * n,
    "siblings under a heading": lambda n: "<h2>Cost</h2>" + "<p>$5</p>" * n,
    "terms": lambda n: "<dl>" + "<dt>Cost</dt><dd>$5</dd>" * n + "</dl>",
    "one term of many": lambda n: "<dl><dt>Cost</dt>" + "<dd>$5</dd>" * n + "</dl>",
    "terms of one": lambda n: "<dl>" + "<dt>Cost</dt>" * n + "<dd>$5</dd></dl>",
    "bold words": lambda n: "<p>" + "<b>Cost:</b> $5 " * n,
    "bold before much": lambda n: "<p><b>Cost:</b>" + "<i>$5</i> " * n,
    "rows": lambda n: "<table><tr><th>Cost<th>Start date" + "<tr><td>$5<td>May 1" * n,
    "columns": lambda n: "<table><tr>" + "<th>Cost" * n + "<tr>" + "<td>$5" * n,
    "cells of one row": lambda n: "<table><tr><th>Cost<th>Start date<tr>" + "<td>Cost<td>$5" * n,
    "rows of one cell": lambda n: "<table>" + "<tr><td>Cost" * n,
    "spans of cells": lambda n: "<table><tr><th colspan=1000 rowspan=65534>Cost" + "<tr><td colspan=9999999>$5" * n,
    "tables": lambda n: "<table><tr><th>Cost<td>$5</table>" * n,
    "list items": lambda n: "<ul>" + "<li>Cost: $5</li>" * n,
    "cards": lambda n: "".join(f"<div class=card><h3><a href=/c/{i}>Course</a></h3><p>$5</p></div>" for i in range(n)),
    "links": lambda n: "".join(f"<a href=/c/{i}>Course {i}</a>" for i in range(n)),
    "struck": lambda n: "<dl><dt>Cost</dt><dd>" + "<s>$5</s> " * n + "</dd></dl>",
    "struck labels": _unclosed("<s data-label=Cost></table></ul>6 weeks"),
    "labels of attributes": lambda n: "<p>" + "<span aria-label=Cost>$5</span> " * n,
    "ids": lambda n: "".join(f"<div id=a{i}><b>Cost:</b> $5</div>" for i in range(n)),
    "references": lambda n: "".join(f"<p id=a{i} aria-labelledby=a{i + 1}>Cost</p>" for i in range(n)),
    "tabs": lambda n: "".join(f"<a role=tab href=#a{i}>Cost</a><div role=tabpanel id=a{i}>$5</div>" for i in range(n)),
    "things": lambda n: (
        "<div itemscope itemtype=https://schema.org/Course><b itemprop=name>x</b>"
        "<i itemprop=offers itemscope><b itemprop=price>5</b></i></div>" * n
    ),
    "things in things": lambda n: (
        "<div itemscope itemtype=https://schema.org/Course itemprop=hasPart><b itemprop=name>x</b>" * n
    ),
    "things that refer": lambda n: "".join(
        f"<div id=t{i} itemscope itemref='t{i + 1} t{i // 2}'><b itemprop=name>x</b></div>" for i in range(n)
    ),
    "things that share": lambda n: (
        "<div itemscope itemref=shared></div>" * (n // 2)
        + "<div id=shared>"
        + "<b itemprop=name>x</b>" * (n // 2)
        + "</div>"
    ),
    "things of many names": lambda n: (
        f"<div itemscope itemtype='{'https://schema.org/Course ' * (n // 10)}'>"
        + f"<b itemprop='{'name ' * (n // 10)}'>x</b>" * 10
        + "</div>"
    ),
    "rdfa": lambda n: "<div vocab=https://schema.org/ typeof=Course property=hasPart><b property=name>x</b>" * n,
    "deep json": lambda n: _json('{"@type":"Course","name":"x","offers":' + "[" * n + "]" * n + "}"),
    "deep graph": lambda n: _json('{"@graph":[' * n + "]}" * n),
    "deep things": lambda n: _json('{"@type":"Course","hasPart":' * n + "{}" + "}" * n),
    "much json": lambda n: _json("[" + ",".join(['{"@type":"Course","name":"x","offers":{"price":5}}'] * n) + "]"),
    "one course of many runs": lambda n: _json(
        '{"@type":"Course","name":"x","hasCourseInstance":[' + ",".join(['{"startDate":"2026-05-01"}'] * n) + "]}"
    ),
    "references in json": lambda n: _json(
        "[" + ",".join(f'{{"@id":"#{i}","@type":"Course","hasPart":{{"@id":"#{i // 2}"}}}}' for i in range(n)) + "]"
    ),
    "json that ends nowhere": lambda n: _json('{"@type":"Course","name":"' + "x, " * n),
    "commas": lambda n: _json("[" + ",\n" * n + "]"),
    "spaces in json": lambda n: _json("[1" + "," + " " * 5 * n + "1]"),
    "comments in json": lambda n: _json("/*" * n + "//" * n),
    "entities in json": lambda n: _json("{" + "&quot;name&quot;" * n + "}"),
    "tags in json": lambda n: _json('{"@type":"Course","name":"' + "<" * 5 * n + '"}'),
    "blocks of json": lambda n: _json('{"@type":"Course","name":"x"}') * n,
    "long number": lambda n: _json('{"@type":"Course","name":"x","offers":{"price":' + "9" * n + "}}"),
}


def page(shape: str, n: int, *, before: bool = True) -> bytes:
    """The shape with a cost and a length stated before it (or after)."""
    piece = SHAPES[shape](n)
    return f"<html><body>{_FACTS if before else ''}{piece}{'' if before else _FACTS}".encode()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one page took. `seconds` is None where the process did not live to the end."""

    seconds: float | None
    statements: int = 0
    longest: int = 0
    megabytes: int = 0


def address_space() -> int:
    """Bytes of address space this process has now."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def read_apart(body: bytes, *, seconds: int, megabytes: int = 2048) -> Outcome:
    """Read a page in a process of its own, ended by the system at so many seconds of CPU or so much memory."""
    from crawlers.reading.page import read_page

    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        # The process that forks may be large already: what counts is what reading the page adds.
        most = address_space() + (megabytes << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        start = process_time()
        said = [
            s for offering in read_page(body, "http://college.example/course").offerings for s in offering.statements
        ]
        took = process_time() - start
        orjson.dumps([asdict(s) for s in said])  # what is not valid Unicode ends here
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        longest = max((len(s.text) for s in said), default=0)
        os.write(writer, json.dumps((took, len(said), longest, peak)).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return Outcome(*json.loads(told)) if told else Outcome(None)


def main(n: int) -> None:
    for shape in SHAPES:
        body = page(shape, n)
        one = read_apart(body, seconds=20)
        took = "did not end" if one.seconds is None else f"{one.seconds:8.3f} s"
        print(
            f"{shape:28} {len(body):>11,} bytes {took} {one.statements:>7} statements {one.megabytes:>5} MB", flush=True
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
