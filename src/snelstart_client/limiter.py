"""Keeps one administration below SnelStart's limits of calls, over all threads and over restarts.

Counts are kept in buckets of a second and of fifteen, each counted until its last moment has left the window:
so any minute and any hour, wherever SnelStart lets them begin, holds no more calls than the profile allows.
"""

import logging
import math
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from snelstart_client.errors import RateLimitedError
from snelstart_client.settings import Outside

logger = logging.getLogger(__name__)

MINUTE: Final = 60.0
HOUR: Final = 3600.0
MINUTE_GRAIN: Final = 1.0
HOUR_GRAIN: Final = 15.0
SHORTEST_WAIT: Final = 1.0
"""Seconds to tell a caller who found no free place: nobody knows when one comes free."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How many calls an administration may make; None means no limit (SnelStart API, section 9)."""

    per_minute: int | None = None
    per_hour: int | None = None
    concurrent: int | None = None

    def less(self, margin: float) -> "Profile":
        """Give the profile with a share of it left unused."""
        return Profile(
            *(None if limit is None else max(1, math.floor(limit * (1 - margin))) for limit in self.limits)
        )

    @property
    def limits(self) -> tuple[int | None, int | None, int | None]:
        """The three limits: a minute, an hour, at once."""
        return self.per_minute, self.per_hour, self.concurrent


