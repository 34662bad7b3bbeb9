"""The campus over HTTP: a proxy and an origin, quiet, counted, and breaking where it should."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse

import pytest

from tests.campus.nights import BREAKS, campus
from tests.campus.server import Running, serve
from tests.campus.sites import SITES, Site, north_coast


@pytest.fixture
def running() -> Iterator[Running]:
    with serve(1, 0) as one:
        yield one


def get(running: Running, url: str, *, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", running.port, timeout=10)
    try:
        connection.request(method, url, headers=headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_a_proxy_request_and_a_host_header_get_the_same_page(running: Running) -> None:
    by_proxy = get(running, "http://northcoast.example/micro-credentials")[1]
    by_host = get(running, "/micro-credentials", Host="northcoast.example")[1]
    assert b"Micro-credentials" in by_proxy
    assert by_proxy == by_host


def test_a_host_outside_the_campus_is_not_found(running: Running) -> None:
    assert get(running, "http://elsewhere.example/")[0].status == 404


def test_its_own_address_shows_an_index_of_the_institutions(running: Running) -> None:
    body = get(running, "/")[1].decode()
    assert all(site.host in body for site in SITES)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.institution)
def test_robots_and_the_home_page_are_served(running: Running, site: Site) -> None:
    response, body = get(running, f"http://{site.host}/robots.txt")
    assert (response.status, body[:13]) == (200, b"User-agent: *")
    assert b"Disallow:" in body
    assert get(running, f"http://{site.host}/")[0].status == 200


def test_one_robots_file_asks_for_a_delay(running: Running) -> None:
    files = [get(running, f"http://{site.host}/robots.txt")[1] for site in SITES]
    assert sum(b"Crawl-delay:" in body for body in files) == 1


def test_the_listing_pages_link_every_offering_once(running: Running) -> None:
    here = campus("north-coast", 1)
    linked: list[str] = []
    url = north_coast.LISTING
    while url:
        body = get(running, f"http://{north_coast.HOST}{url}")[1].decode()
        linked += re.findall(r'<h3 class="node__title"><a href="([^"]+)"', body)
        following = re.search(r'href="(\?page=\d+)" title="Go to next page"', body)
        url = north_coast.LISTING + following[1] if following else ""
    assert linked == [north_coast.path_of(course) for course in here.courses]


@pytest.mark.parametrize("query", ["?page=x", "?page=999", "?page=-1", "?page=1&sort=title", "?utm_source=mail"])
def test_odd_queries_of_the_listing_are_answered(running: Running, query: str) -> None:
    assert get(running, f"http://{north_coast.HOST}{north_coast.LISTING}{query}")[0].status == 200


def test_head_has_the_length_and_no_body(running: Running) -> None:
    response, body = get(running, "http://riviere.example/", method="HEAD")
    assert body == b""
    assert int(response.headers["Content-Length"]) > 20_000


def test_requests_are_logged_in_order_with_their_answers(running: Running) -> None:
    get(running, "http://harbour.example/robots.txt")
    get(running, "http://harbour.example/nowhere/")
    assert [(r.host, r.path, r.status) for r in running.requests] == [
        ("harbour.example", "/robots.txt", 200),
        ("harbour.example", "/nowhere/", 404),
    ]
    assert running.requests[0].at <= running.requests[1].at
    running.set_night(2)
    assert running.requests == []


def test_visitors_are_served_side_by_side() -> None:
    with serve(1, 0, latency=0.3) as slow, ThreadPoolExecutor(8) as visitors:
        start = time.monotonic()
        answers = list(visitors.map(lambda _: get(slow, "http://riviere.example/")[0].status, range(8)))
        assert answers == [200] * 8
        assert time.monotonic() - start < 1.1  # one after the other: 2.4 s; a lost SYN: 1.3 s


def test_answers_on_a_kept_connection_come_at_once(running: Running) -> None:
    connection = HTTPConnection("127.0.0.1", running.port, timeout=10)
    start = time.monotonic()
    for _ in range(50):
        connection.request("GET", "http://riviere.example/")
        connection.getresponse().read()
    assert time.monotonic() - start < 1.5  # waiting for a delayed ACK costs 40 ms each
    connection.close()


def test_a_gone_page_is_404_a_moved_one_301_to_its_new_address_and_a_removed_one_301_to_the_listing(
    running: Running,
) -> None:
    running.set_night(2)
    for site in SITES:
        here = campus(site.institution, 2)
        for slugs, status in ((here.gone, 404), (here.sent_home, 301), (here.moved, 301)):
            for slug in slugs:
                old = next(c for c in campus(site.institution, 1).courses if c.slug == slug)
                response, _ = get(running, site.url_of(old))
                assert response.status == status
                target = response.headers["Location"]
                if slugs is here.moved:
                    assert here.moved[slug] in target
                    assert get(running, target)[0].status == 200
                elif status == 301:
                    assert slug not in target
                    assert get(running, target)[0].status == 200


def test_on_the_night_it_breaks_a_site_serves_half_and_then_503_also_on_retry(running: Running) -> None:
    night, name = BREAKS
    running.set_night(night)
    site = next(site for site in SITES if site.institution == name)
    urls = [site.url_of(course) for course in campus(name, night).courses]
    first = [get(running, url)[0].status for url in urls]
    assert first == [200] * (len(urls) // 2) + [503] * (len(urls) - len(urls) // 2)
    assert {get(running, url)[0].status for url in urls} == {503}
    assert get(running, f"http://{site.host}{north_coast.LISTING}")[0].status == 503
    assert get(running, f"http://{site.host}/robots.txt")[0].status == 200
    assert get(running, "http://harbour.example/")[0].status == 200


def test_the_same_page_twice_does_not_bring_the_breaking_nearer(running: Running) -> None:
    night, name = BREAKS
    running.set_night(night)
    site = next(site for site in SITES if site.institution == name)
    courses = campus(name, night).courses
    assert {get(running, site.url_of(courses[0]))[0].status for _ in range(len(courses))} == {200}


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_command_says_when_it_is_ready_and_stops_cleanly(stop: signal.Signals) -> None:
    command = [sys.executable, "-m", "tests.campus", "--night", "2", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = process.stdout.readline()
        process.send_signal(stop)
        out, err = process.communicate(timeout=10)
    assert re.fullmatch(r"campus night 2 on http://127\.0\.0\.1:\d+\n", ready)
    assert (process.returncode, out, err) == (0, "", "")
