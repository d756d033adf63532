"""The simulator's own time, which a test may move or stop."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def _system_time() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Tells the time in UTC: the real time moved by what a test asked for, or a moment that stands still."""

    def __init__(self, source: Callable[[], datetime] = _system_time) -> None:
        self._source = source
        self._moved_by = timedelta()
        self._stopped_at: datetime | None = None

    def now(self) -> datetime:
        """Tell the moment, aware and in UTC."""
        if self._stopped_at is not None:
            return self._stopped_at
        return self._source() + self._moved_by

    def set(self, moment: datetime, *, stopped: bool = False) -> None:
        """Make it that moment; when stopped it stays so until the clock is moved or set again."""
        moment = moment.astimezone(UTC)
        self._moved_by = moment - self._source()
        self._stopped_at = moment if stopped else None

    def advance(self, by: timedelta) -> None:
        """Let time pass at once."""
        if self._stopped_at is not None:
            self._stopped_at += by
        self._moved_by += by

    def reset(self) -> None:
        """Go back to the real time."""
        self._moved_by = timedelta()
        self._stopped_at = None

    @property
    def is_stopped(self) -> bool:
        return self._stopped_at is not None
