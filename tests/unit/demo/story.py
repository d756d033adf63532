"""Runs a demonstration against the fake service, in no time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Event

from snelkoppeling.demo.api import DemoApi
from snelkoppeling.demo.books import DemoBooks
from snelkoppeling.demo.courier import DemoTime
from snelkoppeling.demo.happenings import DemoEvent
from snelkoppeling.demo.known_relations import Doors as SnelStartDoors
from snelkoppeling.demo.known_relations import enter
from snelkoppeling.demo.report import DemoReport
from snelkoppeling.demo.run import NO_REST, Doors, Length, run_demo
from tests.unit.demo.fake_books import Json
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


SNELSTART = SnelStartDoors(
    api="http://snelstart.example/v2",
    auth="http://snelstart.example",
    subscription_key="abonnement",
    connection_key="koppelsleutel",
)


@dataclass
class FakeDesk:
    """Shows the plan to nobody, and notes what the books held at that moment."""

    service: FakeService
    agrees: bool = True
    books_when_shown: list[Json] = field(default_factory=list)
    books_when_approved: list[Json] = field(default_factory=list)

    @property
    def awaits_plan(self) -> bool:
        return not self.service.is_approved

    def show(self) -> None:
        self.service.carry()
        self.books_when_shown.append(self.service.books())

    def approve(self) -> bool:
        self.books_when_approved.append(self.service.books())
        self.service.is_approved = self.agrees
        return self.agrees


@dataclass
class Story:
    """What was told, and the account at the end."""

    desk: FakeDesk
    events: list[DemoEvent] = field(default_factory=list)
    report: DemoReport | None = None

    @property
    def account(self) -> DemoReport:
        assert self.report is not None
        return self.report


def told(
    service: FakeService,
    *,
    deeds: int | None = 40,
    seconds: float | None = None,
    seed: int = 1,
    starts_at: float = 0.0,
    agrees: bool = True,
) -> Story:
    """Let the CRM live against a service, and tell what happened."""
    story = Story(FakeDesk(service, agrees=agrees))
    api = DemoApi("http://service.example", "snk_key", transport=service.transport())
    books = DemoBooks("http://control.example", transport=service.transport())
    doors = Doors(
        api=api,
        books=books,
        desk=story.desk,
        enter=lambda relations: enter(SNELSTART, relations, service.transport()),
    )
    story.report = run_demo(
        doors,
        show=story.events.append,
        stop=Event(),
        length=Length(deeds=deeds, seconds=seconds),
        pace=NO_REST,
        seed=seed,
        time=FakeTime(starts_at).demo_time,
    )
    api.close()
    books.close()
    return story
