"""Reads a request whose body is one small JSON object that is no record."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from typing import TypeVar

from django.http import HttpRequest

from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.reading import RecordUnreadableError, read_body
from snelkoppeling.web.api.strict_json import JsonError, read_object
from snelkoppeling.web.api.uploads import media_type_of, read_content
from snelkoppeling.web.limits import LARGEST_JSON
from snelkoppeling.web.problem_document import RefusedError
from snelkoppeling.web.services import installed

B = TypeVar("B", bound=Body)


def read_request(request: HttpRequest, model: type[B]) -> B:
    """Read the body of a request; refuse it with every problem at once."""
    media_type_of(request, ("application/json",))
    try:
        fields = read_object(read_content(request, LARGEST_JSON))
        return read_body(model, fields, installed().services.clock())
    except (JsonError, RecordUnreadableError) as error:
        raise RefusedError(422, error.problems) from error
