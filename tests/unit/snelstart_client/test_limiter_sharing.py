"""Several limiters of one administration, one process after the other: no call is forgotten."""

from datetime import timedelta

import msgspec

from snelstart_client import Limiter, Profile
from tests.unit.snelstart_client.fake_snelstart import FakeTime

CALL = ("GET", "/relaties")
PROFILE = Profile(per_minute=100, per_hour=1000)


def a_limiter(time: FakeTime, state: bytes | None = None) -> Limiter:
    """Make a limiter that leaves nothing unused."""
    return Limiter(PROFILE, state, margin=0, outside=time.outside())


def call(limiter: Limiter, times: int = 1) -> None:
    for _ in range(times):
        limiter.acquire(*CALL)
        limiter.release()


def left(limiter: Limiter) -> tuple[int | None, int | None]:
    room = limiter.room()
    return room.minute, room.hour


def test_what_another_let_pass_is_counted(time: FakeTime) -> None:
    first, second = a_limiter(time), a_limiter(time)
    call(first, 7)
    second.learn(first.state())
    assert left(second) == (93, 993)


def test_calls_that_are_known_already_are_not_counted_twice(time: FakeTime) -> None:
    first = a_limiter(time)
    call(first, 7)
    first.learn(first.state())
    first.learn(first.state())
    assert left(first) == (93, 993)


def test_two_in_turn_count_all_calls_of_both_even_within_one_second(time: FakeTime) -> None:
    first, second = a_limiter(time), a_limiter(time)
    call(first, 2)
    second.learn(first.state())
    call(second, 3)
    first.learn(second.state())
    call(first, 4)
    assert left(first) == (91, 991)


def test_two_in_turn_count_all_calls_of_both_over_minutes(time: FakeTime) -> None:
    first, second = a_limiter(time), a_limiter(time)
    for one, other in ((first, second), (second, first), (first, second)):
        call(one, 5)
        time.sleep(70)
        other.learn(one.state())
    assert left(second) == (100, 985)


def test_that_snelstart_wants_to_be_left_alone_is_learned_too(time: FakeTime) -> None:
    first, second = a_limiter(time), a_limiter(time)
    first.close(timedelta(seconds=20))
    second.learn(first.state())
    assert second.room().closed_for == timedelta(seconds=20)
    second.learn(a_limiter(time).state())
    assert second.room().closed_for == timedelta(seconds=20)


def test_a_state_that_cannot_be_read_teaches_nothing(time: FakeTime) -> None:
    limiter = a_limiter(time)
    call(limiter, 3)
    limiter.learn(b"of another version")
    assert left(limiter) == (97, 997)


def test_calls_that_are_foreseen_count_for_whoever_comes_after(time: FakeTime) -> None:
    limiter = a_limiter(time)
    call(limiter, 3)
    assert left(a_limiter(time, limiter.state(ahead=10))) == (87, 987)
    assert left(limiter) == (97, 997), "but not for the one who foresaw them"


def test_calls_that_are_foreseen_leave_the_window_like_any_others(time: FakeTime) -> None:
    heir = a_limiter(time, a_limiter(time).state(ahead=10))
    time.sleep(62)
    assert left(heir) == (100, 990)
    time.sleep(3620)
    assert left(heir) == (100, 1000)


def test_the_state_stays_small(time: FakeTime) -> None:
    limiter = a_limiter(time)
    for _ in range(300):
        call(limiter)
        time.sleep(12)
    state = limiter.state(ahead=5)
    assert len(state) < 10_000
    assert set(msgspec.json.decode(state)) == {"saved_at", "closed_until", "minute", "hour"}
