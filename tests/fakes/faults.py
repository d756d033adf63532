"""What can go wrong on the way to the books, planned by a test; and a process that can be killed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from snelkoppeling.domain.problem import problem
from snelkoppeling.errors import (
    ConnectionBrokenError,
    OutcomeUnknownError,
    RecordRejectedError,
    RetryLaterError,
)
from tests.factories import NOON

SYSTEM = "SnelStart"


class Crash(BaseException):
    """The process was killed: nothing after it runs."""


class BugError(Exception):
    """A mistake in our own program."""


class Fault(StrEnum):
    """What goes wrong with one call."""

    LOST_ANSWER = "carried out, but the answer is lost"
    NEVER_ARRIVED = "not carried out, and no answer"
    LATE = "no answer, and carried out only later"
    TIMED_OUT = "no answer for so long that the next would fare no better"
    ASKED_TO_SLOW_DOWN = "429"
    LINE_DOWN = "cannot be reached"
    KEY_REFUSED = "401"
    TOKEN_REFUSED = "401 to a fresh token"
    REJECTED = "400"
    BUG_BEFORE = "a bug of ours before it was sent"
    BUG_AFTER = "a bug of ours with the answer"
    SLOW = "answered after a long time"
    CRASH_BEFORE = "killed before it was carried out"
    CRASH_AFTER = "killed after it was carried out"
    CRASH_LATE = "killed, and carried out only later"


class FakeClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass(slots=True)
class Faults:
    """What befalls the steps of one process, and whether it still lives."""

    clock: FakeClock
    planned: list[tuple[str, Fault | Callable[[], None]]] = field(default_factory=list)
    """The step (how it begins) and what befalls it, once; those of one step in this order."""
    late_by: timedelta = timedelta(seconds=55)
    on_the_way: list[tuple[datetime, Callable[[], object]]] = field(default_factory=list)
    is_dead: bool = False
    steps: list[str] = field(default_factory=list)

    def plan(self, step: str, *befalls: Fault | Callable[[], None]) -> None:
        """Let these befall the next steps that begin so."""
        self.planned.extend((step, one) for one in befalls)

    def clear(self) -> None:
        """Let nothing go wrong any more, and start the process again."""
        self.planned.clear()
        self.is_dead = False

    def arrive(self) -> None:
        """Carry out what was on its way until now."""
        due = [one for one in self.on_the_way if one[0] <= self.clock()]
        self.on_the_way = [one for one in self.on_the_way if one not in due]
        for _, write in due:
            write()

    def step(self, name: str) -> Fault | None:
        """Begin a step: tell what goes wrong with it."""
        if self.is_dead:
            raise Crash
        self.steps.append(name)
        self.arrive()
        for number, (step, befalls) in enumerate(self.planned):
            if name.startswith(step):
                del self.planned[number]
                if isinstance(befalls, Fault):
                    return befalls
                befalls()
                return None
        return None

    def crash(self) -> None:
        """Kill the process."""
        self.is_dead = True
        raise Crash

    def before(self, fault: Fault | None, key: str) -> None:
        """Fail before anything was carried out, if that is what goes wrong."""
        match fault:
            case Fault.CRASH_BEFORE:
                self.crash()
            case Fault.SLOW:
                self.clock.advance(seconds=20)
            case Fault.ASKED_TO_SLOW_DOWN:
                raise RetryLaterError(SYSTEM, "asks us to slow down", delay=timedelta(seconds=30))
            case Fault.LINE_DOWN:
                raise RetryLaterError(SYSTEM, "ConnectError", line_down=True)
            case Fault.KEY_REFUSED:
                raise ConnectionBrokenError(problem("key-refused", value=key))
            case Fault.TOKEN_REFUSED:
                raise RetryLaterError(SYSTEM, "refuses a token", suspect=problem("key-refused", value=key))
            case Fault.REJECTED:
                raise RecordRejectedError(key, [problem("rejected-by-books", value="X", answer="no")])
            case Fault.BUG_BEFORE:
                raise BugError(key)

    def read(self, name: str) -> None:
        """Begin a call that reads; what can only befall a write is an unreachable line here."""
        fault = self.step(name)
        if fault in {Fault.LOST_ANSWER, Fault.NEVER_ARRIVED, Fault.LATE, Fault.TIMED_OUT}:
            fault = Fault.LINE_DOWN
        if fault in {Fault.CRASH_AFTER, Fault.CRASH_LATE}:
            fault = Fault.CRASH_BEFORE
        if fault is Fault.BUG_AFTER:
            fault = Fault.BUG_BEFORE
        self.before(fault, name)

    def write(self, name: str, carry_out: Callable[[], object]) -> None:
        """Carry out a write, or not, or later, or without telling."""
        fault = self.step(name)
        self.before(fault, name)
        match fault:
            case Fault.NEVER_ARRIVED:
                raise OutcomeUnknownError(SYSTEM, "RemoteProtocolError")
            case Fault.TIMED_OUT:
                raise OutcomeUnknownError(SYSTEM, "ReadTimeout", timed_out=True)
            case Fault.LATE:
                self.on_the_way.append((self.clock() + self.late_by, carry_out))
                raise OutcomeUnknownError(SYSTEM, "ReadTimeout", timed_out=True)
            case Fault.CRASH_LATE:
                self.on_the_way.append((self.clock() + self.late_by, carry_out))
                self.crash()
        carry_out()
        match fault:
            case Fault.LOST_ANSWER:
                raise OutcomeUnknownError(SYSTEM, "RemoteProtocolError")
            case Fault.CRASH_AFTER:
                self.crash()
            case Fault.BUG_AFTER:
                raise BugError(name)
