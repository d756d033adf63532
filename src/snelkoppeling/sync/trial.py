"""Tries other rules on the invoices that arrived last, to see which bookings would differ; writes nothing."""

from dataclasses import dataclass, field

from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from snelkoppeling.sync.ports import BooksStore, Links, SyncStore
from snelkoppeling.sync.reconcile import are_equal
from snelkoppeling.sync.records import Image, SyncItem

RECENT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """What an invoice comes to under one set of rules: a booking, or what stands in its way."""

    image: Image = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An invoice that comes to something else."""

    key: RecordKey
    label: str
    before: Booked
    after: Booked
    is_booked: bool
    """Whether it stands in the books already: rules never change a booking by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of trying other rules."""

    tried: int
    skipped: int
    """Invoices that wait for another record, so that nothing can be said of them."""
    differences: tuple[Difference, ...]


def try_on_recent(store: SyncStore, *, before: BooksStore, after: BooksStore, limit: int = RECENT) -> Trial:
    """Make the bookings of recent invoices twice, and list those that differ.

    Raises:
        RetryLaterError: SnelStart cannot answer now.
        ConnectionBrokenError: The key opens nothing any more.
    """
    items = store.latest(EntityType.INVOICE, limit)
    row = ENTITY_TYPES[EntityType.INVOICE]
    links = store.links({key for item in items for key in row.dependencies(item.key, item.record)})
    ready = [
        item
        for item in items
        if all(
            key in links and links[key].books_id is not None
            for key in row.dependencies(item.key, item.record)
        )
    ]
    for shelf in (before, after):
        shelf.prepare(ready, waiting=len(ready))
    differences = [
        difference for item in ready if (difference := _difference(item, links, before=before, after=after))
    ]
    return Trial(tried=len(ready), skipped=len(items) - len(ready), differences=tuple(differences))


def _difference(item: SyncItem, links: Links, *, before: BooksStore, after: BooksStore) -> Difference | None:
    label, old = _booked(before, item, links)
    also, new = _booked(after, item, links)
    if old.problems == new.problems and are_equal(old.image, new.image):
        return None
    return Difference(
        key=item.key,
        label=label or also or str(item.key.external_id),
        before=old,
        after=new,
        is_booked=item.books_id is not None,
    )


def _booked(shelf: BooksStore, item: SyncItem, links: Links) -> tuple[str, Booked]:
    try:
        desired = shelf.desired(item, links)
    except RecordRejectedError as error:
        return "", Booked(problems=tuple(error.problems))
    return desired.label, Booked(image=desired.image)
