"""Carries a handful of due items of one type to the books: each decision first, then one idempotent write.

The order is what makes it safe: what is unknown is looked up, then every item is decided, then all intents
are committed, then the writes go out a few at a time, then all outcomes are committed. Whatever dies in
between, the intents tell the next run what to look up.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta

import structlog

from snelkoppeling.domain.identity import BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import problem
from snelkoppeling.errors import (
    ConnectionBrokenError,
    OutcomeUnknownError,
    RecordRejectedError,
    RetryLaterError,
)
from snelkoppeling.sync.entity_types import ENTITY_TYPES, OnChange
from snelkoppeling.sync.ports import Books, BooksStore, Clock, Found, Links, SyncStore
from snelkoppeling.sync.reconcile import Keep, differing_fields, reconcile
from snelkoppeling.sync.records import Event, Image, Intent, SyncItem, WriteAction
from snelkoppeling.sync.task import Task

log = structlog.get_logger()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a carrier works with, beside the two sides."""

    clock: Clock
    pace: Pace
    executor: Executor
    is_stopping: Callable[[], bool]
    """Whether the process wants to end: then nothing more is sent."""


class Carrier:
    """Carries items of one administration, as its only writer; `stop` says why no more calls are made."""

    def __init__(self, store: SyncStore, books: Books, means: Means) -> None:
        self._store = store
        self._books = books
        self._clock = means.clock
        self._pace = means.pace
        self._executor = means.executor
        self._is_stopping = means.is_stopping
        self.stop: RetryLaterError | ConnectionBrokenError | None = None
        self.writes = 0
        self.has_probed = False

    def carry(self, entity_type: EntityType, items: Sequence[SyncItem]) -> None:
        """Bring these items in line, and store how each came out."""
        tasks = [Task.of(item) for item in items]
        links = self._store.links({key for task in tasks for key in task.depends_on})
        for task in tasks:
            self._wait_for_dependencies(task, links)
        shelf = self._books.store(entity_type)
        self._prepare(shelf, entity_type, tasks)
        self._each(tasks, self._look_up(shelf), where=lambda task: task.has_old_intent)
        self._settle(shelf, tasks)
        self._want(shelf, tasks, links)
        self._each(tasks, self._read(shelf), where=self._needs_reading)
        self._decide(tasks)
        self._intend(tasks)
        self._each(tasks, self._write(shelf), where=lambda task: task.is_intended)
        self._refuse_taken(tasks)
        outcomes = [task.outcome for task in tasks if task.outcome is not None]
        self._store.commit_outcomes(outcomes, self._clock())

    def _wait_for_dependencies(self, task: Task, links: Links) -> None:
        missing = tuple(key for key in task.depends_on if key not in links or links[key].books_id is None)
        if missing:
            code = "waits-for" if all(key in links for key in missing) else "waits-for-unknown"
            names = ", ".join(key.external_id for key in missing)
            task.waits_for(missing, (problem(code, value=names),))

    def _prepare(self, shelf: BooksStore, entity_type: EntityType, tasks: Sequence[Task]) -> None:
        items = [task.item for task in tasks if task.outcome is None]
        if not items:
            return
        waiting = self._store.without_twin(entity_type) if len(items) == self._pace.chunk else len(items)
        try:
            shelf.prepare(items, waiting=max(waiting, len(items)))
        except (RetryLaterError, ConnectionBrokenError) as error:
            self.stop = error

    def _look_up(self, shelf: BooksStore) -> Callable[[Task], None]:
        """Find out what became of a write whose answer never came."""

        def look_up(task: Task) -> None:
            intent = task.item.intent
            if intent is None or intent.action is WriteAction.UPDATE:
                task.without_old_intent()  # What the books hold now tells all there is to know.
                return
            task.candidates = shelf.written_by(task.item, intent)
            task.is_looked_up = True

        return look_up

    def _settle(self, shelf: BooksStore, tasks: Sequence[Task]) -> None:
        """Take what a look-up found, or believe that there is nothing, or wait until that is certain."""
        looked_up = [task for task in self._open(tasks) if task.is_looked_up]
        owners = self._owners(looked_up, [found for task in looked_up for found in task.candidates])
        for task in looked_up:
            intent = task.item.intent
            free = [found for found in task.candidates if owners.get(found.books_id) in {None, task.item.key}]
            if free:
                owners[free[0].books_id] = task.item.key
                task.found(free[0])
                task.events.append(Event(name="found", after=free[0].image, detail=free[0].label))
                task.without_old_intent()
            elif intent and self._clock() < intent.at + self._pace.settle and not shelf.refuses_doubles:
                task.look_again(intent.at + self._pace.settle)
            else:
                task.events.append(Event(name="repeated", detail="nothing was found"))
                task.without_old_intent()

    def _owners(self, tasks: Sequence[Task], found: Iterable[Found]) -> dict[BooksId, RecordKey]:
        ids = {one.books_id for one in found}
        return dict(self._store.owners(tasks[0].item.key.entity_type, ids)) if ids else {}

    def _refuse_taken(self, tasks: Sequence[Task]) -> None:
        """A record in the books belongs to one record of the CRM; the second one is set aside."""
        adopted = [task for task in tasks if task.adopted is not None]
        owners = self._owners(adopted, [task.adopted for task in adopted if task.adopted])
        for task in adopted:
            if task.adopted is not None:
                owner = owners.setdefault(task.adopted.books_id, task.item.key)
                task.adopted = None
                if owner != task.item.key:
                    self._taken(task, owner)

    def _taken(self, task: Task, owner: RecordKey) -> None:
        label = task.label or task.books_id
        task.books_id = None
        task.events.clear()
        task.set_aside((problem("twin-taken", value=label, candidates=label, owner=owner.external_id),))

    def _want(self, shelf: BooksStore, tasks: Sequence[Task], links: Links) -> None:
        """Translate each record, and find the twin of those that have none yet."""

        def want(task: Task) -> None:
            task.desired = shelf.desired(task.item, links)
            if task.books_id is None and (found := shelf.twin_of(task.item, task.desired)):
                task.adopted = found
                task.books_id, task.label = found.books_id, found.label
                task.events.append(Event(name="adopted", detail=found.label))

        if self.stop is None:
            for task in self._open(tasks):
                self._guarded(task, want)
            self._refuse_taken(self._open(tasks))

    def _needs_reading(self, task: Task) -> bool:
        """The books are read only when there is something to write over."""
        if task.books_id is None or task.in_books is not None:
            return False
        row = ENTITY_TYPES[task.item.key.entity_type]
        return row.on_change is OnChange.UPDATE and task.item.last_agreed != dict(task.wanted().image)

    def _read(self, shelf: BooksStore) -> Callable[[Task], None]:
        def read(task: Task) -> None:
            if task.books_id is None:
                return
            task.in_books = shelf.get(task.books_id)
            if task.in_books is None:
                name = task.desired.label if task.desired else str(task.item.key)
                raise RecordRejectedError(str(task.item.key), [problem("removed-from-books", value=name)])

        return read

    def _decide(self, tasks: Sequence[Task]) -> None:
        taken: set[str] = set()
        for task in self._open(tasks):
            if task.desired is None:
                continue
            if task.books_id is None:
                self._decide_creation(task, taken)
            else:
                self._decide_change(task, task.wanted().image)

    def _decide_creation(self, task: Task, taken: set[str]) -> None:
        """Create it, unless another in this chunk has the same number: the next chunk then sees that one."""
        keys = task.wanted().match_keys
        if keys & taken:
            task.not_sent()
            return
        taken |= keys
        task.action = WriteAction.CREATE

    def _decide_change(self, task: Task, wanted: Image) -> None:
        last_agreed = task.item.last_agreed
        if last_agreed is not None and not differing_fields(wanted, last_agreed):
            task.agreed()
            return
        if ENTITY_TYPES[task.item.key.entity_type].on_change is OnChange.REFUSE:
            known = last_agreed if last_agreed is not None else task.in_books or {}
            fields = differing_fields(wanted, known)
            if fields:
                names = ", ".join(sorted(fields))
                task.set_aside((problem("changed-after-booking", value=names, fields=names),))
            else:
                task.agreed()
            return
        if task.in_books is None:
            return  # It could not be read; the run has stopped, and the item stays due.
        in_books = task.in_books
        change = reconcile(wanted, in_books, last_agreed)
        if isinstance(change, Keep):
            task.agreed()
            return
        task.action = WriteAction.UPDATE
        task.fields = change.fields
        if change.overwritten and last_agreed is not None:
            lost = {name: in_books.get(name) for name in sorted(change.overwritten)}
            task.events.append(Event(name="overwritten", before=lost))

    def _intend(self, tasks: Sequence[Task]) -> None:
        """Commit what is about to be written; nothing goes out that is not on record first."""
        if self.stop is not None:
            return
        now = self._clock()
        intents = []
        for task in self._open(tasks):
            if task.action is not None:
                image = task.wanted().image
                intent = Intent(action=task.action, image=image, at=now, version=task.item.version)
                intents.append((task.item, intent))
                task.is_intended = True
        if intents:
            self._store.commit_intents(intents)

    def _write(self, shelf: BooksStore) -> Callable[[Task], None]:
        def write(task: Task) -> None:
            wanted = task.wanted()
            task.is_sent = True
            if task.action is WriteAction.UPDATE and task.books_id is not None:
                before = {name: (task.in_books or {}).get(name) for name in sorted(task.fields)}
                found = shelf.update(task.books_id, wanted, task.fields)
                after: Image = {name: wanted.image[name] for name in sorted(task.fields)}
                task.label = found.label or task.label
                task.agreed(Event(name="updated", before=before, after=after, detail=task.label))
            else:
                found = shelf.create(wanted)
                task.found(found)
                task.adopted = found if found.event == "adopted" else None
                task.agreed(Event(name=found.event, after=wanted.image, detail=found.label))
            self.writes += 1

        return write

    def _each(
        self, tasks: Sequence[Task], action: Callable[[Task], None], *, where: Callable[[Task], bool]
    ) -> None:
        """Do something that calls SnelStart for several tasks, a few at a time."""
        chosen = [task for task in self._open(tasks) if where(task)]
        if len(chosen) == 1 or self.stop is not None:
            for task in chosen:
                self._guarded(task, action)
        elif chosen:
            list(self._executor.map(lambda task: self._guarded(task, action), chosen))

    def _open(self, tasks: Iterable[Task]) -> list[Task]:
        return [task for task in tasks if task.outcome is None]

    def _guarded(self, task: Task, action: Callable[[Task], None]) -> None:
        """Do one thing for one task, and note what its failure means for the task and for the run."""
        if self.stop is not None or self._is_stopping():
            task.not_sent()
            return
        try:
            action(task)
        except RecordRejectedError as error:
            task.set_aside(tuple(error.problems))
        except OutcomeUnknownError as error:
            task.unknown(self._clock(), error.reason, rest=self._pace.first_look)
            if error.timed_out:
                self.stop = RetryLaterError(error.system, error.reason)
        except (RetryLaterError, ConnectionBrokenError) as error:
            self.stop = error
            task.not_sent()
        except Exception as error:
            # A bug of ours with one record must not hold up all others; it is set aside, loudly.
            log.exception("record failed by a bug", key=str(task.item.key), error=repr(error))
            self._failed_by_bug(task)

    def _failed_by_bug(self, task: Task) -> None:
        if task.is_sent:
            task.unknown(self._clock(), "internal error", rest=self._pace.settle)
        else:
            task.set_aside((problem("internal-error", value=str(task.item.key)),))
