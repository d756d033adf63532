"""A SnelStart that is down, slow, or asks us to slow down: everything waits, and goes when it can."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Literal

import pytest

from tests.integration.sync.company import Company, invoice_row, relation_body, relation_row, until
from tests.integration.sync.conftest import Founding


def rests(company: Company) -> bool:
    """Tell whether the administration waits for SnelStart."""
    until_then = company.traffic().back_off_until
    return until_then is not None and until_then > datetime.now(UTC)


@pytest.mark.parametrize("mode", ["refuse", "503"])
def test_a_snelstart_that_is_down_gets_one_probe_for_all_and_everything_goes_when_it_is_back(
    founding: Founding, mode: Literal["refuse", "503"]
) -> None:
    companies = [founding() for _ in range(6)]
    control = companies[0].control
    control.set_down(mode)
    control.clear_calls()
    for company in companies:
        company.batch([relation_row(f"R{number}", name=f"Klant {number}") for number in range(50)])
    until(lambda: all(one.traffic().line_down for one in companies), seconds=10, what=company.service.logs)
    calls = len(control.calls())
    time.sleep(4)
    assert len(control.calls()) - calls <= 20, "more than one probe a second, three tries each"
    began = time.monotonic()
    control.set_down("up")
    for company in companies:
        company.wait_until_all("in_sync", seconds=5 - (time.monotonic() - began))
    assert all(len(company.books("relaties")) == 50 for company in companies)


def test_writes_that_all_fail_are_not_tried_by_the_thousand(company: Company) -> None:
    company.put("relations", "R1", relation_body())
    company.wait_for("relations", "R1", "in_sync")
    fault = company.control.add_fault(
        "error_before", method="POST", path="/verkoopboekingen", administration=company.name, count=100_000
    )
    company.control.clear_calls()
    company.batch([invoice_row(f"F{number}", number=f"2026-{number}") for number in range(1_000)])
    time.sleep(5)
    tried = sum(call.method == "POST" for call in company.calls())
    company.control.remove_fault(fault)
    assert 0 < tried <= 100, f"{tried} invoices were sent into a wall"
    company.wait_until_all("in_sync", seconds=30)
    assert len(company.books("verkoopboekingen")) == 1_000


@pytest.mark.parametrize(("asked", "pause"), [(2, 2), (None, 1)], ids=["in a header", "in words"])
def test_too_many_calls_make_the_administration_wait_as_long_as_asked(
    founding: Founding, asked: int | None, pause: int
) -> None:
    company, other = founding(), founding()
    company.control.add_fault(
        "too_many_calls", method="POST", administration=company.name, retry_after=asked, count=2
    )
    company.put("relations", "R1", relation_body())
    other.put("relations", "R1", relation_body())
    other.wait_for("relations", "R1", "in_sync", seconds=2)
    company.wait_for("relations", "R1", "in_sync", seconds=15)
    moments = [call.time_ns / 1e9 for call in company.calls() if call.method == "POST"]
    assert len(moments) == 3
    assert all(after - before >= pause - 0.1 for before, after in pairwise(moments))
    assert company.events("relations", "R1") == ["accepted", "created"]


def test_an_hourly_quota_that_comes_as_403_is_no_matter_of_rights(founding: Founding) -> None:
    company = founding(limits={"per_minute": None, "per_hour": 12, "concurrent": None})
    company.control.set_switches(hourly_limit_as="403")
    company.batch([relation_row(f"R{number}", name=f"Klant {number}") for number in range(40)])
    until(lambda: rests(company), seconds=10, what=lambda: str(company.traffic()))
    assert company.pause_code() is None
    assert company.counts().get("set_aside") is None
    rested_until = company.traffic().back_off_until
    assert rested_until is not None
    assert rested_until > datetime.now(UTC) + timedelta(minutes=50)
    statuses = [call.status for call in company.calls()]
    assert statuses.count(403) <= 8


def test_a_slow_administration_does_not_delay_another(founding: Founding) -> None:
    slow, fast = founding(), founding()
    slow.control.add_fault("slow_before", administration=slow.name, seconds=1.0, count=10_000)
    slow.batch([relation_row(f"R{number}", name=f"Klant {number}") for number in range(64)])
    until(lambda: len(slow.calls()) > 0, seconds=10, what=lambda: str(slow.traffic()))
    began = time.monotonic()
    fast.batch([relation_row(f"R{number}", name=f"Klant {number}") for number in range(200)], lane="live")
    fast.wait_until_all("in_sync", seconds=10)
    took = time.monotonic() - began
    assert slow.counts()["due"] > 0, "the slow one was not slow enough to tell"
    assert took < 6


def test_a_broken_administration_does_not_delay_another(founding: Founding) -> None:
    broken, whole = founding(), founding()
    broken.control.add_fault("answer_lost", administration=broken.name, count=10_000)
    broken.batch([relation_row(f"R{number}", name=f"Klant {number}") for number in range(200)])
    whole.batch([relation_row(f"R{number}", name=f"Klant {number}") for number in range(200)])
    whole.wait_until_all("in_sync", seconds=10)
    assert broken.counts() == {"due": 200}
