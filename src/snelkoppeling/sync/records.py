"""What the engine holds of a record: its state, its twin in the books, what was agreed, what was intended."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import AdministrationId, BooksId, ConnectionId, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.problem import Problem
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.choice import Conflict, Decision, Value, Values
from snelkoppeling.sync.policy import SyncPolicy

Record = Relation | Project | Invoice | Attachment
ImageValue = Value
Image = Values
"""A record as the books could hold it: flat, field by field, to be compared and shown; amounts are text."""


def name_of(record: Record) -> str:
    """Name a record as people do, without saying what kind it is."""
    match record:
        case Project(number=number, description=description):
            return f"{number} {description}".rstrip()
        case Invoice(number=name) | Relation(name=name) | Attachment(file_name=name):
            return name


class Lane(IntEnum):
    """What goes first: a change of this moment, or a load of old records."""

    LIVE = 0
    BACKFILL = 1


class ItemState(StrEnum):
    """Where a record stands in one administration."""

    DUE = "due"
    """To be carried to the books, now or at its `due_at`."""
    WAITING = "waiting"
    """Waits for another record by name, and is woken by it."""
    SET_ASIDE = "set_aside"
    """Cannot be carried as it is; stands on the bookkeeper's list."""
    HELD = "held"
    """Part of a plan that waits for approval."""
    DORMANT = "dormant"
    """Kept, and not carried by a rule or a choice that its problem names."""
    IN_SYNC = "in_sync"
    """The books hold what the CRM states."""


class WriteAction(StrEnum):
    """What an intended write does."""

    CREATE = "create"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A write that was about to be sent; without an outcome its result is unknown."""

    action: WriteAction
    image: Image
    at: datetime
    version: int
    before: Image | None = None
    """What an update is about to overwrite, for the history."""
    looked_up_at: datetime | None = None
    """When it was first looked up in vain: whoever was to send it had ended by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncItem:
    """One record in one administration, as the store hands it to the engine."""

    id: int
    key: RecordKey
    administration: AdministrationId
    version: int
    """Counts the accepted states of the record; an outcome holds for the version it names."""
    record: Record
    books_id: BooksId | None = None
    last_agreed: Image | None = None
    intent: Intent | None = None
    attempts: int = 0
    """How often in a row this record was tried without success."""
    conflict: Conflict | None = None
    """What a person was last asked to decide."""
    decision: Decision | None = None
    """What the person decided; it is kept until the record is in sync or something new must be decided."""
    is_needed: bool = False
    """Another record asked for it."""

    @property
    def doubts_allowed(self) -> frozenset[str]:
        """Give the codes of the problems that people allowed, whatever else they were asked since."""
        before = self.conflict.allowed if self.conflict else ()
        return frozenset((*before, *(self.decision.doubts if self.decision else ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a record, for its history."""

    name: str
    """Past tense: accepted, created, updated, adopted, set_aside, waiting, outcome_unknown, repeated, …"""
    before: Image | None = None
    after: Image | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one item came out of a run; stored together with its history."""

    item: SyncItem
    state: ItemState
    books_id: BooksId | None = None
    books_label: str = ""
    """What people call the twin in SnelStart, such as its relatiecode."""
    is_adopted: bool = False
    """The twin was not simply created; only ever set, never taken back."""
    last_agreed: Image | None = None
    keeps_intent: bool = False
    """Whether the intent stays open, because the result of the write is still unknown."""
    problems: tuple[Problem, ...] = ()
    conflict: Conflict | None = None
    """What a person must decide; it replaces what was asked and decided before. Without one, both stay until
    the record is in sync."""
    depends_on: tuple[RecordKey, ...] = ()
    """The records whose change wakes this item when it waits, is set aside or is dormant."""
    due_at: datetime | None = None
    """When an item that stays due may be tried again; None is at once."""
    events: tuple[Event, ...] = ()

    @property
    def may_have_lost_parts(self) -> bool:
        """Whether what hung on the twin went with the old one, or with what was written over it."""
        before = self.item.books_id
        has_moved = before is not None and self.books_id not in {None, before}
        return has_moved or any(event.name == "updated" for event in self.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A record that arrives at a door: the full present state."""

    key: RecordKey
    record: Record
    modified_at: datetime | None = None
    """When the CRM changed it; None makes each arrival the newest."""
    lane: Lane = Lane.LIVE
    content: bytes | None = field(default=None, repr=False)
    """The file of an attachment."""
    remarks: tuple[Problem, ...] = ()
    """What was left out of it at the door, for its history."""


class Accepted(StrEnum):
    """What accepting a record came to; each of them means that it is safely stored."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    """We had this already; nothing happens."""
    STALE = "stale"
    """We have a newer state; nothing happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The twin of a record in the books, as far as there is one."""

    state: ItemState
    books_id: BooksId | None
    is_adopted: bool = False
    """The twin was in the books before we wrote it, or may have been."""
    last_agreed: Image | None = None
    is_planned: bool = False
    """It is not in the books yet: a plan supposes what it would be."""
    record: Record | None = None
    """The newest state of the record, for what depends on its details."""
    is_left_out: bool = False
    """People chose to keep it out of the books."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration:
    """One administration in SnelStart and how its traffic stands."""

    id: AdministrationId
    name: str
    pause: Problem | None = None
    """Why nothing is sent until somebody acts; None when it flows."""
    back_off_until: datetime | None = None
    failures: int = 0
    """How often in a row SnelStart could not answer."""
    line_down: bool = False
    approved_updates: int | None = None
    """How many updates at once somebody approved, once."""
    awaits_plan: bool = False
    """Nothing is sent before its first plan is approved."""
    policy: SyncPolicy = field(default_factory=SyncPolicy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Joins one CRM to one administration."""

    id: ConnectionId
    name: str
    administration: AdministrationId


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """An event with its moment, as it is shown."""

    at: datetime
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """Where one record stands, as it is shown to people and to the CRM."""

    key: RecordKey
    version: int
    record: Record
    modified_at: datetime | None
    received_at: datetime
    administration: str
    state: ItemState
    books_id: BooksId | None
    books_label: str
    problems: tuple[Problem, ...]
    depends_on: tuple[RecordKey, ...]
    due_at: datetime | None
    attempts: int
    has_open_intent: bool
    last_agreed: Image | None
    conflict: Conflict | None = None
    decision: Decision | None = None
    history: tuple[HistoryEntry, ...] = ()
    """Oldest first; empty in lists."""

    @property
    def open_conflict(self) -> Conflict | None:
        """What a person may decide now; what was left out by choice may be decided anew."""
        is_open = self.state in {ItemState.SET_ASIDE, ItemState.DORMANT}
        return self.conflict if is_open else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """Records that are set aside for the same cause: one task for a person."""

    administration: AdministrationId
    cause: str
    """Names the cause; see `Problem.cause`."""
    problem: Problem
    """The problem as the oldest record has it."""
    count: int
    since: datetime
    examples: tuple[RecordKey, ...]
    """A few of the records, the oldest first."""
