"""What the web needs from outside, beside the ports of the engine."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from snelkoppeling.domain.identity import ConnectionId
from snelkoppeling.storage.idempotency import StoredAnswer


class IdempotencyStore(Protocol):
    """Remembers the answers to POSTs, so that a repeated one gets the same."""

    def find(self, connection: ConnectionId, key: str) -> StoredAnswer | None:
        """Look up the answer that was given under this key; None when there is none, or it is too old."""

    def remember(self, connection: ConnectionId, key: str, *, answer: StoredAnswer, now: datetime) -> None:
        """Keep an answer; the first under a key stays, a later one changes nothing."""


DatabaseProbe = Callable[[], bool]
"""Tells whether the database answers at this moment."""
