"""The web over a storage in memory."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

import asyncio
from collections.abc import Iterable, Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.test.utils import override_settings

from snelkoppeling.domain.identity import AdministrationId, ConnectionId
from snelkoppeling.storage import setup
from snelkoppeling.storage.idempotency import StoredAnswer
from snelkoppeling.sync.intake import Intake
from snelkoppeling.web.application import MIDDLEWARE, ROOT_URLCONF, create_application
from snelkoppeling.web.services import WebServices
from tests.factories import NOON
from tests.fakes.storage import InMemoryStorage
from tests.unit.web.door import Clock, Door


class RememberedAnswers:
    """The answers to POSTs in memory."""

    def __init__(self) -> None:
        self._answers: dict[tuple[ConnectionId, str], StoredAnswer] = {}

    def find(self, connection: ConnectionId, key: str) -> StoredAnswer | None:
        return self._answers.get((connection, key))

    def remember(
        self,
        connection: ConnectionId,
        key: str,
        *,
        answer: StoredAnswer,
        now: datetime,  # noqa: ARG002 - of the port
    ) -> None:
        self._answers.setdefault((connection, key), answer)


class WokenQueue:
    """A job queue that only notes whom it woke."""

    def __init__(self, woken: list[int]) -> None:
        self._woken = woken

    def wake(self, administrations: Iterable[AdministrationId]) -> None:
        self._woken.extend(administrations)


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as one:
        yield one


@pytest.fixture
def door(runner: asyncio.Runner) -> Iterator[Door]:
    if not settings.configured:
        setup.configure("dbname=not-used", secret_key="a key for tests")
    storage = InMemoryStorage()
    clock = Clock(NOON)
    woken: list[int] = []
    connection, api_key = storage.connections.create("Demo CRM", storage.add_administration())
    services = WebServices(
        intake=Intake(storage.inbox, WokenQueue(woken), clock),
        records=storage.records,
        connections=storage.connections,
        administrations=storage.administrations,
        answers=RememberedAnswers(),
        probe=lambda: True,
        clock=clock,
        wake=woken.extend,
        new_reference=lambda: "ref-1",
    )
    with override_settings(MIDDLEWARE=list(MIDDLEWARE), ROOT_URLCONF=ROOT_URLCONF):
        yield Door(
            application=create_application(services),
            runner=runner,
            storage=storage,
            connection=connection,
            api_key=api_key,
            clock=clock,
            woken=woken,
        )
