"""Everything that arrived and where it stands, for people to look at."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, LiteralString

from snelkoppeling.domain.attachment import Attachment, attachment_id
from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType, RecordKey
from snelkoppeling.storage.codec import (
    decode_conflict,
    decode_decision,
    decode_image,
    decode_problems,
    decode_record,
    decode_the_problem,
    encode,
)
from snelkoppeling.storage.database import Database
from snelkoppeling.storage.keys import key_columns, key_from, key_of
from snelkoppeling.sync.choice import Decision
from snelkoppeling.sync.records import Event, HistoryEntry, ItemState, RecordState, TaskGroup

MOST_FOUND: Final = 50

STATE: LiteralString = """
SELECT item.id, record.connection_id, record.entity_type, record.external_id,
       record.version, record.payload, record.modified_at, record.received_at, administration.name,
       item.state, item.books_id, item.books_label, item.problems::text, item.depends_on, item.due_at,
       item.attempts, item.intent IS NOT NULL, item.last_agreed::text, item.conflict::text,
       item.decision::text
  FROM record
  JOIN sync_item AS item ON item.record_id = record.id
  JOIN administration ON administration.id = item.administration_id
"""
STATE_OF: LiteralString = (
    STATE + "WHERE record.connection_id = %s AND record.entity_type = %s AND record.external_id = %s"
)
ATTACHMENTS_OF: LiteralString = (
    STATE
    + "WHERE record.connection_id = %s AND record.entity_type = %s"
    + " AND starts_with(record.external_id, %s) ORDER BY item.id"
)
FIND: LiteralString = (
    STATE + "WHERE record.search_text LIKE %s ORDER BY record.received_at DESC, item.id DESC LIMIT %s"
)
IN_STATE: LiteralString = STATE + "WHERE item.state = %s ORDER BY item.state_since, item.id LIMIT %s"
IN_STATE_OF: LiteralString = (
    STATE
    + "WHERE item.state = %s AND item.administration_id = %s ORDER BY item.state_since, item.id LIMIT %s"
)
HISTORY: LiteralString = """
SELECT at, name, before::text, after::text, detail FROM history WHERE item_id = %s ORDER BY id
"""
COUNTS: LiteralString = """
SELECT administration_id, entity_type, state, count(*) FROM sync_item GROUP BY 1, 2, 3
"""
COUNTS_OF: LiteralString = """
SELECT administration_id, entity_type, state, count(*) FROM sync_item
 WHERE (administration_id = %(id)s AND books_id IS NOT NULL)
    OR (administration_id = %(id)s AND state IN ('waiting', 'set_aside', 'dormant', 'held'))
    OR (administration_id = %(id)s AND state IN ('due', 'waiting', 'held'))
 GROUP BY 1, 2, 3
"""
"""What is in sync has a twin; so each part has an index, and no other administration is gone through."""
RETRY: LiteralString = """
WITH locked AS MATERIALIZED (
    SELECT item.id
      FROM unnest(%b::int4[], %b::text[], %b::text[]) AS wanted (connection_id, entity_type, external_id)
      JOIN record USING (connection_id, entity_type, external_id)
      JOIN sync_item AS item ON item.record_id = record.id
     WHERE item.state IN ('waiting', 'set_aside', 'dormant')
     ORDER BY item.id FOR UPDATE OF item)
UPDATE sync_item
   SET state = 'due', state_since = %b, due_at = NULL, problems = '[]', depends_on = '{}'
 WHERE id IN (SELECT id FROM locked)
"""
TASKS: LiteralString = """
WITH task AS MATERIALIZED (
    SELECT administration_id, coalesce(nullif(problems->0->>'cause', ''), problems->0->>'code') AS cause,
           count(*) AS count, min(state_since) AS since, (array_agg(id ORDER BY state_since, id))[1:5] AS ids
      FROM sync_item
     WHERE state = 'set_aside'
       AND (%(administration)s::int4 IS NULL OR administration_id = %(administration)s)
     GROUP BY 1, 2)
