"""Several workers, killed at will: one writer for each company, nothing twice, and the limits are kept."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from snelkoppeling.storage.administration_settings import AdministrationSettings
from tests.integration.sync.company import Company, invoice_row, relation_row, until
from tests.integration.sync.conftest import Founding
from tests.running_service import Program, RunningService

TOO_MANY = 429
PER_MINUTE = 500


@contextmanager
def a_second_worker(service: RunningService) -> Iterator[Program]:
    """Run another worker beside the one that runs already."""
    program = Program(("worker",), service.environment, service.folder / "worker-2.log")
    program.start()
    try:
        until(lambda: service.house.living_workers() >= 2, seconds=15, what=program.log.read_text)
        yield program
    finally:
        program.stop()


def test_two_workers_make_nothing_twice(company: Company) -> None:
    with a_second_worker(company.service) as second:
        rows = [relation_row(f"R{number}", name=f"Klant {number}") for number in range(500)]
        rows += [
            invoice_row(f"F{number}", number=f"2026-{number}", relation=f"R{number}") for number in range(200)
        ]
        for start in range(0, len(rows), 100):
            company.batch(rows[start : start + 100])
            company.wake()
        second.kill()
        company.wait_until_all("in_sync", seconds=40)
    assert len(company.books("relaties")) == 500
    names = Counter(row["naam"] for row in company.books("relaties"))
    assert set(names.values()) == {1}
    assert len(company.books("verkoopboekingen")) == 200


def assert_within_the_limit(company: Company) -> None:
    statuses = Counter(call.status for call in company.calls())
    assert TOO_MANY not in statuses, statuses
    assert 0 < sum(statuses.values()) <= PER_MINUTE


def test_the_limit_of_calls_is_kept_although_the_worker_is_killed_again_and_again(
    founding: Founding,
) -> None:
    company = founding(limits="productie", settings=AdministrationSettings())
    company.batch([relation_row(f"R{number}", name=f"Klant {number}") for number in range(900)])
    for reached in (60, 130, 200):
        until(lambda: len(company.calls()) >= reached, seconds=15, what=company.service.logs)  # noqa: B023 - at once.
        company.service.worker.kill()
        company.service.worker.start()
    # A worker that has only just been started is quiet too, but not because of the limit.
    until(lambda: len(company.calls()) > PER_MINUTE / 2, seconds=30, what=company.service.logs)
    before = -1
    while (now := len(company.calls())) != before:
        before = now
        time.sleep(3)
    assert_within_the_limit(company)
    assert company.counts()["due"] > 0


def test_two_workers_in_turn_share_one_limit_of_calls(founding: Founding) -> None:
    company = founding(limits="productie", settings=AdministrationSettings())
    with a_second_worker(company.service):
        for turn in range(24):
            company.batch(
                [relation_row(f"R{turn}-{number}", name=f"Klant {turn}-{number}") for number in range(30)]
            )
            deadline = time.monotonic() + 2
            while (due := company.counts().get("due", 0)) and time.monotonic() < deadline:
                time.sleep(0.02)
            if due:
                break
    assert_within_the_limit(company)
    assert due
    assert len(company.calls()) > PER_MINUTE / 2
