"""The CRM connections in memory."""

from collections.abc import Sequence
from itertools import count

from snelkoppeling.domain.identity import AdministrationId, ConnectionId
from snelkoppeling.sync.records import Connection
from tests.fakes.memory import Memory


class InMemoryConnections:
    """The connections, and the API key of each."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._numbers = count(1)

    def by_api_key(self, api_key: str) -> Connection | None:
        with self._memory.lock:
            connection = self._memory.api_keys.get(api_key)
            return None if connection is None else self._memory.connections[connection]

    def create(self, name: str, administration: AdministrationId) -> tuple[Connection, str]:
        with self._memory.lock:
            number = ConnectionId(len(self._memory.connections) + 1)
            connection = Connection(id=number, name=name, administration=administration)
            api_key = f"snk_{next(self._numbers):040}"
            self._memory.connections[number] = connection
            self._memory.api_keys[api_key] = number
            return connection, api_key

    def all(self) -> Sequence[Connection]:
        with self._memory.lock:
            return list(self._memory.connections.values())
