"""The engine over fakes: the doors, the worker and the books of one company, with a plug to pull."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.apply import Pace
from snelkoppeling.sync.choice import Choice, Decision
from snelkoppeling.sync.intake import Intake
from snelkoppeling.sync.plan import PlanLimits
from snelkoppeling.sync.policy import SyncPolicy
from snelkoppeling.sync.records import (
    Accepted,
    Administration,
    Incoming,
    Intent,
    ItemState,
    Outcome,
    SyncItem,
)
from snelkoppeling.sync.service import Parts, SyncService
from tests.factories import an_arrival, an_invoice
from tests.fakes.administrations import InMemoryAdministrations
from tests.fakes.books import FakeBooks, Ledger, Row
from tests.fakes.faults import BugError, Crash, FakeClock, Fault, Faults
from tests.fakes.memory import Memory, StoredItem
from tests.fakes.shelves import some_books
from tests.fakes.storage import InMemoryStorage
from tests.fakes.sync_store import InMemorySyncStore

MOST_ROUNDS = 60


class MortalSyncStore(InMemorySyncStore):
    """A store whose process can be killed before and after each commit."""

    def __init__(self, memory: Memory, administration: AdministrationId, *, faults: Faults) -> None:
        super().__init__(memory, administration)
        self._faults = faults

    def due(self, now: datetime, limit: int) -> Sequence[SyncItem]:
        self._faults.step("due")
        return super().due(now, limit)

    def commit_intents(self, intents: Sequence[tuple[SyncItem, Intent]]) -> None:
        self._commit("commit_intents", lambda: super(MortalSyncStore, self).commit_intents(intents))

    def commit_outcomes(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        def commit() -> None:
            super(MortalSyncStore, self).commit_outcomes(outcomes, now)
            self._require_one_owner_each()

        self._commit("commit_outcomes", commit)

    def _commit(self, step: str, commit: Callable[[], None]) -> None:
        fault = self._faults.step(step)
        if fault is Fault.CRASH_BEFORE:
            self._faults.crash()
        commit()
        if fault in {Fault.CRASH_AFTER, Fault.CRASH_LATE}:
            self._faults.crash()

    def _require_one_owner_each(self) -> None:
        """Refuse what the database's unique index refuses."""
        for entity_type in EntityType:
            owned = Counter(item.books_id for item in self._of(entity_type) if item.books_id is not None)
            if shared := [books_id for books_id, owners in owned.items() if owners > 1]:
                raise RuntimeError(f"two records own {shared}")


class MortalAdministrations(InMemoryAdministrations):
    """Administrations whose writer can be killed."""

    def __init__(self, memory: Memory, faults: Faults) -> None:
        super().__init__(memory)
        self._faults = faults

    @contextmanager
    def exclusive(self, administration: AdministrationId) -> Iterator[MortalSyncStore | None]:
        with super().exclusive(administration) as store:
            is_mine = store is not None
            yield MortalSyncStore(self._memory, administration, faults=self._faults) if is_mine else None


class FakeQueue:
    """Remembers who is to be woken."""

    def __init__(self) -> None:
        self.awake: set[AdministrationId] = set()

    def wake(self, administrations: Iterable[AdministrationId]) -> None:
        self.awake |= set(administrations)


