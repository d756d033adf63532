"""Tells where a record stands: state, problems, what a person must decide, files and history."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import EntityType, ExternalId, RecordKey
from snelkoppeling.sync.records import Connection, HistoryEntry, ItemState, RecordState
from snelkoppeling.web.api.answers import ProblemRow, problem_rows, state_url
from snelkoppeling.web.api.arrivals import external_id_problems
from snelkoppeling.web.api.conflicts import ConflictRow, DecisionRow, conflict_row, decision_row
from snelkoppeling.web.api.cost_centres import CostCentreRow, cost_centre_of
from snelkoppeling.web.problem_document import refuse
from snelkoppeling.web.services import installed

STATE_WORDS: Mapping[ItemState, tuple[str, str]] = MappingProxyType(
    {
        ItemState.DUE: ("Wordt naar SnelStart gebracht.", "Is being carried to SnelStart."),
        ItemState.WAITING: ("Wacht op een ander record.", "Waits for another record."),
        ItemState.SET_ASIDE: (
            "Staat apart: kijk bij problems wat te doen.",
            "Is set aside: see problems for what to do.",
        ),
        ItemState.HELD: ("Wacht op goedkeuring van een beheerder.", "Waits for an administrator's approval."),
        ItemState.DORMANT: (
            "Blijft hier, volgens een regel of een keuze: kijk bij problems welke.",
            "Is kept here, by a rule or a choice: see problems for which.",
        ),
        ItemState.IN_SYNC: ("Staat in SnelStart.", "Is in SnelStart."),
    }
)


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
    cost_centre: CostCentreRow | None
    """What a project is in SnelStart; null for what is none, or is not there yet."""
    conflict: ConflictRow | None
    """What a person must decide; null when nothing is asked."""
    decision: DecisionRow | None
    """What a person decided, until it is carried out."""
    documents: list[DocumentState]
    """The files of an invoice; empty for what has none."""
    history: list[HistoryRow]


def stored_state(connection: Connection, entity_type: EntityType, external_id: str) -> RecordState:
    """Look up where a record stands; refuse one that never arrived."""
    key = RecordKey(connection.id, entity_type, ExternalId(external_id))
    # What can be no id never arrived; the store need not be asked.
    state = None if external_id_problems(external_id) else installed().services.records.state_of(key)
    if state is None:
        raise refuse(404, "never-arrived", field="external_id", value=key)
    return state


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
        cost_centre=cost_centre_of(state),
        conflict=conflict_row(state.open_conflict) if state.open_conflict else None,
        decision=decision_row(state.decision) if state.decision else None,
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
