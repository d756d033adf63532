"""Carries a handful of due items of one type to the books: each decision first, then one idempotent write.

The order is what makes it safe: what is unknown is looked up, then every item is decided, then all intents
are committed, then the writes go out a few at a time, then all outcomes are committed. Whatever dies in
between, the intents tell the next run what to look up.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from snelkoppeling.domain.identity import BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import problem
from snelkoppeling.errors import (
    ConnectionBrokenError,
    OutcomeUnknownError,
    ParentGoneError,
    RecordRejectedError,
    RetryLaterError,
)
from snelkoppeling.sync.choice import Choice, ChoiceNeededError
from snelkoppeling.sync.decide import (
    ask_about_removed,
    chosen,
    decide,
    gone,
    link_first,
    may_be_made_again,
    needs_reading,
    open_tasks,
    put_to_sleep,
    take_as_booked,
    wait_for_others,
    wait_for_parents,
)
from snelkoppeling.sync.policy import SyncPolicy
from snelkoppeling.sync.ports import Books, BooksStore, Clock, Found, Links, SyncStore
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Event, Image, Intent, SyncItem, WriteAction
from snelkoppeling.sync.task import Task

log = structlog.get_logger()

MOST_BUGS = 3
"""So often a write that failed by a bug of ours is looked up and repeated before people are asked."""
REMOVED = "removed-from-books"
MOST_UNANSWERED = 5
"""After so many writes in a row without an answer, the next would fare no better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much is done at once, and how long unknown results rest."""

    chunk: int = 64
    """Items between two commits."""
    threads: int = 8
    """Calls to SnelStart at the same time."""
    slice: timedelta = timedelta(seconds=30)
    """After this long an administration yields to others."""
    first_look: timedelta = timedelta(seconds=2)
    """Rest before a write without an answer is looked up."""
    settle: timedelta = timedelta(seconds=60)
    """Longest time that SnelStart may still be busy with a write; only after it is absence believed."""
    send_within: timedelta = timedelta(seconds=30)
    """A write that could not go out so soon after its intent is left to a next run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a carrier works with, beside the two sides."""

    clock: Clock
    pace: Pace
    executor: Executor
    is_stopping: Callable[[], bool]
    """Whether the process wants to end: then nothing more is sent."""
    policy: SyncPolicy = field(default_factory=SyncPolicy)
    """What people set for this administration."""


class Carrier:
    """Carries items of one administration, as its only writer; `stop` says why no more calls are made."""

    def __init__(self, store: SyncStore, books: Books, *, means: Means) -> None:
        self._store = store
        self._books = books
        self._clock = means.clock
        self._pace = means.pace
        self._executor = means.executor
        self._is_stopping = means.is_stopping
        self._policy = means.policy
        self.stop: RetryLaterError | ConnectionBrokenError | None = None
        self.writes = 0
        self._without_twin: dict[EntityType, int] = {}
        self._unanswered = 0

    def carry(self, entity_type: EntityType, items: Sequence[SyncItem]) -> None:
        """Bring these items in line, and store how each came out."""
        tasks = [Task.of(item) for item in items]
        links = self._store.links({key for task in tasks for key in task.depends_on})
        shelf = self._books.store(entity_type)
        for task in tasks:
            put_to_sleep(task, links, self._policy)
        self._wait_for_dependencies(tasks, links)
        if not self._prepare(shelf, entity_type, tasks):
            for item in items:
                self.carry(entity_type, [item])
            return
        self._each(tasks, self._look_up(shelf), where=lambda task: task.has_old_intent)
        self._settle(shelf, tasks)
        for task in tasks:
            put_to_sleep(task, links, self._policy)
        self._wait_for_dependencies(tasks, links)
        self._each(tasks, self._read(shelf), where=may_be_made_again)
        self._want(shelf, tasks, links=links)
        take_as_booked(tasks)
        link_first(tasks)
        self._each(tasks, self._read(shelf), where=needs_reading)
        decide(tasks, self._policy)
        self._intend(tasks)
        self._each(tasks, self._write(shelf), where=lambda task: task.intended_at is not None)
        self._refuse_taken(tasks)
        parents = self._see_parents(tasks)
        outcomes = [task.outcome for task in (*tasks, *parents) if task.outcome is not None]
        self._store.commit_outcomes(outcomes, self._clock())

    def attempt(self, call: Callable[[], None]) -> None:
        """Make a call that is about no single record: when it fails, nothing more is sent in this run."""
        try:
            call()
        except (RetryLaterError, ConnectionBrokenError) as error:
            self.stop = error
        except RecordRejectedError as error:
            log.exception("books refused a question", reason=str(error))
            self.stop = RetryLaterError("SnelStart", str(error))

    def _wait_for_dependencies(self, tasks: Sequence[Task], links: Links) -> None:
        """Let those wait that need another record first; what is unknown of them is looked up before."""
        needed = {key for task in open_tasks(tasks) for key in wait_for_others(task, links)}
        if needed:
            self._store.need(needed, self._clock())

    def _prepare(self, shelf: BooksStore, entity_type: EntityType, tasks: Sequence[Task]) -> bool:
        """Read what deciding needs; False when one record among several is in the way of that."""
        items = [task.item for task in open_tasks(tasks)]
        if not items:
            return True
        waiting = max(self._waiting(entity_type, items), len(items))
        try:
            self.attempt(lambda: shelf.prepare(items, waiting=waiting))
        except Exception as error:
            # A bug of ours with one record must not hold up all others: they go one by one.
            log.exception("prepare failed by a bug", items=len(items), error=repr(error))
            if len(tasks) > 1:
                return False
            self._failed_by_bug(tasks[0])
        return True

    def _waiting(self, entity_type: EntityType, items: Sequence[SyncItem]) -> int:
        """Say how many have no twin yet; they are counted once a run, as a long list takes its time."""
        if len(items) < self._pace.chunk:
            return len(items)
        if entity_type not in self._without_twin:
            self._without_twin[entity_type] = self._store.without_twin(entity_type)
        waiting = self._without_twin[entity_type]
        self._without_twin[entity_type] = waiting - len(items)
        return waiting

    def _look_up(self, shelf: BooksStore) -> Callable[[Task], None]:
        """Find out what became of a write whose answer never came."""

        def look_up(task: Task) -> None:
            intent = task.intent()
            if intent.action is WriteAction.CREATE:
                task.candidates = shelf.written_by(task.item, intent)
            else:
                task.in_books = shelf.get(task.twin_id())
                task.is_gone = task.in_books is None
                if task.in_books is not None and not differing_fields(intent.image, task.in_books):
                    task.candidates = [task.twin()]
            task.is_looked_up = True

        return look_up

    def _settle(self, shelf: BooksStore, tasks: Sequence[Task]) -> None:
        """Take what a look-up found, or believe that there is nothing, or wait until that is certain."""
        looked_up = [task for task in open_tasks(tasks) if task.is_looked_up]
        owners = self._owners(looked_up, [found for task in looked_up for found in task.candidates])
        first_looks: list[tuple[SyncItem, Intent]] = []
        now = self._clock()
        for task in looked_up:
            intent = task.intent()
            free = [found for found in task.candidates if owners.get(found.books_id) in {None, task.item.key}]
            is_harmless = task.is_gone or _is_harmless_again(task, intent, shelf)
            if free:
                owners[free[0].books_id] = task.item.key
                task.came_true(free[0], intent)
            elif is_harmless or now >= self._settled_at(intent, now):
                task.came_to_nothing()
            else:
                task.look_again(self._settled_at(intent, now))
                if intent.looked_up_at is None:
                    first_looks.append((task.item, replace(intent, looked_up_at=now)))
        if first_looks:
            self._store.commit_intents(first_looks)

    def _settled_at(self, intent: Intent, now: datetime) -> datetime:
        """Say when it is certain that a write which is not in the books will not arrive there any more.

        Whoever was to send it may have done so until its time for that was up, or, when it lost its right to
        write only after that, until we took over.
        """
        return max(intent.looked_up_at or now, intent.at + self._pace.send_within) + self._pace.settle

    def _owners(self, tasks: Sequence[Task], found: Iterable[Found]) -> dict[BooksId, RecordKey]:
        ids = {one.books_id for one in found}
        return dict(self._store.owners(tasks[0].item.key.entity_type, ids)) if ids else {}

    def _refuse_taken(self, tasks: Sequence[Task]) -> None:
        """A record in the books belongs to one record of the CRM; the second one is set aside."""
        adopted = [(task, task.adopted) for task in tasks if task.adopted is not None]
        if not adopted:
            return
        owners = self._owners(tasks, [found for _, found in adopted])
        linked = (task for task in tasks if task.adopted is None)
        owners |= {task.books_id: task.item.key for task in linked if task.books_id is not None}
        for task, found in adopted:
            task.adopted = None
            owner = owners.setdefault(found.books_id, task.item.key)
            if owner != task.item.key:
                task.is_taken_by(owner)

    def _see_parents(self, tasks: Sequence[Task]) -> Sequence[Task]:
        """See whether what some records name was removed from the books; then people are asked about that.

        Of the record itself nobody could tell them what to do. Gives those that are gone.
        """
        orphans = [task for task in tasks if task.parent_seems_gone and task.outcome is not None]
        keys = {key for task in orphans for key in task.depends_on}
        parents = [Task.of(item) for item in self._store.in_sync(keys)] if keys else []
        links = self._store.links({*keys, *(key for parent in parents for key in parent.depends_on)})
        for parent in parents:
            shelf = self._books.store(parent.item.key.entity_type)
            self._prepare(shelf, parent.item.key.entity_type, [parent])
            self._guarded(parent, self._see(shelf, links))
        absent = [parent for parent in parents if parent.outcome is not None]
        unseen = {parent.item.key for parent in parents if parent.is_left}
        for orphan in orphans:
            wait_for_parents(orphan, links, gone={parent.item.key for parent in absent}, unseen=unseen)
        return absent

    def _see(self, shelf: BooksStore, links: Links) -> Callable[[Task], None]:
        def see(parent: Task) -> None:
            if shelf.get(parent.twin_id()) is None:
                with suppress(RecordRejectedError):  # Then it is asked about without what the CRM wants.
                    parent.wants(shelf.desired(parent.item, links))
                gone(parent)

        return see

    def _want(self, shelf: BooksStore, tasks: Sequence[Task], *, links: Links) -> None:
        """Translate each record, and find the twin of those that have none yet."""

        def want(task: Task) -> None:
            task.wants(shelf.desired(task.item, links))
            found = chosen(task)
            if found is None and task.books_id is None and task.choice is not Choice.CREATE_NEW:
                found = shelf.twin_of(task.item, task.wanted())
            if found is not None:
                task.adopt(found)

        for task in open_tasks(tasks):
            self._guarded(task, want)

    def _read(self, shelf: BooksStore) -> Callable[[Task], None]:
        def read(task: Task) -> None:
            twin = task.twin_id()
            task.in_books = shelf.get(twin)
            if task.in_books is None:
                gone(task)

        return read

    def _intend(self, tasks: Sequence[Task]) -> None:
        """Commit what is about to be written; nothing goes out that is not on record first."""
        intents = []
        for task in open_tasks(tasks):
            if self._is_over:
                task.leave()
            else:
                intents.append((task.item, task.intend(self._clock())))
        if intents:
            self._store.commit_intents(intents)

    def _write(self, shelf: BooksStore) -> Callable[[Task], None]:
        def write(task: Task) -> None:
            if task.intended_at is not None and self._clock() > task.intended_at + self._pace.send_within:
                task.leave()
                return
            wanted = task.wanted()
            task.is_sent = True
            if task.action is WriteAction.UPDATE:
                found = shelf.update(task.twin_id(), wanted, task.fields)
                after: Image = {name: wanted.image[name] for name in sorted(task.fields)}
                task.label = found.label or task.label
                task.agreed(Event(name="updated", before=task.overwrites(), after=after, detail=task.label))
            else:
                found = shelf.create(wanted)
                task.found(found)
                task.adopted = found if found.event == "adopted" else None
                task.agreed(Event(name=found.event, after=wanted.image, detail=found.label))
            self.writes += 1
            self._unanswered = 0

        return write

    def _each(
        self, tasks: Sequence[Task], action: Callable[[Task], None], *, where: Callable[[Task], bool]
    ) -> None:
        """Do something that calls SnelStart for several tasks, a few at a time."""
        chosen = [task for task in open_tasks(tasks) if where(task)]
        if len(chosen) == 1 or self._is_over:
            for task in chosen:
                self._guarded(task, action)
        elif chosen:
            list(self._executor.map(lambda task: self._guarded(task, action), chosen))

    @property
    def _is_over(self) -> bool:
        return self.stop is not None or self._is_stopping()

    def _guarded(self, task: Task, action: Callable[[Task], None]) -> None:
        """Do one thing for one task, and note what its failure means for the task and for the run."""
        if self._is_over:
            task.leave()
            return
        try:
            action(task)
        except ChoiceNeededError as error:
            task.set_aside(tuple(error.problems), conflict=error.conflict)
        except RecordRejectedError as error:
            task.set_aside(tuple(error.problems))
            task.parent_seems_gone = isinstance(error, ParentGoneError)
            if task.action is WriteAction.UPDATE and REMOVED in {one.code for one in error.problems}:
                ask_about_removed(task)
        except OutcomeUnknownError as error:
            task.unknown(self._clock(), error.reason, rest=self._pace.first_look)
            self._unanswered += 1
            if error.timed_out or self._unanswered >= MOST_UNANSWERED:
                self.stop = RetryLaterError(error.system, error.reason)
        except (RetryLaterError, ConnectionBrokenError) as error:
            self.stop = error
            task.leave()
        except Exception as error:
            # A bug of ours with one record must not hold up all others; it is set aside, loudly.
            log.exception("record failed by a bug", key=str(task.item.key), error=repr(error))
            self._failed_by_bug(task)

    def _failed_by_bug(self, task: Task) -> None:
        if task.is_sent and task.item.attempts < MOST_BUGS:
            task.unknown(self._clock(), "internal error", rest=self._pace.settle)
            return
        task.has_old_intent |= task.is_sent
        task.set_aside((problem("internal-error", value=str(task.item.key)),))


def _is_harmless_again(task: Task, intent: Intent, shelf: BooksStore) -> bool:
    """Tell whether a write that may still be on its way can be sent again without harm.

    Booking the same number again is refused. Another number would make a second booking, an update could
    undo what people typed after it, and what is to be left out should not turn up afterwards.
    """
    is_same = intent.action is WriteAction.CREATE and intent.version == task.item.version
    return shelf.refuses_doubles and is_same and task.choice is not Choice.LEAVE_OUT
