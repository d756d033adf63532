"""Stores how items came out of a run, with their history, and wakes what depends on them."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString

import msgspec

from snelkoppeling.domain.attachment import attachment_id
from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.domain.problem import Problem
from snelkoppeling.storage.codec import encode
from snelkoppeling.storage.database import Session
from snelkoppeling.storage.keys import key_text, key_texts
from snelkoppeling.sync.choice import Conflict, Decision
from snelkoppeling.sync.records import Image, ItemState, Outcome

LOCK_ITEMS: LiteralString = """
SELECT id FROM sync_item
 WHERE id = ANY(%b::int8[])
    OR (state IN ('waiting', 'set_aside', 'dormant') AND depends_on && %b::text[])
 ORDER BY id FOR UPDATE
"""
COMMIT_OUTCOMES: LiteralString = """
UPDATE sync_item AS item
   SET state = CASE WHEN told.is_outdated THEN 'due' ELSE told.state END,
       state_since = CASE
           WHEN item.state = CASE WHEN told.is_outdated THEN 'due' ELSE told.state END
           THEN item.state_since ELSE %b END,
       due_at = CASE WHEN told.is_outdated THEN NULL ELSE told.due_at END,
       problems = CASE WHEN told.is_outdated THEN '[]' ELSE told.problems END,
       depends_on = CASE WHEN told.is_outdated THEN '{}' ELSE told.depends_on END,
       conflict = CASE
           WHEN told.is_outdated THEN item.conflict
           WHEN told.state = 'in_sync' THEN NULL
           WHEN told.conflict IS NOT NULL OR item.decision IS NULL THEN told.conflict
           ELSE item.conflict END,
       decision = CASE
           WHEN told.is_outdated OR (told.state <> 'in_sync' AND told.conflict IS NULL)
           THEN item.decision END,
       attempts = CASE
           WHEN told.is_outdated OR told.state = 'in_sync' THEN 0
           WHEN told.state IN ('waiting', 'dormant') THEN item.attempts
           ELSE item.attempts + 1 END,
       books_id = coalesce(told.books_id, item.books_id),
       books_label = coalesce(nullif(told.books_label, ''), item.books_label),
       is_adopted = item.is_adopted OR told.is_adopted,
       last_agreed = CASE
           WHEN told.books_id <> item.books_id THEN told.last_agreed
           ELSE coalesce(told.last_agreed, item.last_agreed) END,
       intent = CASE WHEN told.keeps_intent THEN item.intent END,
       synced_version = CASE WHEN told.state = 'in_sync' THEN told.version ELSE item.synced_version END
  FROM (SELECT new.*,
               record.version > new.version
               OR before.decision->>'at' IS DISTINCT FROM new.decision->>'at'
               OR before.decision->>'choice' IS DISTINCT FROM new.decision->>'choice' AS is_outdated
          FROM json_to_recordset(%b::json) AS new (
               id int8, version int8, state text, due_at timestamptz, books_id text, books_label text,
               is_adopted bool, last_agreed jsonb, keeps_intent bool, problems jsonb, conflict jsonb,
               decision jsonb, depends_on text[])
          JOIN sync_item AS before ON before.id = new.id AND before.administration_id = %b
          JOIN record ON record.id = before.record_id) AS told
 WHERE item.id = told.id
"""
"""An outcome is outdated when the record, or what people decided about it, has changed meanwhile.

A decision is known by its moment and its choice: another version may have written more of it, or less.
"""
WAKE: LiteralString = """
UPDATE sync_item
   SET state = 'due', state_since = %b, due_at = NULL, problems = '[]', depends_on = '{}'
 WHERE id = ANY(%b::int8[]) AND state IN ('waiting', 'set_aside', 'dormant') AND depends_on && %b::text[]
"""
PARTS: LiteralString = """
SELECT item.id
  FROM unnest(%b::int4[], %b::text[], %b::text[]) AS whole (connection_id, external_id, beginning)
  JOIN record ON record.connection_id = whole.connection_id AND record.entity_type = 'attachment'
   AND starts_with(record.external_id, whole.beginning)
   AND record.payload::json->>'invoice' = whole.external_id
  JOIN sync_item AS item ON item.record_id = record.id AND item.administration_id = %b
