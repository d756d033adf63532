"""The sync items of one administration in memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.choice import Choice, Decision
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from snelkoppeling.sync.records import Intent, ItemState, Link, Outcome, SyncItem
from tests.fakes.memory import Memory, StoredItem

PENDING = frozenset({ItemState.DUE, ItemState.WAITING, ItemState.HELD})


class InMemorySyncStore:
    """What the writer of an administration works with."""

    def __init__(self, memory: Memory, administration: AdministrationId) -> None:
        self._memory = memory
        self._administration = administration

    def due(self, now: datetime, limit: int) -> Sequence[SyncItem]:
        with self._memory.lock:
            items = [item for item in self._memory.of(self._administration) if item.is_due(now)]
            return [_sync_item(item) for item in sorted(items, key=_turn)[:limit]]

    def links(self, keys: Iterable[RecordKey]) -> Mapping[RecordKey, Link]:
        with self._memory.lock:
            known = {item.key: item for item in self._memory.of(self._administration)}
            return {
                key: Link(
                    state=known[key].state,
                    books_id=known[key].books_id,
                    is_adopted=known[key].is_adopted,
                    last_agreed=known[key].last_agreed,
                    record=known[key].record,
                    is_left_out=_is_left_out(known[key]),
                )
                for key in set(keys)
                if key in known
            }

    def in_sync(self, keys: Iterable[RecordKey]) -> Sequence[SyncItem]:
        asked = set(keys)
        with self._memory.lock:
            known = [item for item in self._memory.of(self._administration) if item.key in asked]
            found = [_sync_item(item) for item in known if item.state is ItemState.IN_SYNC]
        return sorted(found, key=lambda item: item.id)

    def owners(self, entity_type: EntityType, books_ids: Iterable[BooksId]) -> Mapping[BooksId, RecordKey]:
        wanted = set(books_ids)
        with self._memory.lock:
            linked = [item for item in self._of(entity_type) if item.books_id in wanted]
            return {item.books_id: item.key for item in linked if item.books_id is not None}

    def without_twin(self, entity_type: EntityType) -> int:
        return sum(item.books_id is None for item in self._due(entity_type))

    def planned_updates(self, entity_type: EntityType) -> tuple[int, int]:
        linked = sum(item.books_id is not None for item in self._of(entity_type))
        planned = {ItemState.DUE, ItemState.HELD}
        return sum(
            item.books_id is not None for item in self._of(entity_type) if item.state in planned
        ), linked

    def hold(self, entity_type: EntityType, why: Problem, now: datetime) -> None:
        with self._memory.lock:
            for item in self._due(entity_type):
                if item.books_id is not None:
                    item.becomes(ItemState.HELD, now)
                    item.problems = (why,)

    def need(self, keys: Iterable[RecordKey], now: datetime) -> None:
        wanted = set(keys)
        with self._memory.lock:
            for item in self._memory.of(self._administration):
                if item.key in wanted and item.state is ItemState.DORMANT and not _is_left_out(item):
                    item.wake(now)
                    item.is_needed = True

    def pending(self, chunk: int) -> Iterator[Sequence[SyncItem]]:
        with self._memory.lock:
            open_items = [item for item in self._memory.of(self._administration) if item.state in PENDING]
            items = [_sync_item(item) for item in sorted(open_items, key=_place)]
        for start in range(0, len(items), chunk):
            yield items[start : start + chunk]

    def link(self, twins: Mapping[RecordKey, BooksId], now: datetime) -> None:
        with self._memory.lock:
            for key, books_id in twins.items():
                item = self._memory.items[key]
                is_open = item.state in {ItemState.DUE, ItemState.WAITING}
                if is_open and item.books_id is None and item.decision is None:
                    item.decision = Decision(choice=Choice.LINK, at=now, books_id=books_id, by="plan")

    def latest(self, entity_type: EntityType, limit: int) -> Sequence[SyncItem]:
        with self._memory.lock:
            items = sorted(self._of(entity_type), key=lambda item: (item.received_at, item.id), reverse=True)
            return [_sync_item(item) for item in items[:limit]]

    def commit_intents(self, intents: Sequence[tuple[SyncItem, Intent]]) -> None:
        with self._memory.lock:
            for item, intent in intents:
                self._memory.items[item.key].intent = intent

    def commit_outcomes(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        with self._memory.lock:
            moved = [outcome.item.key for outcome in outcomes if outcome.may_have_lost_parts]
            for outcome in outcomes:
                _conclude(self._memory.items[outcome.item.key], outcome, now)
            awake = [outcome.item.key for outcome in outcomes if _concerns_others(outcome)]
            self._memory.wake_dependents(awake, now)
            self._memory.wake_parts(moved, now)

    def _of(self, entity_type: EntityType) -> list[StoredItem]:
        with self._memory.lock:
            items = self._memory.of(self._administration)
            return [item for item in items if item.key.entity_type is entity_type]

    def _due(self, entity_type: EntityType) -> list[StoredItem]:
        return [item for item in self._of(entity_type) if item.state is ItemState.DUE]


def _place(item: StoredItem) -> tuple[int, str, int]:
    entity_type = item.key.entity_type
    return ENTITY_TYPES[entity_type].rank, str(entity_type), item.id


def _turn(item: StoredItem) -> tuple[int, int, float, int]:
    since = item.due_at.timestamp() if item.due_at else 0.0
    return item.lane, ENTITY_TYPES[item.key.entity_type].rank, since, item.id


def _sync_item(item: StoredItem) -> SyncItem:
    return SyncItem(
        id=item.id,
        key=item.key,
        administration=item.administration,
        version=item.version,
        record=item.record,
        books_id=item.books_id,
        last_agreed=item.last_agreed,
        intent=item.intent,
        attempts=item.attempts,
        conflict=item.conflict,
        decision=item.decision,
        is_needed=item.is_needed,
    )


def _is_left_out(item: StoredItem) -> bool:
    return item.decision is not None and item.decision.choice is Choice.LEAVE_OUT


def _concerns_others(outcome: Outcome) -> bool:
    has_new_twin = outcome.books_id is not None and outcome.books_id != outcome.item.books_id
    return outcome.state in {ItemState.IN_SYNC, ItemState.DORMANT} or has_new_twin


def _conclude(item: StoredItem, outcome: Outcome, now: datetime) -> None:
    is_outdated = item.version > outcome.item.version or item.decision != outcome.item.decision
    _note_twin(item, outcome)
    if not outcome.keeps_intent:
        item.intent = None
    for event in outcome.events:
        item.note(event, now)
    if is_outdated:
        item.attempts = 0
        item.wake(now)
        return
    item.becomes(outcome.state, now)
    item.due_at = outcome.due_at
    item.problems = outcome.problems
    item.depends_on = outcome.depends_on
    is_done = outcome.state is ItemState.IN_SYNC
    if is_done or outcome.conflict is not None or item.decision is None:
        item.conflict, item.decision = None if is_done else outcome.conflict, None
    if is_done:
        item.attempts = 0
    elif outcome.state not in {ItemState.WAITING, ItemState.DORMANT}:
        item.attempts += 1


def _note_twin(item: StoredItem, outcome: Outcome) -> None:
    is_another = None not in {item.books_id, outcome.books_id} and outcome.books_id != item.books_id
    if outcome.last_agreed is not None or is_another:
        item.last_agreed = outcome.last_agreed
    item.books_id = outcome.books_id or item.books_id
    item.books_label = outcome.books_label or item.books_label
    item.is_adopted = item.is_adopted or outcome.is_adopted
