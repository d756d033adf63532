"""What the API answers: that a record was accepted, and where it stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.records import Accepted, HistoryEntry, Incoming, ItemState, RecordState

COLLECTIONS: Mapping[EntityType, str] = MappingProxyType(
    {EntityType.RELATION: "relations", EntityType.INVOICE: "invoices"}
)
STATE_WORDS: Mapping[ItemState, tuple[str, str]] = MappingProxyType(
    {
        ItemState.DUE: ("Wordt naar SnelStart gebracht.", "Is being carried to SnelStart."),
        ItemState.WAITING: ("Wacht op een ander record.", "Waits for another record."),
        ItemState.SET_ASIDE: (
            "Staat apart: kijk bij problems wat te doen.",
            "Is set aside: see problems for what to do.",
        ),
        ItemState.HELD: ("Wacht op goedkeuring van een beheerder.", "Waits for an administrator's approval."),
        ItemState.IN_SYNC: ("Staat in SnelStart.", "Is in SnelStart."),
    }
)


class ProblemRow(BaseModel):
    """One thing that is wrong, with the remedy."""

    code: str
    field: str
    value: str
    nl: str
    en: str


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


class RecordName(BaseModel):
    """Names a record of this connection."""

    type: EntityType
    external_id: str
    state_url: str | None


class HistoryRow(BaseModel):
    """One thing that happened to a record."""

    at: datetime
    name: str
    detail: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class DocumentState(BaseModel):
    """Where a file of an invoice stands."""

    file_name: str
    sha256: str
    state: ItemState
    state_nl: str
    problems: list[ProblemRow]


class StateAnswer(BaseModel):
    """Where a record stands."""

    type: EntityType
    external_id: str
    state: ItemState
    state_nl: str
    state_en: str
    problems: list[ProblemRow]
    depends_on: list[RecordName]
    administration: str
    books_id: str | None
    books_label: str
    version: int
    received_at: datetime
    modified_at: datetime | None
    attempts: int
    next_attempt_at: datetime | None
    outcome_unknown: bool
    documents: list[DocumentState]
    """The files of an invoice; empty for what has none."""
    history: list[HistoryRow]


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
    return [
        ProblemRow(code=one.code, field=one.field, value=one.value, nl=one.nl, en=one.en) for one in problems
    ]


def state_answer(state: RecordState, documents: Sequence[RecordState] = ()) -> StateAnswer:
    """Say where a record stands, and an invoice's files with it."""
    nl, en = STATE_WORDS[state.state]
    return StateAnswer(
        type=state.key.entity_type,
        external_id=state.key.external_id,
        state=state.state,
        state_nl=nl,
        state_en=en,
        problems=problem_rows(state.problems),
        depends_on=[record_name(key) for key in state.depends_on],
        administration=state.administration,
        books_id=state.books_id,
        books_label=state.books_label,
        version=state.version,
        received_at=state.received_at,
        modified_at=state.modified_at,
        attempts=state.attempts,
        next_attempt_at=state.due_at,
        outcome_unknown=state.has_open_intent,
        documents=[_document_state(one) for one in documents],
        history=[_history_row(entry) for entry in state.history],
    )


def record_name(key: RecordKey) -> RecordName:
    """Name a record."""
    return RecordName(type=key.entity_type, external_id=key.external_id, state_url=state_url(key))


def _document_state(state: RecordState) -> DocumentState:
    if not isinstance(state.record, Attachment):
        raise TypeError(f"{state.key} is no attachment")
    return DocumentState(
        file_name=state.record.file_name,
        sha256=state.record.sha256,
        state=state.state,
        state_nl=STATE_WORDS[state.state][0],
        problems=problem_rows(state.problems),
    )


def _history_row(entry: HistoryEntry) -> HistoryRow:
    event = entry.event
    return HistoryRow(
        at=entry.at,
        name=event.name,
        detail=event.detail,
        before=dict(event.before) if event.before is not None else None,
        after=dict(event.after) if event.after is not None else None,
    )
