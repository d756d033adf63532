"""The administrations in memory."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.planned import StoredPlan
from snelkoppeling.sync.records import Administration
from tests.fakes.memory import Memory
from tests.fakes.sync_store import InMemorySyncStore

Change = Callable[[Administration], Administration]


class InMemoryAdministrations:
    """How the traffic of each administration stands, and who writes to its books."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def get(self, administration: AdministrationId) -> Administration:
        with self._memory.lock:
            return self._memory.administrations[administration]

    def back_off(
        self, administration: AdministrationId, *, until: datetime, failures: int, line_down: bool
    ) -> None:
        self._update(
            administration,
            lambda one: replace(one, back_off_until=until, failures=failures, line_down=line_down),
        )

    def recovered(self, administration: AdministrationId) -> None:
        self._update(administration, _recovered)

    def approval_used(self, administration: AdministrationId) -> None:
        self._update(administration, lambda one: replace(one, approved_updates=None))

    def pause(self, administration: AdministrationId, problem: Problem) -> None:
        self._update(administration, lambda one: replace(one, pause=problem))

    def plan_made(self, administration: AdministrationId, plan: StoredPlan) -> None:
        with self._memory.lock:
            self._memory.plans[administration] = plan

    def latest_plan(self, administration: AdministrationId) -> StoredPlan | None:
        with self._memory.lock:
            return self._memory.plans.get(administration)

    def with_plan(self, checksum: str) -> AdministrationId | None:
        with self._memory.lock:
            return next((one for one, plan in self._memory.plans.items() if plan.checksum == checksum), None)

    def plan_approved(self, administration: AdministrationId, *, updates: int) -> None:
        with self._memory.lock:
            self._memory.plans.pop(administration, None)
        self._update(
            administration, lambda one: replace(one, awaits_plan=False, approved_updates=updates or None)
        )

    @contextmanager
    def exclusive(self, administration: AdministrationId) -> Iterator[InMemorySyncStore | None]:
        with self._memory.lock:
            is_mine = administration not in self._memory.writers
            self._memory.writers.add(administration)
        if not is_mine:
            yield None
            return
        try:
            yield InMemorySyncStore(self._memory, administration)
        finally:
            with self._memory.lock:
                self._memory.writers.discard(administration)

    def has_due_items(self, administration: AdministrationId, now: datetime) -> bool:
        return administration in self.with_due_items(now)

    def with_due_items(self, now: datetime) -> Sequence[AdministrationId]:
        with self._memory.lock:
            return [
                one.id
                for one in self._memory.administrations.values()
                if one.pause is None
                and not one.awaits_plan
                and (one.back_off_until is None or one.back_off_until <= now)
                and any(item.is_due(now) for item in self._memory.of(one.id))
            ]

    def with_line_down(self) -> Sequence[AdministrationId]:
        with self._memory.lock:
            return [
                one.id for one in self._memory.administrations.values() if one.line_down and one.pause is None
            ]

    def line_restored(self) -> Sequence[AdministrationId]:
        with self._memory.lock:
            waiting = [one.id for one in self._memory.administrations.values() if one.line_down]
            for administration in waiting:
                self.recovered(administration)
            return waiting

    def _update(self, administration: AdministrationId, change: Change) -> None:
        with self._memory.lock:
            self._memory.update(administration, change)


def _recovered(administration: Administration) -> Administration:
    return replace(administration, back_off_until=None, failures=0, line_down=False)
