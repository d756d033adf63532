"""Finds the connection that an API key opens, without a query for each call."""

import hashlib
from datetime import datetime, timedelta

from snelkoppeling.sync.ports import Clock, Connections
from snelkoppeling.sync.records import Connection

REMEMBERED_FOR = timedelta(seconds=5)
"""How long a key that was withdrawn can still be used."""
MOST_REMEMBERED = 1000
LONGEST_KEY = 200


class ApiKeys:
    """Remembers for a few seconds what a key opened; holds digests, never keys."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock
        self._remembered: dict[bytes, tuple[datetime, Connection]] = {}

    def connection_of(self, api_key: str) -> Connection | None:
        """Find the connection of a key; None for a key that is not known."""
        if not 0 < len(api_key) <= LONGEST_KEY or not api_key.isascii() or not api_key.isprintable():
            return None
        now = self._clock()
        digest = hashlib.sha256(api_key.encode()).digest()
        until, connection = self._remembered.get(digest, (now, None))
        if connection is not None and now < until:
            return connection
        found = self._connections.by_api_key(api_key)
        if found is None:
            self._remembered.pop(digest, None)
            return None
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[digest] = (now + REMEMBERED_FOR, found)
        return found