SELECT administration_id, cause, (SELECT problems->>0 FROM sync_item WHERE id = task.ids[1]), count, since,
       ARRAY(SELECT record.connection_id || '/' || record.entity_type || '/' || record.external_id
               FROM unnest(task.ids) WITH ORDINALITY AS example (id, place)
               JOIN sync_item AS item ON item.id = example.id
               JOIN record ON record.id = item.record_id
              ORDER BY example.place)
  FROM task
 ORDER BY count DESC, since, cause
"""
"""Of the records, only those that are shown are looked up: there may be a hundred thousand for one cause."""
OF_CAUSE: LiteralString = """
SELECT id FROM sync_item
 WHERE administration_id = %s AND state = 'set_aside'
   AND coalesce(nullif(problems->0->>'cause', ''), problems->0->>'code') = %s
 ORDER BY id
"""
STUCK: LiteralString = """
SELECT id FROM sync_item
 WHERE administration_id = %s AND state IN ('waiting', 'set_aside', 'dormant')
 ORDER BY id
"""
MANY: Final = 2000
"""So many items are changed at once: whoever wants one of them has to wait that long."""
AGAIN: LiteralString = """
WITH locked AS MATERIALIZED (
    SELECT id FROM sync_item
     WHERE id = ANY(%s::int8[]) AND state IN ('waiting', 'set_aside', 'dormant')
     ORDER BY id FOR UPDATE)
UPDATE sync_item
   SET state = 'due', state_since = %s, due_at = NULL, problems = '[]', depends_on = '{}'
 WHERE id IN (SELECT id FROM locked)
"""
ASKED: LiteralString = """
SELECT item.id, item.conflict::text
  FROM record JOIN sync_item AS item ON item.record_id = record.id
 WHERE record.connection_id = %s AND record.entity_type = %s AND record.external_id = %s
   AND item.state IN ('set_aside', 'dormant')
   FOR UPDATE OF item
"""
DECIDE: LiteralString = """
UPDATE sync_item
   SET decision = %s::jsonb, state = 'due', state_since = %s, due_at = NULL, problems = '[]',
       depends_on = '{}'
 WHERE id = %s
