"""What the engine needs from outside: stores, the books, a clock, a job queue."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.choice import Decision
from snelkoppeling.sync.planned import StoredPlan
from snelkoppeling.sync.records import (
    Accepted,
    Administration,
    Connection,
    Image,
    Incoming,
    Intent,
    ItemState,
    Link,
    Outcome,
    RecordState,
    SyncItem,
    TaskGroup,
)

Clock = Callable[[], datetime]
"""The present moment, aware and in UTC."""


class Inbox(Protocol):
    """Where the doors store what arrives."""

    def accept(self, arrivals: Sequence[Incoming], now: datetime) -> Sequence[Accepted]:
        """Store each arrival that is newer and different, and mark it due; all of them, or none, at once.

        The state with the highest `modified_at` wins whatever the order of arrival; between equal moments,
        or without one, the last to arrive. A changed record takes its item out of `set_aside` and `waiting`,
        and wakes the items that depend on it. Returns once it is durable.
        """


class JobQueue(Protocol):
    """Wakes the workers; waking twice costs nothing, and a lost wake-up is made good by the sweep."""

    def wake(self, administrations: Iterable[AdministrationId]) -> None:
        """See to it that a worker looks at these administrations soon."""


class Connections(Protocol):
    """The CRM connections and their API keys, of which only a digest is kept."""

    def by_api_key(self, api_key: str) -> Connection | None:
        """Find the connection that this key opens, comparing digests; None for an unknown key."""

    def create(self, name: str, administration: AdministrationId) -> tuple[Connection, str]:
        """Make a connection and its API key, which is shown this once."""

    def all(self) -> Sequence[Connection]: ...


class Records(Protocol):
    """Everything that arrived, for people to look at."""

    def state_of(self, key: RecordKey) -> RecordState | None:
        """Tell where a record stands, with its history; None when it never arrived."""

    def attachments_of(self, invoice: RecordKey) -> Sequence[RecordState]:
        """Tell where the files of an invoice stand, without their history."""

    def find(self, text: str) -> Sequence[RecordState]:
        """Find records by external id, invoice number or name, the most recent first, at most fifty."""

    def in_state(
        self, state: ItemState, *, administration: AdministrationId | None = None, limit: int = 100
    ) -> Sequence[RecordState]:
        """List the records in a state, the longest there first."""

    def counts(
        self, administration: AdministrationId | None = None
    ) -> Mapping[tuple[AdministrationId, EntityType, ItemState], int]:
        """Count the records by administration, type and state: of all, which takes long, or of one."""

    def content(self, sha256: str) -> bytes | None:
        """Give the file of an attachment."""

    def retry(self, items: Sequence[RecordKey], now: datetime) -> int:
        """Mark records that are set aside or waiting as due again; returns how many there were."""

    def tasks(self, administration: AdministrationId | None = None) -> Sequence[TaskGroup]:
        """Group the records that are set aside by the cause of their first problem, the largest first."""

    def retry_cause(self, administration: AdministrationId, cause: str, now: datetime) -> int:
        """Mark all records as due again that are set aside for a cause; returns how many there were."""

    def decide(self, key: RecordKey, decision: Decision, now: datetime) -> bool:
        """Note what a person decided and mark the record as due; False when it asks for no such choice.

        A choice can be made anew as long as it is not carried out: also that to leave a record out.
        """


class SyncStore(Protocol):
    """The sync items of one administration, for the one worker that may write to it."""

    def due(self, now: datetime, limit: int) -> Sequence[SyncItem]:
        """List items that are due: live before backfill, then by rank of their type, then oldest first."""

    def links(self, keys: Iterable[RecordKey]) -> Mapping[RecordKey, Link]:
        """Look up the twins of these records; a record that never arrived is absent."""

    def in_sync(self, keys: Iterable[RecordKey]) -> Sequence[SyncItem]:
        """Give those of these records that are in sync, with all that carrying them would need."""

    def owners(self, entity_type: EntityType, books_ids: Iterable[BooksId]) -> Mapping[BooksId, RecordKey]:
        """Tell which record each of these records in the books belongs to, as far as linked."""

    def without_twin(self, entity_type: EntityType) -> int:
        """Count the due items of a type that have no twin yet."""

    def commit_intents(self, intents: Sequence[tuple[SyncItem, Intent]]) -> None:
        """Store what is about to be written; durable on return."""

    def commit_outcomes(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        """Store outcomes and history, and wake the items that depend on them, all at once.

        Awake come those that depend on what is now in sync, has a twin or went to sleep, and the attachments
        of an invoice whose twin is another or was written over; of these nothing is agreed any more. An item
        whose record has meanwhile a newer version than its outcome, or another decision, stays due.
        """

    def planned_updates(self, entity_type: EntityType) -> tuple[int, int]:
        """Count the items that have a twin and are due or held, and all that have one.

        What comes in while a plan is held belongs to it: else a drastic plan would slip by in small parts.
        """

    def hold(self, entity_type: EntityType, why: Problem, now: datetime) -> None:
        """Hold the due items that have a twin, until their plan is approved."""

    def need(self, keys: Iterable[RecordKey], now: datetime) -> None:
        """Wake the dormant records among these that nobody chose to leave out: another needs them."""

    def pending(self, chunk: int) -> Iterator[Sequence[SyncItem]]:
        """Go through what is due, waiting or held: by rank and type, then oldest first."""

    def link(self, twins: Mapping[RecordKey, BooksId], now: datetime) -> None:
        """Note for due records without a twin which one a person approved, as a decision to LINK."""

    def latest(self, entity_type: EntityType, limit: int) -> Sequence[SyncItem]:
        """List the records of a type that arrived last, in whatever state, the newest first."""


class Administrations(Protocol):
    """The administrations and how their traffic stands."""

    def get(self, administration: AdministrationId) -> Administration: ...

    def back_off(
        self, administration: AdministrationId, *, until: datetime, failures: int, line_down: bool
    ) -> None:
        """Let the administration rest until a moment."""

    def recovered(self, administration: AdministrationId) -> None:
        """Forget that SnelStart could not answer."""

    def approval_used(self, administration: AdministrationId) -> None:
        """Forget the approval of an unusual plan: it was for that plan only."""

    def pause(self, administration: AdministrationId, problem: Problem) -> None:
        """Stop sending until somebody acts; what is accepted is kept."""

    def plan_made(self, administration: AdministrationId, plan: StoredPlan) -> None:
        """Keep a plan until it is approved or another takes its place."""

    def latest_plan(self, administration: AdministrationId) -> StoredPlan | None:
        """Give the plan that was made last."""

    def with_plan(self, checksum: str) -> AdministrationId | None:
        """Find the administration whose latest plan this is."""

    def plan_approved(self, administration: AdministrationId, *, updates: int) -> None:
        """Let an administration flow, as many updates at once included."""

    def exclusive(self, administration: AdministrationId) -> AbstractContextManager[SyncStore | None]:
        """Become the one writer of an administration; None when another worker is.

        The right ends with the database session that commits the intents: who lost it can send nothing more.
        """

    def has_due_items(self, administration: AdministrationId, now: datetime) -> bool:
        """Tell whether there is something to do: due items, no pause and no back-off."""

    def with_due_items(self, now: datetime) -> Sequence[AdministrationId]:
        """List the administrations that have something to do: not paused and not backing off."""

    def with_line_down(self) -> Sequence[AdministrationId]:
        """List the administrations that back off because SnelStart cannot be reached."""

    def line_restored(self) -> Sequence[AdministrationId]:
        """End the back-off of all administrations that waited for the line, and list them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desired:
    """What the books should hold for a record."""

    image: Image
    payload: object
    """The same, in the form that the books' own store writes."""
    match_keys: frozenset[str] = frozenset()
    """Numbers that only one record in the books may have; records that share one are not written at once."""
    label: str = ""
    asks_before: Mapping[str, Problem] = field(default_factory=dict)
    """Fields of a booking that are not to be changed without a person, and why."""
    notes: tuple[Problem, ...] = ()
    """What was done to make it fit, such as a number that got a prefix; it goes into the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record in the books."""

    books_id: BooksId
    image: Image
    label: str = ""
    event: str = "created"
    """How it came to be known: created, updated or adopted."""


