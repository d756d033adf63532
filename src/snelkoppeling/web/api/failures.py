"""Turns what can go wrong with a request into a problem document."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

import traceback

import structlog
from django.http import HttpRequest, HttpResponse

from snelkoppeling.storage.database import StorageUnavailableError
from snelkoppeling.web.problem_document import RefusedError, problem_response, refuse
from snelkoppeling.web.services import installed

RETRY_AFTER_SECONDS = 5
log = structlog.get_logger()


def response_to(error: BaseException, request: HttpRequest) -> HttpResponse:
    """Answer a request that failed: with its refusal, with 503 when the database is away, else with 500."""
    if isinstance(error, RefusedError):
        return problem_response(error)
    if isinstance(error, StorageUnavailableError):
        installed().outage.began(error.reason)
        return problem_response(database_away())
    reference = installed().services.new_reference()
    frames = traceback.extract_tb(error.__traceback__)
    # The message of an error may quote a record, so the log gets the kind of error and the place only.
    log.error(
        "request failed",
        reference=reference,
        method=request.method,
        route=getattr(request.resolver_match, "route", None),
        kind=type(error).__name__,
        where=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    )
    return problem_response(refuse(500, "door-failed", value=reference))


def database_away() -> RefusedError:
    """Make the refusal of a request that cannot be stored now."""
    refusal = refuse(503, "database-away")
    refusal.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return refusal
