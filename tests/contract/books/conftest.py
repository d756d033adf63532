"""Runs every contract test over the books in memory and over those in SnelStart."""

from collections.abc import Iterator

import pytest

from snelstart_client import SnelStart
from snelstart_simulator.process import RunningSimulator, start
from tests.contract.books.benches import Bench, MemoryBench, SnelStartBench, open_client


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSimulator]:
    with start(limits="off") as simulator:
        yield simulator


@pytest.fixture
def simulator(running: RunningSimulator) -> RunningSimulator:
    running.control.reset()
    running.control.change_administration(limits="off")
    return running


@pytest.fixture
def client(simulator: RunningSimulator) -> Iterator[SnelStart]:
    with open_client(simulator) as client:
        yield client


@pytest.fixture
def snelstart(simulator: RunningSimulator, client: SnelStart) -> SnelStartBench:
    return SnelStartBench(simulator, client)


@pytest.fixture(params=["memory", "snelstart"])
def bench(request: pytest.FixtureRequest) -> Bench:
    if request.param == "memory":
        return MemoryBench()
    found: SnelStartBench = request.getfixturevalue("snelstart")
    return found