class Installation:
    """One company: its CRM, our service, and its books."""

    def __init__(
        self, *, pace: Pace | None = None, limits: PlanLimits | None = None, ledger: Ledger | None = None
    ) -> None:
        self.clock = FakeClock()
        self.faults = Faults(self.clock)
        self.ledger = Ledger() if ledger is None else ledger
        self.storage = InMemoryStorage()
        self.memory = self.storage.memory
        self.queue = FakeQueue()
        self.is_stopping = False
        self.administration = self.storage.add_administration()
        self.connection, _ = self.storage.connections.create("CRM", self.administration)
        self.intake = Intake(self.storage.inbox, self.queue, self.clock)
        self.administrations = MortalAdministrations(self.memory, self.faults)
        self.pace = pace or Pace(threads=1)
        self.limits = limits or PlanLimits()
        self.opened: list[FakeBooks] = []
        self.service = self._started()

    def push(self, *arrivals: Incoming) -> Sequence[Accepted]:
        """Let the CRM push records."""
        return self.intake.accept(self.connection, arrivals)

    def push_relations(self, *relations: Relation) -> None:
        """Let the CRM push relations as R1, R2, …."""
        self.push(*(an_arrival(f"R{number}", relation) for number, relation in enumerate(relations, 1)))

    def carry(self, *relations: Relation) -> None:
        """Push relations as R1, R2, … and carry them to the books."""
        self.push_relations(*relations)
        self.run()
        assert {item.state for item in self.memory.items.values()} == {ItemState.IN_SYNC}

    def run(self) -> None:
        """Let the worker do what is due now."""
        self.service.sync_administration(self.administration)

    def restart(self) -> None:
        """Start the service again after it was killed; what went wrong is over."""
        self.faults.clear()
        self.memory.writers.clear()
        self.service = self._started()

    def run_until_killed(self) -> None:
        """Let the worker do what is due, and start it again when it was killed or failed by a bug."""
        try:
            self.run()
        except (Crash, BugError):
            self.restart()

    def run_later(self, **duration: float) -> None:
        """Let the worker do what is due a while from now."""
        self.clock.advance(**duration)
        self.faults.arrive()
        self.run()

    def heal(self, *, with_people: bool = True) -> None:
        """Let all go well until nothing is due any more; people retry once what was set aside."""
        self.restart()
        self._come_to_rest()
        if with_people:
            aside = [item.key for item in self.memory.items.values() if item.state is ItemState.SET_ASIDE]
            self.storage.records.retry(aside, self.clock())
            self._come_to_rest()

    def _come_to_rest(self) -> None:
        for _ in range(MOST_ROUNDS):
            self.resume()
            self.service.sweep()
            self.run()
            if not any(item.state is ItemState.DUE for item in self.memory.items.values()):
                return
            self.clock.advance(minutes=20)
            self.faults.arrive()
        raise AssertionError("the engine does not come to rest")

    def resume(self) -> None:
        """Enter a new key, as an administrator would."""
        self.memory.update(self.administration, lambda one: replace(one, pause=None))

    def set_policy(self, policy: SyncPolicy) -> None:
        """Set how records of the administration are carried."""
        self.memory.update(self.administration, lambda one: replace(one, policy=policy))

    def book(self, *others: Incoming, invoice: Invoice | None = None) -> Row:
        """Let the CRM push its customer R1, these others and invoice F1, and give the booking."""
        booked = invoice or an_invoice()
        self.push(an_arrival("R1"), *others, an_arrival("F1", booked))
        self.run()
        return self.ledger.one(EntityType.INVOICE, invoice_number=booked.number)

    def decide(self, key: RecordKey, choice: Choice, *, books_id: BooksId | None = None) -> bool:
        """Let a person choose in what is shown of a record, and let the worker do what is due."""
        conflict = self.item(key).conflict
        decision = Decision(
            choice=choice,
            at=self.clock(),
            by="Sanne",
            books_id=books_id,
            doubts=conflict.doubts if conflict and choice is Choice.ALLOW else (),
            conflict=conflict.checksum if conflict else "",
        )
        is_taken = self.storage.records.decide(key, decision, self.clock())
        self.run_until_killed()
        return is_taken

    def choices(self, key: RecordKey) -> tuple[Choice, ...]:
        """Name what a person is asked to choose from about a record on the list."""
        item = self.item(key)
        assert item.state is ItemState.SET_ASIDE
        return item.conflict.choices if item.conflict else ()

    def item(self, key: RecordKey) -> StoredItem:
        """Give what is stored of a record."""
        return self.memory.items[key]

    def problem_codes(self, key: RecordKey) -> list[str]:
        """Name what keeps a record on the bookkeeper's list."""
        item = self.item(key)
        assert item.state is ItemState.SET_ASIDE
        return [problem.code for problem in item.problems]

    def events(self, key: RecordKey) -> list[str]:
        """Name what happened to a record, oldest first."""
        return [entry.event.name for entry in self.item(key).history]

    def traffic(self) -> Administration:
        """Tell how the traffic of the administration stands."""
        return self.administrations.get(self.administration)

    def open_books(self, administration: AdministrationId) -> FakeBooks:
        assert administration == self.administration
        books = some_books(self.ledger, self.faults)
        self.opened.append(books)
        return books

    def _started(self) -> SyncService:
        return SyncService(
            Parts(
                administrations=self.administrations,
                open_books=self.open_books,
                queue=self.queue,
                clock=self.clock,
                pace=self.pace,
                limits=self.limits,
                chance=lambda: 1.0,
                is_stopping=lambda: self.is_stopping,
            )
        )
