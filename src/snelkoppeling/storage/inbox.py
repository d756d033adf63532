"""Stores what arrives at the doors, in one transaction, without two doors ever waiting for each other.

Locks are taken in one order everywhere: records by key, contents by digest, sync items by id. Nothing is
changed that was not locked in that order: an item that begins to wait for a record while this record is being
accepted is woken when the record is in sync.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import LiteralString

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import RecordKey
from snelkoppeling.storage.acceptance import Candidate, Known, answers, candidates
from snelkoppeling.storage.codec import search_text
from snelkoppeling.storage.database import Database, Session
from snelkoppeling.storage.keys import key_columns, key_from, key_texts
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from snelkoppeling.sync.records import Accepted, Incoming

KNOWN: LiteralString = """
SELECT record.connection_id, record.entity_type, record.external_id, record.content_hash, record.modified_at
  FROM unnest(%b::int4[], %b::text[], %b::text[]) AS wanted (connection_id, entity_type, external_id)
  JOIN record USING (connection_id, entity_type, external_id)
"""
UPSERT: LiteralString = """
INSERT INTO record (
    connection_id, entity_type, external_id, payload, content_hash, search_text, modified_at, received_at)
SELECT arrival.*, %b
  FROM unnest(%b::int4[], %b::text[], %b::text[], %b::text[], %b::bytea[], %b::text[], %b::timestamptz[])
       AS arrival
ON CONFLICT (connection_id, entity_type, external_id) DO UPDATE
   SET payload = excluded.payload, content_hash = excluded.content_hash, search_text = excluded.search_text,
       modified_at = greatest(record.modified_at, excluded.modified_at),
       received_at = excluded.received_at, version = record.version + 1
 WHERE record.content_hash <> excluded.content_hash
   AND (excluded.modified_at >= record.modified_at) IS NOT FALSE
RETURNING id, connection_id, entity_type, external_id, version
"""
REMEMBER_MOMENT: LiteralString = """
UPDATE record SET modified_at = newer.modified_at
  FROM unnest(%b::int4[], %b::text[], %b::text[], %b::timestamptz[])
       AS newer (connection_id, entity_type, external_id, modified_at)
 WHERE record.connection_id = newer.connection_id
   AND record.entity_type = newer.entity_type
   AND record.external_id = newer.external_id
   AND (record.modified_at >= newer.modified_at) IS NOT TRUE
"""
STORE_CONTENT: LiteralString = """
INSERT INTO attachment_content (sha256, content)
SELECT * FROM unnest(%b::text[], %b::bytea[]) ON CONFLICT DO NOTHING
"""
LOCK_ITEMS: LiteralString = """
SELECT id FROM sync_item
 WHERE record_id = ANY(%b::int8[])
    OR (state IN ('waiting', 'set_aside', 'dormant') AND depends_on && %b::text[])
 ORDER BY id FOR UPDATE
"""
MARK_DUE: LiteralString = """
UPDATE sync_item
   SET lane = CASE WHEN state = 'in_sync' THEN changed.lane ELSE least(sync_item.lane, changed.lane) END,
       state_since = CASE WHEN state = 'due' THEN state_since ELSE %b END,
       state = 'due', due_at = NULL, attempts = 0, problems = '[]', depends_on = '{}', conflict = NULL,
       decision = NULL
  FROM unnest(%b::int8[], %b::int2[]) AS changed (record_id, lane)
 WHERE sync_item.record_id = changed.record_id
"""
ADD_ITEMS: LiteralString = """
INSERT INTO sync_item (record_id, administration_id, entity_type, rank, lane, state, state_since)
SELECT record.id, connection.administration_id, record.entity_type, added.rank, added.lane, 'due', %b
  FROM unnest(%b::int8[], %b::int2[], %b::int2[]) WITH ORDINALITY AS added (record_id, rank, lane, place)
  JOIN record ON record.id = added.record_id
  JOIN connection ON connection.id = record.connection_id
 ORDER BY added.place
"""
WAKE: LiteralString = """
UPDATE sync_item
   SET state = 'due', state_since = %b, due_at = NULL, problems = '[]', depends_on = '{}'
 WHERE id = ANY(%b::int8[]) AND state IN ('waiting', 'set_aside', 'dormant') AND depends_on && %b::text[]
"""
NOTE_ACCEPTED: LiteralString = """
INSERT INTO history (item_id, at, name, detail)
SELECT item.id, %b, 'accepted', told.detail
  FROM unnest(%b::int8[], %b::text[]) AS told (record_id, detail)
  JOIN sync_item AS item ON item.record_id = told.record_id
