"""The running service to which all booking cases are sent, and what became of them, world by world."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.conftest import a_database
from tests.integration.bookings.carrying import Carried, carry
from tests.running_service import RunningService, running_service
from tests.unit.domain.booking_cases.every import EVERY

SETTINGS = {"SNELKOPPELING_SETTLE_SECONDS": "1", "SNELKOPPELING_FIRST_LOOK_SECONDS": "0.2"}
CarriedIn = Callable[[int], Carried]


@pytest.fixture(scope="session")
def booking_service(database_server: str) -> Iterator[RunningService]:
    """Run the service on a database of its own, which no other test empties under its feet."""
    with (
        a_database(database_server, "bookings") as url,
        running_service(url, more=SETTINGS) as service,
    ):
        yield service


@pytest.fixture(scope="session")
def carried_in(booking_service: RunningService) -> CarriedIn:
    """Tells what became of the cases of a world, which are all carried together when it is first asked."""

    @cache
    def carried(world: int) -> Carried:
        return carry(booking_service, EVERY, world)

    return carried
