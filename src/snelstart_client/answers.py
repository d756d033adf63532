"""Reads what SnelStart says when it refuses: which error it is, for what reason, and how long to wait.

The shapes are those of SnelStart API, section 4.1; anything may also come as HTML, or not at all.
"""

import re
from collections.abc import Iterator
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final

import httpx
import msgspec

from snelstart_client.calls import Call
from snelstart_client.errors import (
    ConnectionKeyError,
    ForbiddenError,
    NotFoundError,
    OutcomeUnknownError,
    Problem,
    QuotaError,
    RateLimitedError,
    RejectedError,
    SnelStartError,
    SubscriptionKeyError,
    UnavailableError,
    UnexpectedAnswerError,
)

CODE: Final = re.compile(r"\b[A-Z]{3}-\d{4}\b")
CLOCK_TIME: Final = re.compile(r"\b(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})\b")
IN_SECONDS: Final = re.compile(r"\bin (\d+) seconds?\b", re.IGNORECASE)
LONGEST_TEXT: Final = 500
"""Enough for any sentence; a page of HTML is not carried along in an error."""

REFUSALS: Final = frozenset({400, 409, 411, 412, 413, 414, 415, 422, 431})
"""The content is at fault: sent again unchanged, the answer is the same."""
NEVER_SERVED: Final = frozenset({501, 505})
DEFAULT_PAUSE: Final = timedelta(seconds=30)
DEFAULT_QUOTA_PAUSE: Final = timedelta(minutes=5)
LONGEST_PAUSE: Final = timedelta(hours=24)


def error_of(call: Call, response: httpx.Response, *, text: str, now: float) -> SnelStartError:
    """Say which error an answer outside 200 to 299 is; `text` is its body without our secrets."""
    status = response.status_code
    where = (call.method, call.path)
    if status == HTTPStatus.UNAUTHORIZED:
        # The two 401s need different people (SnelStart API, section 1.3).
        return (
            SubscriptionKeyError(*where) if "subscription key" in text.lower() else ConnectionKeyError(*where)
        )
    if status in {HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}:
        return error_of_limit(call, response, text=text, now=now)
    if status == HTTPStatus.NOT_FOUND:
        return NotFoundError(*where)
    if status in REFUSALS:
        return RejectedError(*where, status=status, problems=problems_in(text))
    return error_of_trouble(call, response, now=now)


def error_of_limit(call: Call, response: httpx.Response, *, text: str, now: float) -> SnelStartError:
    """Tell a used-up limit from a missing right: a 403 may be either (SnelStart API, section 9)."""
    where = (call.method, call.path)
    pause = pause_asked(response, text, now=now)
    if "quota" in text.lower():
        return QuotaError(*where, retry_after=pause or DEFAULT_QUOTA_PAUSE)
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimitedError(*where, retry_after=pause or DEFAULT_PAUSE)
    return ForbiddenError(*where)


def error_of_trouble(call: Call, response: httpx.Response, *, now: float) -> SnelStartError:
    """Say which error a status is that speaks of the server and not of the request."""
    status = response.status_code
    where = (call.method, call.path)
    if status == HTTPStatus.REQUEST_TIMEOUT or (status >= HTTPStatus.INTERNAL_SERVER_ERROR and call.is_read):
        if status in NEVER_SERVED:
            return UnexpectedAnswerError(*where, status=status, reason="SnelStart does not serve this")
        pause = pause_asked(response, "", now=now)
        return UnavailableError(*where, reason=f"status {status}", retry_after=pause)
    if call.is_read or HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return UnexpectedAnswerError(*where, status=status, reason="a status the API does not use")
    # SnelStart may have written before it failed, or the gateway before SnelStart answered.
    return OutcomeUnknownError(*where, reason=f"status {status}")


def pause_asked(response: httpx.Response, text: str, *, now: float) -> timedelta | None:
    """Read how long the server wants to be left alone, from its header, else from its words."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return bounded(float(value))
    if value and (until := moment_of(value)) is not None:
        # Counted from the server's own clock, in case ours differs.
        sent = moment_of(response.headers.get("Date", ""))
        return bounded(until - (now if sent is None else sent))
    if found := IN_SECONDS.search(text):
        return bounded(float(found[1]))
    if found := CLOCK_TIME.search(text):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return bounded(days * 86400.0 + hours * 3600.0 + minutes * 60.0 + seconds)
    return None


def bounded(seconds: float) -> timedelta:
    """Give a pause that is neither negative nor endless."""
    return min(timedelta(seconds=max(1.0, min(seconds, LONGEST_PAUSE.total_seconds()))), LONGEST_PAUSE)


def moment_of(text: str) -> float | None:
    """Read an HTTP date as seconds since 1970."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def problems_in(text: str) -> tuple[Problem, ...]:
    """Read the problems from the body of a refusal, whichever shape it has."""
    try:
        body = msgspec.json.decode(text)
    except msgspec.MsgspecError:
        return problems_in_plain_text(text)
    problems = tuple(problem for entry in entries_of(body) for problem in problems_of(entry))
    known = {problem.code for problem in problems}
    stray = [code for code in dict.fromkeys(CODE.findall(text)) if code not in known]
    if problems and len(problems) == 1 and problems[0].code is None and len(stray) == 1:
        only = problems[0]
        return (Problem(only.message, stray[0], only.details, only.field),)
    return problems + tuple(Problem("", code) for code in stray)


def problems_in_plain_text(text: str) -> tuple[Problem, ...]:
    """Find what can be found in a body that is not JSON."""
    codes = list(dict.fromkeys(CODE.findall(text)))
    words = " ".join(re.sub(r"<[^>]*>", " ", text).split())[:LONGEST_TEXT]
    if codes:
        return tuple(Problem(words, code) for code in codes)
    return (Problem(words),) if words else ()


def entries_of(body: Any) -> list[Any]:
    """Give the entries of a body that is a list of errors, or one error."""
    return body if isinstance(body, list) else [body]


def problems_of(entry: Any) -> Iterator[Problem]:
    """Read one entry: an error of the business layer, of the model's validation, or of a gateway."""
    if isinstance(entry, str):
        yield Problem(entry[:LONGEST_TEXT], first_code(entry))
    if not isinstance(entry, dict):
        return
    named = {str(key).lower(): value for key, value in entry.items()}
    state = named.get("modelstate")
    message = (
        text_of(named.get("message")) or text_of(named.get("description")) or text_of(named.get("error"))
    )
    if isinstance(state, dict) and state:
        for field, texts in state.items():
            for text in texts if isinstance(texts, list) else [texts]:
                yield Problem(text_of(text), first_code(text_of(text)), (), field_of(str(field)))
        if not named.get("errorcode"):
            return
    code = text_of(named.get("errorcode")) or first_code(message)
    if code or message:
        yield Problem(message, code or None, details_of(named.get("details")))


def details_of(value: Any) -> tuple[str, ...]:
    """Give the details as texts: they are null or a list of sentences."""
    if value is None or value == "":
        return ()
    return tuple(text_of(item) for item in (value if isinstance(value, list) else [value]))


def field_of(key: str) -> str:
    """Drop the name of the server's argument from `model.naam`."""
    _, dot, field = key.partition(".")
    return field if dot else key


def first_code(text: str) -> str | None:
    """Find the first error code in a text."""
    found = CODE.search(text)
    return found[0] if found else None


def text_of(value: Any) -> str:
    """Give a value as a text of reasonable length."""
    return "" if value is None else str(value)[:LONGEST_TEXT]
