"""One due item on its way through a run, and how it came out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from snelkoppeling.domain.identity import BooksId, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from snelkoppeling.sync.ports import Desired, Found
from snelkoppeling.sync.records import Event, Image, ItemState, Outcome, SyncItem, WriteAction

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
    adopted: Found | None = None
    """A record that was in the books already, not yet known to be free."""
    is_intended: bool = False
    """This run has stored an intent for it."""
    is_sent: bool = False
    """The write may have reached the books."""
    outcome: Outcome | None = None
    events: list[Event] = field(default_factory=list)

    @classmethod
    def of(cls, item: SyncItem) -> "Task":
        """Begin with an item as the store gave it."""
        return cls(item=item, books_id=item.books_id, has_old_intent=item.intent is not None)

    @property
    def depends_on(self) -> tuple[RecordKey, ...]:
        """The records whose change may help this one."""
        return ENTITY_TYPES[self.item.key.entity_type].dependencies(self.item.key, self.item.record)

    def wanted(self) -> Desired:
        """Give what the books should hold; only for tasks that came that far."""
        if self.desired is None:
            raise RuntimeError(f"{self.item.key} has not been translated yet")
        return self.desired

    def found(self, found: Found) -> None:
        """Note the twin."""
        self.books_id = found.books_id
        self.label = found.label
        self.in_books = found.image

    def agreed(self, *events: Event) -> None:
        """End: the books hold what the CRM wants."""
        self._end(ItemState.IN_SYNC, events, last_agreed=self.wanted().image)

    def waits_for(self, missing: tuple[RecordKey, ...], problems: tuple[Problem, ...]) -> None:
        """End: another record must be in the books first."""
        self._end(ItemState.WAITING, (), depends_on=missing, problems=problems)

    def set_aside(self, problems: tuple[Problem, ...]) -> None:
        """End: this record cannot be carried as it is."""
        event = Event(name="set_aside", detail=" ".join(problem.nl for problem in problems))
        self._end(
            ItemState.SET_ASIDE,
            (event,),
            problems=problems,
            depends_on=self.depends_on,
            keeps_intent=self.has_old_intent,
        )

    def unknown(self, now: datetime, reason: str, *, rest: timedelta) -> None:
        """End: a write got no answer; it is looked up after a rest that doubles with each attempt."""
        doubled = min(rest * 2 ** min(self.item.attempts, 12), LONGEST_WAIT)
        event = Event(name="outcome_unknown", detail=reason)
        self._end(ItemState.DUE, (event,), keeps_intent=True, due_at=now + doubled)

    def look_again(self, at: datetime) -> None:
        """End: a write of unknown result left nothing yet; only time proves that it will not."""
        self._end(ItemState.DUE, (), keeps_intent=True, due_at=at)

    def not_sent(self) -> None:
        """End, if an intent was stored: the write did not go out, so nothing is unknown."""
        if self.is_intended or self.events:
            self._end(ItemState.DUE, (), keeps_intent=self.has_old_intent)

    def later(self, at: datetime) -> None:
        """End: try again at a moment, with nothing unknown."""
        self._end(ItemState.DUE, (), keeps_intent=self.has_old_intent, due_at=at)

    def _end(
        self,
        state: ItemState,
        events: tuple[Event, ...],
        *,
        last_agreed: Image | None = None,
        keeps_intent: bool = False,
        problems: tuple[Problem, ...] = (),
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
            depends_on=depends_on,
            due_at=due_at,
            events=(*self.events, *events),
        )

    def without_old_intent(self) -> None:
        """Forget an intent whose result is now known."""
        self.has_old_intent = False
        self.item = replace(self.item, intent=None)
