"""A site that attacks costs little time, few bytes, and nobody else."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.error import DNSLookupError

from crawlers import guard
from crawlers.bounds import MOST_FAILURES
from crawlers.failures import PrivateAddress, exception_class
from tests.campus.hostile import READ, SITES, Running, serve_hostile, write_registry
from tests.crawlers.test_harvest import harvest, lines

#: KB that the harvest of all attackers at once may take.
MOST_MEMORY = 600_000


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Running]]:
    """One night over all of them at once."""
    folder = tmp_path_factory.mktemp("hostile")
    registry, data = write_registry(folder / "registry"), folder / "data"
    began = time.monotonic()
    with serve_hostile() as serving, pytest.MonkeyPatch.context() as patch:
        patch.setenv("MICROCREDS_TIMEOUT", "2")
        # Measured in a process that has no other child: the test's own may have had larger ones.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            code, said, peak = apart.submit(_harvest_measured, data, serving.proxy, registry).result()
        assert code == 0, said
        assert peak < MOST_MEMORY
        assert time.monotonic() - began < 100
        yield data, serving


def _harvest_measured(data: Path, proxy: str, registry: Path) -> tuple[int, str, int]:
    """(exit code, standard error, peak memory in KB) of one harvest."""
    run = harvest(data, proxy, registry=registry)
    return run.returncode, run.stderr, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def _end(night: tuple[Path, Running], institution: str) -> dict[str, Any]:
    (line,) = lines(night[0], institution)["harvest"]
    return line


def test_every_one_ends_with_a_harvest_line(night: tuple[Path, Running]) -> None:
    for name in (*SITES, "tls"):
        assert _end(night, name)["ended_at"]


@pytest.mark.parametrize("institution", READ)
def test_the_neighbour_s_night_is_whole(night: tuple[Path, Running], institution: str) -> None:
    line = _end(night, institution)
    assert (line["offerings"], line["listing_ended"], line["errors"]) == (READ[institution], True, {})


@pytest.mark.parametrize(
    ("institution", "errors"),
    [
        ("loop", {"redirect": 1}),
        ("private-rules", {"private": 1}),
        ("bomb", {"too_large": 2}),
        ("flood", {"too_large": 1}),
        ("drip", {"timeout": 1}),
    ],
)
def test_what_attacks_is_given_up_and_called_by_its_name(
    night: tuple[Path, Running], institution: str, errors: dict[str, int]
) -> None:
    line = _end(night, institution)
    assert (line["errors"], line["offerings"]) == (errors, 0)


def test_nobody_inside_our_network_is_asked(night: tuple[Path, Running]) -> None:
    assert {host for host, _ in night[1].requests} <= {f"{name}.example" for name in SITES}
    assert _end(night, "private")["offerings"] == 0


def test_a_calendar_without_end_is_left_after_a_thousand_pages(night: tuple[Path, Running]) -> None:
    assert night[1].count("calendar") < 2500
    assert _end(night, "calendar")["listing_ended"] is False


def test_a_site_that_only_fails_is_left_in_peace(night: tuple[Path, Running]) -> None:
    assert _end(night, "sick")["finish_reason"] == "only_failures"
    assert night[1].count("sick") <= MOST_FAILURES + 20


def test_a_site_that_asks_for_a_day_s_wait_is_not_asked_again(night: tuple[Path, Running]) -> None:
    assert _end(night, "wait")["finish_reason"] == "asked_to_wait"
    assert night[1].count("wait") <= 4


def test_an_entity_bomb_brings_no_offering_and_costs_no_memory(night: tuple[Path, Running]) -> None:
    assert _end(night, "xml")["offerings"] == 0


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1"])
def test_a_name_that_leads_into_a_private_network_is_no_name(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_PROXIES", {"proxy.internal"})
    with pytest.raises(DNSLookupError, match="private network"):
        guard.checked(address, "college.example")
    assert guard.checked(address, "proxy.internal") == address
    assert guard.checked("93.184.216.34", "college.example") == "93.184.216.34"


def test_a_refused_address_has_a_word_of_its_own() -> None:
    assert exception_class(PrivateAddress("10.0.0.1")) == "private"
