"""The inbox in memory."""

from collections.abc import Sequence
from datetime import datetime

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.storage.acceptance import Candidate, Known, answers, candidates, latest
from snelkoppeling.sync.records import Accepted, Event, Incoming, ItemState
from tests.fakes.memory import Memory, StoredItem


class InMemoryInbox:
    """Stores what arrives."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def accept(self, arrivals: Sequence[Incoming], now: datetime) -> Sequence[Accepted]:
        with self._memory.lock:
            chosen = candidates(arrivals)
            as_sent = sorted(chosen.values(), key=lambda candidate: candidate.position)
            verdicts = {one.arrival.key: self._accept(one, now) for one in as_sent}
            stored = [key for key, one in verdicts.items() if one in {Accepted.NEW, Accepted.CHANGED}]
            self._memory.wake_dependents(stored, now)
            return answers(arrivals, chosen, verdicts)

    def _accept(self, candidate: Candidate, now: datetime) -> Accepted:
        arrival = candidate.arrival
        item = self._memory.items.get(arrival.key)
        if item is None:
            verdict = Accepted.NEW
            item = self._add(candidate, now)
        else:
            known = Known(content_hash=item.content_hash, modified_at=item.modified_at)
            verdict = known.verdict_on(candidate)
            if verdict is not Accepted.STALE:
                item.modified_at = latest(item.modified_at, arrival.modified_at)
        if verdict is Accepted.CHANGED:
            _change(item, candidate, now)
        if verdict in {Accepted.NEW, Accepted.CHANGED}:
            item.note(Event(name="accepted", detail=candidate.remarks), now)
            if isinstance(arrival.record, Attachment) and arrival.content is not None:
                self._memory.contents.setdefault(arrival.record.sha256, arrival.content)
        return verdict

    def _add(self, candidate: Candidate, now: datetime) -> StoredItem:
        arrival = candidate.arrival
        item = StoredItem(
            id=len(self._memory.items) + 1,
            key=arrival.key,
            administration=self._memory.connections[arrival.key.connection].administration,
            record=arrival.record,
            content_hash=candidate.encoded.content_hash,
            modified_at=arrival.modified_at,
            received_at=now,
            lane=candidate.lane,
            state_since=now,
        )
        self._memory.items[arrival.key] = item
        return item


def _change(item: StoredItem, candidate: Candidate, now: datetime) -> None:
    is_done = item.state is ItemState.IN_SYNC
    item.lane = candidate.lane if is_done else min(item.lane, candidate.lane)
    item.record = candidate.arrival.record
    item.content_hash = candidate.encoded.content_hash
    item.received_at = now
    item.version += 1
    item.attempts = 0
    item.conflict, item.decision = None, None
    item.wake(now)
