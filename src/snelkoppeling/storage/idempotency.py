"""Remembers the answers to POSTs that named an idempotency key, so that a repeated one gets the same."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, LiteralString

from snelkoppeling.domain.identity import ConnectionId
from snelkoppeling.storage.database import Database
from snelkoppeling.sync.ports import Clock

KEPT_FOR: Final = timedelta(days=7)

FIND: LiteralString = """
SELECT encode(request_digest, 'hex'), status, body FROM idempotency_key
 WHERE connection_id = %s AND key = %s AND created_at > %s
"""
REMEMBER: LiteralString = """
INSERT INTO idempotency_key AS kept (connection_id, key, request_digest, status, body, created_at)
VALUES (%(connection)s, %(key)s, decode(%(digest)s, 'hex'), %(status)s, %(body)s, %(now)s)
ON CONFLICT (connection_id, key) DO UPDATE
   SET request_digest = excluded.request_digest, status = excluded.status, body = excluded.body,
       created_at = excluded.created_at
 WHERE kept.created_at <= %(too_old)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """The answer to a POST that named an idempotency key."""

    request_digest: str
    """Hexadecimal SHA-256 of what was asked."""
    status: int
    body: bytes = field(repr=False)


class SqlIdempotencyStore:
    """The answers in PostgreSQL, for a week."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def find(self, connection: ConnectionId, key: str) -> StoredAnswer | None:
        """Look up the answer that was given under this key; None when there is none, or it is too old."""
        with self._database.session() as session:
            row = session.execute(FIND, (connection, key, self._clock() - KEPT_FOR), binary=True).fetchone()
        if row is None:
            return None
        return StoredAnswer(request_digest=row[0], status=row[1], body=bytes(row[2]))

    def remember(self, connection: ConnectionId, key: str, *, answer: StoredAnswer, now: datetime) -> None:
        """Keep an answer; the first under a key stays, a later one changes nothing until it is too old."""
        values = {
            "connection": connection,
            "key": key,
            "digest": answer.request_digest,
            "status": answer.status,
            "body": answer.body,
            "now": now,
            "too_old": now - KEPT_FOR,
        }
        with self._database.session() as session:
            session.execute(REMEMBER, values)

    def forget_old(self) -> int:
        """Delete the answers that are too old to be asked for; returns how many there were."""
        with self._database.session() as session:
            return session.execute(
                "DELETE FROM idempotency_key WHERE created_at <= %s", (self._clock() - KEPT_FOR,)
            ).rowcount