Links = Mapping[RecordKey, Link]


class BooksStore(Protocol):
    """Where one type of record lives in the books.

    Reads may raise RetryLaterError and ConnectionBrokenError. Writes may raise these, and
    RecordRejectedError when the books refuse the record, and OutcomeUnknownError when no answer came.
    ParentGoneError says that a record was refused for the twin of one that it depends on: the engine then
    sees whether that was removed.
    All but `survey` and `prepare` may be called from several threads at once.
    """

    @property
    def refuses_doubles(self) -> bool:
        """Whether the books themselves refuse to hold the same record twice."""

    def survey(self) -> None:
        """Read the whole list, so that `twin_of` knows every record without calls of its own."""

    def prepare(self, items: Sequence[SyncItem], *, waiting: int) -> None:
        """Read what deciding about these items needs, in as few calls as possible.

        `waiting` counts all items that still have no twin, so that a long list can be read in one go.
        """

    def desired(self, item: SyncItem, links: Links) -> Desired:
        """Say what the books should hold; raises RecordRejectedError with every problem at once."""

    def twin_of(self, item: SyncItem, desired: Desired) -> Found | None:
        """Find the record in the books that is this one, though nothing links them yet; makes no call.

        Raises ChoiceNeededError when it is likely and not certain, or when more than one could be it. An item
        that still names a twin had it removed from the books, and a person wants it made again.
        """

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        """Find what a write of unknown outcome may have left behind, likeliest first."""

    def get(self, books_id: BooksId) -> Image | None:
        """Read a record as the books hold it now; None when it was removed."""

    def create(self, desired: Desired) -> Found:
        """Add a record; what is there already and equal is adopted."""

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        """Write these fields over those of the record as `get` read it, and leave the others as they are.

        A booking that is another by now than `get` read is not touched: raises ChoiceNeededError.
        """


class Books(Protocol):
    """The books of one administration."""

    def probe(self) -> None:
        """Make one cheap call; raises RetryLaterError or ConnectionBrokenError."""

    def verify(self) -> None:
        """Make sure that these are still the books that were connected; raises as `probe` does."""

    def store(self, entity_type: EntityType) -> BooksStore: ...

    def close(self) -> None:
        """Store the counters of the rate limits and let go of the connection."""


class BooksOpener(Protocol):
    """Opens the books of an administration with its key."""

    def __call__(self, administration: AdministrationId) -> Books: ...
