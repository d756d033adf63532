"""The addresses of the API, and what its description says of them."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.web.api import decisions, operations
from snelkoppeling.web.api.answers import COLLECTIONS, AcceptedAnswer, ProblemDocument, UblAnswer
from snelkoppeling.web.api.batch import BatchAnswer
from snelkoppeling.web.api.description import (
    BATCH_BODY,
    DECISION_BODY,
    INVOICE_BODY,
    PROJECT_BODY,
    RELATION_BODY,
    RETRY_BODY,
    UBL_BODY,
    complete,
    described,
)
from snelkoppeling.web.api.failures import response_to
from snelkoppeling.web.api.requests import ApiKeyAuth, connection_of, require_parameters, unauthorized
from snelkoppeling.web.api.states import StateAnswer
from snelkoppeling.web.api.status import StatusAnswer, status_of
from snelkoppeling.web.api.tasks import RetryAnswer, TasksAnswer, retry_task, tasks_of
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
CONFLICTS: dict[Any, Any] = {**REFUSALS, **dict.fromkeys((404, 409), ProblemDocument)}
NOT_FOUND: dict[Any, Any] = dict.fromkeys((401, 404, 422, 503), ProblemDocument)


@api.exception_handler(AuthenticationError)
def _no_key(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return response_to(unauthorized("key-missing"), _request)


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    return response_to(error, request)


def _add_decision(entity_type: EntityType) -> None:
    """Add the address at which a person decides about a record.

    An id may end in `/decision`, too: what is no decision at such an address is about the record of that id.
    """
    collection, path = COLLECTIONS[entity_type], f"/{COLLECTIONS[entity_type]}/{{path:external_id}}/decision"

    @api.post(
        path,
        response={202: StateAnswer, **CONFLICTS},
        openapi_extra=described(DECISION_BODY),
        operation_id=f"decide_{entity_type}",
        summary=f"Decide about one of the {collection}",
        tags=[collection],
    )
    def decide(request: HttpRequest, external_id: str) -> HttpResponse:
        """Choose one of the ways out that its state shows under `conflict`; the worker carries it out."""
        return operations.answer(202, decisions.decide(request, entity_type, external_id))

    @api.get(path, include_in_schema=False, operation_id=f"get_{entity_type}_named_decision")
    def get_state(request: HttpRequest, external_id: str) -> HttpResponse:
        return operations.get_state(request, entity_type, f"{external_id}/decision")

    @api.put(path, include_in_schema=False, operation_id=f"put_{entity_type}_named_decision")
    def put_record(request: HttpRequest, external_id: str) -> HttpResponse:
        return operations.PUT[entity_type](request, f"{external_id}/decision")


for _entity_type in COLLECTIONS:
    _add_decision(_entity_type)


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


@api.put("/invoices/ubl", include_in_schema=False)
def put_invoice_named_ubl(request: HttpRequest) -> HttpResponse:
    """Send the invoice whose id is `ubl`; without this, the address above would hide it."""
    return operations.put_invoice(request, "ubl")


@api.get("/invoices/ubl", include_in_schema=False)
def get_invoice_named_ubl(request: HttpRequest) -> HttpResponse:
    """Tell where the invoice whose id is `ubl` stands."""
    return operations.get_state(request, EntityType.INVOICE, "ubl")


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


@api.get(
    "/status",
    response={200: StatusAnswer, 401: ProblemDocument, 422: ProblemDocument, 503: ProblemDocument},
    summary="How records flow",
    tags=["status"],
)
def get_status(request: HttpRequest) -> HttpResponse:
    """Tell whether records flow, how many wait, and which need somebody."""
    require_parameters(request, ())
    return operations.answer(200, status_of(connection_of(request), installed().services))


@api.get(
    "/tasks",
    response={200: TasksAnswer, 401: ProblemDocument, 422: ProblemDocument, 503: ProblemDocument},
    summary="What people must do",
    tags=["status"],
)
def get_tasks(request: HttpRequest) -> HttpResponse:
    """List what is set aside, together for each cause, with who can take the cause away."""
    return operations.answer(200, tasks_of(request))


@api.post(
    "/tasks/retry",
    response={202: RetryAnswer, **CONFLICTS},
    openapi_extra=described(RETRY_BODY),
    summary="Try a task again",
    tags=["status"],
)
def post_retry(request: HttpRequest) -> HttpResponse:
    """Try all records again that are set aside for a cause, once the cause has been taken away."""
    return operations.answer(202, retry_task(request))


def openapi_document(_request: HttpRequest) -> HttpResponse:
    """Describe the API (OpenAPI 3.1)."""
    return JsonResponse(openapi_schema())


def openapi_schema() -> dict[str, Any]:
    """Make the description of the API, the bodies that are read strictly included."""
    return complete(dict(api.get_openapi_schema(path_prefix="/api/v1/")))
