"""Shows what carrying all that is pending would do, before anything is written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from snelkoppeling.domain.identity import BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Choice, ChoiceNeededError
from snelkoppeling.sync.decide import called, not_needed_yet, put_to_sleep
from snelkoppeling.sync.entity_types import OnChange
from snelkoppeling.sync.planned import FieldChange, PlannedAction, PlannedRow, Preview
from snelkoppeling.sync.policy import SyncPolicy
from snelkoppeling.sync.ports import Books, BooksStore, Clock, Found, Links, SyncStore
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Image, ItemState, Link, SyncItem
from snelkoppeling.sync.task import Task

CHUNK = 500


class Previewer:
    """Makes a preview over the store and the books of one administration, as its only writer; writes nothing.

    What stands in the way of a record is put on the list at once, so that people can see to it before they
    approve the plan.
    """

    def __init__(self, store: SyncStore, books: Books, *, policy: SyncPolicy, clock: Clock) -> None:
        self._store = store
        self._books = books
        self._policy = policy
        self._clock = clock
        self._rows: dict[RecordKey, PlannedRow] = {}
        self._planned: dict[RecordKey, Link] = {}
        self._asleep: dict[RecordKey, Link] = {}
        self._surveyed: set[EntityType] = set()
        self._taken: dict[str, RecordKey] = {}

    def preview(self) -> Preview:
        """Go through all that is pending.

        Raises:
            RetryLaterError: SnelStart cannot answer now.
            ConnectionBrokenError: The key opens nothing any more.
        """
        self._books.verify()
        for chunk in self._store.pending(CHUNK):
            for entity_type, group in groupby(chunk, key=lambda item: item.key.entity_type):
                self._plan(entity_type, list(group))
        return Preview(rows=tuple(self._rows.values()))

    def _plan(self, entity_type: EntityType, items: Sequence[SyncItem]) -> None:
        tasks = [Task.of(item) for item in items]
        links = self._links(tasks)
        awake = []
        for task in tasks:
            put_to_sleep(task, links, self._policy)
            if not task.is_open:
                self._note(task, PlannedAction.LEAVE_OUT)
                self._asleep[task.item.key] = Link(state=ItemState.DORMANT, books_id=None)
            elif missing := self._missing(task, links):
                self._note(task, PlannedAction.WAIT, why=missing)
            else:
                awake.append(task)
        if awake:
            self._look_at(self._books.store(entity_type), awake, links=self._links(awake))

    def _look_at(self, shelf: BooksStore, tasks: Sequence[Task], *, links: Links) -> None:
        entity_type = tasks[0].item.key.entity_type
        if entity_type not in self._surveyed:
            self._surveyed.add(entity_type)
            shelf.survey()
        shelf.prepare([task.item for task in tasks], waiting=len(tasks))
        for task in tasks:
            self._guarded(task, lambda one: self._want(shelf, one, links=links))
        self._note_owners(entity_type, tasks)
        for task in tasks:
            if task.is_open:
                self._guarded(task, self._conclude)
        aside = [task.outcome for task in tasks if task.outcome is not None]
        self._store.commit_outcomes(aside, self._clock())

    def _guarded(self, task: Task, action: Callable[[Task], None]) -> None:
        """Do something for a record; what stands in its way puts it on the list."""
        try:
            action(task)
        except ChoiceNeededError as error:
            task.set_aside(tuple(error.problems), conflict=error.conflict)
            self._note(task, PlannedAction.ASK)
        except RecordRejectedError as error:
            task.set_aside(tuple(error.problems))
            self._note(task, PlannedAction.SET_ASIDE)

    def _want(self, shelf: BooksStore, task: Task, *, links: Links) -> None:
        """Translate a record, and find its twin if it has none yet."""
        task.desired = shelf.desired(task.item, links)
        decision = task.decision
        if task.books_id is not None or task.choice is Choice.CREATE_NEW:
            return
        if task.choice is Choice.LINK and decision is not None and decision.books_id is not None:
            image = shelf.get(decision.books_id) if task.row.on_change is OnChange.UPDATE else {}
            task.adopted = Found(books_id=decision.books_id, image=image or {})
        else:
            task.adopted = shelf.twin_of(task.item, task.desired)

    def _note_owners(self, entity_type: EntityType, tasks: Sequence[Task]) -> None:
        """Note which records in the books belong to others already."""
        found = {task.adopted.books_id for task in tasks if task.adopted is not None}
        for books_id, owner in (self._store.owners(entity_type, found) if found else {}).items():
            self._taken[f"{entity_type} {books_id}"] = owner

    def _conclude(self, task: Task) -> None:
        """Say what becomes of a record whose twin was sought."""
        item, wanted, found = task.item, task.wanted(), task.adopted
        if item.books_id is not None:
            changes = _changes(wanted.image, item.last_agreed or {})
            action = PlannedAction.UPDATE if changes else PlannedAction.KEEP
            self._planned_as(task, action, books_id=item.books_id, changes=changes)
            return
        self._take(task)
        if found is not None:
            task.label = found.label
            stays = task.row.on_change is OnChange.GUARDED or not found.image
            changes = () if stays else _changes(wanted.image, found.image)
            self._planned_as(task, PlannedAction.LINK, books_id=found.books_id, changes=changes)
        elif why := not_needed_yet(task, self._policy):
            self._note(task, PlannedAction.LEAVE_OUT, why=why)
            self._asleep[item.key] = self._as_planned(task, BooksId(str(item.key)))
        else:
            self._planned_as(task, PlannedAction.CREATE, books_id=BooksId(str(item.key)))

    def _take(self, task: Task) -> None:
        """A record in the books belongs to one record of the CRM; a second one is set aside.

        Raises:
            RecordRejectedError: Another record has it, or is planned to have it.
        """
        key, found, wanted = task.item.key, task.adopted, task.wanted()
        names = {found.books_id} if found is not None else wanted.match_keys
        label = (found and found.label) or wanted.label
        for name in sorted(names):
            owner = self._taken.setdefault(f"{key.entity_type} {name}", key)
            if owner != key:
                taken = problem("twin-taken", value=label, candidates=label, owner=owner.external_id)
                raise RecordRejectedError(str(key), [taken])

    def _links(self, tasks: Sequence[Task]) -> Links:
        """Give the twins of what these need: the real ones, and those that the plan would make."""
        needed = {key for task in tasks for key in task.depends_on}
        stored = self._store.links(needed)
        ahead = {key: self._planned.get(key) or self._asleep.get(key) for key in needed}
        return {**stored, **{key: link for key, link in ahead.items() if link is not None}}

    def _missing(self, task: Task, links: Links) -> Problem | None:
        """Say what a record waits for; a relation that was not needed is needed now."""
        missing = []
        for key in task.depends_on:
            asleep = self._asleep.get(key)
            if asleep is not None and asleep.books_id is not None:
                self._planned[key] = replace(asleep, state=ItemState.IN_SYNC)
                self._rows[key] = replace(self._rows[key], action=PlannedAction.CREATE, problems=())
                del self._asleep[key]
            elif key not in links or links[key].books_id is None:
                missing.append(key)
        if not missing:
            return None
        code = (
            "waits-for" if all(key in links or key in self._rows for key in missing) else "waits-for-unknown"
        )
        return problem(code, value=called(missing, links))

    def _planned_as(
        self,
        task: Task,
        action: PlannedAction,
        *,
        books_id: BooksId,
        changes: tuple[FieldChange, ...] = (),
    ) -> None:
        self._note(task, action, changes=changes)
        self._planned[task.item.key] = self._as_planned(task, books_id)

    def _as_planned(self, task: Task, books_id: BooksId) -> Link:
        return Link(
            state=ItemState.IN_SYNC,
            books_id=books_id,
            is_planned=task.adopted is None and task.item.books_id is None,
            last_agreed=task.wanted().image,
            record=task.item.record,
        )

    def _note(
        self,
        task: Task,
        action: PlannedAction,
        *,
        changes: tuple[FieldChange, ...] = (),
        why: Problem | None = None,
    ) -> None:
        self._rows[task.item.key] = PlannedRow(
            key=task.item.key,
            version=task.item.version,
            action=action,
            label=task.desired.label if task.desired else "",
            books_label=task.label,
            books_id=task.adopted.books_id if task.adopted else task.item.books_id,
            changes=changes,
            lines=_lines(task) if action is PlannedAction.CREATE else (),
            notes=tuple(note.nl for note in task.desired.notes) if task.desired else (),
            problems=(why,) if why else task.outcome.problems if task.outcome else (),
        )


def _lines(task: Task) -> tuple[str, ...]:
    lines = task.wanted().image.get("lines")
    return tuple(lines) if isinstance(lines, list) else ()


def _changes(wanted: Image, held: Image) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(field=name, before=held.get(name), after=wanted[name])
        for name in sorted(differing_fields(wanted, held))
    )
