"""Turns what can go wrong with a request into a problem document."""

import traceback
from typing import Final

import psycopg
import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from snelkoppeling.web.problem_document import RefusedError, problem_response, refuse
from snelkoppeling.web.services import installed

DATABASE_AWAY: Final = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
RETRY_AFTER_SECONDS = 5
log = structlog.get_logger()


def response_to(error: BaseException, request: HttpRequest) -> HttpResponse:
    """Answer a request that failed: with its refusal, with 503 when the database is away, else with 500."""
    if isinstance(error, RefusedError):
        return problem_response(error)
    if isinstance(error, DATABASE_AWAY):
        log.warning("request refused while the database is away", kind=type(error).__name__)
        away = refuse(503, "database-away")
        away.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return problem_response(away)
    reference = installed().services.new_reference()
    # The message of an error may quote a record, so the log gets the kind of error and the place only.
    log.error(
        "request failed",
        reference=reference,
        method=request.method,
        route=getattr(request.resolver_match, "route", None),
        kind=type(error).__name__,
        where="".join(traceback.format_tb(error.__traceback__)),
    )
    return problem_response(refuse(500, "internal-error", value=reference))
