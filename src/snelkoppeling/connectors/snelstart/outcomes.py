"""Turns every error of the SnelStart client into one of ours: what the engine must do about it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.problem_catalogue.refusals import REFUSALS
from snelkoppeling.errors import (
    ConnectionBrokenError,
    OutcomeUnknownError,
    ParentGoneError,
    RecordRejectedError,
    RetryLaterError,
    SnelkoppelingError,
)
from snelstart_client import errors as client
from snelstart_client.token import TOKEN_CALL

SNELSTART = "SnelStart"
UNSAID = "–"
TIMED_OUT = frozenset({"ReadTimeout", "WriteTimeout"})

BROKEN: Mapping[type[client.SnelStartError], str] = {
    client.ConnectionKeyError: "key-refused",
    client.SubscriptionKeyError: "subscription-refused",
    client.ForbiddenError: "scope-missing",
}


@contextmanager
def translated(key: str) -> Iterator[None]:
    """Say what the engine must do about an error of the client, for the record that it was about."""
    try:
        yield
    except client.SnelStartError as error:
        raise outcome_of(error, key) from error


@contextmanager
def parent_suspected(codes: AbstractSet[str]) -> Iterator[None]:
    """Say of a refusal with one of these codes, and of a 404, that what the record names may be gone.

    Goes around `translated`.
    """
    try:
        yield
    except RecordRejectedError as error:
        match error.__cause__:
            case client.NotFoundError():
                raise ParentGoneError(error.key, error.problems) from error
            case client.RejectedError(codes=found) if found & codes:
                raise ParentGoneError(error.key, error.problems) from error
        raise


def outcome_of(error: client.SnelStartError, key: str) -> SnelkoppelingError:
    """Sort an error of the client by what must be done about it."""
    match error:
        case client.RejectedError(problems=problems, status=status):
            return RecordRejectedError(key, [_rejection(one) for one in problems] or [_unexplained(status)])
        case client.NotFoundError():
            return RecordRejectedError(key, [problem("removed-from-books", value=key)])
        case client.UnexpectedAnswerError(status=status):
            return RecordRejectedError(key, [problem("unexpected-answer", value=status)])
        case client.OutcomeUnknownError(reason=reason):
            return OutcomeUnknownError(SNELSTART, reason, timed_out=reason in TIMED_OUT)
        case client.ConnectionKeyError(path=path) if path != TOKEN_CALL.path:
            # The key still opens: tokens can be dropped early, twice in a row even (SnelStart API, 1.2).
            reason = "refuses a token that it has just given"
            return RetryLaterError(SNELSTART, reason, suspect=problem("key-refused"))
        case client.ConnectionKeyError() | client.SubscriptionKeyError() | client.ForbiddenError():
            return ConnectionBrokenError(problem(BROKEN[type(error)], value=key))
        case client.RateLimitedError(retry_after=delay):
            return RetryLaterError(SNELSTART, "asks us to slow down", delay=delay)
        case client.UnavailableError(reason=reason, retry_after=delay):
            return RetryLaterError(SNELSTART, reason, delay=delay, line_down=True)
        case _:
            raise error  # Not foreseen, hence a bug: let it fail loudly.


def _rejection(one: client.Problem) -> Problem:
    """Explain one of SnelStart's codes; of one that is not on its list, only its own words are known."""
    answer = ": ".join(said for said in (one.message.rstrip("."), "; ".join(one.details)) if said) or UNSAID
    if known := REFUSALS.get(one.code or ""):
        return problem(one.code or "", known.field or one.field or "", answer=answer)
    return problem("rejected-by-books", one.field or "", one.code or "", answer=answer)


def _unexplained(status: int) -> Problem:
    return problem("rejected-by-books", value=f"HTTP {status}", answer=UNSAID)
