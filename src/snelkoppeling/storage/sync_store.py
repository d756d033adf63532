"""The sync items of one administration, on the session that holds the right to write to its books."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString

import msgspec

from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.storage.codec import (
    decode_conflict,
    decode_decision,
    decode_image,
    decode_intent,
    decode_record,
    encode,
)
from snelkoppeling.storage.database import Session, explained
from snelkoppeling.storage.keys import key_columns, key_from
from snelkoppeling.storage.outcomes import store_outcomes
from snelkoppeling.sync.choice import Choice, Decision
from snelkoppeling.sync.records import Intent, ItemState, Link, Outcome, SyncItem

DUE: LiteralString = """
WITH chosen AS MATERIALIZED (
    SELECT * FROM sync_item
     WHERE administration_id = %b AND state = 'due' AND (due_at IS NULL OR due_at <= %b)
     ORDER BY lane, rank, due_at NULLS FIRST, id
     LIMIT %b)
SELECT chosen.id, record.connection_id, record.entity_type, record.external_id, record.version,
       record.payload, chosen.books_id, chosen.last_agreed::text, chosen.intent::text, chosen.attempts,
       chosen.conflict::text, chosen.decision::text, chosen.is_needed
  FROM chosen JOIN record ON record.id = chosen.record_id
 ORDER BY chosen.lane, chosen.rank, chosen.due_at NULLS FIRST, chosen.id
"""
LINKS: LiteralString = """
SELECT record.connection_id, record.entity_type, record.external_id, item.state, item.books_id,
       item.is_adopted, item.last_agreed::text, record.payload,
       item.decision->>'choice' IS NOT DISTINCT FROM 'leave_out'
  FROM unnest(%b::int4[], %b::text[], %b::text[]) AS wanted (connection_id, entity_type, external_id)
  JOIN record USING (connection_id, entity_type, external_id)
  JOIN sync_item AS item ON item.record_id = record.id AND item.administration_id = %b
"""
OWNERS: LiteralString = """
SELECT item.books_id, record.connection_id, record.entity_type, record.external_id
  FROM sync_item AS item JOIN record ON record.id = item.record_id
 WHERE item.administration_id = %b AND item.entity_type = %b AND item.books_id = ANY(%b::text[])
"""
WITHOUT_TWIN: LiteralString = """
SELECT count(*) FROM sync_item
 WHERE administration_id = %b AND entity_type = %b AND state = 'due' AND books_id IS NULL
"""
PLANNED_UPDATES: LiteralString = """
SELECT (SELECT count(*) FROM sync_item
         WHERE administration_id = %b AND entity_type = %b AND state IN ('due', 'held')
           AND books_id IS NOT NULL),
       (SELECT count(*) FROM sync_item
         WHERE administration_id = %b AND entity_type = %b AND books_id IS NOT NULL)
"""
HOLD: LiteralString = """
WITH locked AS MATERIALIZED (
    SELECT id FROM sync_item
     WHERE administration_id = %b AND entity_type = %b AND state = 'due' AND books_id IS NOT NULL
     ORDER BY id FOR UPDATE)
UPDATE sync_item SET state = 'held', state_since = %b, problems = %b::jsonb
 WHERE id IN (SELECT id FROM locked)
"""
NEED: LiteralString = """
WITH locked AS MATERIALIZED (
    SELECT item.id
      FROM unnest(%b::int4[], %b::text[], %b::text[]) AS wanted (connection_id, entity_type, external_id)
      JOIN record USING (connection_id, entity_type, external_id)
      JOIN sync_item AS item ON item.record_id = record.id
     WHERE item.administration_id = %b AND item.state = 'dormant'
       AND item.decision->>'choice' IS DISTINCT FROM 'leave_out'
     ORDER BY item.id FOR UPDATE OF item)
UPDATE sync_item
   SET state = 'due', state_since = %b, due_at = NULL, problems = '[]', depends_on = '{}', is_needed = true
 WHERE id IN (SELECT id FROM locked)
