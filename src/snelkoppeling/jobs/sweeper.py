"""Sweeps, whatever happens: a wake-up call that got lost is made good here or nowhere."""

import math
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import structlog

from snelkoppeling.errors import SnelkoppelingError
from snelkoppeling.jobs.handlers import Syncing

log = structlog.get_logger()

TIDY_EVERY_SECONDS = 3600.0


class SweepingService(Syncing, Protocol):
    """What a worker needs of the engine."""

    def sweep(self) -> None:
        """Wake whatever has something to do."""


class Sweeper:
    """Sweeps every so often, and now and then throws away what is kept for a time only."""

    def __init__(
        self,
        sweep: Callable[[], None],
        tidy: Callable[[], object],
        *,
        every: timedelta,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sweep = sweep
        self._tidy = tidy
        self._every = every
        self._ticks = ticks
        self._tidied_at = -math.inf

    def run(self, stopping: threading.Event) -> None:
        """Go on until `stopping` is set; an error is told, and the next round comes all the same."""
        while not stopping.wait(self._every.total_seconds()):
            try:
                self._round()
            except SnelkoppelingError as error:
                log.warning("sweep failed", code=error.code, reason=str(error))
            except Exception as error:
                log.exception("sweep failed by a bug", error=repr(error))

    def _round(self) -> None:
        self._sweep()
        now = self._ticks()
        if now - self._tidied_at >= TIDY_EVERY_SECONDS:
            self._tidied_at = now
            self._tidy()
