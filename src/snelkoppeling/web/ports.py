"""What the web needs from outside, beside the ports of the engine."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from snelkoppeling.domain.identity import ConnectionId


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """The answer to a POST that named an idempotency key."""

    request_digest: str
    """Hexadecimal SHA-256 of what was asked: the method, the address and the body."""
    status: int
    body: bytes = field(repr=False)


class IdempotencyStore(Protocol):
    """Remembers the answers to POSTs, so that a repeated one gets the same."""

    def find(self, connection: ConnectionId, key: str) -> StoredAnswer | None:
        """Look up the answer that was given under this key; None when there is none, or it is too old."""

    def remember(self, connection: ConnectionId, key: str, answer: StoredAnswer, now: datetime) -> None:
        """Keep an answer; the first under a key stays, a later one changes nothing."""


DatabaseProbe = Callable[[], None]
"""Makes one cheap query; raises what the database raises when it is away."""
