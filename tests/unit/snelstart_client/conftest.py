"""The fixtures of the client's tests."""

import pytest

from snelstart_client import SnelStart
from tests.unit.snelstart_client.fake_snelstart import FakeSnelStart, FakeTime, a_client


@pytest.fixture
def fake() -> FakeSnelStart:
    return FakeSnelStart()


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def client(fake: FakeSnelStart, time: FakeTime) -> SnelStart:
    return a_client(fake, time)
