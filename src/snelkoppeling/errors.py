"""Every error on purpose, sorted by what the engine must do about it.

Four kinds, because the engine can do four things: try again later, set one record aside, pause the
connection, or ask first. `OutcomeUnknownError` is the fifth thing that can happen to a write: it may or may
not have been carried out, so it is looked up before anything is repeated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, with which value, and what to do about it."""

    code: str
    """Stable name, listed in docs/errors.md."""
    nl: str
    """What is wrong, what to do and who can do it, in Dutch."""
    en: str
    """The same in English."""
    field: str = ""
    """Path of the field in the record as it was sent, such as `lines[2].vat_rate`; empty for the whole."""
    value: str = ""
    """The offending value, shortened."""
    who: str = "crm"
    """Who can solve it: a value of `Who` in the problem catalogue."""
    cause: str = ""
    """Equal for records that one act would solve; empty in what an earlier version stored."""


class SnelkoppelingError(Exception):
    """Any failure that the service foresees; `code` is stable and listed in docs/errors.md."""

    code = "snelkoppeling"


class RetryLaterError(SnelkoppelingError):
    """The other side cannot answer now; the whole administration waits, and nothing was done."""

    code = "retry-later"

    def __init__(
        self,
        system: str,
        reason: str,
        *,
        delay: timedelta | None = None,
        line_down: bool = False,
        suspect: Problem | None = None,
    ) -> None:
        super().__init__(
            f"{system}: {reason}. Everything is kept and is delivered as soon as it answers again."
        )
        self.system = system
        self.reason = reason
        self.delay = delay
        """How long the other side asks us to wait; None when it does not say."""
        self.line_down = line_down
        """Whether the other side cannot be reached at all, so that every administration is affected."""
        self.suspect = suspect
        """What is wrong, and needs somebody, if it stays like this."""


class RecordRejectedError(SnelkoppelingError):
    """One record cannot be carried as it is; it is set aside with its problems, and the rest goes on."""

    code = "record-rejected"

    def __init__(self, key: str, problems: Sequence[Problem]) -> None:
        super().__init__(f"{key} is set aside: {' '.join(problem.en for problem in problems)}")
        self.key = key
        self.problems = tuple(problems)


class ParentGoneError(RecordRejectedError):
    """A record cannot be carried because one that it names seems to be gone from the books."""

    code = "parent-gone"


class ConnectionBrokenError(SnelkoppelingError):
    """A key is no longer accepted; everything is kept and waits for a new one."""

    code = "connection-broken"

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.en)
        self.problem = problem


class UnsafePlanError(SnelkoppelingError):
    """A plan would touch an unusual share of the books; it waits for somebody's approval."""

    code = "unsafe-plan"

    def __init__(self, touched: int, in_books: int) -> None:
        super().__init__(
            f"{touched} of the {in_books} linked relations would change in SnelStart at once. "
            "Nothing was changed. Look at the plan and approve it, or correct the CRM."
        )
        self.touched = touched
        self.in_books = in_books


class OutcomeUnknownError(SnelkoppelingError):
    """A write got no answer: it may have been carried out. It is looked up before it is repeated."""

    code = "outcome-unknown"

    def __init__(self, system: str, reason: str, *, timed_out: bool = False) -> None:
        super().__init__(
            f"{system} gave no answer to a write: {reason}. It is looked up before it is repeated."
        )
        self.system = system
        self.reason = reason
        self.timed_out = timed_out
        """Whether it was silent for so long that the next write would likely fare no better."""


class InvalidSettingError(SnelkoppelingError):
    """A setting of the operator cannot be used."""

    code = "invalid-setting"

    def __init__(self, name: str, value: str, *, remedy: str) -> None:
        super().__init__(f"{name}={value!r} cannot be used: {remedy}")
        self.name = name
