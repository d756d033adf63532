"""The world of the campaign: a service whose programs and database are killed and started again."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import utc_now
from snelkoppeling.domain.identity import ConnectionId, EntityType, ExternalId, RecordKey
from snelkoppeling.storage.database import StorageUnavailableError
from snelkoppeling.sync.records import ItemState, RecordState
from snelstart_simulator.control_client import ControlClient
from tests.crm_payloads import Body
from tests.running_service import Program, RunningService

T = TypeVar("T")
AWAY_AT_MOST_SECONDS = 20.0


@dataclass(slots=True)
class World:
    """What runs, and how to get at it while parts of it are away."""

    service: RunningService
    database_folder: Path
    connection: ConnectionId
    kills: int = 0
    web_kills: int = 0
    database_kills: int = 0

    @property
    def control(self) -> ControlClient:
        """Say what happens in SnelStart."""
        return self.service.simulator.control

    def send(self, method: str, path: str, body: Body | None = None) -> httpx.Response:
        """Send a request to the door, as often as it takes to be answered, as any CRM does."""
        deadline = time.monotonic() + AWAY_AT_MOST_SECONDS
        while True:
            try:
                answer = self.service.api.request(method, f"/api/v1{path}", json=body)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                return answer
            assert time.monotonic() < deadline, f"{method} {path}: {answer}\n{self.service.logs()[-3000:]}"
            time.sleep(0.1)

    def patiently(self, call: Callable[[], T]) -> T:
        """Ask the database, as often as it takes."""
        deadline = time.monotonic() + AWAY_AT_MOST_SECONDS
        while True:
            try:
                return call()
            except StorageUnavailableError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def key(self, entity_type: EntityType, external_id: str) -> RecordKey:
        """Name a record."""
        return RecordKey(self.connection, entity_type, ExternalId(external_id))

    def state(self, key: RecordKey) -> RecordState:
        """Tell where a record stands."""
        found = self.patiently(lambda: self.service.house.records.state_of(key))
        assert found is not None, f"{key} never arrived"
        return found

    def books_id(self, entity_type: EntityType, external_id: str) -> str | None:
        """Give the id of a record in SnelStart, if it is there; raises when our database is away."""
        found = self.service.house.records.state_of(self.key(entity_type, external_id))
        return found.books_id if found else None

    def has_work(self) -> bool:
        """Tell whether something is due, or may be."""
        try:
            counts = self.service.house.records.counts()
        except StorageUnavailableError:
            return True
        return any(state is ItemState.DUE for _, _, state in counts)

    def kill_worker(self) -> None:
        """Kill the worker and start it again."""
        self.service.worker.kill()
        self.kills += 1
        self.service.worker.start()

    def kill_web(self) -> None:
        """Kill the web and start it again."""
        self.service.web.kill()
        self.web_kills += 1
        self.service.web.start()

    def kill_database(self) -> None:
        """Kill PostgreSQL, and start it and all that went with it again."""
        running = embedded_database.find_running(self.database_folder)
        assert running is not None
        os.kill(running.pid, signal.SIGKILL)
        self.database_kills += 1
        embedded_database.start(self.database_folder)

    def revive(self) -> None:
        """Start what has ended, as the supervisor does."""
        for program in (self.service.web, self.service.worker):
            if _has_ended(program):
                program.start()

    def wake(self) -> None:
        """Let a worker look at what is due now."""
        self.service.house.queue.wake([self.service.administration])

    def resume(self) -> None:
        """Let the traffic flow again after it was paused."""
        self.service.house.couplings.resume(self.service.administration)
        self.wake()

    def pause_code(self) -> str | None:
        """Tell why nothing is sent; None when it flows."""
        traffic = self.service.house.administrations.get(self.service.administration)
        return traffic.pause.code if traffic.pause else None

    def retry(self, key: RecordKey) -> None:
        """Try a record again, as a person does."""
        self.service.house.records.retry([key], utc_now())


def _has_ended(program: Program) -> bool:
    return program.process is None or program.process.poll() is not None
