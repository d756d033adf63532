"""The fixtures of the simulator's tests."""

import pytest

from tests.unit.snelstart_simulator.office import Office


@pytest.fixture
def office() -> Office:
    return Office()
