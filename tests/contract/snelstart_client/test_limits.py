"""The client stays below the limits that the simulator counts, in a time that both share."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from snelstart_client import TEST, Limiter, Outside, Profile
from snelstart_client.errors import RateLimitedError
from snelstart_simulator.process import RunningSimulator
from tests.contract.snelstart_client.books import open_client


class SharedTime:
    """A clock that stands still for client and simulator, until the client sleeps."""

    def __init__(self, simulator: RunningSimulator) -> None:
        self._control = simulator.control
        self.now = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
        self._tell()

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self._tell()

    def outside(self) -> Outside:
        return Outside(clock=lambda: self.now, sleep=self.sleep)

    def _tell(self) -> None:
        self._control.set_clock(datetime.fromtimestamp(self.now, UTC), stopped=True)


def test_more_calls_than_an_hour_allows_pass_without_one_being_turned_away(
    simulator: RunningSimulator,
) -> None:
    simulator.control.change_administration(limits="ontwikkeling")
    time = SharedTime(simulator)
    begin = time.now
    limiter = Limiter(TEST, max_wait=7200, outside=time.outside())
    with open_client(simulator, limiter=limiter, outside=time.outside()) as snelstart:
        for _ in range(1100):
            snelstart.echo.get("x")

    statuses = [call.status for call in simulator.control.calls("demo")]
    assert statuses.count(200) >= 1100
    assert 429 not in statuses
    assert 3600 <= time.now - begin < 2 * 3600
    simulator.control.reset_clock()


def test_no_more_calls_are_under_way_than_allowed(simulator: RunningSimulator) -> None:
    simulator.control.change_administration(limits={"per_minute": None, "per_hour": None, "concurrent": 3})
    simulator.control.add_fault("slow_before", method="GET", path="/echo", seconds=0.02, count=40)
    limiter = Limiter(Profile(concurrent=3), margin=0)
    with open_client(simulator, limiter=limiter) as snelstart, ThreadPoolExecutor(10) as pool:
        list(pool.map(snelstart.echo.get, ["x"] * 40))

    assert 429 not in [call.status for call in simulator.control.calls("demo")]


def test_without_a_limiter_of_its_own_the_client_still_heeds_a_429(simulator: RunningSimulator) -> None:
    simulator.control.change_administration(limits={"per_minute": 5, "per_hour": None, "concurrent": None})
    with open_client(simulator, limiter=Limiter(Profile(), max_wait=1)) as snelstart:
        for _ in range(5):
            snelstart.echo.get("x")
        for _ in range(10):
            with pytest.raises(RateLimitedError):
                snelstart.echo.get("x")

    statuses = [call.status for call in simulator.control.calls("demo")]
    assert statuses.count(429) == 1
