"""The real thing, started once for all scenarios; each scenario has a company with books of its own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from snelkoppeling.domain.problem import problem
from tests.conftest import a_database
from tests.integration.sync.company import Company, found_company
from tests.running_service import RunningService, running_service

SETTINGS = {
    "SNELKOPPELING_SETTLE_SECONDS": "1",
    "SNELKOPPELING_FIRST_LOOK_SECONDS": "0.2",
    "SNELKOPPELING_SNELSTART_TIMEOUT_SECONDS": "3",
}
Founding = Callable[..., Company]


@pytest.fixture(scope="session")
def shared_service(database_server: str) -> Iterator[RunningService]:
    """Run the service on a database of its own, which no other test empties under its feet."""
    with (
        a_database(database_server, "scenarios") as url,
        running_service(url, more=SETTINGS) as service,
    ):
        yield service


@pytest.fixture
def service(shared_service: RunningService) -> Iterator[RunningService]:
    """The running service; whatever a scenario does to SnelStart is undone after it."""
    control = shared_service.simulator.control
    switches = control.switches()
    yield shared_service
    control.set_down("up")
    control.clear_faults()
    control.set_switches(**switches)
    control.set_subscription_key(shared_service.simulator.subscription_key)


@pytest.fixture
def founding(service: RunningService) -> Iterator[Founding]:
    """Makes companies, whose traffic ends with the scenario."""
    founded: list[Company] = []

    def found(**how: Any) -> Company:
        founded.append(found_company(service, **how))
        return founded[-1]

    yield found
    for company in founded:
        company.api.close()
        service.house.administrations.pause(company.administration, problem("key-refused"))


@pytest.fixture
def company(founding: Founding) -> Company:
    return founding()
