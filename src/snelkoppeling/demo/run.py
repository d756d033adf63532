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
from snelkoppeling.demo.books import EMPTY_BOOKS, Books, DemoBooks
from snelkoppeling.demo.company import CustomerMaker
from snelkoppeling.demo.courier import Courier, DemoTime
from snelkoppeling.demo.crm import Crm
from snelkoppeling.demo.happenings import DemoEvent
from snelkoppeling.demo.invoices import InvoiceMaker
from snelkoppeling.demo.life import Life
from snelkoppeling.demo.report import DemoReport, Parties, settled_report
from snelkoppeling.demo.scenario import Scenario

FIRST_CUSTOMER_NUMBER = 20001
TAG_LENGTH = 5
SETTLES_WITHIN_SECONDS = 90.0
"""Longer than the minute after which SnelStart takes calls again from who used up its limit."""
SETTLES_WHEN_STOPPED_SECONDS = 5.0
"""Whoever presses Ctrl-C does not want to wait long."""
REAL_TIME = DemoTime(now=lambda: datetime.now(UTC), ticks=real_time.monotonic, rest=real_time.sleep)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long people rest between two things they do, in seconds."""

    least: float
    most: float


HUMAN_PACE = Pace(1.0, 3.0)
NO_REST = Pace(0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """When the demonstration is over: after so many seconds or acts; with neither, when it is stopped."""

    seconds: float | None = None
    acts: int | None = None


UNTIL_STOPPED = Length()


def run_demo(
    api: DemoApi,
    books: DemoBooks,
    *,
    show: Callable[[DemoEvent], None],
    stop: Event,
    length: Length = UNTIL_STOPPED,
    pace: Pace = HUMAN_PACE,
    seed: int = 1,
    time: DemoTime = REAL_TIME,
) -> DemoReport:
    """Let the CRM live until its time is over or `stop` is set, then give account of it."""
    ends_at = None if length.seconds is None else time.ticks() + length.seconds

    def is_over() -> bool:
        return stop.is_set() or (ends_at is not None and time.ticks() >= ends_at)

    books_before = books.read() or EMPTY_BOOKS
    # Other customers than those of an earlier demonstration, when the books hold one.
    random = Random(f"{seed} {len(books_before.invoices)}")  # noqa: S311 - nothing in it is secret.
    crm = Crm()
    scenario = Scenario(_life(crm, random, books_before=books_before, time=time), random)
    courier = Courier(api, show, time=time, gives_up=is_over)
    while not is_over() and (length.acts is None or courier.tally.acts < length.acts):
        courier.deliver(scenario.next_act())
        courier.look_again()
        stop.wait(random.uniform(pace.least, pace.most))
    for act in scenario.closing_acts():
        courier.deliver(act)
    return settled_report(
        Parties(api=api, crm=crm, books=books, books_before=books_before),
        courier,
        time=time,
        patience_seconds=SETTLES_WHEN_STOPPED_SECONDS if stop.is_set() else SETTLES_WITHIN_SECONDS,
    )


def _life(crm: Crm, random: Random, *, books_before: Books, time: DemoTime) -> Life:
    """Give the CRM invoice numbers that go on where the books left off."""
    start = time.now()
    run = _tag_of(start)
    pattern = re.compile(rf"{start.year}-(\d+)")
    found = [int(match[1]) for one in books_before.invoices if (match := pattern.fullmatch(one.number))]
    return Life(
        crm,
        random,
        customers=CustomerMaker(random, run=run, first_number=FIRST_CUSTOMER_NUMBER),
        invoices=InvoiceMaker(random, run=run, today=start.date(), first_number=max(found, default=0) + 1),
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
