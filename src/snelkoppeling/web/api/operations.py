"""The operations of the API: what arrives is checked, stored by the intake, and only then answered."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from snelkoppeling.domain.document import ReceivedDocument
from snelkoppeling.domain.identity import EntityType, ExternalId, RecordKey
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.project import Project
from snelkoppeling.einvoice import EinvoiceError, read_ubl
from snelkoppeling.sync.intake import document_arrivals
from snelkoppeling.sync.records import Accepted, Connection, Incoming
from snelkoppeling.web.api.answers import (
    UblAnswer,
    accepted_answer,
    problem_rows,
)
from snelkoppeling.web.api.arrivals import Delivery, arrivals_of, external_id_problems
from snelkoppeling.web.api.batch import Batch, numbered_lines
from snelkoppeling.web.api.finality import is_draft_number
from snelkoppeling.web.api.idempotency import Repetition, RequestDigest
from snelkoppeling.web.api.reading import RecordUnreadableError
from snelkoppeling.web.api.requests import choice_in, connection_of, lane_of, require_parameters
from snelkoppeling.web.api.states import state_answer, stored_state
from snelkoppeling.web.api.strict_json import JsonError, read_object
from snelkoppeling.web.api.uploads import Parts, media_type_of, read_content, read_parts, too_large
from snelkoppeling.web.limits import LARGEST_JSON, LARGEST_WITH_DOCUMENTS
from snelkoppeling.web.problem_document import RefusedError, refuse
from snelkoppeling.web.services import installed

JSON = ("application/json",)
MULTIPART = "multipart/form-data"
NDJSON = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-lines")
UBL = ("application/xml", "text/xml", MULTIPART)


def put_relation(request: HttpRequest, external_id: str) -> HttpResponse:
    """Store the present state of a relation."""
    require_parameters(request, ("lane",))
    media_type_of(request, JSON)
    parts = Parts(read_content(request, LARGEST_JSON), (), ())
    return _put(request, EntityType.RELATION, external_id=external_id, parts=parts)


def put_project(request: HttpRequest, external_id: str) -> HttpResponse:
    """Store the present state of a project."""
    require_parameters(request, ("lane",))
    media_type_of(request, JSON)
    parts = Parts(read_content(request, LARGEST_JSON), (), ())
    return _put(request, EntityType.PROJECT, external_id=external_id, parts=parts)


def close_project(request: HttpRequest, external_id: str) -> HttpResponse:
    """Store that a project is closed: the same record, no longer active; again changes nothing."""
    require_parameters(request, ())
    connection = connection_of(request)
    services = installed().services
    state = stored_state(connection, EntityType.PROJECT, external_id)
    if isinstance(state.record, Project) and state.record.is_active:
        # As new as what it closes, even when the clock of the CRM runs ahead of ours.
        now = services.clock()
        closing = Incoming(
            key=state.key,
            record=replace(state.record, is_active=False),
            modified_at=max(now, state.modified_at or now),
        )
        _accept(connection, [closing])
        state = stored_state(connection, EntityType.PROJECT, external_id)
    return answer(202, state_answer(state))


def put_invoice(request: HttpRequest, external_id: str) -> HttpResponse:
    """Store a final invoice, with its documents if they come along."""
    require_parameters(request, ("lane",))
    if media_type_of(request, (*JSON, MULTIPART)) == MULTIPART:
        parts = read_parts(request, "invoice", LARGEST_WITH_DOCUMENTS)
    else:
        parts = Parts(read_content(request, LARGEST_WITH_DOCUMENTS), (), ())
    return _put(request, EntityType.INVOICE, external_id=external_id, parts=parts)


PUT: Mapping[EntityType, Callable[[HttpRequest, str], HttpResponse]] = {
    EntityType.RELATION: put_relation,
    EntityType.PROJECT: put_project,
    EntityType.INVOICE: put_invoice,
}


def get_state(request: HttpRequest, entity_type: EntityType, external_id: str) -> HttpResponse:
    """Tell where a record stands."""
    require_parameters(request, ())
    state = stored_state(connection_of(request), entity_type, external_id)
    is_invoice = state.key.entity_type is EntityType.INVOICE
    documents = installed().services.records.attachments_of(state.key) if is_invoice else ()
    return answer(200, state_answer(state, documents))


def post_ubl(request: HttpRequest) -> HttpResponse:
    """Store an invoice that comes as UBL, with the customer it describes and its documents."""
    require_parameters(request, ("direction", "lane"))
    direction = choice_in(request, "direction", default=Direction.SALES)
    if media_type_of(request, UBL) == MULTIPART:
        parts = read_parts(request, "ubl", LARGEST_WITH_DOCUMENTS)
    else:
        parts = Parts(read_content(request, LARGEST_WITH_DOCUMENTS), (), ())
    digest = RequestDigest(request)
    digest.add_all([parts.main, *(file.name.encode() for file in parts.files)])
    digest.add_all(file.content for file in parts.files)
    repetition = _repetition(request)
    if earlier := repetition.earlier():
        return repetition.repeated(earlier, digest)
    connection = connection_of(request)
    document = _document(parts, direction, connection)
    arrivals = document_arrivals(connection.id, document, lane=lane_of(request, "live"))
    results = _accept(connection, arrivals)
    return repetition.remember(answer(202, _ubl_answer(document, arrivals, results)), digest)


def post_batch(request: HttpRequest) -> HttpResponse:
    """Store many records, one a line, and give a verdict for each."""
    require_parameters(request, ("lane",))
    media_type_of(request, NDJSON)
    services = installed().services
    digest = RequestDigest(request)
    repetition = _repetition(request)
    lines = numbered_lines(request, digest.add)
    if earlier := repetition.earlier():
        for _ in lines:
            pass
        return repetition.repeated(earlier, digest)
    batch = Batch(
        connection=connection_of(request),
        lane=lane_of(request, "backfill"),
        accept=_accept,
        now=services.clock(),
    )
    verdicts = batch.take(lines)
    if not verdicts.lines:
        raise refuse(422, "batch-empty")
    status = 207 if verdicts.totals["refused"] else 202
    return repetition.remember(answer(status, verdicts), digest)


def answer(status: int, body: BaseModel) -> HttpResponse:
    """Answer with a body."""
    return HttpResponse(body.model_dump_json(), status=status, content_type="application/json")


def _put(request: HttpRequest, entity_type: EntityType, *, external_id: str, parts: Parts) -> HttpResponse:
    connection = connection_of(request)
    services = installed().services
    lane = lane_of(request, "live")
    try:
        fields = read_object(parts.main)
        if len(parts.main) > LARGEST_JSON and "documents" not in fields:
            raise too_large(LARGEST_JSON)
        arrivals = arrivals_of(
            Delivery(
                connection=connection.id,
                entity_type=entity_type,
                external_id=external_id,
                fields=fields,
                now=services.clock(),
                lane=lane,
                files=parts.files,
                problems=parts.problems,
            )
        )
    except JsonError as error:
        raise RefusedError(422, [*error.problems, *parts.problems]) from error
    except RecordUnreadableError as error:
        raise RefusedError(422, error.problems) from error
    results = _accept(connection, arrivals)
    return answer(202, accepted_answer(arrivals, results))


def _accept(connection: Connection, arrivals: Sequence[Incoming]) -> Sequence[Accepted]:
    """Store arrivals; on return nothing can be lost."""
    results = installed().services.intake.accept(connection, arrivals)
    installed().outage.ended()
    return results


def _document(parts: Parts, direction: Direction, connection: Connection) -> ReceivedDocument:
    """Read a UBL, and add the documents that came beside it."""
    services = installed().services

    def is_project(text: str) -> bool:
        key = RecordKey(connection.id, EntityType.PROJECT, ExternalId(text))
        return not external_id_problems(text) and services.records.state_of(key) is not None

    problems: list[Problem] = list(parts.problems)
    try:
        document = read_ubl(
            parts.main,
            direction=direction,
            seller_numbers=services.own_numbers(connection.administration),
            is_project=is_project,
        )
    except EinvoiceError as error:
        raise RefusedError(422, [*error.problems, *problems]) from error
    if is_draft_number(document.invoice.number):
        problems.append(problem("invoice-number-draft", "number", document.invoice.number))
    problems += external_id_problems(document.invoice_id)
    if problems:
        raise RefusedError(422, problems)
    return replace(document, files=(*document.files, *parts.files))


def _ubl_answer(
    document: ReceivedDocument, arrivals: Sequence[Incoming], results: Sequence[Accepted]
) -> UblAnswer:
    start = 0 if document.relation is None else 1
    of_invoice = accepted_answer(arrivals[start:], results[start:])
    return UblAnswer(
        **of_invoice.model_dump(),
        number=document.invoice.number,
        relation=accepted_answer(arrivals[:1], results[:1]) if start else None,
        remarks=problem_rows(document.remarks),
    )


def _repetition(request: HttpRequest) -> Repetition:
    connection: Connection = connection_of(request)
    services = installed().services
    return Repetition(request, connection.id, answers=services.answers, clock=services.clock)
