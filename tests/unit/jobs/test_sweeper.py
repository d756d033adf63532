import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from snelkoppeling.errors import RetryLaterError
from snelkoppeling.jobs.sweeper import Sweeper


class Rounds:
    """Counts rounds, fails in some of them, and asks to stop after the last."""

    def __init__(self, *failures: Exception | None) -> None:
        self.stopping = threading.Event()
        self.swept = 0
        self._failures: Iterator[Exception | None] = iter(failures)
        self._left = len(failures)

    def sweep(self) -> None:
        self.swept += 1
        self._left -= 1
        if not self._left:
            self.stopping.set()
        if failure := next(self._failures):
            raise failure


def sweeping(rounds: Rounds, tidy: Callable[[], object] = int, *, seconds_a_round: float = 0) -> None:
    ticks = iter(range(1000))
    sweeper = Sweeper(rounds.sweep, tidy, every=timedelta(0), ticks=lambda: next(ticks) * seconds_a_round)
    sweeper.run(rounds.stopping)


@pytest.mark.parametrize("failure", [RuntimeError("a bug"), RetryLaterError("SnelStart", "is away")])
def test_a_round_that_fails_is_told_and_the_next_one_comes_all_the_same(failure: Exception) -> None:
    rounds = Rounds(failure, failure, None)

    with capture_logs() as logged:
        sweeping(rounds)

    assert rounds.swept == 3
    assert len(logged) == 2


def test_what_is_kept_for_a_time_is_thrown_away_at_once_and_then_every_hour() -> None:
    tidied: list[int] = []
    rounds = Rounds(*[None] * 9)

    sweeping(rounds, lambda: tidied.append(rounds.swept), seconds_a_round=1200)

    assert tidied == [1, 4, 7]


def test_throwing_away_that_fails_is_tried_again_an_hour_later() -> None:
    rounds = Rounds(*[None] * 4)

    def fail() -> None:
        raise RuntimeError(str(rounds.swept))

    with capture_logs() as logged:
        sweeping(rounds, fail, seconds_a_round=1200)

    assert [entry["error"] for entry in logged] == ["RuntimeError('1')", "RuntimeError('4')"]
    assert rounds.swept == 4
