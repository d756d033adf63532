"""Runs jobs as they come, and sweeps: so that nothing lies, whatever became of its wake-up call."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import structlog
from procrastinate import App, PsycopgConnector, exceptions, jobs

from snelkoppeling.jobs.handlers import SYNC_QUEUE, handlers
from snelkoppeling.jobs.queue import NOT_DURABLE
from snelkoppeling.jobs.sweeper import Sweeper, SweepingService
from snelkoppeling.jobs.worker_settings import WorkerSettings

log = structlog.get_logger()

FORGOTTEN_AFTER_SECONDS = 60
"""A job whose worker gave no sign of life for so long is one of a worker that was killed."""
POLL_SECONDS = 1.0
"""A wake-up call that comes while the worker fetches a job can be overlooked; then it looks again so soon."""


class Worker:
    """One worker process: any number of them share the work of one database."""

    def __init__(
        self,
        service: SweepingService,
        conninfo: str,
        *,
        settings: WorkerSettings,
        stopping: threading.Event,
        tidy: Callable[[], object],
    ) -> None:
        """Prepare a worker; it sets `stopping` when it is to end, and the engine then sends nothing more.

        `tidy` throws away what is kept for a time only; it is called now and then.
        """
        self._service = service
        self._conninfo = conninfo
        self._settings = settings
        self._stopping = stopping
        self._tidy = tidy

    def run(self) -> None:
        """Work until a signal says to stop; losing the database ends it, and something starts it again."""
        sweeper = Sweeper(self._service.sweep, self._tidy, every=self._settings.sweep_every)
        threading.Thread(target=sweeper.run, args=[self._stopping], name="sweep", daemon=True).start()
        asyncio.run(self._run_jobs())

    async def _run_jobs(self) -> None:
        loop = asyncio.get_running_loop()
        at_once = self._settings.administrations_at_once
        loop.set_default_executor(ThreadPoolExecutor(at_once + 2, thread_name_prefix="job"))
        connector = PsycopgConnector(
            conninfo=self._conninfo, min_size=1, max_size=4, configure=_do_not_wait_for_disk
        )
        app = App(connector=connector)
        app.add_tasks_from(handlers(self._service), namespace="")
        async with app.open_async():
            await self._forget_jobs_of_the_dead(app)
            work = asyncio.ensure_future(
                app.run_worker_async(
                    queues=[SYNC_QUEUE],
                    concurrency=at_once,
                    install_signal_handlers=False,
                    delete_jobs=jobs.DeleteJobCondition.ALWAYS,
                    fetch_job_polling_interval=POLL_SECONDS,
                    shutdown_graceful_timeout=self._settings.end_within.total_seconds(),
                )
            )
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, self._stop, work.cancel)
            log.info("worker started", administrations_at_once=at_once)
            try:
                await work
            except asyncio.CancelledError:
                log.info("worker stopped")

    async def _forget_jobs_of_the_dead(self, app: App) -> None:
        """Delete jobs that a killed worker left behind; what they were about is in the sync items."""
        stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=FORGOTTEN_AFTER_SECONDS)
        for job in stalled:
            try:
                await app.job_manager.finish_job(job, jobs.Status.FAILED, delete_job=True)
            except exceptions.ConnectorException:
                continue

    def _stop(self, cancel: Callable[[], object]) -> None:
        self._stopping.set()
        threading.Thread(target=self._end_soon, name="end", daemon=True).start()
        cancel()

    def _end_soon(self) -> None:
        """End the process when a call to SnelStart takes longer than an operator wants to wait."""
        threading.Event().wait(self._settings.end_within.total_seconds())
        log.warning("worker ended in the middle of a call; its outcome will be looked up")
        os._exit(0)


async def _do_not_wait_for_disk(connection: "psycopg.AsyncConnection[Any]") -> None:
    await connection.execute(NOT_DURABLE)
    await connection.commit()
