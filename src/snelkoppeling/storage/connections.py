"""The CRM connections and their API keys, of which only a digest is kept."""

import base64
import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, LiteralString

from snelkoppeling.domain.identity import AdministrationId, ConnectionId
from snelkoppeling.storage.database import Database
from snelkoppeling.sync.ports import Clock
from snelkoppeling.sync.records import Connection

KEY_START: Final = "snk_"
KEY_BYTES: Final = 30
"""Forty characters of base64, and far beyond guessing: so a plain digest is enough."""
SHOWN_CHARACTERS: Final = 8

FIND: LiteralString = "SELECT id, name, administration_id FROM connection WHERE api_key_digest = %s"
NOTE_USE: LiteralString = """
UPDATE connection SET last_used_at = %(now)s
 WHERE id = %(id)s AND (last_used_at IS NULL OR last_used_at < %(now)s::timestamptz - interval '1 minute')
"""
CREATE: LiteralString = """
INSERT INTO connection (name, administration_id, api_key_digest, api_key_start, created_at)
VALUES (%s, %s, %s, %s, %s) RETURNING id
"""
OVERVIEW: LiteralString = """
SELECT id, name, administration_id, api_key_start, created_at, last_used_at FROM connection ORDER BY id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionOverview:
    """A connection as it is shown to an administrator."""

    connection: Connection
    api_key_start: str
    """Enough of the key to tell it from others."""
    created_at: datetime
    last_used_at: datetime | None


class SqlConnections:
    """The connections in PostgreSQL."""

    def __init__(
        self, database: Database, clock: Clock, *, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._database = database
        self._clock = clock
        self._random = random

    def by_api_key(self, api_key: str) -> Connection | None:
        with self._database.session() as session:
            row = session.execute(FIND, (_digest(api_key),)).fetchone()
            if row is None:
                return None
            session.execute(NOTE_USE, {"id": row[0], "now": self._clock()})
        return _connection(*row)

    def create(self, name: str, administration: AdministrationId) -> tuple[Connection, str]:
        api_key = KEY_START + base64.urlsafe_b64encode(self._random(KEY_BYTES)).decode()
        shown = api_key[:SHOWN_CHARACTERS]
        values = (name, administration, _digest(api_key), shown, self._clock())
        with self._database.session() as session:
            row = session.execute(CREATE, values).fetchone()
        if row is None:
            raise RuntimeError("PostgreSQL gave the new connection no number")
        return _connection(row[0], name, administration), api_key

    def all(self) -> Sequence[Connection]:
        return [one.connection for one in self.overview()]

    def overview(self) -> Sequence[ConnectionOverview]:
        """List the connections with what is known of their keys."""
        with self._database.session() as session:
            rows = session.execute(OVERVIEW).fetchall()
        return [
            ConnectionOverview(
                connection=_connection(number, name, administration),
                api_key_start=start,
                created_at=created_at,
                last_used_at=last_used_at,
            )
            for number, name, administration, start, created_at, last_used_at in rows
        ]


def _connection(number: int, name: str, administration: int) -> Connection:
    return Connection(id=ConnectionId(number), name=name, administration=AdministrationId(administration))


def _digest(api_key: str) -> bytes:
    return hashlib.sha256(api_key.encode("utf-8", "surrogatepass")).digest()
