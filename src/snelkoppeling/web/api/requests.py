"""What the operations read of a request beside its body: who sends it, and the parameters of its address."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from collections.abc import Collection
from enum import Enum
from typing import TypeVar

from django.http import HttpRequest
from ninja.security import HttpBearer

from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.sync.records import Connection, Lane
from snelkoppeling.web.problem_document import RefusedError, refuse
from snelkoppeling.web.services import installed

E = TypeVar("E", bound=Enum)
LANES = {"live": Lane.LIVE, "backfill": Lane.BACKFILL}
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="snelkoppeling"'}


class ApiKeyAuth(HttpBearer):
    """Lets a CRM in by the API key of its connection."""

    def authenticate(self, request: HttpRequest, token: str) -> Connection:  # noqa: ARG002 - ninja's signature
        """Find the connection of a key."""
        connection = installed().api_keys.connection_of(token.strip())
        if connection is None:
            raise unauthorized("key-unknown")
        return connection


def unauthorized(code: str) -> RefusedError:
    """Make the refusal of a request without a usable key."""
    refusal = refuse(401, code, field="Authorization")
    refusal.headers.update(CHALLENGE)
    return refusal


def connection_of(request: HttpRequest) -> Connection:
    """Name the connection that a request belongs to."""
    connection = getattr(request, "auth", None)
    if not isinstance(connection, Connection):
        raise unauthorized("key-missing")
    return connection


def require_parameters(request: HttpRequest, known: Collection[str]) -> None:
    """Refuse parameters that are not known: a typo would silently do something else."""
    problems: list[Problem] = [
        problem("query-unknown", name, request.GET[name], known=", ".join(known) or "–")
        for name in request.GET
        if name not in known
    ]
    if problems:
        raise RefusedError(422, problems)


def lane_of(request: HttpRequest, default: str) -> Lane:
    """Read whether the record is a change of this moment or part of a load of old ones."""
    name = request.GET.get("lane", default)
    if name not in LANES:
        raise refuse(422, "choice-unknown", field="lane", value=name, known=", ".join(LANES))
    return LANES[name]


def choice_in(request: HttpRequest, name: str, *, default: E) -> E:
    """Read a parameter that takes the values of an enumeration."""
    value = request.GET.get(name, default.value)
    options = type(default)
    for option in options:
        if option.value == value:
            return option
    known = ", ".join(str(option.value) for option in options)
    raise refuse(422, "choice-unknown", field=name, value=value, known=known)
