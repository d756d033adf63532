"""What jobs ask of the engine: one run over an administration, and the sweep that leaves nothing lying."""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby

import structlog

from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.errors import (
    ConnectionBrokenError,
    RecordRejectedError,
    RetryLaterError,
    UnsafePlanError,
)
from snelkoppeling.sync.apply import Carrier, Means, Pace
from snelkoppeling.sync.back_off import LONGEST, LONGEST_WITHOUT_LINE, rest_after
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from snelkoppeling.sync.plan import Plan, PlanLimits
from snelkoppeling.sync.ports import (
    Administrations,
    Books,
    BooksOpener,
    Clock,
    JobQueue,
    SyncStore,
)
from snelkoppeling.sync.records import Administration, SyncItem

log = structlog.get_logger()

PATIENCE = 5
"""So often in a row a trouble may come that could pass, before somebody is asked to see to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the service works with."""

    administrations: Administrations
    open_books: BooksOpener
    queue: JobQueue
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    limits: PlanLimits = field(default_factory=PlanLimits)
    chance: Callable[[], float] = random.random
    is_stopping: Callable[[], bool] = lambda: False
    """Whether the process wants to end."""


class SyncService:
    """Carries what is due, administration by administration."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def sync_administration(self, administration: AdministrationId) -> None:
        """Carry what is due to the books of one administration, unless another worker is doing that.

        Returns after a slice of time at the latest; what is left then wakes a next run. The check after the
        right to write was given up finds what was stored while another waker was turned away.
        """
        with self._parts.administrations.exclusive(administration) as store:
            if store is None:
                return
            self._run(administration, store)
        if self._parts.administrations.has_due_items(administration, self._parts.clock()):
            self._parts.queue.wake([administration])

    def sweep(self) -> None:
        """Wake every administration that has something to do, whatever became of its wake-up call."""
        self._parts.queue.wake(self._parts.administrations.with_due_items(self._parts.clock()))
        self._probe_line()

    def _probe_line(self) -> None:
        """See whether SnelStart can be reached again: one call for all that wait for it."""
        waiting = self._parts.administrations.with_line_down()
        if not waiting:
            return
        # Any of them, in case one has a trouble of its own.
        books = self._parts.open_books(waiting[int(self._parts.chance() * len(waiting)) % len(waiting)])
        try:
            is_up = _is_line_up(books)
        finally:
            books.close()
        if not is_up:
            return
        restored = self._parts.administrations.line_restored()
        log.info("line restored", administrations=len(restored))
        self._parts.queue.wake(restored)

    def _run(self, administration: AdministrationId, store: SyncStore) -> None:
        state = self._parts.administrations.get(administration)
        now = self._parts.clock()
        if state.awaits_plan or state.pause or (state.back_off_until and state.back_off_until > now):
            return
        books = self._parts.open_books(administration)
        try:
            self._carry_all(state, store, books)
        finally:
            books.close()

    def _carry_all(self, state: Administration, store: SyncStore, books: Books) -> None:
        pace = self._parts.pace
        until = self._parts.clock() + pace.slice
        with ThreadPoolExecutor(pace.threads, thread_name_prefix=f"administration-{state.id}") as executor:
            means = Means(
                clock=self._parts.clock,
                pace=pace,
                executor=executor,
                is_stopping=self._parts.is_stopping,
                policy=state.policy,
            )
            carrier = Carrier(store, books, means=means)
            carrier.attempt(books.verify)
            if state.failures and carrier.stop is None:
                carrier.attempt(books.probe)
            while carrier.stop is None and self._parts.clock() < until and not self._parts.is_stopping():
                items = store.due(self._parts.clock(), pace.chunk)
                if not items:
                    break
                # A handful that is not full, or changes nothing in the books, is no drastic plan.
                if len(items) == pace.chunk and _may_update(items) and not self._is_safe(state, store):
                    continue
                self._carry_chunk(carrier, items)
            self._use_up_approval(state, store)
            self._conclude(state, carrier, books=books)

    def _carry_chunk(self, carrier: Carrier, items: Sequence[SyncItem]) -> None:
        ranked = sorted(items, key=lambda item: ENTITY_TYPES[item.key.entity_type].rank)
        for entity_type, group in groupby(ranked, key=lambda item: item.key.entity_type):
            if carrier.stop is None:
                carrier.carry(entity_type, list(group))

    def _is_safe(self, state: Administration, store: SyncStore) -> bool:
        """Hold the updates of relations when they would touch an unusual share of the books."""
        plan = self._plan(store)
        try:
            plan.require_safe(self._parts.limits, state.approved_updates)
        except UnsafePlanError as error:
            held = problem("plan-too-drastic", touched=error.touched, in_books=error.in_books)
            store.hold(EntityType.RELATION, held, self._parts.clock())
            log.warning("plan held", administration=state.id, touched=plan.touched, in_books=plan.in_books)
            return False
        return True

    def _use_up_approval(self, state: Administration, store: SyncStore) -> None:
        """Forget an approval when its plan is done, or so nearly that the rest needs none."""
        if state.approved_updates is not None and not self._plan(store).is_unusual(self._parts.limits):
            self._parts.administrations.approval_used(state.id)

    def _plan(self, store: SyncStore) -> Plan:
        touched, in_books = store.planned_updates(EntityType.RELATION)
        return Plan(touched=touched, in_books=in_books)

    def _conclude(self, state: Administration, carrier: Carrier, *, books: Books) -> None:
        """Note how SnelStart fared, so that the next run knows."""
        administrations = self._parts.administrations
        stop = carrier.stop
        if stop is None:
            if state.failures:
                administrations.recovered(state.id)
                log.info("administration recovered", administration=state.id)
        elif isinstance(stop, RetryLaterError):
            failures = 1 if carrier.writes else state.failures + 1
            if stop.suspect is not None and failures >= PATIENCE:
                self._pause(state, stop.suspect)
                return
            line_down = stop.line_down and not _is_line_up(books)
            longest = LONGEST_WITHOUT_LINE if line_down else LONGEST
            rest = rest_after(failures, stop.delay, jitter=self._parts.chance(), longest=longest)
            until = self._parts.clock() + rest
            administrations.back_off(state.id, until=until, failures=failures, line_down=line_down)
            if failures == 1:
                log.warning("administration backs off", administration=state.id, reason=stop.reason)
        else:
            self._pause(state, stop.problem)

    def _pause(self, state: Administration, why: Problem) -> None:
        self._parts.administrations.pause(state.id, why)
        log.error("administration paused", administration=state.id, code=why.code)


def _is_line_up(books: Books) -> bool:
    """Make one cheap call: any answer at all means that SnelStart can be reached."""
    try:
        books.probe()
    except RetryLaterError as error:
        return not error.line_down
    except (ConnectionBrokenError, RecordRejectedError):
        return True  # The run will see to this one administration.
    return True


def _may_update(items: Sequence[SyncItem]) -> bool:
    return any(item.books_id is not None and item.key.entity_type is EntityType.RELATION for item in items)