"""
DECIDED: LiteralString = "INSERT INTO history (item_id, at, name, detail) VALUES (%s, %s, 'decided', %s)"


def is_of(attachment: RecordState, invoice: RecordKey) -> bool:
    """Tell whether an attachment belongs to an invoice, and not to one whose id merely begins like its."""
    record = attachment.record
    return isinstance(record, Attachment) and record.invoice == invoice.external_id


class SqlRecords:
    """The records in PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state_of(self, key: RecordKey) -> RecordState | None:
        values = (int(key.connection), str(key.entity_type), str(key.external_id))
        with self._database.session() as session, session.transaction():
            row = session.execute(STATE_OF, values).fetchone()
            if row is None:
                return None
            events = session.execute(HISTORY, (row[0],)).fetchall()
        return _record_state(*row, history=tuple(_entry(event) for event in events))

    def attachments_of(self, invoice: RecordKey) -> Sequence[RecordState]:
        start = attachment_id(invoice.external_id, "")
        found = self._listed(ATTACHMENTS_OF, invoice.connection, str(EntityType.ATTACHMENT), start)
        return [one for one in found if is_of(one, invoice)]

    def find(self, text: str) -> Sequence[RecordState]:
        return self._listed(FIND, _containing(text.strip().lower()), MOST_FOUND)

    def in_state(
        self, state: ItemState, *, administration: AdministrationId | None = None, limit: int = 100
    ) -> Sequence[RecordState]:
        if administration is None:
            return self._listed(IN_STATE, str(state), limit)
        return self._listed(IN_STATE_OF, str(state), administration, limit)

    def counts(
        self, administration: AdministrationId | None = None
    ) -> Mapping[tuple[AdministrationId, EntityType, ItemState], int]:
        with self._database.session() as session:
            if administration is None:
                rows = session.execute(COUNTS).fetchall()
            else:
                rows = session.execute(COUNTS_OF, {"id": administration}).fetchall()
        return {
            (AdministrationId(owner), EntityType(entity_type), ItemState(state)): count
            for owner, entity_type, state, count in rows
        }

    def content(self, sha256: str) -> bytes | None:
        with self._database.session() as session:
            row = session.execute(
                "SELECT content FROM attachment_content WHERE sha256 = %s", (sha256,), binary=True
            ).fetchone()
        return None if row is None else bytes(row[0])

    def retry(self, items: Sequence[RecordKey], now: datetime) -> int:
        with self._database.session() as session:
            return session.execute(RETRY, (*key_columns(items), now)).rowcount

    def _listed(self, statement: LiteralString, *values: object) -> Sequence[RecordState]:
        with self._database.session() as session:
            return [_record_state(*row) for row in session.execute(statement, values).fetchall()]

    def tasks(self, administration: AdministrationId | None = None) -> Sequence[TaskGroup]:
        with self._database.session() as session:
            rows = session.execute(TASKS, {"administration": administration}).fetchall()
        return [_task_group(row) for row in rows]

    def retry_cause(self, administration: AdministrationId, cause: str, now: datetime) -> int:
        return self._again(OF_CAUSE, administration, cause, now=now)

    def reconsider(self, administration: AdministrationId, now: datetime) -> int:
        """Mark all that is set aside, waits or is left out as due again; returns how many there were."""
        return self._again(STUCK, administration, now=now)

    def _again(self, which: LiteralString, *values: object, now: datetime) -> int:
        """Mark items as due, a part at a time."""
        with self._database.session() as session:
            ids = [row[0] for row in session.execute(which, values).fetchall()]
            parts = [ids[start : start + MANY] for start in range(0, len(ids), MANY)]
            return sum(session.execute(AGAIN, (part, now)).rowcount for part in parts)

    def decide(self, key: RecordKey, decision: Decision, now: datetime) -> bool:
        names = (int(key.connection), str(key.entity_type), str(key.external_id))
        told = f"{decision.choice} {decision.by}".strip()
        with self._database.session() as session, session.transaction():
            row = session.execute(ASKED, names).fetchone()
            conflict = decode_conflict(row[1]) if row else None
            if row is None or conflict is None or not decision.answers(conflict):
                return False
            session.execute(DECIDE, (encode(decision), now, row[0]))
            session.execute(DECIDED, (row[0], now, told))
        return True


def _task_group(row: tuple[Any, ...]) -> TaskGroup:
    administration, cause, problem, count, since, examples = row
    return TaskGroup(
        administration=AdministrationId(administration),
        cause=cause,
        problem=decode_the_problem(problem),
        count=count,
        since=since,
        examples=tuple(key_of(text) for text in examples),
    )


def _containing(text: str) -> str:
    """Write the pattern of texts that hold this one, whatever characters are in it."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _record_state(*row: Any, history: tuple[HistoryEntry, ...] = ()) -> RecordState:
    _, connection, entity_type, external_id, version, payload, modified_at, received_at, *item = row
    (
        administration,
        state,
        books_id,
        label,
        problems,
        depends_on,
        due_at,
        attempts,
        intent,
        agreed,
        conflict,
        decision,
    ) = item
    key = key_from(connection, entity_type, external_id)
    return RecordState(
        key=key,
        version=version,
        record=decode_record(key.entity_type, payload),
        modified_at=modified_at,
        received_at=received_at,
        administration=administration,
        state=ItemState(state),
        books_id=None if books_id is None else BooksId(books_id),
        books_label=label,
        problems=decode_problems(problems),
        depends_on=tuple(key_of(text) for text in depends_on),
        due_at=due_at,
        attempts=attempts,
        has_open_intent=intent,
        last_agreed=decode_image(agreed),
        conflict=decode_conflict(conflict),
        decision=decode_decision(decision),
        history=history,
    )


def _entry(row: tuple[Any, ...]) -> HistoryEntry:
    at, name, before, after, detail = row
    event = Event(name=name, before=decode_image(before), after=decode_image(after), detail=detail)
    return HistoryEntry(at=at, event=event)
