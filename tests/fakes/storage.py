"""All of storage in memory, as the service sees it."""

from dataclasses import dataclass, field

from snelkoppeling.domain.identity import AdministrationId
from tests.fakes.administrations import InMemoryAdministrations
from tests.fakes.connections import InMemoryConnections
from tests.fakes.inbox import InMemoryInbox
from tests.fakes.memory import Memory
from tests.fakes.records import InMemoryRecords


@dataclass(slots=True)
class InMemoryStorage:
    """The fakes of all storage ports over one state."""

    memory: Memory = field(default_factory=Memory)
    inbox: InMemoryInbox = field(init=False)
    records: InMemoryRecords = field(init=False)
    connections: InMemoryConnections = field(init=False)
    administrations: InMemoryAdministrations = field(init=False)

    def __post_init__(self) -> None:
        self.inbox = InMemoryInbox(self.memory)
        self.records = InMemoryRecords(self.memory)
        self.connections = InMemoryConnections(self.memory)
        self.administrations = InMemoryAdministrations(self.memory)

    def add_administration(self, name: str = "Stichting De Brug") -> AdministrationId:
        """Couple an administration."""
        return self.memory.add_administration(name)
