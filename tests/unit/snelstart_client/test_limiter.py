"""The limit of calls of one administration."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snelstart_client.errors import RateLimitedError
from snelstart_client.limiter import OFF, PRODUCTION, TEST, Limiter, Profile, Window
from tests.unit.snelstart_client.fake_snelstart import FakeTime


def a_limiter(
    time: FakeTime, profile: Profile, *, max_wait: float = 1e9, state: bytes | None = None
) -> Limiter:
    return Limiter(profile, state, margin=0, max_wait=max_wait, outside=time.outside())


def call(limiter: Limiter, times: int = 1) -> None:
    for _ in range(times):
        limiter.acquire("GET", "/echo/x")
        limiter.release()


def most_within(moments: list[float], seconds: float) -> int:
    return max(sum(start <= moment < start + seconds for moment in moments) for start in moments)


def test_the_profiles_are_those_snelstart_publishes() -> None:
    assert (TEST.limits, PRODUCTION.limits) == ((100, 1000, 5), (500, 5000, 50))


def test_a_margin_is_left_unused_but_never_everything() -> None:
    assert PRODUCTION.less(0.05).limits == (475, 4750, 47)
    assert Profile(1, 1, 1).less(0.5).limits == (1, 1, 1)
    assert OFF.less(0.5).limits == (None, None, None)


@given(st.lists(st.floats(0, 40), min_size=30, max_size=80), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_no_minute_and_no_hour_ever_holds_too_many_calls(gaps: list[float], start: float) -> None:
    time = FakeTime(start)
    limiter = a_limiter(time, Profile(5, 20, None))
    moments = []
    for gap in gaps:
        time.now += gap
        call(limiter)
        moments.append(time.now)

    assert most_within(moments, 60) <= 5
    assert most_within(moments, 3600) <= 20


def test_a_burst_passes_at_once_until_the_minute_is_full(time: FakeTime) -> None:
    limiter = a_limiter(time, Profile(10, None, None))
    begin = time.now

    call(limiter, 10)
    assert time.now == begin
    call(limiter)
    assert 60 <= time.now - begin <= 61


def test_a_wait_beyond_the_bound_raises_at_once_and_costs_nothing(time: FakeTime) -> None:
    limiter = a_limiter(time, Profile(None, 3, None), max_wait=20)
    call(limiter, 3)

    with pytest.raises(RateLimitedError) as refused:
        call(limiter)

    assert timedelta(hours=1) <= refused.value.retry_after <= timedelta(hours=1, seconds=15)
    assert time.slept == []
    time.now += refused.value.retry_after.total_seconds()
    call(limiter)


def test_counts_survive_a_restart(time: FakeTime) -> None:
    before = a_limiter(time, Profile(5, 8, None))
    call(before, 4)
    time.now += 30

    after = a_limiter(time, Profile(5, 8, None), state=before.state())

    assert (after.room().minute, after.room().hour) == (1, 4)
    time.now += 31
    assert (after.room().minute, after.room().hour) == (5, 4)


def test_the_state_of_a_full_limiter_is_small(time: FakeTime) -> None:
    limiter = a_limiter(time, Profile(100_000, 100_000, None))
    for _ in range(4000):
        time.now += 1
        call(limiter)

    assert len(limiter.state()) < 8192


@pytest.mark.parametrize("state", [b"", b"{}", b"nonsense", b'{"saved_at":"x"}'])
def test_an_unreadable_state_starts_empty(time: FakeTime, state: bytes) -> None:
    assert a_limiter(time, Profile(5, 8, None), state=state).room().minute == 5


def test_being_closed_by_snelstart_holds_for_everybody_and_over_a_restart(time: FakeTime) -> None:
    limiter = a_limiter(time, Profile(5, 5, None), max_wait=20)
    limiter.close(timedelta(seconds=90))
    limiter.close(timedelta(seconds=5))

    for each in (limiter, a_limiter(time, Profile(5, 5, None), max_wait=20, state=limiter.state())):
        with pytest.raises(RateLimitedError) as refused:
            call(each)
        assert refused.value.retry_after == timedelta(seconds=90)
        assert each.room().closed_for == timedelta(seconds=90)
        assert each.room().minute == 5

    time.now += 80
    begin = time.now
    call(limiter)
    assert time.now - begin == 10


class MeanwhileTime(FakeTime):
    """A time in which something happens the first time somebody sleeps."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: list[Callable[[], object]] = []

    def sleep(self, seconds: float) -> None:
        if self.meanwhile:
            self.meanwhile.pop()()
        super().sleep(seconds)


