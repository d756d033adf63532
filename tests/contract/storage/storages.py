"""The implementations of the storage ports, side by side, as the contract tests use them."""

from contextlib import AbstractContextManager
from typing import Protocol

from snelkoppeling.domain.identity import AdministrationId, ConnectionId
from snelkoppeling.storage.administrations import SqlAdministrations
from snelkoppeling.storage.connections import SqlConnections
from snelkoppeling.storage.couplings import SqlCouplings
from snelkoppeling.storage.database import Database
from snelkoppeling.storage.inbox import SqlInbox
from snelkoppeling.storage.records import SqlRecords
from snelkoppeling.storage.secrets import Keyring, Safe
from snelkoppeling.sync.ports import Administrations, Connections, Inbox, Records, SyncStore
from tests.factories import NOON
from tests.fakes.storage import InMemoryStorage

KEYRING = Keyring(current="test", keys={"test": bytes(32)})


class Storage(Protocol):
    """All storage ports over one state."""

    @property
    def inbox(self) -> Inbox: ...
    @property
    def records(self) -> Records: ...
    @property
    def connections(self) -> Connections: ...
    @property
    def administrations(self) -> Administrations: ...

    def add_administration(self, name: str) -> AdministrationId: ...


class SqlStorage:
    """The storage ports in PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self.inbox: Inbox = SqlInbox(database)
        self.records: Records = SqlRecords(database)
        self.connections: Connections = SqlConnections(database, lambda: NOON)
        self.administrations: Administrations = SqlAdministrations(database)
        self._couplings = SqlCouplings(database, Safe(KEYRING))

    def add_administration(self, name: str) -> AdministrationId:
        """Couple an administration."""
        return self._couplings.create(name, "a key")


class House:
    """A storage with one administration and one CRM connection in it."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.inbox = storage.inbox
        self.records = storage.records
        self.administrations = storage.administrations
        self.administration = storage.add_administration("Stichting De Brug")
        connection, self.api_key = storage.connections.create("Tryton", self.administration)
        self.connection = ConnectionId(connection.id)

    def writing(self) -> AbstractContextManager[SyncStore | None]:
        """Become the writer of the administration."""
        return self.administrations.exclusive(self.administration)


def in_memory() -> Storage:
    """Make the fake."""
    return InMemoryStorage()
