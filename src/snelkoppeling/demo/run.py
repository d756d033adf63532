"""Runs the demonstration: lets the CRM live for a while, then compares it with the books."""

import re
import string
import time as real_time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from threading import Event

from snelkoppeling.demo.api import DemoApi
from snelkoppeling.demo.beginning import Beginning, EnterByHand, PlanDesk, Stage
from snelkoppeling.demo.books import EMPTY_BOOKS, Books, DemoBooks
from snelkoppeling.demo.company import FirmMaker
from snelkoppeling.demo.courier import Courier, DemoTime, Tally
from snelkoppeling.demo.crm import Crm
from snelkoppeling.demo.disagreements import Disagreements
from snelkoppeling.demo.happenings import DemoEvent
from snelkoppeling.demo.invoices import InvoiceMaker
from snelkoppeling.demo.life import Life, Makers
from snelkoppeling.demo.projects import ProjectMaker
from snelkoppeling.demo.report import DemoReport, Parties, settled_report
from snelkoppeling.demo.scenario import Scenario
from snelkoppeling.domain.invoice import Direction

FIRST_FIRM_NUMBER = 20001
TAG_LENGTH = 5
PROJECT_DIGITS = 3
"""Of a project's number that count on from one project to the next."""
SETTLES_WITHIN_SECONDS = 90.0
"""Longer than the minute after which SnelStart takes calls again from who used up its limit."""
SETTLES_WHEN_STOPPED_SECONDS = 5.0
"""Whoever presses Ctrl-C does not want to wait long."""
REAL_TIME = DemoTime(now=lambda: datetime.now(UTC), ticks=real_time.monotonic, rest=real_time.sleep)


OPENING_DEEDS = 34
"""About so many things happen before everything was shown once; a short demonstration hurries for it."""
LEAST_REST_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Pace:
    """How long people rest between two things they do, in seconds."""

    least: float
    most: float

    @classmethod
    def within(cls, seconds: float) -> "Pace":
        """Give the pace that shows everything within so many seconds, or that of people if it is slower."""
        typical = min(max(seconds / OPENING_DEEDS, LEAST_REST_SECONDS), HUMAN_REST_SECONDS)
        return cls(0.6 * typical, 1.2 * typical)


HUMAN_REST_SECONDS = 2.0
NO_REST = Pace(0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """When the demonstration is over: after so many seconds or deeds; with neither, when it is stopped.

    What comes before the plan was approved does not count.
    """

    seconds: float | None = None
    deeds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What the CRM and its people meet: the service, SnelStart's books, and the plan between them."""

    api: DemoApi
    books: DemoBooks
    desk: PlanDesk
    enter: EnterByHand


def run_demo(
    doors: Doors,
    *,
    show: Callable[[DemoEvent], None],
    stop: Event,
    length: Length,
    pace: Pace,
    seed: int = 1,
    time: DemoTime = REAL_TIME,
) -> DemoReport | None:
    """Let the CRM live until its time is over or `stop` is set, then give account of it.

    None means that the plan was not approved, so that nothing was written.
    """
    books_before = doors.books.read() or EMPTY_BOOKS
    # Others than those of an earlier demonstration, when the books hold one.
    random = Random(f"{seed} {len(books_before.invoices)}")  # noqa: S311 - nothing in it is secret.
    crm = Crm()
    life = _life(crm, random, books_before=books_before, time=time)
    ending = _Ending(stop, length, ticks=time.ticks)
    courier = Courier(doors.api, show, time=time, gives_up=ending.is_over)
    stage = Stage(life=life, api=doors.api, courier=courier, desk=doors.desk, enter=doors.enter, time=time)
    if not Beginning(stage).take_place():
        return None
    ending.count_from_now(courier.tally)
    scenario = Scenario(life, random, Disagreements(life, doors.books))
    while not ending.is_over():
        courier.deliver(scenario.next_deed())
        courier.look_again()
        stop.wait(random.uniform(pace.least, pace.most))
    for deed in scenario.closing_deeds():
        courier.deliver(deed)
    return settled_report(
        Parties(api=doors.api, crm=crm, books=doors.books, books_before=books_before),
        courier,
        time=time,
        patience_seconds=SETTLES_WHEN_STOPPED_SECONDS if stop.is_set() else SETTLES_WITHIN_SECONDS,
    )


class _Ending:
    """Tells when it is over; only what comes after the beginning counts."""

    def __init__(self, stop: Event, length: Length, *, ticks: Callable[[], float]) -> None:
        self._stop = stop
        self._length = length
        self._ticks = ticks
        self._began_at: float | None = None
        self._tally = Tally()
        self._deeds_before = 0

    def count_from_now(self, tally: Tally) -> None:
        """Let the seconds and the deeds begin to count."""
        self._began_at, self._tally, self._deeds_before = self._ticks(), tally, tally.acts

    def is_over(self) -> bool:
        """Tell whether it was stopped, or has lasted long enough."""
        if self._stop.is_set() or self._began_at is None:
            return self._stop.is_set()
        seconds, deeds = self._length.seconds, self._length.deeds
        is_late = seconds is not None and self._ticks() - self._began_at >= seconds
        return is_late or (deeds is not None and self._tally.acts - self._deeds_before >= deeds)


def _life(crm: Crm, random: Random, *, books_before: Books, time: DemoTime) -> Life:
    """Give the CRM numbers that go on where the books left off."""
    start = time.now()
    run = _tag_of(start)
    year = start.year
    sales = [one.number for one in books_before.invoices if one.direction is Direction.SALES]
    found = [int(match[1]) for one in sales if (match := re.fullmatch(rf"{year}-(\d+)", one))]
    projects = [int(str(one.number)[-PROJECT_DIGITS:]) for one in books_before.cost_centres]
    return Life(
        crm,
        random,
        makers=Makers(
            firms=FirmMaker(random, run=run, first_number=FIRST_FIRM_NUMBER),
            projects=ProjectMaker(random, run=run, year=year, first_number=max(projects, default=0) + 1),
            invoices=InvoiceMaker(
                random,
                run=run,
                today=start.date(),
                first_number=max(found, default=0) + 1,
                numbers_in_use=[
                    one.number for one in books_before.invoices if one.direction is Direction.PURCHASE
                ],
            ),
        ),
        clock=time.now,
    )


def _tag_of(moment: datetime) -> str:
    """Make a short tag of a moment, so that no id of an earlier demonstration comes back."""
    digits = string.digits + string.ascii_lowercase
    number, tag = int(moment.timestamp()), ""
    while len(tag) < TAG_LENGTH:
        number, digit = divmod(number, len(digits))
        tag = digits[digit] + tag
    return tag
