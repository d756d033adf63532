"""Runs a demonstration against the fake service, in no time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Event

from snelkoppeling.demo.api import DemoApi
from snelkoppeling.demo.books import DemoBooks
from snelkoppeling.demo.courier import DemoTime
from snelkoppeling.demo.happenings import DemoEvent
from snelkoppeling.demo.report import DemoReport
from snelkoppeling.demo.run import NO_REST, Length, run_demo
from tests.unit.demo.service import FakeService

NOON = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)


def chance(seed: int) -> Random:
    """Give chance that can be repeated."""
    return Random(seed)  # noqa: S311 - there is nothing secret in it.


class FakeTime:
    """A clock that goes on only when somebody looks at it or rests."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds

    def now(self) -> datetime:
        self.seconds += 0.001
        return NOON + timedelta(seconds=self.seconds)

    def ticks(self) -> float:
        self.seconds += 0.001
        return self.seconds

    def rest(self, seconds: float) -> None:
        self.seconds += seconds

    @property
    def demo_time(self) -> DemoTime:
        return DemoTime(now=self.now, ticks=self.ticks, rest=self.rest)


@dataclass
class Story:
    """What was told, and the account at the end."""

    events: list[DemoEvent] = field(default_factory=list)
    report: DemoReport | None = None

    @property
    def account(self) -> DemoReport:
        assert self.report is not None
        return self.report


def told(
    service: FakeService,
    *,
    acts: int | None = 40,
    seconds: float | None = None,
    seed: int = 1,
    starts_at: float = 0.0,
) -> Story:
    """Let the CRM live against a service, and tell what happened."""
    story = Story()
    api = DemoApi("http://service.example", "snk_key", transport=service.transport())
    books = DemoBooks("http://control.example", transport=service.transport())
    story.report = run_demo(
        api,
        books,
        show=story.events.append,
        stop=Event(),
        length=Length(acts=acts, seconds=seconds),
        pace=NO_REST,
        seed=seed,
        time=FakeTime(starts_at).demo_time,
    )
    api.close()
    books.close()
    return story
