"""The addresses of the API, and what its description says of them."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.web.api import operations
from snelkoppeling.web.api.answers import AcceptedAnswer, ProblemDocument, UblAnswer
from snelkoppeling.web.api.batch import BatchAnswer
from snelkoppeling.web.api.description import (
    BATCH_BODY,
    INVOICE_BODY,
    PROJECT_BODY,
    RELATION_BODY,
    UBL_BODY,
    complete,
    described,
)
from snelkoppeling.web.api.failures import response_to
from snelkoppeling.web.api.requests import ApiKeyAuth, connection_of, require_parameters, unauthorized
from snelkoppeling.web.api.states import StateAnswer
from snelkoppeling.web.api.status import StatusAnswer, status_of
from snelkoppeling.web.services import installed

api = NinjaAPI(
    title="Snelkoppeling",
    version="1",
    description=(
        "Keeps the SnelStart books in step with a CRM. 202 means: safely stored, and it reaches SnelStart or "
        "stands on the bookkeeper's list with the remedy. PUT may be repeated at will. Ids are those of the "
        "CRM: 1 to 200 visible characters, escaped in the address (a slash as %2F), no space or slash at "
        "either end."
    ),
    openapi_url=None,
    docs_url=None,
    auth=ApiKeyAuth(),
    urls_namespace="api",
)
REFUSALS: dict[Any, Any] = dict.fromkeys((401, 413, 415, 422, 503), ProblemDocument)
NOT_FOUND: dict[Any, Any] = dict.fromkeys((401, 404, 422, 503), ProblemDocument)


@api.exception_handler(AuthenticationError)
def _no_key(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return response_to(unauthorized("key-missing"), _request)


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    return response_to(error, request)


@api.put(
    "/relations/{path:external_id}",
    response={202: AcceptedAnswer, **REFUSALS},
    openapi_extra=described(RELATION_BODY, lane="live"),
    summary="Store a relation",
    tags=["relations"],
)
def put_relation(request: HttpRequest, external_id: str) -> HttpResponse:
    """Send the full present state; a field that is absent is never touched in the books, null clears it."""
    return operations.put_relation(request, external_id)


@api.get(
    "/relations/{path:external_id}",
    response={200: StateAnswer, **NOT_FOUND},
    summary="Where a relation stands",
    tags=["relations"],
)
def get_relation(request: HttpRequest, external_id: str) -> HttpResponse:
    """Tell whether it is in SnelStart, what is wrong with it, and what to do."""
    return operations.get_state(request, EntityType.RELATION, external_id)


@api.put(
    "/projects/{path:external_id}",
    response={202: AcceptedAnswer, **REFUSALS},
    openapi_extra=described(PROJECT_BODY, lane="live"),
    summary="Store a project",
    tags=["projects"],
)
def put_project(request: HttpRequest, external_id: str) -> HttpResponse:
    """Send the full present state; it becomes a cost centre, which lines of invoices can name."""
    return operations.put_project(request, external_id)


@api.get(
    "/projects/{path:external_id}",
    response={200: StateAnswer, **NOT_FOUND},
    summary="Where a project stands",
    tags=["projects"],
)
def get_project(request: HttpRequest, external_id: str) -> HttpResponse:
    """Tell whether it is in SnelStart, which cost-centre number it got there, and by which rule."""
    return operations.get_state(request, EntityType.PROJECT, external_id)


@api.delete(
    "/projects/{path:external_id}",
    response={202: StateAnswer, **NOT_FOUND},
    summary="Close a project",
    tags=["projects"],
)
def close_project(request: HttpRequest, external_id: str) -> HttpResponse:
    """Say that it is closed: the cost centre becomes inactive and keeps its bookings; again is the same."""
    return operations.close_project(request, external_id)


@api.post(
    "/invoices/ubl",
    response={202: UblAnswer, **REFUSALS},
    openapi_extra=described(UBL_BODY, lane="live", direction=True, repeatable=True),
    summary="Store an invoice that is a UBL file",
    tags=["invoices"],
)
def post_ubl(request: HttpRequest) -> HttpResponse:
    """Send UBL 2.1 (Peppol BIS 3, NLCIUS, EN 16931), raw or as the part `ubl` beside documents."""
    return operations.post_ubl(request)


@api.put(
    "/invoices/{path:external_id}",
    response={202: AcceptedAnswer, **REFUSALS},
    openapi_extra=described(INVOICE_BODY, lane="live"),
    summary="Store a final invoice",
    tags=["invoices"],
)
def put_invoice(request: HttpRequest, external_id: str) -> HttpResponse:
    """Send a final invoice, its PDF or UBL with it; a draft is refused with the reason."""
    return operations.put_invoice(request, external_id)


@api.get(
    "/invoices/{path:external_id}",
    response={200: StateAnswer, **NOT_FOUND},
    summary="Where an invoice stands",
    tags=["invoices"],
)
def get_invoice(request: HttpRequest, external_id: str) -> HttpResponse:
    """Tell whether it is booked in SnelStart, what is wrong with it, and what to do."""
    return operations.get_state(request, EntityType.INVOICE, external_id)


@api.post(
    "/batch",
    response={202: BatchAnswer, 207: BatchAnswer, **REFUSALS},
    openapi_extra=described(BATCH_BODY, lane="backfill", repeatable=True),
    summary="Store many records",
    tags=["batch"],
)
def post_batch(request: HttpRequest) -> HttpResponse:
    """Send one JSON object a line, with `type` and `external_id`. 207 when some lines were refused."""
    return operations.post_batch(request)


@api.get("/status", response={200: StatusAnswer, 401: ProblemDocument, 503: ProblemDocument}, tags=["status"])
def get_status(request: HttpRequest) -> HttpResponse:
    """Tell whether records flow, how many wait, and which need somebody."""
    require_parameters(request, ())
    return operations.answer(200, status_of(connection_of(request), installed().services))


def openapi_document(_request: HttpRequest) -> HttpResponse:
    """Describe the API (OpenAPI 3.1)."""
    return JsonResponse(openapi_schema())


def openapi_schema() -> dict[str, Any]:
    """Make the description of the API, the bodies that are read strictly included."""
    return complete(dict(api.get_openapi_schema(path_prefix="/api/v1/")))
