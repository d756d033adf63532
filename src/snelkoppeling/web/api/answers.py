"""What the API answers: that a record was accepted, and where it stands."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

from pydantic import BaseModel

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.records import Accepted, Incoming
from snelkoppeling.web.problem_document import problem_row

COLLECTIONS: Mapping[EntityType, str] = MappingProxyType(
    {
        EntityType.RELATION: "relations",
        EntityType.PROJECT: "projects",
        EntityType.INVOICE: "invoices",
    }
)


class ProblemRow(BaseModel):
    """One thing that is wrong, with the remedy."""

    code: str
    field: str
    value: str
    nl: str
    en: str
    who: str
    """Who can solve it: crm, bookkeeper, admin, integrator, operator or nobody."""
    who_nl: str
    who_en: str


class ProblemDocument(BaseModel):
    """A refusal (RFC 9457): the sentences of `detail` are Dutch, those of `detail_en` English."""

    type: str
    title: str
    title_en: str
    status: int
    detail: str
    detail_en: str
    errors: list[ProblemRow]


class DocumentAnswer(BaseModel):
    """What became of a document that came with an invoice."""

    file_name: str
    result: Accepted


class AcceptedAnswer(BaseModel):
    """A record is safely stored."""

    type: EntityType
    external_id: str
    result: Accepted
    state_url: str
    documents: list[DocumentAnswer] = []


class UblAnswer(AcceptedAnswer):
    """An invoice that came as UBL is safely stored, with the customer that it describes."""

    number: str
    relation: AcceptedAnswer | None
    remarks: list[ProblemRow]


def state_url(key: RecordKey) -> str | None:
    """Give the address where a record shows its state; attachments have none of their own."""
    collection = COLLECTIONS.get(key.entity_type)
    return f"/api/v1/{collection}/{quote(key.external_id, safe='')}" if collection else None


def accepted_answer(arrivals: Sequence[Incoming], results: Sequence[Accepted]) -> AcceptedAnswer:
    """Say what became of a record, which comes first, and of its documents."""
    first = arrivals[0].key
    return AcceptedAnswer(
        type=first.entity_type,
        external_id=first.external_id,
        result=results[0],
        state_url=state_url(first) or "",
        documents=[
            DocumentAnswer(file_name=arrival.record.file_name, result=result)
            for arrival, result in zip(arrivals, results, strict=True)
            if isinstance(arrival.record, Attachment)
        ],
    )


def problem_rows(problems: Sequence[Problem]) -> list[ProblemRow]:
    """Write problems."""
    return [ProblemRow(**problem_row(one)) for one in problems]
