"""Counts the calls of an administration and refuses what is too many (SnelStart API, section 9)."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from snelstart_simulator.administration import Limits

_MOST_REMEMBERED = 100_000
"""More than any limit; keeps a simulator without limits from remembering every call of an hour."""

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OverLimit:
    """Which limit was hit, and after how many seconds a call is welcome again."""

    which: str
    seconds: int


class CallCounter:
    """The calls of one administration: how many in the last minute and hour, and how many at this moment."""

    def __init__(self) -> None:
        self._moments: deque[datetime] = deque(maxlen=_MOST_REMEMBERED)
        self._in_last_minute: deque[datetime] = deque(maxlen=_MOST_REMEMBERED)
        self.running = 0

    def refuse(self, limits: Limits, now: datetime, *, refused_calls_count: bool) -> OverLimit | None:
        """Count a call that comes in, or say why it may not."""
        self._forget_before(now)
        refusal = self._over(limits, now)
        if refusal is None or refused_calls_count:
            self._moments.append(now)
            self._in_last_minute.append(now)
        return refusal

    def used(self, now: datetime) -> tuple[int, int]:
        """Tell how many calls were made in the last minute and in the last hour."""
        self._forget_before(now)
        return len(self._in_last_minute), len(self._moments)

    def _over(self, limits: Limits, now: datetime) -> OverLimit | None:
        if limits.concurrent is not None and self.running >= limits.concurrent:
            return OverLimit("concurrent", 1)
        if limits.per_hour is not None and len(self._moments) >= limits.per_hour:
            return OverLimit("hour", _seconds_until(self._moments, limits.per_hour, span=_HOUR, now=now))
        if limits.per_minute is not None and len(self._in_last_minute) >= limits.per_minute:
            return OverLimit(
                "minute", _seconds_until(self._in_last_minute, limits.per_minute, span=_MINUTE, now=now)
            )
        return None

    def _forget_before(self, now: datetime) -> None:
        for moments, span in ((self._moments, _HOUR), (self._in_last_minute, _MINUTE)):
            while moments and not now - span < moments[0] <= now:
                moments.popleft()


def _seconds_until(moments: deque[datetime], limit: int, *, span: timedelta, now: datetime) -> int:
    if limit < 1:
        return ceil(span.total_seconds())
    return max(1, ceil((moments[-limit] + span - now).total_seconds()))