TEST: Final = Profile(100, 1000, 5)
PRODUCTION: Final = Profile(500, 5000, 50)
OFF: Final = Profile()


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of the limits, margin taken off; None means no limit."""

    minute: int | None
    hour: int | None
    concurrent: int | None
    closed_for: timedelta
    """How long SnelStart still wants to be left alone."""


class LimiterState(msgspec.Struct, frozen=True):
    """What a limiter remembers over a restart."""

    saved_at: float
    closed_until: float
    minute: list[tuple[int, int]]
    hour: list[tuple[int, int]]


class Window:
    """Counts the calls of the last so many seconds."""

    def __init__(self, limit: int | None, seconds: float, *, grain: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._grain = grain
        self._buckets: deque[tuple[int, int]] = deque()
        self._total = 0

    def opens_at(self, now: float) -> float:
        """Give the first moment, now or later, at which one more call fits."""
        self._forget(now)
        if self._limit is None or self._total < self._limit:
            return now
        to_leave = self._total - self._limit + 1
        for number, count in self._buckets:
            to_leave -= count
            if to_leave <= 0:
                return self._end_of(number)
        return now

    def add(self, moment: float) -> None:
        """Count a call; moments only ever grow."""
        number = math.floor(moment / self._grain)
        if self._buckets and self._buckets[-1][0] >= number:
            number, count = self._buckets.pop()
            self._buckets.append((number, count + 1))
        else:
            self._buckets.append((number, 1))
        self._total += 1

    def left(self, now: float) -> int | None:
        """Give how many more calls fit now."""
        self._forget(now)
        return None if self._limit is None else max(0, self._limit - self._total)

    def buckets(self, now: float) -> list[tuple[int, int]]:
        """Give what is counted, to be loaded again later."""
        self._forget(now)
        return list(self._buckets)

    def load(self, buckets: Iterable[tuple[int, int]]) -> None:
        """Take over what `buckets` gave."""
        self._buckets = deque(sorted(buckets))
        self._total = sum(count for _, count in self._buckets)

    def merge(self, buckets: Iterable[tuple[int, int]]) -> None:
        """Count what another counted too: of a bucket that both know, the fuller one holds."""
        known = dict(self._buckets)
        for number, count in buckets:
            known[number] = max(known.get(number, 0), count)
        self.load(known.items())

    def shift(self, seconds: float) -> None:
        """Move everything counted in time, because the clock was set."""
        steps = math.ceil(seconds / self._grain)
        self._buckets = deque((number + steps, count) for number, count in self._buckets)

    def _end_of(self, number: int) -> float:
        return (number + 1) * self._grain + self._seconds

    def _forget(self, now: float) -> None:
        while self._buckets and self._end_of(self._buckets[0][0]) <= now:
            self._total -= self._buckets.popleft()[1]


class Limiter:
    """Lets calls pass in order of arrival, each when it fits; one a administration, shared by its threads."""

    def __init__(
        self,
        profile: Profile,
        state: bytes | None = None,
        *,
        margin: float = 0.05,
        max_wait: float = 30.0,
        outside: Outside | None = None,
    ) -> None:
        """Make a limiter that leaves `margin` unused and holds a caller up for `max_wait` seconds at most."""
        self._profile = profile.less(margin)
        self._max_wait = max_wait
        self._outside = outside or Outside()
        self._lock = threading.Lock()
        self._minute = Window(self._profile.per_minute, MINUTE, grain=MINUTE_GRAIN)
        self._hour = Window(self._profile.per_hour, HOUR, grain=HOUR_GRAIN)
        concurrent = self._profile.concurrent
        self._places = None if concurrent is None else threading.BoundedSemaphore(concurrent)
        self._under_way = 0
        self._closed_until = 0.0
        self._last_turn = 0.0
        self._last_look = 0.0
        if state is not None:
            self._load(state)

    def acquire(self, method: str, path: str) -> None:
        """Wait until one more call may be sent; raise RateLimitedError when that would take too long."""
        if self._places is not None and not self._places.acquire(timeout=self._max_wait):
            raise RateLimitedError(method, path, retry_after=timedelta(seconds=SHORTEST_WAIT))
        with self._lock:
            self._under_way += 1
        try:
            self._wait_for_turn(method, path)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Say that a call which was let through has ended."""
        with self._lock:
            self._under_way -= 1
        if self._places is not None:
            self._places.release()

    def close(self, pause: timedelta) -> None:
        """Let nobody through for a time, because SnelStart said so."""
        with self._lock:
            now = self._now()
            was_open = self._closed_until <= now
            self._closed_until = max(self._closed_until, now + pause.total_seconds())
        if was_open:  # Calls that were under way together are turned away together.
            logger.warning("limiter closed seconds=%.0f", pause.total_seconds())

    def room(self) -> Room:
        """Give what is left of the limits now."""
        with self._lock:
            now = self._now()
            concurrent = self._profile.concurrent
            return Room(
                minute=self._minute.left(now),
                hour=self._hour.left(now),
                concurrent=None if concurrent is None else max(0, concurrent - self._under_way),
                closed_for=timedelta(seconds=max(0.0, self._closed_until - now)),
            )

    def state(self, *, ahead: int = 0) -> bytes:
        """Give what a later limiter of the same administration must know; a few kilobytes at most.

        `ahead` calls more are counted as made: those that would be forgotten if the process were killed.
        """
        with self._lock:
            now = self._now()
            return msgspec.json.encode(
                LimiterState(
                    saved_at=now,
                    closed_until=self._closed_until,
                    minute=_with_more(self._minute.buckets(now), math.floor(now / MINUTE_GRAIN), ahead),
                    hour=_with_more(self._hour.buckets(now), math.floor(now / HOUR_GRAIN), ahead),
                )
            )

    def learn(self, state: bytes) -> None:
        """Count the calls that another limiter of the same administration let pass meanwhile."""
        known = _read(state)
        if known is None:
            return
        with self._lock:
            self._minute.merge(known.minute)
            self._hour.merge(known.hour)
            self._closed_until = max(self._closed_until, known.closed_until)

    def _load(self, state: bytes) -> None:
        known = _read(state)
        if known is None:
            return
        self._minute.load(known.minute)
        self._hour.load(known.hour)
        self._closed_until = known.closed_until
        self._last_look = known.saved_at
        self._now()

    def _wait_for_turn(self, method: str, path: str) -> None:
        with self._lock:
            now = self._now()
            deadline = now + self._max_wait
            turn = self._first_turn(now)
            if turn > deadline:
                raise RateLimitedError(method, path, retry_after=timedelta(seconds=turn - now))
            self._minute.add(turn)
            self._hour.add(turn)
            self._last_turn = turn
        while True:
            with self._lock:
                now = self._now()
                if turn - now > self._max_wait:  # The clock was set back while we slept.
                    turn, deadline = now, now + self._max_wait
                wait = max(turn, self._closed_until) - now
            if wait <= 0:
                return
            if now + wait > deadline:  # Closed by SnelStart while we waited.
                raise RateLimitedError(method, path, retry_after=timedelta(seconds=wait))
            self._outside.sleep(wait)

    def _first_turn(self, now: float) -> float:
        start = max(now, self._last_turn, self._closed_until)
        return max(start, self._minute.opens_at(now), self._hour.opens_at(now))

    def _now(self) -> float:
        now = self._outside.clock()
        back = now - self._last_look
        if back < -MINUTE_GRAIN:
            # The clock was set back: without this, everybody would wait until it has caught up.
            self._minute.shift(back)
            self._hour.shift(back)
            self._closed_until += back
            self._last_turn += back
        self._last_look = now
        return now


def _read(state: bytes) -> LimiterState | None:
    try:
        return msgspec.json.decode(state, type=LimiterState)
    except msgspec.MsgspecError:
        # Written by another version: SnelStart's own 429 is still there to stop us.
        logger.warning("limiter state unreadable, its counts are left out")
        return None


def _with_more(buckets: list[tuple[int, int]], number: int, more: int) -> list[tuple[int, int]]:
    """Count more calls in a bucket, which is the last one or comes after it."""
    if not more:
        return buckets
    counts = dict(buckets)
    counts[number] = counts.get(number, 0) + more
    return sorted(counts.items())
