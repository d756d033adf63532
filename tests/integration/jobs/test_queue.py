"""Tests the durable queue on a real PostgreSQL."""

from collections.abc import Iterator

import pytest

from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.jobs.queue import ProcrastinateQueue
from snelkoppeling.storage.database import Database

ONE, OTHER = AdministrationId(1), AdministrationId(2)


@pytest.fixture
def queue(database: Database) -> Iterator[ProcrastinateQueue]:
    opened = ProcrastinateQueue(database.conninfo)
    yield opened
    opened.close()


def test_waking_twice_leaves_one_waiting_job_for_each_administration(
    queue: ProcrastinateQueue, database: Database
) -> None:
    queue.wake([ONE])
    queue.wake([ONE, OTHER])

    assert _waiting(database) == [1, 2]


def test_waking_while_a_job_is_worked_on_asks_for_another(
    queue: ProcrastinateQueue, database: Database
) -> None:
    queue.wake([ONE])
    with database.session() as session:
        session.execute("UPDATE procrastinate_jobs SET status = 'doing'")

    queue.wake([ONE])

    assert _waiting(database) == [1]


def test_a_queue_that_cannot_be_reached_is_no_error_as_the_sweep_finds_what_was_stored() -> None:
    queue = ProcrastinateQueue("host=/nowhere dbname=none")

    queue.wake([ONE])

    queue.close()


def _waiting(database: Database) -> list[int]:
    with database.session() as session:
        rows = session.execute(
            "SELECT (args->>'administration')::int FROM procrastinate_jobs WHERE status = 'todo' ORDER BY 1"
        ).fetchall()
    return [row[0] for row in rows]