"""
PENDING: LiteralString = """
SELECT item.rank, item.entity_type, item.id, record.connection_id, record.entity_type, record.external_id,
       record.version, record.payload, item.books_id, item.last_agreed::text, item.intent::text,
       item.attempts, item.conflict::text, item.decision::text, item.is_needed
  FROM sync_item AS item JOIN record ON record.id = item.record_id
 WHERE item.administration_id = %b AND item.state IN ('due', 'waiting', 'held')
   AND (item.rank, item.entity_type, item.id) > (%b, %b, %b)
 ORDER BY item.rank, item.entity_type, item.id
 LIMIT %b
"""
IN_SYNC: LiteralString = """
SELECT item.id, record.connection_id, record.entity_type, record.external_id, record.version, record.payload,
       item.books_id, item.last_agreed::text, item.intent::text, item.attempts, item.conflict::text,
       item.decision::text, item.is_needed
  FROM unnest(%b::int4[], %b::text[], %b::text[]) AS wanted (connection_id, entity_type, external_id)
  JOIN record USING (connection_id, entity_type, external_id)
  JOIN sync_item AS item ON item.record_id = record.id
 WHERE item.administration_id = %b AND item.state = 'in_sync'
 ORDER BY item.id
"""
LATEST: LiteralString = """
SELECT item.id, record.connection_id, record.entity_type, record.external_id, record.version, record.payload,
       item.books_id, item.last_agreed::text, item.intent::text, item.attempts, item.conflict::text,
       item.decision::text, item.is_needed
  FROM sync_item AS item JOIN record ON record.id = item.record_id
 WHERE item.administration_id = %b AND item.entity_type = %b
 ORDER BY record.received_at DESC, item.id DESC
 LIMIT %b
"""
COMMIT_INTENTS: LiteralString = """
WITH new AS MATERIALIZED (
    SELECT * FROM json_to_recordset(%b::json) AS intended (id int8, intent jsonb)),
locked AS MATERIALIZED (
    SELECT id FROM sync_item
     WHERE id IN (SELECT id FROM new) AND administration_id = %b ORDER BY id FOR UPDATE)
UPDATE sync_item SET intent = new.intent
  FROM new JOIN locked ON locked.id = new.id
 WHERE sync_item.id = locked.id
"""


class IntentRow(msgspec.Struct, frozen=True):
    """An intent as its statement reads it."""

    id: int
    intent: Intent


LINK: LiteralString = """
WITH locked AS MATERIALIZED (
    SELECT item.id, wanted.decision
      FROM unnest(%b::int4[], %b::text[], %b::text[], %b::text[])
           AS wanted (connection_id, entity_type, external_id, decision)
      JOIN record USING (connection_id, entity_type, external_id)
      JOIN sync_item AS item ON item.record_id = record.id
     WHERE item.administration_id = %b AND item.state IN ('due', 'waiting')
       AND item.books_id IS NULL AND item.decision IS NULL
     ORDER BY item.id FOR UPDATE OF item)