def test_who_comes_while_another_waits_goes_after_it() -> None:
    time = MeanwhileTime()
    limiter = a_limiter(time, Profile(1, None, None))
    begin = time.now
    call(limiter)
    turns: list[float] = []

    def third() -> None:
        call(limiter)
        turns.append(time.now - begin)

    time.meanwhile.append(third)
    call(limiter)

    assert 120 <= turns[0] <= 122


def test_being_closed_while_waiting_ends_the_wait_when_it_becomes_too_long() -> None:
    time = MeanwhileTime()
    limiter = a_limiter(time, Profile(1, None, None), max_wait=61)
    call(limiter)
    time.meanwhile.append(lambda: limiter.close(timedelta(seconds=600)))

    with pytest.raises(RateLimitedError) as refused:
        call(limiter)

    assert timedelta(seconds=500) < refused.value.retry_after < timedelta(seconds=600)


def test_a_clock_set_back_while_somebody_waits_does_not_make_the_wait_endless() -> None:
    time = MeanwhileTime()
    limiter = a_limiter(time, Profile(1, None, None), max_wait=61)
    call(limiter)

    def set_back() -> None:
        time.now -= 86_400

    time.meanwhile.append(set_back)
    call(limiter)

    assert sum(time.slept) <= 122


def test_a_clock_set_back_neither_blocks_nor_forgets(time: FakeTime) -> None:
    limiter = a_limiter(time, Profile(5, 8, None), max_wait=120)
    call(limiter, 5)
    time.now -= 86_400

    assert limiter.room().minute == 0
    begin = time.now
    call(limiter)
    assert time.now - begin <= 62


def test_a_state_from_the_future_does_not_block(time: FakeTime) -> None:
    before = a_limiter(time, Profile(5, 8, None))
    call(before, 5)
    state = before.state()
    time.now -= 86_400

    after = a_limiter(time, Profile(5, 8, None), max_wait=120, state=state)

    assert after.room().minute == 0
    call(after)


def test_being_closed_is_logged_once_however_many_calls_are_turned_away(
    time: FakeTime, caplog: pytest.LogCaptureFixture
) -> None:
    limiter = a_limiter(time, OFF)
    with caplog.at_level(logging.INFO, "snelstart_client"):
        for _ in range(3):
            limiter.close(timedelta(seconds=7))

    assert [record.getMessage() for record in caplog.records] == ["limiter closed seconds=7"]


def test_no_more_calls_are_under_way_than_allowed(time: FakeTime) -> None:
    limiter = a_limiter(time, Profile(None, None, 2), max_wait=10)
    under_way, most = 0, 0
    lock = threading.Lock()
    both_in = threading.Barrier(2, timeout=10)

    def work(_: int) -> None:
        nonlocal under_way, most
        limiter.acquire("GET", "/echo/x")
        with lock:
            under_way += 1
            most = max(most, under_way)
        both_in.wait()
        with lock:
            under_way -= 1
        limiter.release()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(12)))

    assert most == 2
    assert limiter.room().concurrent == 2


def test_a_place_that_does_not_come_free_raises_in_the_end(time: FakeTime) -> None:
    limiter = a_limiter(time, Profile(None, None, 1), max_wait=0.01)
    limiter.acquire("GET", "/echo/x")

    with pytest.raises(RateLimitedError):
        limiter.acquire("GET", "/echo/x")

    limiter.release()
    call(limiter)


def test_a_refused_call_gives_its_place_back(time: FakeTime) -> None:
    limiter = a_limiter(time, Profile(1, None, 1), max_wait=5)
    call(limiter)

    for _ in range(3):
        with pytest.raises(RateLimitedError):
            call(limiter)

    assert limiter.room().concurrent == 1


def test_threads_together_get_no_more_than_one_would(time: FakeTime) -> None:
    limiter = a_limiter(time, Profile(10, None, None), max_wait=5)

    def attempt(_: int) -> bool:
        try:
            call(limiter)
        except RateLimitedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        passed = sum(pool.map(attempt, range(50)))

    assert passed == 10


def test_a_window_tells_when_it_opens() -> None:
    window = Window(2, 60, grain=1)
    window.add(0.5)
    window.add(10.5)

    assert window.opens_at(20) == 61
    assert window.opens_at(61) == 61
    assert window.left(61) == 1