"""
FOLLOW: LiteralString = """
UPDATE sync_item SET state = 'due', state_since = %b, due_at = NULL, last_agreed = NULL
 WHERE id = ANY(%b::int8[]) AND state = 'in_sync'
"""
"""Nothing is agreed of them any more, so that they are looked for again."""
NOTE_EVENTS: LiteralString = """
INSERT INTO history (item_id, at, name, before, after, detail)
SELECT item_id, %b, name, before, after, detail
  FROM json_to_recordset(%b::json) AS event (item_id int8, name text, before jsonb, after jsonb, detail text)
"""


class OutcomeRow(msgspec.Struct, frozen=True):
    """An outcome as its statement reads it."""

    id: int
    version: int
    state: ItemState
    due_at: datetime | None
    books_id: str | None
    books_label: str
    is_adopted: bool
    last_agreed: Image | None
    keeps_intent: bool
    problems: tuple[Problem, ...]
    conflict: Conflict | None
    decision: Decision | None
    depends_on: list[str]


class EventRow(msgspec.Struct, frozen=True):
    """An event as its statement reads it."""

    item_id: int
    name: str
    before: Image | None
    after: Image | None
    detail: str


def store_outcomes(
    session: Session, outcomes: Sequence[Outcome], *, administration: AdministrationId, now: datetime
) -> None:
    """Store outcomes in one transaction; see the port of the sync store."""
    awake = key_texts([outcome.item.key for outcome in outcomes if _concerns_others(outcome)])
    rows = encode([_outcome_row(outcome) for outcome in outcomes])
    events = [row for outcome in outcomes for row in _event_rows(outcome)]
    with session.transaction():
        parts = _parts_to_see(session, administration, outcomes)
        ids = [*(outcome.item.id for outcome in outcomes), *parts]
        with session.pipeline():
            locked = [row[0] for row in session.execute(LOCK_ITEMS, (ids, awake), prepare=True).fetchall()]
            session.execute(COMMIT_OUTCOMES, (now, rows, administration), prepare=True)
            if awake:
                session.execute(WAKE, (now, locked, awake), prepare=True)
            if parts:
                session.execute(FOLLOW, (now, parts))
            if events:
                session.execute(NOTE_EVENTS, (now, encode(events)), prepare=True)


def _concerns_others(outcome: Outcome) -> bool:
    """Tell whether items that depend on this one may find it ready now, or asleep."""
    has_new_twin = outcome.books_id is not None and outcome.books_id != outcome.item.books_id
    return outcome.state in {ItemState.IN_SYNC, ItemState.DORMANT} or has_new_twin


def _parts_to_see(
    session: Session, administration: AdministrationId, outcomes: Sequence[Outcome]
) -> list[int]:
    """Find the attachments of invoices whose twin is another, or was written over."""
    moved = [
        outcome.item.key
        for outcome in outcomes
        if outcome.item.key.entity_type is EntityType.INVOICE and outcome.may_have_lost_parts
    ]
    if not moved:
        return []
    columns = (
        [int(key.connection) for key in moved],
        [str(key.external_id) for key in moved],
        [str(attachment_id(key.external_id, "")) for key in moved],
    )
    return [row[0] for row in session.execute(PARTS, (*columns, administration)).fetchall()]


def _outcome_row(outcome: Outcome) -> OutcomeRow:
    return OutcomeRow(
        id=outcome.item.id,
        version=outcome.item.version,
        state=outcome.state,
        due_at=outcome.due_at,
        books_id=outcome.books_id,
        books_label=outcome.books_label,
        is_adopted=outcome.is_adopted,
        last_agreed=outcome.last_agreed,
        keeps_intent=outcome.keeps_intent,
        problems=outcome.problems,
        conflict=outcome.conflict,
        decision=outcome.item.decision,
        depends_on=[key_text(key) for key in outcome.depends_on],
    )


def _event_rows(outcome: Outcome) -> list[EventRow]:
    return [
        EventRow(
            item_id=outcome.item.id,
            name=event.name,
            before=event.before,
            after=event.after,
            detail=event.detail,
        )
        for event in outcome.events
    ]
