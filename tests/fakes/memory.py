"""Storage in memory: one state that the fakes of all storage ports share, as they share a database."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import AdministrationId, BooksId, ConnectionId, EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.choice import Conflict, Decision
from snelkoppeling.sync.planned import StoredPlan
from snelkoppeling.sync.records import (
    Administration,
    Connection,
    Event,
    HistoryEntry,
    Image,
    Intent,
    ItemState,
    Lane,
    Record,
)

DEPENDENT = frozenset({ItemState.WAITING, ItemState.SET_ASIDE, ItemState.DORMANT})


@dataclass(slots=True, kw_only=True)
class StoredItem:
    """A record and its sync item."""

    id: int
    key: RecordKey
    administration: AdministrationId
    record: Record
    content_hash: bytes
    modified_at: datetime | None
    received_at: datetime
    lane: Lane
    state_since: datetime
    version: int = 1
    state: ItemState = ItemState.DUE
    due_at: datetime | None = None
    books_id: BooksId | None = None
    books_label: str = ""
    is_adopted: bool = False
    last_agreed: Image | None = None
    intent: Intent | None = None
    problems: tuple[Problem, ...] = ()
    depends_on: tuple[RecordKey, ...] = ()
    attempts: int = 0
    conflict: Conflict | None = None
    decision: Decision | None = None
    is_needed: bool = False
    history: list[HistoryEntry] = field(default_factory=list)

    def becomes(self, state: ItemState, now: datetime) -> None:
        """Change the state, and remember since when."""
        if self.state is not state:
            self.state_since = now
        self.state = state

    def is_due(self, now: datetime) -> bool:
        """Tell whether the item may be carried at this moment."""
        return self.state is ItemState.DUE and (self.due_at is None or self.due_at <= now)

    def wake(self, now: datetime) -> None:
        """Make the item due at once, with a clean slate."""
        self.becomes(ItemState.DUE, now)
        self.due_at = None
        self.problems = ()
        self.depends_on = ()

    def note(self, event: Event, now: datetime) -> None:
        """Add an event to the history."""
        self.history.append(HistoryEntry(at=now, event=event))


@dataclass(slots=True)
class Memory:
    """All that is stored; every fake takes the lock for each of its methods, as a transaction would."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    items: dict[RecordKey, StoredItem] = field(default_factory=dict)
    administrations: dict[AdministrationId, Administration] = field(default_factory=dict)
    connections: dict[ConnectionId, Connection] = field(default_factory=dict)
    api_keys: dict[str, ConnectionId] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    plans: dict[AdministrationId, StoredPlan] = field(default_factory=dict)
    writers: set[AdministrationId] = field(default_factory=set)

    def add_administration(self, name: str) -> AdministrationId:
        """Add an administration that nothing is wrong with."""
        administration = AdministrationId(len(self.administrations) + 1)
        self.administrations[administration] = Administration(id=administration, name=name)
        return administration

    def of(self, administration: AdministrationId) -> list[StoredItem]:
        """List the items of an administration, oldest first."""
        return [item for item in self.items.values() if item.administration == administration]

    def wake_dependents(self, keys: Iterable[RecordKey], now: datetime) -> None:
        """Make due what waits for these records, or was set aside because of them."""
        wanted = set(keys)
        for item in self.items.values():
            if item.state in DEPENDENT and wanted & set(item.depends_on):
                item.wake(now)

    def wake_parts(self, invoices: Iterable[RecordKey], now: datetime) -> None:
        """Make due the attachments of these invoices, which may have gone from the bookings they hung on."""
        wanted = set(invoices)
        for item in self.items.values():
            if isinstance(item.record, Attachment) and item.state is ItemState.IN_SYNC:
                invoice = RecordKey(item.key.connection, EntityType.INVOICE, item.record.invoice)
                if invoice in wanted:
                    item.wake(now)
                    item.last_agreed = None

    def update(
        self, administration: AdministrationId, change: Callable[[Administration], Administration]
    ) -> None:
        """Replace an administration by a changed one."""
        self.administrations[administration] = change(self.administrations[administration])