"""


class SqlInbox:
    """The inbox in PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def accept(self, arrivals: Sequence[Incoming], now: datetime) -> Sequence[Accepted]:
        """Store a batch; see the port."""
        if not arrivals:
            return []
        chosen = candidates(arrivals)
        with self._database.session() as session, session.transaction():
            known = _known(session, chosen)
            to_store = [one for key, one in chosen.items() if key not in known or known[key].learns_from(one)]
            stored = _store(session, to_store, now)
            known |= _known(session, [one.arrival.key for one in to_store if one.arrival.key not in stored])
            verdicts = {
                key: stored[key] if key in stored else known[key].verdict_on(one)
                for key, one in chosen.items()
            }
            _remember_moments(session, [one for one in to_store if one.arrival.key not in stored])
        return answers(arrivals, chosen, verdicts)


def _known(session: Session, keys: Iterable[RecordKey]) -> dict[RecordKey, Known]:
    asked = list(keys)
    if not asked:
        return {}
    rows = session.execute(KNOWN, key_columns(asked), binary=True).fetchall()
    return {
        key_from(connection, entity_type, external_id): Known(
            content_hash=content_hash, modified_at=modified_at
        )
        for connection, entity_type, external_id, content_hash, modified_at in rows
    }


def _store(session: Session, to_store: Sequence[Candidate], now: datetime) -> Mapping[RecordKey, Accepted]:
    """Store those that are new or newer and different, with all that follows from it."""
    if not to_store:
        return {}
    rows = session.execute(UPSERT, (now, *_arrival_columns(to_store)), binary=True).fetchall()
    if not rows:
        return {}
    record_ids = {key_from(*row[1:4]): int(row[0]) for row in rows}
    stored = {key_from(*row[1:4]): Accepted.NEW if row[4] == 1 else Accepted.CHANGED for row in rows}
    new = [one for one in to_store if stored.get(one.arrival.key) is Accepted.NEW]
    changed = [one for one in to_store if stored.get(one.arrival.key) is Accepted.CHANGED]
    changed_ids = [record_ids[one.arrival.key] for one in changed]
    names = key_texts(list(stored))
    with session.pipeline():
        _store_contents(session, [*new, *changed])
        locked = [row[0] for row in session.execute(LOCK_ITEMS, (changed_ids, names)).fetchall()]
        if changed:
            session.execute(MARK_DUE, (now, changed_ids, [int(one.lane) for one in changed]))
        added = session.execute(ADD_ITEMS, (now, *_item_columns(new, record_ids)))
        session.execute(WAKE, (now, locked, names))
        told = {one.arrival.key: one.remarks for one in to_store}
        session.execute(NOTE_ACCEPTED, (now, list(record_ids.values()), [told[key] for key in record_ids]))
    if added.rowcount != len(new):
        raise RuntimeError(f"{len(new) - added.rowcount} records belong to no administration; none is stored")
    return stored


def _arrival_columns(to_store: Sequence[Candidate]) -> tuple[object, ...]:
    return (
        *key_columns([one.arrival.key for one in to_store]),
        [one.encoded.payload.decode() for one in to_store],
        [one.encoded.content_hash for one in to_store],
        [search_text(one.arrival.key, one.arrival.record) for one in to_store],
        [one.arrival.modified_at for one in to_store],
    )


def _item_columns(
    new: Sequence[Candidate], record_ids: Mapping[RecordKey, int]
) -> tuple[list[int], list[int], list[int]]:
    as_sent = sorted(new, key=lambda one: one.position)
    return (
        [record_ids[one.arrival.key] for one in as_sent],
        [ENTITY_TYPES[one.arrival.key.entity_type].rank for one in as_sent],
        [int(one.lane) for one in as_sent],
    )


def _store_contents(session: Session, stored: Sequence[Candidate]) -> None:
    contents = {
        one.arrival.record.sha256: one.arrival.content
        for one in stored
        if isinstance(one.arrival.record, Attachment) and one.arrival.content is not None
    }
    if contents:
        digests = sorted(contents)
        session.execute(STORE_CONTENT, (digests, [contents[digest] for digest in digests]))


def _remember_moments(session: Session, unstored: Sequence[Candidate]) -> None:
    """Note that an unchanged record is newer than we knew; what is stale by now has no newer moment."""
    newer = [one.arrival for one in unstored if one.arrival.modified_at is not None]
    if newer:
        moments = [arrival.modified_at for arrival in newer]
        session.execute(REMEMBER_MOMENT, (*key_columns([arrival.key for arrival in newer]), moments))
