"""Sees to it that every refusal is a problem document, Django's own included."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from snelkoppeling.web.api.failures import response_to
from snelkoppeling.web.problem_document import MEDIA_TYPE, RefusedError, problem_response, refuse

Handler = Callable[[HttpRequest], HttpResponseBase]
FIRST_REFUSAL = 400


class ProblemDocuments:
    """Rewrites Django's plain refusals, and answers what nobody caught."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if response.status_code < FIRST_REFUSAL or response.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        return problem_response(_refusal_of(response, request))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """Answer an error of a view."""
        return response_to(error, request)


def _refusal_of(response: HttpResponseBase, request: HttpRequest) -> RefusedError:
    match response.status_code:
        case 404:
            return refuse(404, "no-such-address", value=request.path)
        case 405:
            allowed = ", ".join(sorted(part.strip() for part in response.get("Allow", "").split(",")))
            refusal = refuse(405, "method-not-allowed", value=request.method, allowed=allowed)
            refusal.headers["Allow"] = allowed
            return refusal
        case _:
            return refuse(400, "request-unreadable")
