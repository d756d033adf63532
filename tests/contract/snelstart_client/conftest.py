"""A simulator for all tests of this folder, fresh for each, and a client of it."""

from collections.abc import Iterator

import pytest

from snelstart_client import SnelStart
from snelstart_simulator.process import RunningSimulator, start
from tests.contract.snelstart_client.books import open_client


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSimulator]:
    with start(limits="off") as simulator:
        yield simulator


@pytest.fixture
def simulator(running: RunningSimulator) -> RunningSimulator:
    running.control.set_down("up")
    running.control.reset()
    running.control.change_administration(limits="off")
    return running


@pytest.fixture
def snelstart(simulator: RunningSimulator) -> Iterator[SnelStart]:
    with open_client(simulator) as client:
        yield client
