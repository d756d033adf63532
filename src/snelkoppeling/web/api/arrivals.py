"""Turns the fields of a record that was sent into what the intake stores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic_core import PydanticCustomError

from snelkoppeling.domain.document import ReceivedDocument, ReceivedFile
from snelkoppeling.domain.identity import ConnectionId, EntityType, ExternalId, RecordKey
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.sync.intake import document_arrivals
from snelkoppeling.sync.records import Incoming, Lane
from snelkoppeling.web.api.documents import to_file
from snelkoppeling.web.api.fields import read_external_id
from snelkoppeling.web.api.invoice_body import InvoiceBody, to_invoice
from snelkoppeling.web.api.project_body import ProjectBody, to_project
from snelkoppeling.web.api.reading import RecordUnreadableError, read_body
from snelkoppeling.web.api.relation_body import RelationBody, to_relation
from snelkoppeling.web.api.strict_json import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One record as it was sent, with all that is known beside its fields."""

    connection: ConnectionId
    entity_type: EntityType
    external_id: object
    fields: Mapping[str, Any]
    now: datetime
    lane: Lane = Lane.LIVE
    files: Sequence[ReceivedFile] = ()
    """What came beside the fields, as parts of a multipart message."""
    problems: Sequence[Problem] = field(default=())
    """What is wrong already, to be told together with the rest."""


def arrivals_of(delivery: Delivery) -> list[Incoming]:
    """Make the arrivals of a record: itself first, then its documents.

    Raises:
        RecordUnreadableError: Something is wrong; all problems are listed at once.
    """
    problems = [*external_id_problems(delivery.external_id), *delivery.problems]
    try:
        arrivals = _READERS[delivery.entity_type](delivery)
    except RecordUnreadableError as error:
        raise RecordUnreadableError([*problems, *error.problems]) from error
    if problems:
        raise RecordUnreadableError(problems)
    return arrivals


def external_id_problems(value: object) -> list[Problem]:
    """List what is wrong with the id of a record."""
    if value is None:
        return [problem("field-missing", "external_id")]
    if not isinstance(value, str):
        return [problem("text-expected", "external_id", shown(value))]
    try:
        read_external_id(value)
    except PydanticCustomError as error:
        return [problem(error.type, "external_id", value)]
    return []


def _relation(delivery: Delivery) -> list[Incoming]:
    body = read_body(RelationBody, delivery.fields, delivery.now)
    return [
        Incoming(
            key=_key(delivery),
            record=to_relation(body),
            modified_at=body.modified_at,
            lane=delivery.lane,
        )
    ]


def _project(delivery: Delivery) -> list[Incoming]:
    body = read_body(ProjectBody, delivery.fields, delivery.now)
    return [
        Incoming(
            key=_key(delivery),
            record=to_project(body),
            modified_at=body.modified_at,
            lane=delivery.lane,
        )
    ]


def _invoice(delivery: Delivery) -> list[Incoming]:
    body = read_body(InvoiceBody, delivery.fields, delivery.now)
    document = ReceivedDocument(
        invoice_id=_key(delivery).external_id,
        invoice=to_invoice(body),
        files=(*(to_file(one) for one in body.documents or ()), *delivery.files),
    )
    return document_arrivals(delivery.connection, document, modified_at=body.modified_at, lane=delivery.lane)


def _key(delivery: Delivery) -> RecordKey:
    return RecordKey(delivery.connection, delivery.entity_type, ExternalId(str(delivery.external_id)))


_READERS = {
    EntityType.RELATION: _relation,
    EntityType.PROJECT: _project,
    EntityType.INVOICE: _invoice,
}