UPDATE sync_item SET decision = locked.decision::jsonb FROM locked WHERE sync_item.id = locked.id
"""


class SqlSyncStore:
    """The sync items of one administration in PostgreSQL; for one thread at a time.

    Everything goes over the one session that holds the administration: when that is lost, another worker may
    have become its writer, and nothing more can be committed here.
    """

    def __init__(self, session: Session, administration: AdministrationId) -> None:
        self._session = session
        self._administration = administration

    def due(self, now: datetime, limit: int) -> Sequence[SyncItem]:
        with explained():
            rows = self._session.execute(
                DUE, (self._administration, now, limit), prepare=True, binary=True
            ).fetchall()
        return [self._item(row) for row in rows]

    def links(self, keys: Iterable[RecordKey]) -> Mapping[RecordKey, Link]:
        asked = sorted(set(keys))
        if not asked:
            return {}
        with explained():
            rows = self._session.execute(LINKS, (*key_columns(asked), self._administration)).fetchall()
        return {
            key_from(connection, entity_type, external_id): Link(
                state=ItemState(state),
                books_id=books_id,
                is_adopted=is_adopted,
                last_agreed=decode_image(last_agreed),
                record=decode_record(EntityType(entity_type), payload),
                is_left_out=is_left_out,
            )
            for connection, entity_type, external_id, state, books_id, *details in rows
            for is_adopted, last_agreed, payload, is_left_out in [details]
        }

    def in_sync(self, keys: Iterable[RecordKey]) -> Sequence[SyncItem]:
        asked = sorted(set(keys))
        if not asked:
            return []
        with explained():
            rows = self._session.execute(IN_SYNC, (*key_columns(asked), self._administration)).fetchall()
        return [self._item(row) for row in rows]

    def owners(self, entity_type: EntityType, books_ids: Iterable[BooksId]) -> Mapping[BooksId, RecordKey]:
        asked = sorted(set(books_ids))
        if not asked:
            return {}
        with explained():
            rows = self._session.execute(
                OWNERS, (self._administration, str(entity_type), [str(books_id) for books_id in asked])
            ).fetchall()
        return {BooksId(row[0]): key_from(*row[1:]) for row in rows}

    def without_twin(self, entity_type: EntityType) -> int:
        return self._counts(WITHOUT_TWIN, entity_type)[0]

    def planned_updates(self, entity_type: EntityType) -> tuple[int, int]:
        due, linked = self._counts(PLANNED_UPDATES, entity_type, entity_type)
        return due, linked

    def hold(self, entity_type: EntityType, why: Problem, now: datetime) -> None:
        with explained():
            self._session.execute(HOLD, (self._administration, str(entity_type), now, encode([why])))

    def need(self, keys: Iterable[RecordKey], now: datetime) -> None:
        asked = sorted(set(keys))
        if asked:
            with explained():
                self._session.execute(NEED, (*key_columns(asked), self._administration, now))

    def pending(self, chunk: int) -> Iterator[Sequence[SyncItem]]:
        after = (-1, "", 0)
        while True:
            with explained():
                rows = self._session.execute(PENDING, (self._administration, *after, chunk)).fetchall()
            if not rows:
                return
            yield [self._item(row[2:]) for row in rows]
            after = (rows[-1][0], rows[-1][1], rows[-1][2])

    def link(self, twins: Mapping[RecordKey, BooksId], now: datetime) -> None:
        if not twins:
            return
        chosen = [
            encode(Decision(choice=Choice.LINK, at=now, books_id=books_id, by="plan"))
            for books_id in twins.values()
        ]
        with explained():
            self._session.execute(LINK, (*key_columns(list(twins)), chosen, self._administration))

    def latest(self, entity_type: EntityType, limit: int) -> Sequence[SyncItem]:
        with explained():
            rows = self._session.execute(
                LATEST, (self._administration, str(entity_type), limit), binary=True
            ).fetchall()
        return [self._item(row) for row in rows]

    def commit_intents(self, intents: Sequence[tuple[SyncItem, Intent]]) -> None:
        if not intents:
            return
        rows = [IntentRow(id=item.id, intent=intent) for item, intent in intents]
        with explained(), self._session.transaction():
            cursor = self._session.execute(COMMIT_INTENTS, (encode(rows), self._administration), prepare=True)
            if cursor.rowcount != len(rows):
                # Sending what has no intent on record could book it twice.
                raise RuntimeError(
                    f"{len(rows) - cursor.rowcount} intents belong to no item and were not stored"
                )

    def commit_outcomes(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        if outcomes:
            with explained():
                store_outcomes(self._session, outcomes, administration=self._administration, now=now)

    def _item(self, row: tuple[Any, ...]) -> SyncItem:
        item_id, connection, entity_type, external_id, version, payload, *progress = row
        books_id, last_agreed, intent, attempts, conflict, decision, is_needed = progress
        key = key_from(connection, entity_type, external_id)
        return SyncItem(
            id=item_id,
            key=key,
            administration=self._administration,
            version=version,
            record=decode_record(key.entity_type, payload),
            books_id=books_id,
            last_agreed=decode_image(last_agreed),
            intent=decode_intent(intent),
            attempts=attempts,
            conflict=decode_conflict(conflict),
            decision=decode_decision(decision),
            is_needed=is_needed,
        )

    def _counts(self, statement: LiteralString, *entity_types: EntityType) -> tuple[int, ...]:
        arguments = [value for one in entity_types for value in (self._administration, str(one))]
        with explained():
            row = self._session.execute(statement, arguments, prepare=True).fetchone()
        return tuple(row) if row else ()
