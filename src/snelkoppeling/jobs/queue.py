"""Wakes workers through Procrastinate's queue: one waiting job per administration at most."""

from collections.abc import Iterable
from typing import Any, Final

import psycopg
from procrastinate import App, SyncPsycopgConnector, exceptions
from psycopg_pool import PoolTimeout

from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.jobs.handlers import SYNC_ADMINISTRATION, SYNC_QUEUE

NOT_DURABLE: Final = "SET synchronous_commit = off"
"""A job only says who has something to do. One that a power cut takes along is made good by the sweep."""

WAITING: Final = "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %(lock)s AND status = 'todo'"


class ProcrastinateQueue:
    """The job queue; opened when it is first used, and closed with `close`."""

    def __init__(self, conninfo: str) -> None:
        self._connector = SyncPsycopgConnector(
            conninfo=conninfo,
            min_size=0,
            max_size=4,
            timeout=5,
            kwargs={"autocommit": True},
            configure=_do_not_wait_for_disk,
        )
        self._app = App(connector=self._connector)
        self._is_open = False

    def wake(self, administrations: Iterable[AdministrationId]) -> None:
        """Ask for a run over each administration, unless one is asked for already.

        A wake-up that fails is not worth an error: what it was about is stored, and the sweep finds it.
        """
        for administration in administrations:
            if not self._is_open:
                self._app.open()
                self._is_open = True
            lock = f"{SYNC_ADMINISTRATION}:{administration}"
            job = self._app.configure_task(SYNC_ADMINISTRATION, queue=SYNC_QUEUE, queueing_lock=lock)
            try:
                # Asked first: a job that is refused leaves an error in the database's log each time.
                if not self._is_waiting(lock):
                    job.defer(administration=administration)
            except exceptions.AlreadyEnqueued:
                continue
            except (exceptions.ConnectorException, psycopg.Error, PoolTimeout):
                return

    def _is_waiting(self, lock: str) -> bool:
        return bool(self._connector.execute_query_all(WAITING, lock=lock))

    def close(self) -> None:
        """Let go of the database."""
        if self._is_open:
            self._app.close()
            self._is_open = False


def _do_not_wait_for_disk(connection: "psycopg.Connection[Any]") -> None:
    connection.execute(NOT_DURABLE)
