"""The web over PostgreSQL."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.test.utils import override_settings

from snelkoppeling.domain.identity import AdministrationId, ConnectionId
from snelkoppeling.storage import setup
from snelkoppeling.storage.administrations import SqlAdministrations
from snelkoppeling.storage.connections import SqlConnections
from snelkoppeling.storage.couplings import SqlCouplings
from snelkoppeling.storage.database import Database
from snelkoppeling.storage.idempotency import SqlIdempotencyStore
from snelkoppeling.storage.inbox import SqlInbox
from snelkoppeling.storage.records import SqlRecords
from snelkoppeling.storage.secrets import Keyring, Safe
from snelkoppeling.sync.intake import Intake
from snelkoppeling.sync.ports import Connections
from snelkoppeling.sync.records import Connection
from snelkoppeling.web.application import MIDDLEWARE, ROOT_URLCONF, create_application
from snelkoppeling.web.services import WebServices
from tests.factories import NOON
from tests.unit.web.door import Caller, Clock


class NobodyToWake:
    """A job queue without workers."""

    def wake(self, administrations: Iterable[AdministrationId]) -> None:
        """Wake nobody."""


@dataclass(kw_only=True)
class RealDoor(Caller):
    """A CRM at the door, and PostgreSQL behind it."""

    database: Database

    def stored(self) -> list[str]:
        """List what is stored, by external id."""
        with self.database.session() as session:
            rows = session.execute("SELECT external_id FROM record ORDER BY external_id").fetchall()
        return [row[0] for row in rows]


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as one:
        yield one


@pytest.fixture
def door(runner: asyncio.Runner, database: Database) -> Iterator[RealDoor]:
    safe = Safe(Keyring(keys={"k1": bytes(32)}, current="k1"))
    administration = SqlCouplings(database, safe).create("Stichting De Brug", "koppelsleutel")
    connections = SqlConnections(database, Clock(NOON))
    _, api_key = connections.create("Demo CRM", administration)
    yield from _opened(runner, database, connections, api_key)


@pytest.fixture
def unreachable_door(runner: asyncio.Runner, tmp_path: Path) -> Iterator[RealDoor]:
    """A door whose PostgreSQL does not run; the CRM's key was seen a moment ago."""
    database = Database(f"host={tmp_path}", patience_seconds=0.5)
    yield from _opened(runner, database, KeysSeenBefore(), "snk_seen")
    database.close()


class KeysSeenBefore:
    """Connections that know any key."""

    def by_api_key(self, api_key: str) -> Connection | None:  # noqa: ARG002 - as in the port
        return Connection(id=ConnectionId(1), name="Demo CRM", administration=AdministrationId(1))

    def create(self, name: str, administration: AdministrationId) -> tuple[Connection, str]:
        raise NotImplementedError

    def all(self) -> Sequence[Connection]:
        return []


def _opened(
    runner: asyncio.Runner, database: Database, connections: Connections, api_key: str
) -> Iterator[RealDoor]:
    if not settings.configured:
        setup.configure(database.conninfo, secret_key="a key for tests")
    clock = Clock(NOON)
    services = WebServices(
        intake=Intake(SqlInbox(database), NobodyToWake(), clock),
        records=SqlRecords(database),
        connections=connections,
        administrations=SqlAdministrations(database),
        answers=SqlIdempotencyStore(database, clock),
        probe=database.is_reachable,
        clock=clock,
    )
    with override_settings(MIDDLEWARE=list(MIDDLEWARE), ROOT_URLCONF=ROOT_URLCONF):
        yield RealDoor(
            application=create_application(services),
            runner=runner,
            api_key=api_key,
            database=database,
        )
