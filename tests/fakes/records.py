"""Everything that arrived, in memory, for people to look at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import AdministrationId, EntityType, RecordKey
from snelkoppeling.storage.codec import search_text
from snelkoppeling.sync.choice import Decision
from snelkoppeling.sync.records import Event, ItemState, RecordState, TaskGroup
from tests.fakes.memory import DEPENDENT, Memory, StoredItem

MOST_FOUND = 50
ASKED = frozenset({ItemState.SET_ASIDE, ItemState.DORMANT})


class InMemoryRecords:
    """The records and where each stands."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def state_of(self, key: RecordKey) -> RecordState | None:
        with self._memory.lock:
            item = self._memory.items.get(key)
            return None if item is None else self._shown(item, with_history=True)

    def attachments_of(self, invoice: RecordKey) -> Sequence[RecordState]:
        with self._memory.lock:
            shown = [self._shown(item) for item in self._memory.items.values()]
            return [
                one
                for one in shown
                if one.key.connection == invoice.connection
                and isinstance(one.record, Attachment)
                and one.record.invoice == invoice.external_id
            ]

    def find(self, text: str) -> Sequence[RecordState]:
        wanted = text.strip().lower()
        with self._memory.lock:
            found = [
                item for item in self._memory.items.values() if wanted in search_text(item.key, item.record)
            ]
            newest = sorted(found, key=lambda item: (item.received_at, item.id), reverse=True)
            return [self._shown(item) for item in newest[:MOST_FOUND]]

    def in_state(
        self, state: ItemState, *, administration: AdministrationId | None = None, limit: int = 100
    ) -> Sequence[RecordState]:
        with self._memory.lock:
            items = [
                item
                for item in self._memory.items.values()
                if item.state is state and administration in {None, item.administration}
            ]
            longest = sorted(items, key=lambda item: (item.state_since, item.id))
            return [self._shown(item) for item in longest[:limit]]

    def counts(
        self, administration: AdministrationId | None = None
    ) -> Mapping[tuple[AdministrationId, EntityType, ItemState], int]:
        with self._memory.lock:
            return Counter(
                (item.administration, item.key.entity_type, item.state)
                for item in self._memory.items.values()
                if administration in {None, item.administration}
            )

    def content(self, sha256: str) -> bytes | None:
        with self._memory.lock:
            return self._memory.contents.get(sha256)

    def retry(self, items: Sequence[RecordKey], now: datetime) -> int:
        with self._memory.lock:
            stuck = [self._memory.items[key] for key in set(items) if key in self._memory.items]
            retried = [item for item in stuck if item.state in DEPENDENT]
            for item in retried:
                item.wake(now)
            return len(retried)

    def tasks(self, administration: AdministrationId | None = None) -> Sequence[TaskGroup]:
        with self._memory.lock:
            aside = [
                item
                for item in self._memory.items.values()
                if item.state is ItemState.SET_ASIDE and administration in {None, item.administration}
            ]
            aside.sort(key=lambda item: (item.state_since, item.id))
            groups: dict[tuple[AdministrationId, str], list[StoredItem]] = {}
            for item in aside:
                groups.setdefault((item.administration, _cause(item)), []).append(item)
            tasks = [_task_group(cause, items) for (_, cause), items in groups.items()]
        return sorted(tasks, key=lambda task: (-task.count, task.since, task.cause))

    def retry_cause(self, administration: AdministrationId, cause: str, now: datetime) -> int:
        with self._memory.lock:
            stuck = [
                item
                for item in self._memory.of(administration)
                if item.state is ItemState.SET_ASIDE and _cause(item) == cause
            ]
            for item in stuck:
                item.wake(now)
            return len(stuck)

    def decide(self, key: RecordKey, decision: Decision, now: datetime) -> bool:
        with self._memory.lock:
            item = self._memory.items.get(key)
            if item is None or item.state not in ASKED or item.conflict is None:
                return False
            if not decision.answers(item.conflict):
                return False
            item.decision = decision
            item.wake(now)
            item.note(Event(name="decided", detail=f"{decision.choice} {decision.by}".strip()), now)
            return True

    def _shown(self, item: StoredItem, *, with_history: bool = False) -> RecordState:
        return RecordState(
            key=item.key,
            version=item.version,
            record=item.record,
            modified_at=item.modified_at,
            received_at=item.received_at,
            administration=self._memory.administrations[item.administration].name,
            state=item.state,
            books_id=item.books_id,
            books_label=item.books_label,
            problems=item.problems,
            depends_on=item.depends_on,
            due_at=item.due_at,
            attempts=item.attempts,
            has_open_intent=item.intent is not None,
            last_agreed=item.last_agreed,
            conflict=item.conflict,
            decision=item.decision,
            history=tuple(item.history) if with_history else (),
        )


def _cause(item: StoredItem) -> str:
    first = item.problems[0]
    return first.cause or first.code


def _task_group(cause: str, items: Sequence[StoredItem]) -> TaskGroup:
    return TaskGroup(
        administration=items[0].administration,
        cause=cause,
        problem=items[0].problems[0],
        count=len(items),
        since=items[0].state_since,
        examples=tuple(item.key for item in items[:5]),
    )
