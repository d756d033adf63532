"""One due item on its way through a run, and how it came out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from snelkoppeling.domain.identity import BooksId, RecordKey
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.sync.choice import Choice, Conflict, Decision
from snelkoppeling.sync.entity_types import ENTITY_TYPES, EntityTypeRow, OnChange
from snelkoppeling.sync.ports import Desired, Found
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Event, Image, Intent, ItemState, Outcome, SyncItem, WriteAction

LONGEST_WAIT = timedelta(hours=1)


@dataclass(slots=True, kw_only=True)
class Task:
    """An item, what was found out about it in this run, and its outcome once it has one."""

    item: SyncItem
    books_id: BooksId | None
    label: str = ""
    desired: Desired | None = None
    in_books: Image | None = None
    action: WriteAction | None = None
    fields: frozenset[str] = frozenset()
    has_old_intent: bool = False
    """A write of an earlier run has an unknown result."""
    is_looked_up: bool = False
    candidates: Sequence[Found] = ()
    """What that write may have left in the books."""
    is_gone: bool = False
    """The record that write was to change is no longer in the books."""
    adopted: Found | None = None
    """A record that was in the books already, not yet known to be free."""
    intended_at: datetime | None = None
    """When this run stored an intent for it."""
    is_sent: bool = False
    """The write may have reached the books."""
    parent_seems_gone: bool = False
    """It was refused for a record that it names."""
    is_left: bool = False
    """Nothing more is done for it in this run."""
    outcome: Outcome | None = None
    events: list[Event] = field(default_factory=list)

    @classmethod
    def of(cls, item: SyncItem) -> "Task":
        """Begin with an item as the store gave it."""
        return cls(item=item, books_id=item.books_id, has_old_intent=item.intent is not None)

    @property
    def row(self) -> EntityTypeRow:
        """How records of this type are carried."""
        return ENTITY_TYPES[self.item.key.entity_type]

    @property
    def depends_on(self) -> tuple[RecordKey, ...]:
        """The records whose change may help this one."""
        return self.row.dependencies(self.item.key, self.item.record)

    @property
    def is_open(self) -> bool:
        """Whether there is more to do for it in this run."""
        return self.outcome is None and not self.is_left

    @property
    def has_new_twin(self) -> bool:
        """Whether its twin was found in this run, and is not on record yet."""
        return self.books_id is not None and self.books_id != self.item.books_id

    @property
    def is_unchanged(self) -> bool:
        """Whether the CRM wants nothing but what both sides last agreed on."""
        last_agreed = self.item.last_agreed
        return last_agreed is not None and not differing_fields(self.wanted().image, last_agreed)

    def wanted(self) -> Desired:
        """Give what the books should hold; only for tasks that came that far."""
        if self.desired is None:
            raise RuntimeError(f"{self.item.key} has not been translated yet")
        return self.desired

    @property
    def choice(self) -> Choice | None:
        """What a person decided about it."""
        return self.decision.choice if self.decision else None

    @property
    def decision(self) -> Decision | None:
        """What a person decided, and still holds when only a doubt was allowed after it."""
        made, conflict = self.item.decision, self.item.conflict
        is_allowed = made is None or made.choice is Choice.ALLOW
        return conflict.standing if is_allowed and conflict and conflict.standing else made

    def wants(self, desired: Desired) -> None:
        """Note what the books should hold; of a booking all of it: what is no longer stated is emptied."""
        dropped = (self.item.last_agreed or {}).keys() - desired.image.keys()
        if dropped and self.row.on_change is OnChange.GUARDED:
            desired = replace(desired, image={**desired.image, **dict.fromkeys(sorted(dropped))})
        self.desired = desired

    def adopt(self, found: Found) -> None:
        """Note a twin that was in the books already; what was agreed with another is no longer of use."""
        if self.books_id is not None:
            self.forget_twin()
        self.adopted = found
        self.books_id, self.label = found.books_id, found.label
        self.events.append(Event(name="adopted", detail=found.label))

    def forget_twin(self) -> None:
        """Note that the twin is gone and is to be made again."""
        self.books_id, self.in_books = None, None
        self.item = replace(self.item, last_agreed=None)

    def intent(self) -> Intent:
        """Give the write of unknown result; only for tasks that have one."""
        if self.item.intent is None:
            raise RuntimeError(f"{self.item.key} has no open intent")
        return self.item.intent

    def twin_id(self) -> BooksId:
        """Give the id of the twin; only for tasks that have one."""
        if self.books_id is None:
            raise RuntimeError(f"{self.item.key} has no twin")
        return self.books_id

    def as_read(self) -> Image:
        """Give what the books hold; only for tasks that were read."""
        if self.in_books is None:
            raise RuntimeError(f"{self.item.key} was not read from the books")
        return self.in_books

    def twin(self) -> Found:
        """Give the twin as it was read."""
        return Found(books_id=self.twin_id(), image=self.as_read(), label=self.label, event="updated")

    def overwrites(self) -> Image | None:
        """Give the values that an update is about to replace."""
        if self.action is not WriteAction.UPDATE:
            return None
        return {name: self.as_read().get(name) for name in sorted(self.fields)}

    def intend(self, now: datetime) -> Intent:
        """Say what is about to be written; only for tasks that were decided."""
        if self.action is None:
            raise RuntimeError(f"nothing was decided about {self.item.key}")
        self.intended_at = now
        image, version, before = self.wanted().image, self.item.version, self.overwrites()
        return Intent(action=self.action, image=image, at=now, version=version, before=before)

    def found(self, found: Found) -> None:
        """Note the twin."""
        self.books_id = found.books_id
        self.label = found.label
        self.in_books = found.image

    def came_true(self, found: Found, intent: Intent) -> None:
        """Note that a write of unknown result was carried out after all: both sides agreed on it."""
        self.found(found)
        name = "updated" if intent.action is WriteAction.UPDATE else "found"
        self.events.append(Event(name=name, before=intent.before, after=intent.image, detail=found.label))
        self._forget_intent(replace(self.item, intent=None, last_agreed=intent.image))

    def came_to_nothing(self) -> None:
        """Note that a write of unknown result was not carried out, so that it may be repeated.

        Where the books hold its values nonetheless it was, and somebody edited other fields after it: then
        these values are what both sides agreed on last.
        """
        intent, in_books = self.intent(), self.in_books or {}
        landed = {name: intent.image[name] for name in (intent.before or {}) if name in intent.image}
        landed = {name: value for name, value in landed.items() if in_books.get(name) == value}
        agreed = {**(self.item.last_agreed or {}), **landed} if landed else self.item.last_agreed
        self.events.append(Event(name="repeated", detail="nothing was found"))
        self._forget_intent(replace(self.item, intent=None, last_agreed=agreed))

    def agreed(self, *events: Event) -> None:
        """End: the books hold what the CRM wants."""
        wanted = self.wanted()
        if wanted.notes and (events or self.events):
            events = (*events, Event(name="noted", detail=" ".join(note.nl for note in wanted.notes)))
        self._end(ItemState.IN_SYNC, events, last_agreed=wanted.image)

    def waits_for(self, missing: tuple[RecordKey, ...], problems: tuple[Problem, ...]) -> None:
        """End: another record must be in the books first."""
        self._end(ItemState.WAITING, (), depends_on=missing, problems=problems)

    def set_aside(
        self,
        problems: tuple[Problem, ...],
        *,
        conflict: Conflict | None = None,
        also_on: tuple[RecordKey, ...] = (),
    ) -> None:
        """End: this record cannot be carried as it is, unless it or another that it depends on changes."""
        if conflict is not None:
            standing = self.decision if Choice.ALLOW in conflict.choices else None
            allowed = tuple(sorted(self.item.doubts_allowed))
            conflict = replace(conflict, allowed=allowed, standing=standing)
        event = Event(name="set_aside", detail=" ".join(problem.nl for problem in problems))
        self._end(
            ItemState.SET_ASIDE,
            (event,),
            problems=problems,
            conflict=conflict,
            depends_on=(*self.depends_on, *also_on),
            keeps_intent=self.has_old_intent,
        )

    def ask(self, why: Problem, *choices: Choice) -> None:
        """End: a person must choose, with both sides in view."""
        conflict = Conflict(
            choices=choices,
            wanted=self.wanted().image,
            in_books=self.in_books,
            agreed=self.item.last_agreed,
        )
        self.set_aside((why,), conflict=conflict)

    def sleep(self, why: Problem, *, until: tuple[RecordKey, ...] = ()) -> None:
        """End: a rule or a choice of people keeps this record out of the books."""
        event = Event(name="dormant", detail=why.nl)
        self._end(ItemState.DORMANT, (event,), problems=(why,), depends_on=until)

    def is_taken_by(self, owner: RecordKey) -> None:
        """End: its twin belongs to another record already."""
        label = self.label or self.twin_id()
        self.books_id = None
        self.events.clear()
        taken = problem("twin-taken", value=label, candidates=label, owner=owner.external_id)
        self.set_aside((taken,), also_on=(owner,))

    def unknown(self, now: datetime, reason: str, *, rest: timedelta) -> None:
        """End: a write got no answer; it is looked up after a rest that doubles with each attempt."""
        doubled = min(rest * 2 ** min(self.item.attempts, 12), LONGEST_WAIT)
        event = Event(name="outcome_unknown", detail=reason)
        self._end(ItemState.DUE, (event,), keeps_intent=True, due_at=now + doubled)

    def look_again(self, at: datetime) -> None:
        """End: a write of unknown result left nothing yet; only time proves that it will not."""
        self._end(ItemState.DUE, (), keeps_intent=True, due_at=at)

    def leave(self) -> None:
        """Do no more in this run, and keep what was found out; nothing was sent, so nothing is unknown."""
        self.is_left, self.outcome = True, None
        if self.intended_at is not None or self.events:
            self._end(ItemState.DUE, (), keeps_intent=self.has_old_intent)

    def _end(
        self,
        state: ItemState,
        events: tuple[Event, ...],
        *,
        last_agreed: Image | None = None,
        keeps_intent: bool = False,
        problems: tuple[Problem, ...] = (),
        conflict: Conflict | None = None,
        depends_on: tuple[RecordKey, ...] = (),
        due_at: datetime | None = None,
    ) -> None:
        self.outcome = Outcome(
            item=self.item,
            state=state,
            books_id=self.books_id,
            books_label=self.label,
            is_adopted=any(event.name in {"adopted", "found"} for event in (*self.events, *events)),
            last_agreed=last_agreed if last_agreed is not None else self.item.last_agreed,
            keeps_intent=keeps_intent,
            problems=problems,
            conflict=conflict,
            depends_on=depends_on,
            due_at=due_at,
            events=(*self.events, *events),
        )

    def _forget_intent(self, item: SyncItem) -> None:
        self.has_old_intent = False
        self.item = item
