"""What SnelStart answers when it does not do as asked, one class a failure.

An error carries no key, no token, no query, and not the HTTP library's exception, which holds the request.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing SnelStart has against a request (SnelStart API, section 4.1)."""

    message: str
    code: str | None = None
    """Such as `BOE-0021`; the list is not closed, so expect codes unknown to you."""
    details: tuple[str, ...] = ()
    field: str | None = None
    """The field of the request as SnelStart names it, where it names one."""

    def __str__(self) -> str:
        parts = [part for part in (self.code, self.field, self.message, *self.details) if part]
        return " ".join(parts)


class SnelStartError(Exception):
    """Any reason why a call did not give its result."""

    code: ClassVar[str] = "snelstart"
    may_be_processed: ClassVar[bool] = False
    """Whether SnelStart may have carried the call out although we have no answer."""

    def __init__(self, method: str, path: str, *, what: str) -> None:
        super().__init__(f"{method} {path}: {what}")
        self.method = method
        self.path = path
        self.what = what

    def again(self) -> Self:
        """Give an equal error that another thread can raise without sharing this one's traceback."""
        twin = type(self).__new__(type(self), *self.args)
        twin.args = self.args
        twin.__dict__.update(self.__dict__)
        return twin


class RejectedError(SnelStartError):
    """SnelStart refuses the content of the request; sending it again unchanged gives the same answer."""

    code = "rejected"

    def __init__(self, method: str, path: str, *, status: int, problems: tuple[Problem, ...]) -> None:
        reasons = "; ".join(str(problem) for problem in problems) or "no reason given"
        super().__init__(method, path, what=f"refused with status {status}: {reasons}")
        self.status = status
        self.problems = problems

    @property
    def codes(self) -> frozenset[str]:
        """The error codes among the problems."""
        return frozenset(problem.code for problem in self.problems if problem.code)


class NotFoundError(SnelStartError):
    """The record does not exist, is deleted, or is an inactive relation (SnelStart API, section 4.1)."""

    code = "not-found"

    def __init__(self, method: str, path: str) -> None:
        super().__init__(method, path, what="there is no such record (any more)")


class ForbiddenError(SnelStartError):
    """The token lacks the scope of the operation (SnelStart API, section 1.3)."""

    code = "forbidden"

    def __init__(self, method: str, path: str) -> None:
        super().__init__(
            method,
            path,
            what="the connection key has no right to this; make a new key in SnelStart Web with all rights",
        )


class RateLimitedError(SnelStartError):
    """The call was not carried out, because the limit of calls is reached (SnelStart API, section 9)."""

    code = "rate-limited"

    def __init__(self, method: str, path: str, *, retry_after: timedelta) -> None:
        super().__init__(
            method, path, what=f"the limit of calls is reached; room in {retry_after.total_seconds():.0f} s"
        )
        self.retry_after = retry_after


class QuotaError(RateLimitedError):
    """The gateway's quota for a longer period is used up: the 403 that is no matter of scopes."""

    code = "quota"


class ConnectionKeyError(SnelStartError):
    """The koppelsleutel is invalid or withdrawn; its owner has to give a new one."""

    code = "connection-key"

    def __init__(self, method: str, path: str) -> None:
        super().__init__(
            method, path, what="the koppelsleutel is invalid or withdrawn; make a new one in SnelStart Web"
        )


class SubscriptionKeyError(SnelStartError):
    """The subscription key of the integrator is invalid or expired; every customer is without service."""

    code = "subscription-key"

    def __init__(self, method: str, path: str) -> None:
        super().__init__(
            method,
            path,
            what="the subscription key is invalid or expired; renew it on the developer portal of SnelStart",
        )


class UnavailableError(SnelStartError):
    """SnelStart could not be reached, or a read failed: nothing was changed, so it may be tried later."""

    code = "unavailable"

    def __init__(self, method: str, path: str, *, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(method, path, what=f"SnelStart is not available ({reason}); nothing was changed")
        self.reason = reason
        self.retry_after = retry_after


class OutcomeUnknownError(SnelStartError):
    """A write was sent and has no readable answer: look up whether it was carried out before repeating it."""

    code = "outcome-unknown"
    may_be_processed = True

    def __init__(self, method: str, path: str, *, reason: str) -> None:
        super().__init__(
            method, path, what=f"no answer ({reason}); it may have been carried out, so look before repeating"
        )
        self.reason = reason


class UnexpectedAnswerError(SnelStartError):
    """An answer that the description of the API does not foresee; nothing was changed."""

    code = "unexpected-answer"

    def __init__(self, method: str, path: str, *, status: int, reason: str) -> None:
        super().__init__(method, path, what=f"unexpected answer with status {status}: {reason}")
        self.status = status
        self.reason = reason
