"""Makes plans that people look at, and lets an administration flow when just that plan is approved."""

import hashlib
from datetime import timedelta

from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType, RecordKey
from snelkoppeling.errors import RetryLaterError, SnelkoppelingError
from snelkoppeling.sync.planned import PlannedAction, Preview, StoredPlan
from snelkoppeling.sync.ports import Administrations, BooksOpener, Clock, JobQueue, SyncStore
from snelkoppeling.sync.preview import Previewer

DIGITS = 12
"""Of the checksum: few enough to type, far too many to hit by chance."""
FEW = 20
MOST_CHANGED_SHARE = 0.1
"""So much may have changed since a plan was made; more than that, and it is another plan."""


class PlanUnknownError(SnelkoppelingError):
    """The checksum names no plan, or one that another has replaced."""

    code = "plan-unknown"

    def __init__(self, checksum: str) -> None:
        self.nl = (
            f"Plan {checksum} is er niet meer of is er nooit geweest. Bekijk het plan opnieuw: ./start plan"
        )
        self.en = (
            f"Plan {checksum} is not there, or another took its place. Look at the plan again: ./start plan"
        )
        super().__init__(self.en)


class PlanOutdatedError(SnelkoppelingError):
    """Too much has changed since the plan was made for its approval to mean anything."""

    code = "plan-outdated"

    def __init__(self, changed: int) -> None:
        self.nl = (
            f"Sinds dit plan zijn {changed} records bijgekomen of gewijzigd. Er is niets goedgekeurd. "
            "Bekijk het plan opnieuw: ./start plan"
        )
        self.en = (
            f"{changed} records were added or changed since this plan. Nothing was approved. "
            "Look at the plan again: ./start plan"
        )
        super().__init__(self.en)
        self.changed = changed


class Plans:
    """The plans of all administrations."""

    def __init__(
        self, administrations: Administrations, open_books: BooksOpener, *, queue: JobQueue, clock: Clock
    ) -> None:
        self._administrations = administrations
        self._open_books = open_books
        self._queue = queue
        self._clock = clock

    def make(self, administration: AdministrationId) -> StoredPlan:
        """Make the plan of all that is pending and keep it for its approval; nothing is written to the books.

        Raises:
            RetryLaterError: SnelStart cannot answer now, or a worker is writing at this moment.
            ConnectionBrokenError: The key opens nothing any more.
        """
        with self._administrations.exclusive(administration) as store:
            if store is None:
                raise busy()
            policy = self._administrations.get(administration).policy
            books = self._open_books(administration)
            try:
                preview = Previewer(store, books, policy=policy, clock=self._clock).preview()
            finally:
                books.close()
            checksum = _checksum(administration, preview)
            plan = StoredPlan(checksum=checksum, made_at=self._clock(), preview=preview)
            self._administrations.plan_made(administration, plan)
        return plan

    def approve(self, administration: AdministrationId, checksum: str) -> int:
        """Let the administration flow, and give how many records came after the plan.

        What came later follows as daily work does: doubts are asked, unusual shares are held.

        Raises:
            PlanUnknownError: This is not the plan that was shown last.
            PlanOutdatedError: So much has changed that it would be another plan.
            RetryLaterError: A worker is writing at this moment.
        """
        with self._administrations.exclusive(administration) as store:
            if store is None:
                raise busy()
            plan = self._administrations.latest_plan(administration)
            if plan is None or plan.checksum != checksum.strip().lower():
                raise PlanUnknownError(checksum)
            preview = plan.preview
            later = _came_later(store, preview)
            if later > max(FEW, int(MOST_CHANGED_SHARE * len(preview.rows))):
                raise PlanOutdatedError(later)
            store.link(_bookings_found(preview), self._clock())
            self._administrations.plan_approved(administration, updates=preview.updates)
        self._queue.wake([administration])
        return later


def busy() -> RetryLaterError:
    """Say that somebody else is the writer of these books just now."""
    return RetryLaterError("Snelkoppeling", "a worker is writing to these books at this moment")


def duration(calls: int, *, per_minute: int, per_hour: int) -> timedelta:
    """Tell how long so many calls take within the quota (SnelStart API, section 9)."""
    hours, rest = divmod(calls, per_hour)
    return timedelta(hours=hours, minutes=rest / per_minute)


def _bookings_found(preview: Preview) -> dict[RecordKey, BooksId]:
    """Give the bookings that the plan found, which else SnelStart would have to be asked for one by one."""
    return {
        row.key: row.books_id
        for row in preview.of(PlannedAction.LINK)
        if row.books_id is not None and row.key.entity_type is EntityType.INVOICE
    }


def _checksum(administration: AdministrationId, preview: Preview) -> str:
    """Digest what a plan says and for whom: two that have nothing to do yet have different plans."""
    return hashlib.sha256(f"{administration} {preview!r}".encode()).hexdigest()[:DIGITS]


def _came_later(store: SyncStore, preview: Preview) -> int:
    planned: dict[RecordKey, int] = {row.key: row.version for row in preview.rows}
    return sum(planned.get(item.key) != item.version for chunk in store.pending(FEW * FEW) for item in chunk)
